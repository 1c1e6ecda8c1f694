use super::*;

fn kinds(text: &str) -> Vec<(String, Kind)> {
    read(&simplified(text))
        .into_iter()
        .map(|claim| (text[claim.range].to_owned(), claim.kind))
        .collect()
}

#[test]
fn simplification_keeps_every_place() {
    let text = "18項按計劃推進，6項進展較為緩慢";
    assert_eq!(simplified(text).len(), text.len());
    assert_eq!(
        kinds(text),
        [
            ("18項".to_owned(), Kind::Tally(State::OnTrack)),
            ("6項".to_owned(), Kind::Tally(State::Slow)),
        ]
    );
}

#[test]
fn any_text_can_be_read() {
    for text in [
        "",
        "0",
        "%",
        "（（（",
        "等3个",
        "①②③",
        "1～2～3%",
        "一",
        "万",
        "：：1个：",
        "第",
        "其中",
    ] {
        let _ = read(&simplified(text));
    }
}
