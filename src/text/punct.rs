//! Marks in Chinese text (标点): which class a character is of, what may not begin or end a line, which pairs stay
//! whole, which halves of a mark are blank.
//!
//! GB/T 15834—2011 5.1 and W3C's CLREQ 3.1, at its strict level: —— and …… do not begin a line either. The strict
//! level breaks no rule of the milder ones, and a reader of the printed page never sees a line begin with a mark.

use unicode_width::UnicodeWidthChar;

/// What a character is to the setting of a line (字符类).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// Han and whatever else fills a cell (汉字).
    Han,
    /// （《“ and the like: the left half is blank (开括号).
    Open,
    /// ）》” and the like: the right half is blank (闭括号).
    Close,
    /// ，、；： (句内点号).
    Comma,
    /// 。？！ (句末点号).
    Stop,
    /// · (间隔号).
    Middle,
    /// — and … , whole in pairs (破折号、省略号).
    Dash,
    /// ～ (浪纹线).
    Wave,
    /// 0 to 9, half an em (数字).
    Digit,
    /// Letters and signs of narrow scripts (西文).
    Latin,
    /// ( [ { and currency signs before a number (西文前置).
    NarrowOpen,
    /// ) ] } , . and the like (西文后置).
    NarrowClose,
    /// % ‰ ℃ ° and the like, which belong to the number before them (数后符号).
    Postfix,
    /// ￥ № ± ≥ and the like, which belong to the number behind them (数前符号).
    Prefix,
    /// - (连接号).
    Hyphen,
    /// / (分隔号).
    Solidus,
    /// A space that may end a line (空格).
    Space,
    /// U+3000 (全角空格).
    WideSpace,
    /// A space that holds its neighbours together (不断空格).
    Glue,
    /// A combining mark, which stays with the character before it (组合符).
    Combining,
    /// Format characters that show nothing: U+200B, variation selectors (不可见字符).
    Hidden,
    /// Control characters, which have no place in a text (控制字符).
    Control,
}

impl Class {
    /// Whether a character of it may not begin a line (行首禁则).
    #[must_use]
    pub const fn not_at_start(self) -> bool {
        matches!(
            self,
            Self::Close
                | Self::Comma
                | Self::Stop
                | Self::Middle
                | Self::Dash
                | Self::Wave
                | Self::NarrowClose
                | Self::Postfix
                | Self::Hyphen
                | Self::Solidus
                | Self::Combining
        )
    }

    /// Whether a character of it may not end a line (行尾禁则).
    #[must_use]
    pub const fn not_at_end(self) -> bool {
        matches!(self, Self::Open | Self::NarrowOpen | Self::Prefix | Self::Solidus)
    }
}

/// The class of a character.
#[must_use]
#[inline]
pub fn class(ch: char) -> Class {
    match ch {
        // first what texts are made of: this is asked for every character of a long table
        '\u{4e00}'..='\u{9fff}' => Class::Han,
        '0'..='9' => Class::Digit,
        '\0'..='\u{7f}' => ascii(ch),
        '，' | '、' | '；' | '：' => Class::Comma,
        '。' | '？' | '！' | '．' => Class::Stop,
        '（' | '《' | '〈' | '〔' | '【' | '“' | '‘' | '「' | '『' | '〖' | '［' | '｛' | '〝' | '〘'
        | '〚' => Class::Open,
        '）' | '》' | '〉' | '〕' | '】' | '”' | '’' | '」' | '』' | '〗' | '］' | '｝' | '〞' | '〟'
        | '〙' | '〛' => Class::Close,
        '—' | '…' | '―' | '⋯' | '‥' => Class::Dash,
        '～' | '〜' => Class::Wave,
        '·' | '・' | '‧' | '•' => Class::Middle,
        '‰' | '℃' | '℉' | '°' | '′' | '″' | '％' | '‱' | '¢' | '￠' => Class::Postfix,
        '￥' | '¥' | '£' | '￡' | '€' | '＄' | '№' | '±' | '≥' | '≤' | '≈' => Class::Prefix,
        '\u{ad}' | '‐' | '‑' | '–' | '−' => hyphen(ch),
        '／' => Class::Solidus,
        _ => other(ch),
    }
}

fn ascii(ch: char) -> Class {
    match ch {
        ' ' | '\t' => Class::Space,
        '(' | '[' | '{' => Class::NarrowOpen,
        ')' | ']' | '}' | ',' | '.' | ';' | ':' | '!' | '?' => Class::NarrowClose,
        '%' => Class::Postfix,
        '$' => Class::Prefix,
        '-' => Class::Hyphen,
        '/' => Class::Solidus,
        '\0'..='\u{1f}' | '\u{7f}' => Class::Control,
        _ => Class::Latin,
    }
}

fn hyphen(ch: char) -> Class {
    match ch {
        // a soft hyphen would show only where a line breaks at it; office texts have none
        '\u{ad}' => Class::Hidden,
        // no-break hyphen and minus hold to both sides, as letters do
        '‑' | '−' => Class::Latin,
        _ => Class::Hyphen,
    }
}

fn other(ch: char) -> Class {
    match ch {
        '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => Class::Control,
        '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{2060}' => Class::Glue,
        '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}' | '\u{205f}' | '\u{1680}' => Class::Space,
        '\u{3000}' => Class::WideSpace,
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2061}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0000}'..='\u{e0fff}'
        | '\u{feff}' => Class::Hidden,
        '\u{300}'..='\u{36f}'
        | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' => Class::Combining,
        // Roman numerals and circled letters count as letters, yet stand for numbers
        '\u{2150}'..='\u{218b}' | '\u{2460}'..='\u{24ff}' => Class::Han,
        _ => match ch.width_cjk() {
            // stars, arrows, squares: as wide as Han in a Chinese face
            Some(2) if !ch.is_alphabetic() || ch.width() == Some(2) => Class::Han,
            Some(0) | None => Class::Combining,
            _ => Class::Latin,
        },
    }
}

/// Whether it may not begin a line (行首禁则).
#[must_use]
pub fn not_at_start(ch: char) -> bool {
    class(ch).not_at_start()
}

/// Whether it may not end a line (行尾禁则). The solidus is so at CLREQ's GB level.
#[must_use]
pub fn not_at_end(ch: char) -> bool {
    class(ch).not_at_end()
}

/// Whether it fills a cell whatever its face says: faces draw quotes, dashes and dots of a third or of nine tenths
/// of an em (GB/T 15834—2011 5.1: they take one character's place each).
#[must_use]
#[inline]
pub fn fills_cell(ch: char) -> bool {
    // first the Hanzi, which most characters are
    matches!(ch, '\u{4e00}'..='\u{9fff}' | '“' | '”' | '‘' | '’' | '—' | '…') || ch.width() == Some(2)
}

/// Whether two neighbouring full-width marks take 1.5 em together: the blank half between them goes (连续标点挤压).
#[must_use]
#[inline]
pub fn overlap(before: Class, after: Class) -> bool {
    match before {
        Class::Close | Class::Comma | Class::Stop => {
            matches!(after, Class::Open | Class::Close | Class::Comma | Class::Stop)
        }
        Class::Open => after == Class::Open,
        _ => false,
    }
}

/// Whether `after` is a Han word that multiplies the number before it (万、亿): never parted from it.
#[must_use]
#[inline]
pub fn multiplies(ch: char) -> bool {
    matches!(ch, '万' | '亿' | '千' | '百')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_know_their_places() {
        assert!(
            "。，、；：？！”’）》〉〕】」』—…～-·/%‰℃),."
                .chars()
                .all(not_at_start)
        );
        assert!("“‘（《〈〔【「『([$￥±≥/".chars().all(not_at_end));
        assert!("汉字Ab1①★　（“".chars().all(|c| !not_at_start(c)));
        assert!("汉字Ab1。”—%".chars().all(|c| !not_at_end(c)));
    }

    #[test]
    fn two_marks_lose_the_blank_half_between_them() {
        for pair in ["）。", "”，", "：“", "》（", "（《", "》、", "。”"] {
            let marks: Vec<Class> = pair.chars().map(class).collect();
            assert!(overlap(marks[0], marks[1]), "{pair}");
        }
        for pair in ["（）", "字。", "。字", "——", "“1"] {
            let marks: Vec<Class> = pair.chars().map(class).collect();
            assert!(!overlap(marks[0], marks[1]), "{pair}");
        }
    }

    #[test]
    fn every_character_has_a_class_and_controls_are_known() {
        for ch in '\0'..=char::MAX {
            let class = class(ch);
            assert_eq!(
                class == Class::Control,
                (ch.is_control() && ch != '\t') || "\u{2028}\u{2029}".contains(ch)
            );
        }
    }

    #[test]
    fn letters_of_narrow_scripts_are_narrow() {
        assert!("éβЖ".chars().all(|c| class(c) == Class::Latin));
        assert!(
            "①Ⅳ★→㎡한カ𠀀".chars().all(|c| class(c) == Class::Han),
            "{:?}",
            "①Ⅳ★→㎡한カ𠀀".chars().map(class).collect::<Vec<_>>()
        );
    }
}
