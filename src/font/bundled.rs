//! The six faces that come with the program (内置字体); `fonts/README.md` says where they are from.

use super::Role;
use super::face::Face;

/// A face of the program.
struct Bundled {
    role: Role,
    name: &'static str,
    bytes: &'static [u8],
}

macro_rules! bundled {
    ($($role:ident $name:literal $file:literal;)*) => {
        [$(Bundled {
            role: Role::$role,
            name: $name,
            bytes: include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/", $file)),
        }),*]
    };
}

/// In the order of [`Role::ALL`].
static FACES: [Bundled; 6] = bundled! {
    Fangsong "朱雀仿宋" "ZhuqueFangsong/ZhuqueFangsong-Regular.ttf";
    Xiaobiaosong "思源宋体 SemiBold" "NotoSerifCJKsc/NotoSerifCJKsc-SemiBold.ttf";
    Heiti "思源黑体 Medium" "NotoSansCJKsc/NotoSansCJKsc-Medium.ttf";
    Kaiti "文鼎PL中楷" "ARPLUKaiCN-GW/ARPLUKaiCN-GW.ttf";
    Songti "思源宋体" "NotoSerifSC/NotoSerifSC-Regular.ttf";
    Latin "Liberation Serif" "LiberationSerif/LiberationSerif-Regular.ttf";
};

/// The faces in the order of [`Role::ALL`], nothing of them read yet.
pub(super) fn faces() -> [Face; 6] {
    FACES
        .each_ref()
        .map(|face| Face::bundled(face.role, face.name, face.bytes))
}

/// Roles whose bundled faces serve `role`, the first before the next.
///
/// 宋体 stands last everywhere: it has every Hanzi of GB 2312, 通用规范汉字表, Unicode's first block and Big5.
pub(super) const fn chain(role: Role) -> &'static [Role] {
    use Role::{Fangsong, Heiti, Kaiti, Latin, Songti, Xiaobiaosong};
    match role {
        Fangsong => &[Fangsong, Songti, Latin],
        Xiaobiaosong => &[Xiaobiaosong, Songti, Latin],
        Heiti => &[Heiti, Songti, Latin],
        Kaiti => &[Kaiti, Fangsong, Songti, Latin],
        Songti => &[Songti, Latin],
        Latin => &[Latin, Songti],
    }
}
