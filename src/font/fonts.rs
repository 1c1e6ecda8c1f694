//! All faces of a run (字库) and which of them serves a role.

use std::sync::Arc;

use super::{Face, FaceId, FontError, Role, bundled};

/// All faces of a run (字库). Clones share the faces and what has been read of them.
#[derive(Clone, Debug)]
pub struct Fonts {
    bundled: [Arc<Face>; Role::ALL.len()],
    office: Vec<Arc<Face>>,
    /// In the order of [`Role::ALL`].
    chains: [Vec<FaceId>; Role::ALL.len()],
}

impl Fonts {
    /// The faces that come with the program (内置字体).
    #[must_use]
    pub fn bundled() -> Self {
        let bundled = bundled::faces().map(Arc::new);
        let id = |role: &Role| FaceId(*role as u16);
        let chains = Role::ALL.map(|role| bundled::chain(role).iter().map(id).collect());
        Self {
            bundled,
            office: Vec::new(),
            chains,
        }
    }

    /// Puts an office's own face before those that served its role so far; `index` is its place in a collection,
    /// `name` what the clerk calls it.
    ///
    /// # Errors
    /// If the bytes cannot serve: see [`FontError`].
    pub fn put(
        &mut self,
        role: Role,
        bytes: impl Into<Arc<[u8]>>,
        index: u32,
        name: String,
    ) -> Result<FaceId, FontError> {
        self.share(Arc::new(Face::office(role, bytes.into(), index, name)?))
    }

    /// Puts a face that others may have too before those that served its role so far.
    ///
    /// # Errors
    /// If there are too many: [`FontError::TooMany`].
    pub fn share(&mut self, face: Arc<Face>) -> Result<FaceId, FontError> {
        let id =
            FaceId(u16::try_from(self.bundled.len() + self.office.len()).map_err(|_| FontError::TooMany)?);
        if let Some(chain) = self.chains.get_mut(face.role() as usize) {
            chain.insert(0, id);
        }
        self.office.push(face);
        Ok(id)
    }

    /// The faces asked for `role`, the first before the next.
    #[must_use]
    #[inline]
    pub fn chain(&self, role: Role) -> &[FaceId] {
        self.chains.get(role as usize).map_or(&[], Vec::as_slice)
    }

    /// The face and glyph of a character in a role; `None` where no face of the chain has it.
    ///
    /// — and … may be narrower than an em: layout gives them a cell each, and centres them in it.
    #[must_use]
    pub fn glyph(&self, role: Role, ch: char) -> Option<(FaceId, u16)> {
        let (id, _, (glyph, _)) = self.find(role, ch)?;
        Some((id, glyph))
    }

    /// The face of a character in a role as [`Fonts::glyph`] says, its glyph and the glyph's advance in font units.
    #[must_use]
    #[inline]
    pub fn find(&self, role: Role, ch: char) -> Option<(FaceId, &Face, (u16, u16))> {
        let latin = if role.borrows_latin() && ch.is_ascii() {
            self.chain(Role::Latin)
        } else {
            &[]
        };
        self.first(latin, ch).or_else(|| self.first(self.chain(role), ch))
    }

    /// The first face of a chain that has a character; nearly always the first one has it.
    #[inline]
    fn first(&self, chain: &[FaceId], ch: char) -> Option<(FaceId, &Face, (u16, u16))> {
        chain.iter().find_map(|&id| {
            let face = self.face(id);
            Some((id, face, face.measured(ch)?))
        })
    }

    /// The first face of the chain that has all characters of `text`: a name is not set in two faces. Digits and
    /// Latin letters among 仿宋 and 楷体 are not asked for, they come from their own face anyway.
    #[must_use]
    pub fn face_for(&self, role: Role, text: &str) -> Option<FaceId> {
        let borrowed = |ch: char| role.borrows_latin() && ch.is_ascii();
        let has = |id: FaceId| {
            text.chars()
                .all(|ch| borrowed(ch) || self.face(id).glyph(ch).is_some())
        };
        self.chain(role).iter().copied().find(|&id| has(id))
    }

    /// A face. An id that another run gave stands for the first face.
    #[must_use]
    #[inline]
    pub fn face(&self, id: FaceId) -> &Face {
        let at = usize::from(id.0);
        if let Some(face) = self.bundled.get(at) {
            return face;
        }
        let office = self.office.get(at - self.bundled.len());
        office.unwrap_or(&self.bundled[0])
    }

    /// All faces with their ids: first those of the program, then the office's in the order they came.
    pub fn faces(&self) -> impl Iterator<Item = (FaceId, &Face)> {
        (0..)
            .map(FaceId)
            .zip(self.bundled.iter().chain(&self.office).map(AsRef::as_ref))
    }
}

impl Default for Fonts {
    fn default() -> Self {
        Self::bundled()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::Maker;

    fn advance(fonts: &Fonts, role: Role, ch: char) -> (i64, i64) {
        let (face, glyph) = fonts
            .glyph(role, ch)
            .unwrap_or_else(|| panic!("{} has no {ch}", role.term()));
        let face = fonts.face(face);
        (face.advance(glyph).into(), face.upem().into())
    }

    #[test]
    fn fonts_go_to_other_threads() {
        fn check<T: Send + Sync>() {}
        check::<Fonts>();
    }

    #[test]
    fn every_role_has_hanzi_of_one_em_in_its_own_face() {
        let fonts = Fonts::bundled();
        for role in Role::ALL.into_iter().filter(|role| *role != Role::Latin) {
            let (id, glyph) = fonts.glyph(role, '一').unwrap();
            let face = fonts.face(id);
            assert_eq!((face.role(), face.maker()), (role, Maker::Bundled));
            assert_eq!(face.advance(glyph), face.upem(), "{}", role.term());
            assert!(face.bbox(glyph).is_some());
            assert!(!face.is_cff() && !face.postscript_name().is_empty());
        }
    }

    #[test]
    fn digits_of_fangsong_are_half_an_em() {
        let fonts = Fonts::bundled();
        for ch in '0'..='9' {
            for role in [Role::Latin, Role::Fangsong, Role::Kaiti] {
                let (wide, em) = advance(&fonts, role, ch);
                assert_eq!(wide * 2, em, "{ch} {}", role.term());
            }
        }
    }

    #[test]
    fn digits_of_heiti_and_xiaobiaosong_are_their_own() {
        let fonts = Fonts::bundled();
        for role in [Role::Heiti, Role::Xiaobiaosong, Role::Songti] {
            assert_eq!(fonts.glyph(role, '7').unwrap().0, fonts.chain(role)[0]);
        }
    }

    #[test]
    fn quotes_of_a_chinese_line_are_full_width() {
        let fonts = Fonts::bundled();
        for role in Role::ALL.into_iter().filter(|role| *role != Role::Latin) {
            for ch in "“”‘’".chars() {
                let (wide, em) = advance(&fonts, role, ch);
                assert_eq!(wide, em, "{ch} {}", role.term());
            }
        }
        assert_eq!(advance(&fonts, Role::Fangsong, '·'), (1000, 1000));
    }

    #[test]
    fn dashes_and_dots_are_never_wider_than_an_em() {
        let fonts = Fonts::bundled();
        for role in Role::ALL.into_iter().filter(|role| *role != Role::Latin) {
            for ch in "—…".chars() {
                let (wide, em) = advance(&fonts, role, ch);
                assert!(
                    wide <= em && wide * 100 >= em * 85,
                    "{ch} {} {wide}/{em}",
                    role.term()
                );
            }
        }
    }

    #[test]
    fn the_chains_cover_what_circulars_print() {
        let fonts = Fonts::bundled();
        let sample =
            "啊阿齄鼍行政机关〔2026〕号①⑩㊿㎡㎥ⅠⅩ□○※℃％‰×÷≥≤→《》、。；：？！（）％１２３９ＡＺ囍喆堃";
        for role in Role::ALL {
            for ch in sample.chars() {
                assert!(fonts.glyph(role, ch).is_some(), "{} {ch}", role.term());
            }
        }
    }

    #[test]
    fn nobody_has_an_unassigned_character() {
        let fonts = Fonts::bundled();
        for role in Role::ALL {
            assert_eq!(fonts.glyph(role, '\u{10FFFD}'), None);
            assert_eq!(fonts.glyph(role, '\u{FFFE}'), None);
        }
    }

    #[test]
    fn a_name_stands_in_one_face() {
        let fonts = Fonts::bundled();
        assert_eq!(
            fonts.face_for(Role::Fangsong, "张三A1"),
            Some(fonts.chain(Role::Fangsong)[0])
        );
        // 囍 is beyond 朱雀仿宋
        let rare = fonts.face_for(Role::Fangsong, "张囍").unwrap();
        assert_eq!(fonts.face(rare).role(), Role::Songti);
        assert_eq!(fonts.face_for(Role::Fangsong, "\u{10FFFD}"), None);
    }

    #[test]
    fn em_boxes() {
        let fonts = Fonts::bundled();
        let boxes: Vec<String> = fonts
            .faces()
            .map(|(_, face)| {
                let per_mille = |units: i16| i64::from(units) * 1000 / i64::from(face.upem());
                format!(
                    "{} {} {}",
                    face.role().term(),
                    per_mille(face.ascent()),
                    per_mille(face.descent())
                )
            })
            .collect();
        assert_eq!(
            boxes,
            [
                "仿宋 850 -150",
                "小标宋 880 -120",
                "黑体 880 -120",
                "楷体 878 -121",
                "宋体 880 -120",
                "西文 880 -119"
            ]
        );
    }

    #[test]
    fn an_office_face_comes_first_and_the_chain_stays_behind() {
        let mut fonts = Fonts::bundled();
        let bytes = fonts.face(fonts.chain(Role::Latin)[0]).data().to_vec();
        let id = fonts.put(Role::Heiti, bytes, 0, "自备".to_owned()).unwrap();
        assert_eq!(fonts.glyph(Role::Heiti, 'A').unwrap().0, id);
        assert_eq!(fonts.face(id).maker(), Maker::Office);
        assert_eq!(
            fonts.face(fonts.glyph(Role::Heiti, '一').unwrap().0).role(),
            Role::Heiti
        );
    }

    #[test]
    fn files_that_cannot_serve_say_why() {
        let mut fonts = Fonts::bundled();
        let latin = fonts.face(fonts.chain(Role::Latin)[0]).data().to_vec();
        let mut put =
            |bytes: Vec<u8>, index| fonts.put(Role::Latin, bytes, index, "x".to_owned()).unwrap_err();
        assert_eq!(put(b"<html>".to_vec(), 0), FontError::NotAFont);
        assert_eq!(put(Vec::new(), 0), FontError::NotAFont);
        assert_eq!(put(latin.clone(), 1), FontError::NoSuchIndex { faces: 1 });
        assert_eq!(put(latin[..600].to_vec(), 0), FontError::NotAFont);
        assert_eq!(put(without(&latin, *b"cmap"), 0), FontError::NoCharacters);
        assert_eq!(put(without(&latin, *b"glyf"), 0), FontError::NoOutlines);
        assert_eq!(put(restricted(latin), 0), FontError::EmbeddingForbidden);
    }

    /// The font with one table renamed.
    fn without(font: &[u8], table: [u8; 4]) -> Vec<u8> {
        let mut font = font.to_vec();
        let at = font.windows(4).position(|tag| tag == table).unwrap();
        font[at..at + 4].copy_from_slice(b"zzzz");
        font
    }

    /// The font with fsType 2.
    fn restricted(mut font: Vec<u8>) -> Vec<u8> {
        let at = font.windows(4).position(|tag| tag == b"OS/2").unwrap();
        let offset = u32::from_be_bytes(font[at + 8..at + 12].try_into().unwrap()) as usize;
        font[offset + 8..offset + 10].copy_from_slice(&[0, 2]);
        font
    }
}
