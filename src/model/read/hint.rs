//! What a clerk's input method leaves behind (输入法的痕迹): full-width marks where TOML wants ASCII.

use std::ops::Range;

/// What to type instead, if a full-width mark stands at or just before the fault.
pub(super) fn full_width(text: &str, span: Range<usize>) -> Option<String> {
    let start = span.start.min(text.len());
    let line_start = text.get(..start)?.rfind('\n').map_or(0, |i| i + 1);
    let line_end = text.get(start..)?.find('\n').map_or(text.len(), |i| start + i);
    let line = text.get(line_start..line_end)?;
    let (typed, wanted) = outside_quotes(line)?;
    Some(format!("把全角的 {typed} 改为英文{wanted}"))
}

/// The first full-width mark of the line that stands outside ASCII quotation marks.
fn outside_quotes(line: &str) -> Option<(char, &'static str)> {
    let mut open = None;
    for c in line.chars() {
        match (open, c) {
            (None, '"' | '\'') => open = Some(c),
            (Some(quote), c) if c == quote => open = None,
            (None, '#') => return None,
            (None, c) => {
                if let Some(wanted) = ascii(c) {
                    return Some((c, wanted));
                }
            }
            (Some(_), _) => {}
        }
    }
    None
}

fn ascii(c: char) -> Option<&'static str> {
    Some(match c {
        '“' | '”' | '＂' => "双引号 \"",
        '‘' | '’' | '＇' => "单引号 '",
        '，' | '、' => "逗号 ,",
        '＝' | '：' => "等号 =",
        '。' | '．' => "句点 .",
        '【' | '［' | '〔' => "方括号 [",
        '】' | '］' | '〕' => "方括号 ]",
        '｛' => "花括号 {",
        '｝' => "花括号 }",
        '＃' => "井号 #",
        '\u{3000}' => "空格",
        '０'..='９' => "数字",
        '－' | '—' => "减号 -",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_marks_outside_quotation_count() {
        assert_eq!(outside_quotes("a = \"甲，乙\"， "), Some(('，', "逗号 ,")));
        assert_eq!(outside_quotes("a = \"甲，乙\" # ，"), None);
    }
}
