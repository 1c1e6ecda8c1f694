//! What a PDF shows (所见): plain data, free of PDF's operators and of any meaning.
//!
//! All places are on the sheet as a reader sees it (after the page's `/Rotate`), measured from its upper left corner,
//! y downwards, like [`crate::page`].

use crate::unit::{Length, Point, Size};

/// A whole file (文件).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    /// The sheets' sides in order.
    pub pages: Vec<SeenPage>,
    /// The fonts that glyphs refer to.
    pub fonts: Vec<SeenFont>,
    /// What the file says of itself.
    pub claims: Claims,
}

/// What a file says of itself (文件声明).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// Title in its metadata (XMP, or else the Info dictionary).
    pub title: Option<String>,
    /// Language, such as `zh-CN`.
    pub language: Option<String>,
    /// Whether it has a structure tree and says that it is tagged.
    pub tagged: bool,
    /// The archival kind that it claims in its XMP: `PDF/A-2a`.
    pub archival: Option<String>,
    /// Whether it claims PDF/UA.
    pub accessible: bool,
    /// The program that wrote it.
    pub producer: Option<String>,
}

/// One side of a sheet (页).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeenPage {
    /// Its size after turning, of the crop box where there is one.
    pub size: Size,
    /// Glyphs in the order in which they are painted.
    pub glyphs: Vec<SeenGlyph>,
    /// Straight lines: strokes, and filled boxes not thicker than 1.5 mm.
    pub strokes: Vec<Stroke>,
    /// Filled boxes that are thicker, and other filled shapes by their box.
    pub fills: Vec<Fill>,
    /// Pictures, and forms or annotations that may be seals.
    pub pictures: Vec<SeenPicture>,
}

/// One glyph on paper (字形).
#[derive(Clone, Debug, PartialEq)]
pub struct SeenGlyph {
    /// The characters it stands for; empty where the file does not say.
    pub text: String,
    /// Index into [`Seen::fonts`].
    pub font: usize,
    /// Type size: the height of the em on paper.
    pub size: Length,
    /// Width of the em on paper in thousandths of `size`: 1000 is as drawn, less is condensed.
    pub stretch: i64,
    /// Start of the baseline.
    pub at: Point,
    /// Distance to the next glyph's start as the font has it, without what text operators add.
    pub advance: Length,
    /// The way its line runs.
    pub heading: Heading,
    /// The box of its ink; `None` where the font program does not tell, or there is no ink.
    pub ink: Option<Bounds>,
    /// Colour of its filling.
    pub color: Ink,
    /// Painted with an outline around it, to look bold (text rendering mode 1 or 2).
    pub outlined: bool,
    /// Not painted at all (text rendering mode 3, or the very colour of the paper).
    pub hidden: bool,
    /// The glyph is the font's `.notdef`: a box or nothing in the place of a character.
    pub missing: bool,
    /// Belongs to an artefact (marked content `Artifact`).
    pub artifact: bool,
}

/// The way a line of text runs (行文方向).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Heading {
    /// From left to right.
    #[default]
    Right,
    /// Upwards: turned a quarter counter-clockwise, heads to the left edge.
    Up,
    /// Downwards: turned a quarter clockwise.
    Down,
    /// Upside down.
    Left,
    /// Askew.
    Askew,
}

/// A box (框) on the sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// Left edge.
    pub left: Length,
    /// Upper edge.
    pub top: Length,
    /// Right edge.
    pub right: Length,
    /// Lower edge.
    pub bottom: Length,
}

impl Bounds {
    /// The smallest box around both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Its width.
    #[must_use]
    pub fn width(self) -> Length {
        self.right - self.left
    }

    /// Its height.
    #[must_use]
    pub fn height(self) -> Length {
        self.bottom - self.top
    }

    /// Its middle.
    #[must_use]
    pub fn center(self) -> Point {
        Point::new(
            (self.left + self.right).part(1, 2),
            (self.top + self.bottom).part(1, 2),
        )
    }
}

/// A straight line (线).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stroke {
    /// Its upper or left end, on the middle of its thickness.
    pub from: Point,
    /// Its other end.
    pub to: Point,
    /// Thickness.
    pub width: Length,
    /// Colour.
    pub color: Ink,
    /// Belongs to an artefact.
    pub artifact: bool,
}

/// A filled shape (填充).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fill {
    /// Its box.
    pub bounds: Bounds,
    /// Colour.
    pub color: Ink,
}

/// A picture (图片) by its box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenPicture {
    /// Its box on the sheet.
    pub bounds: Bounds,
    /// How it came there.
    pub kind: PictureKind,
    /// Whether most of its ink is red; `None` where the pixels cannot be read.
    pub red: Option<bool>,
}

/// How a picture came onto the page (图片来源).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PictureKind {
    /// An image object.
    Image,
    /// An annotation: a stamp or a signature field.
    Annotation,
}

/// A colour on paper (颜色).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ink {
    /// Gray, 0 black … 255 white.
    Gray(u8),
    /// Red, green, blue.
    Rgb([u8; 3]),
    /// Cyan, magenta, yellow, black in per cent.
    Cmyk([u8; 4]),
    /// A pattern, a spot colour or another space that is not looked into.
    Other,
}

impl Ink {
    /// Whether paper shows it red: R ≥ 180 with G and B ≤ 110, or M and Y ≥ 70 % with C and K ≤ 10 %.
    #[must_use]
    pub const fn is_red(self) -> bool {
        match self {
            Self::Rgb([r, g, b]) => r >= 180 && g <= 110 && b <= 110,
            Self::Cmyk([c, m, y, k]) => m >= 70 && y >= 70 && c <= 10 && k <= 10,
            Self::Gray(_) | Self::Other => false,
        }
    }

    /// Whether it is meant to be red: also the dark and the dull ones that [`Self::is_red`] does not let pass.
    #[must_use]
    pub fn is_reddish(self) -> bool {
        match self {
            Self::Rgb([r, g, b]) => r >= 110 && r >= g.max(b).saturating_add(60),
            Self::Cmyk([c, m, y, _]) => m >= 45 && y >= 30 && m >= c.saturating_add(30),
            Self::Gray(_) | Self::Other => false,
        }
    }

    /// Whether paper shows it black: no tone that eyes or a printer's screen would tell from black.
    #[must_use]
    pub fn is_black(self) -> bool {
        match self {
            Self::Gray(gray) => gray <= 25,
            Self::Rgb(rgb) => rgb.iter().all(|part| *part <= 35),
            // rich black has the other inks too
            Self::Cmyk([c, m, y, k]) => k >= 90 || c >= 60 && m >= 50 && y >= 50 && k >= 50,
            Self::Other => false,
        }
    }

    /// Whether it is the paper's own.
    #[must_use]
    pub fn is_white(self) -> bool {
        match self {
            Self::Gray(gray) => gray >= 250,
            Self::Rgb(rgb) => rgb.iter().all(|part| *part >= 250),
            Self::Cmyk(cmyk) => cmyk.iter().all(|part| *part <= 2),
            Self::Other => false,
        }
    }
}

impl Default for Ink {
    fn default() -> Self {
        Self::Gray(0)
    }
}

/// A font of the file (字体).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeenFont {
    /// Its name without the subset's mark: `ZhuqueFangsong-Regular`.
    pub name: String,
    /// Family and style as the program itself names them, where it does.
    pub family: Option<String>,
    /// Whether the program is in the file.
    pub embedded: bool,
    /// Whether its characters can be read: a ToUnicode map, or an encoding that is known.
    pub readable: bool,
    /// Weight, 400 regular … 700 bold, from the program, the descriptor or the name.
    pub weight: Option<u16>,
    /// Which face of the standard it is taken for.
    pub face: Face,
}

/// The faces that the standard names (字体种类).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// 仿宋
    Fangsong,
    /// 小标宋, and the heavy Song faces that stand in for it
    Xiaobiaosong,
    /// 黑体
    Heiti,
    /// 楷体
    Kaiti,
    /// 宋体
    Songti,
    /// 西文: Times and its like
    Latin,
    /// 其他
    #[default]
    Other,
}
