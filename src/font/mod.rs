//! Faces (字体): bytes in, glyph numbers, advances and boxes out; which face serves which role, and the chain behind it.

/// Which face of [`Fonts`] (字体号).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);
