//! The six faces that come with the program (内置字体); `fonts/README.md` says where they are from.

use super::Role;
use super::face::Face;

/// A face of the program.
struct Bundled {
    role: Role,
    name: &'static str,
    bytes: &'static [u8],
    sha256: &'static str,
    sm3: &'static str,
}

macro_rules! bundled {
    ($($role:ident $name:literal $file:literal $sha256:literal $sm3:literal;)*) => {
        [$(Bundled {
            role: Role::$role,
            name: $name,
            sha256: $sha256,
            sm3: $sm3,
            bytes: include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/", $file)),
        }),*]
    };
}

/// In the order of [`Role::ALL`].
static FACES: [Bundled; 6] = bundled! {
    Fangsong "朱雀仿宋" "ZhuqueFangsong/ZhuqueFangsong-Regular.ttf"
        "558c62730844fe54ba220146ed62f859d4e2880188d92d985f8921c6e3743bc4"
        "a4c6e48d254490635722b7c0071ad0e4737394a0fb718117119ed8df509cd674";
    Xiaobiaosong "思源宋体 SemiBold" "NotoSerifCJKsc/NotoSerifCJKsc-SemiBold.ttf"
        "aa83cd0c967b9da41e9bb5cf54afea60cc8bf2adbcd8241a6cb26a9d4b30fd1d"
        "ba2013cfa0be0008b3aac347343ccdddeddd010a8f4d17f187bec32ce5531715";
    Heiti "思源黑体 Medium" "NotoSansCJKsc/NotoSansCJKsc-Medium.ttf"
        "a49f716c99d7fc99db750c72621de2dd2c846af44dc9b8bde76a13cd0ce1e7b1"
        "4136f3c4ff1a7a7ea8efa1a1b95f72cf2316a9dc843a1527cc15d9fd31708efb";
    Kaiti "文鼎PL中楷" "ARPLUKaiCN-GW/ARPLUKaiCN-GW.ttf"
        "685749f4ef58bb50cb134dcf382c922d78a5dd06ad03aa0275db8616909fe910"
        "1770f0373c56dd262d45148534b6f6309c71e9452387619632f086f450cdf1ce";
    Songti "思源宋体" "NotoSerifSC/NotoSerifSC-Regular.ttf"
        "06e88f0f12e907a31a4ce8b0ea0a072046b17c9b9f0a3434ec4f987e6a26c115"
        "e9fe7a464b72c7d6c25f42fe18d50b7d19e69477b9093c1eb78af4d2acc34237";
    Latin "Liberation Serif" "LiberationSerif/LiberationSerif-Regular.ttf"
        "9caef765d2e891c10dd73658894f01e660fe0c1c83e0bda7d6edf561d8f623d4"
        "3362a17e39315cdcc3a7466820cb2cb59d78e9011d25c93eaf1af5ae2342598a";
};

/// The faces in the order of [`Role::ALL`], nothing of them read yet.
pub(super) fn faces() -> [Face; 6] {
    FACES
        .each_ref()
        .map(|face| Face::bundled(face.role, face.name, face.bytes, [face.sha256, face.sm3]))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest;

    #[test]
    fn the_digests_are_those_of_the_files() {
        for face in &FACES {
            assert_eq!(face.sha256, digest::sha256(face.bytes), "{}", face.name);
            assert_eq!(face.sm3, digest::sm3(face.bytes), "{}", face.name);
        }
    }
}
