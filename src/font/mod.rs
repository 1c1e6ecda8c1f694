//! Faces (字体): bytes in, glyph numbers, advances and boxes out; which face serves which role, and the chain behind it.
//!
//! A face is read no further than it is asked: making [`Fonts`] costs microseconds, a character is looked up in
//! the file when it is first asked for, and a face that no character needs is never touched.

mod bundled;
mod characters;
mod error;
mod face;
mod fonts;
mod read;

pub use error::FontError;
pub use face::{Face, Maker};
pub use fonts::Fonts;

/// Which face of [`Fonts`] (字体号).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// What a face is for (字体用途).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 仿宋: the body, cells of tables (GB/T 9704—2012 5.2.2).
    Fangsong,
    /// 小标宋: the title and the issuer's mark (7.2.4, 7.3.1).
    Xiaobiaosong,
    /// 黑体: headings of level 1, labels, heads of tables (7.3.3).
    Heiti,
    /// 楷体: headings of level 2, the signer (7.2.6, 7.3.3).
    Kaiti,
    /// 宋体: the page number (7.5), and the last that is asked for a character.
    Songti,
    /// 西文: digits and Latin letters among 仿宋 and 楷体.
    Latin,
}

impl Role {
    /// All roles, in the order of the declaration.
    pub const ALL: [Self; 6] = [
        Self::Fangsong,
        Self::Xiaobiaosong,
        Self::Heiti,
        Self::Kaiti,
        Self::Songti,
        Self::Latin,
    ];

    /// Its name in Chinese.
    #[must_use]
    pub const fn term(self) -> &'static str {
        match self {
            Self::Fangsong => "仿宋",
            Self::Xiaobiaosong => "小标宋",
            Self::Heiti => "黑体",
            Self::Kaiti => "楷体",
            Self::Songti => "宋体",
            Self::Latin => "西文",
        }
    }

    /// Its key in TOML.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Fangsong => "fangsong",
            Self::Xiaobiaosong => "xiaobiaosong",
            Self::Heiti => "heiti",
            Self::Kaiti => "kaiti",
            Self::Songti => "songti",
            Self::Latin => "latin",
        }
    }

    /// The role of that key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }

    /// Whether digits and Latin letters in it come from the face for [`Role::Latin`]: beside 仿宋 and 楷体 the
    /// digits of Chinese faces are of uneven widths, those of 黑体 and 小标宋 match their own Hanzi in weight.
    #[must_use]
    pub const fn borrows_latin(self) -> bool {
        matches!(self, Self::Fangsong | Self::Kaiti)
    }
}
