//! Findings as people read them (诊断的印法): the one place that turns diagnostics into text.

use std::fmt::Write;

use unicode_width::UnicodeWidthChar;

use crate::diag::{Diagnostic, Origin, Severity, Sources, Spot};

/// Screen cells of a long line that are shown; a cell of ten megabytes is one line too.
const WINDOW: usize = 100;

/// Whether escape sequences are wanted (着色).
#[derive(Clone, Copy, Debug)]
pub struct Paint(pub bool);

impl Paint {
    pub(super) fn wrap(self, code: &str, text: &str) -> String {
        if self.0 {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }

    fn severity(self, severity: Severity, text: &str) -> String {
        let code = match severity {
            Severity::Error => "1;31",
            Severity::Warning => "1;33",
            Severity::Note => "1;36",
        };
        self.wrap(code, text)
    }
}

/// Findings that are printed: who has more has made one mistake a thousand times.
const SHOWN: usize = 1000;

/// All findings, a blank line after each, and a last line that counts them; empty for none.
#[must_use]
pub fn render(found: &[Diagnostic], sources: &Sources, paint: Paint) -> String {
    let mut out = String::new();
    // errors are not crowded out by warnings, nor both by what is accepted
    let mut shown: Vec<usize> = (0..found.len()).collect();
    shown.sort_by_key(|n| found.get(*n).map(|d| (d.accepted.is_some(), d.severity)));
    shown.truncate(SHOWN);
    shown.sort_unstable();
    for diagnostic in shown.iter().filter_map(|n| found.get(*n)) {
        one(&mut out, diagnostic, sources, paint);
        out.push('\n');
    }
    if found.len() > shown.len() {
        let _ = write!(out, "只列出前 {} 个，改正后再检查。", shown.len());
    }
    out + &count(found)
}

/// How many there are of each (计数).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// 错误, without those accepted, as the next two.
    pub errors: usize,
    /// 警告.
    pub warnings: usize,
    /// 提醒.
    pub notes: usize,
    /// 已认可, of any severity.
    pub accepted: usize,
}

impl Tally {
    /// Counts them.
    #[must_use]
    pub fn of(found: &[Diagnostic]) -> Self {
        let mut tally = Self::default();
        for one in found {
            let count = match one.severity {
                _ if one.accepted.is_some() => &mut tally.accepted,
                Severity::Error => &mut tally.errors,
                Severity::Warning => &mut tally.warnings,
                Severity::Note => &mut tally.notes,
            };
            *count += 1;
        }
        tally
    }
}

/// `共 2 个错误、1 个警告，另有 3 个已认可。`, empty for none.
fn count(found: &[Diagnostic]) -> String {
    let tally = Tally::of(found);
    let parts: Vec<String> = [
        (tally.errors, "错误"),
        (tally.warnings, "警告"),
        (tally.notes, "提醒"),
    ]
    .iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, term)| format!("{count} 个{term}"))
    .collect();
    match (parts.is_empty(), tally.accepted) {
        (true, 0) => String::new(),
        (true, accepted) => format!("共 {accepted} 个已认可的问题。\n"),
        (false, 0) => format!("共 {}。\n", parts.join("、")),
        (false, accepted) => format!("共 {}，另有 {accepted} 个已认可。\n", parts.join("、")),
    }
}

fn one(out: &mut String, diagnostic: &Diagnostic, sources: &Sources, paint: Paint) {
    let severity = diagnostic.severity;
    if let Some(accepted) = &diagnostic.accepted {
        return quietly(out, diagnostic, &accepted.reason, sources, paint);
    }
    let label = format!("{}[{}]", severity.term(), diagnostic.code.id);
    let _ = writeln!(out, "{} {}", paint.severity(severity, &label), diagnostic.message);
    if let Some(origin) = diagnostic.origin {
        place(out, origin, "", sources, paint);
    }
    for (origin, words) in &diagnostic.related {
        place(out, *origin, words, sources, paint);
    }
    for working in &diagnostic.working {
        let _ = writeln!(out, "  算法：{working}");
    }
    if let Some(clause) = diagnostic.clause {
        let _ = writeln!(out, "  依据：{clause}");
    }
    for help in &diagnostic.help {
        let _ = writeln!(out, "  提示：{help}");
    }
}

/// An accepted finding: what it is, where, and why it stays; nobody has to do anything.
fn quietly(out: &mut String, diagnostic: &Diagnostic, reason: &str, sources: &Sources, paint: Paint) {
    let label = paint.wrap("2", &format!("已认可[{}]", diagnostic.code.id));
    let _ = writeln!(out, "{label} {}", diagnostic.message);
    let spot = diagnostic
        .origin
        .and_then(|origin| Some((sources.get(origin.file)?, sources.spot(origin)?)));
    if let Some((source, spot)) = spot {
        let _ = writeln!(out, "  --> {}:{}:{}", source.name, spot.line, spot.column);
    }
    let _ = writeln!(
        out,
        "  理由：{}",
        reason.split_whitespace().collect::<Vec<_>>().join(" ")
    );
}

/// The file, line and column, and the line itself with carets under the fault.
fn place(out: &mut String, origin: Origin, words: &str, sources: &Sources, paint: Paint) {
    let (Some(source), Some(spot)) = (sources.get(origin.file), sources.spot(origin)) else {
        return;
    };
    let shown = Shown::of(&spot);
    let number = spot.line.to_string();
    let gutter = " ".repeat(number.len());
    let carets = paint.wrap("1", &"^".repeat(shown.carets));
    let under = format!("   {gutter} | {}{carets} {words}", " ".repeat(shown.before));
    let _ = writeln!(out, "  --> {}:{}:{}", source.name, spot.line, spot.column);
    let _ = writeln!(out, "   {number} | {}", shown.text);
    let _ = writeln!(out, "{}", under.trim_end());
}

/// Screen cells of a text.
pub(super) fn cells(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// The part of a line that is printed (所示片段).
struct Shown {
    text: String,
    /// Screen cells before the carets.
    before: usize,
    carets: usize,
}

impl Shown {
    /// The whole line, or a window around the fault where the line is long.
    fn of(spot: &Spot) -> Self {
        let skip = if spot.before + spot.width > WINDOW {
            spot.before.saturating_sub(WINDOW / 2)
        } else {
            0
        };
        let lead = if skip > 0 { "… " } else { "" };
        let (mut text, mut at, mut used, mut first) = (lead.to_owned(), 0, 0, skip);
        for ch in spot.text.chars() {
            let cells = ch.width().unwrap_or(1);
            if at >= skip {
                if used == 0 {
                    first = at;
                }
                if used + cells > WINDOW {
                    text.push_str(" …");
                    break;
                }
                // a control character would move the cursor, and the caret with it
                text.push(if ch.is_control() { ' ' } else { ch });
                used += cells;
            }
            at += cells;
        }
        let before = spot.before.saturating_sub(first);
        let carets = spot.width.min(used.saturating_sub(before)).max(1);
        Self {
            text,
            before: before + if skip > 0 { 2 } else { 0 },
            carets,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::code::shape;

    fn rendered(text: &str, fault: &str) -> String {
        let mut sources = Sources::new();
        let file = sources.add("甲.toml", text);
        let at = text.find(fault).unwrap();
        let origin = Origin::new(file, at..at + fault.len());
        let finding = Diagnostic::new(shape::UNKNOWN_KEY, "不认识的键")
            .at(origin)
            .help("改名");
        render(&[finding], &sources, Paint(false))
    }

    #[test]
    fn the_caret_stands_under_the_fault() {
        let expected = "错误[E0103] 不认识的键\n  --> 甲.toml:1:5\n   1 | 甲 = 公文x\n     |      ^^^^\n  提示：改名\n\n共 1 个错误。\n";
        assert_eq!(rendered("甲 = 公文x", "公文"), expected);
    }

    #[test]
    fn a_long_line_is_shown_around_the_fault() {
        let text = format!("{}错{}", "前".repeat(10_000), "后".repeat(10_000));
        let shown = rendered(&text, "错");
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines[2].starts_with("   1 | … 前") && lines[2].ends_with('…'));
        let cells = |s: &str| s.chars().map(|c| c.width().unwrap_or(0)).sum::<usize>();
        let fault = lines[2].find('错').unwrap();
        assert_eq!(
            cells(&lines[2][..fault]),
            cells(&lines[3][..lines[3].find('^').unwrap()])
        );
    }
}
