//! Names of fonts (字体名称): which face of the standard one is, and how heavy.

use crate::inspect::seen::Face;

/// The name without the mark of a subset, `ABCDEF+`.
pub(super) fn plain(name: &str) -> &str {
    match name.split_once('+') {
        Some((mark, rest)) if mark.len() == 6 && mark.bytes().all(|byte| byte.is_ascii_uppercase()) => rest,
        _ => name,
    }
}

/// The name's letters and Hanzi in lower case: what is left says which face it is.
fn bare(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Faces by parts of their names; the first that fits counts, so special ones come first.
const FACES: &[(&[&str], Face)] = &[
    (
        &[
            "小标宋",
            "xiaobiaosong",
            "xbiaosong",
            "fzxbs",
            "hyxbs",
            "wxbs",
            "xbsjw",
            "大标宋",
            "dabiaosong",
            "fzdbs",
            "标题宋",
        ],
        Face::Xiaobiaosong,
    ),
    (
        &[
            "仿宋", "fangsong", "fzfs", "hyfang", "stfang", "fangsung", "cesifs",
        ],
        Face::Fangsong,
    ),
    (
        &[
            "楷", "kaiti", "stkai", "fzkt", "fzkai", "hykai", "ukai", "wenkai", "biaukai", "dfkai", "cesikt",
            "kaishu", "simkai", "edukai", "kaigb",
        ],
        Face::Kaiti,
    ),
    (
        &[
            "黑体",
            "simhei",
            "heiti",
            "stheiti",
            "stxihei",
            "fzht",
            "fzhei",
            "fzlthei",
            "hyhei",
            "notosanscjk",
            "notosanssc",
            "notosanshans",
            "sourcehansans",
            "思源黑体",
            "yahei",
            "雅黑",
            "pingfang",
            "苹方",
            "cesiht",
            "wqyzenhei",
            "wqymicrohei",
            "zenhei",
            "microhei",
            "hiraginosansgb",
            "dengxian",
            "等线",
            "harmonyossanssc",
            "alibabapuhuiti",
            "droidsansfallback",
            "misans",
        ],
        Face::Heiti,
    ),
    (
        &[
            "宋体",
            "simsun",
            "nsimsun",
            "stsong",
            "stzhongsong",
            "华文中宋",
            "notoserifcjk",
            "notoserifsc",
            "notoserifhans",
            "sourcehanserif",
            "思源宋体",
            "fzssj",
            "fzshusong",
            "书宋",
            "报宋",
            "fzss",
            "fzbaosong",
            "hyshusong",
            "cesist",
            "uming",
            "songti",
            "mingliu",
            "simsunextb",
        ],
        Face::Songti,
    ),
    (
        &[
            "times",
            "liberation",
            "arial",
            "helvetica",
            "courier",
            "nimbus",
            "georgia",
            "calibri",
            "cambria",
            "termes",
            "dejavu",
            "libertin",
            "garamond",
            "cmr",
            "lmroman",
            "notosans",
            "notoserif",
            "roboto",
            "carlito",
            "caladea",
            "verdana",
            "tahoma",
            "consolas",
            "tinos",
            "arimo",
            "stix",
        ],
        Face::Latin,
    ),
];

/// Which face a font is taken for by its names. A heavy Song stands in for 小标宋, which has no free twin.
pub(super) fn face(names: &[&str], weight: Option<u16>) -> Face {
    let found = names.iter().find_map(|name| {
        let bare = bare(name);
        FACES
            .iter()
            .find(|(parts, _)| parts.iter().any(|part| bare.contains(part)))
            .map(|(_, face)| *face)
    });
    match found {
        Some(Face::Songti)
            if weight.is_some_and(|weight| weight >= 600) && names.iter().any(|name| is_open_song(name)) =>
        {
            Face::Xiaobiaosong
        }
        Some(face) => face,
        None => Face::Other,
    }
}

/// The open Song faces with drawn weights; a bold SimSun is no such thing.
fn is_open_song(name: &str) -> bool {
    let bare = bare(name);
    ["notoserif", "sourcehanserif", "思源宋体"]
        .iter()
        .any(|part| bare.contains(part))
}

/// Words of weight; longer ones stand before those that are parts of them.
const WEIGHTS: &[(&str, u16)] = &[
    ("extralight", 200),
    ("ultralight", 200),
    ("semilight", 350),
    ("demilight", 350),
    ("light", 300),
    ("thin", 100),
    ("semibold", 600),
    ("demibold", 600),
    ("extrabold", 800),
    ("ultrabold", 800),
    ("heavy", 900),
    ("black", 900),
    ("bold", 700),
    ("medium", 500),
    ("regular", 400),
    ("normal", 400),
    ("book", 400),
    ("roman", 400),
];

/// The weight that a name or a word says.
pub(super) fn weight(name: &str) -> Option<u16> {
    let bare = bare(name);
    WEIGHTS
        .iter()
        .find(|(word, _)| bare.contains(word))
        .map(|(_, weight)| *weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_faces() {
        for (name, weight, found) in [
            ("FangSong_GB2312", None, Face::Fangsong),
            ("仿宋_GB2312", None, Face::Fangsong),
            ("ZhuqueFangsong-Regular", Some(400), Face::Fangsong),
            ("FZFSK--GBK1-0", None, Face::Fangsong),
            ("STFangsong", None, Face::Fangsong),
            ("FZXBSJW--GB1-0", None, Face::Xiaobiaosong),
            ("方正小标宋简体", None, Face::Xiaobiaosong),
            ("NotoSerifCJKsc-Bold", Some(700), Face::Xiaobiaosong),
            ("NotoSerifCJKsc-Regular", Some(400), Face::Songti),
            ("SimSun,Bold", Some(700), Face::Songti),
            ("SimHei", None, Face::Heiti),
            ("NotoSansCJKsc-Regular", None, Face::Heiti),
            ("MicrosoftYaHei", None, Face::Heiti),
            ("KaiTi_GB2312", None, Face::Kaiti),
            ("LXGWWenKai-Regular", None, Face::Kaiti),
            ("TimesNewRomanPSMT", None, Face::Latin),
            ("NotoSans-Regular", None, Face::Latin),
            ("Wingdings", None, Face::Other),
        ] {
            assert_eq!(face(&[name], weight), found, "{name}");
        }
    }

    #[test]
    fn marks_of_subsets_and_words_of_weight() {
        assert_eq!(plain("ABCDEF+SimSun"), "SimSun");
        assert_eq!(plain("AbC+SimSun"), "AbC+SimSun");
        assert_eq!(weight("NotoSerifSC-SemiBold"), Some(600));
        assert_eq!(weight("SimSun,Bold"), Some(700));
        assert_eq!(weight("SimSun"), None);
    }
}
