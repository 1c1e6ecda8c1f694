//! Wording and punctuation (文字与标点) of every text that is printed; kinds and elements of the head.

use std::collections::{BTreeMap, BTreeSet};

use super::printed::{self, Printed, Role};
use super::scene::Scene;
use super::spread;
use crate::diag::code::wording as code;
use crate::diag::{Code, Diagnostic, FileId, Sink};
use crate::model::At;
use crate::text::serial;
use crate::text::wording::{self, Kind, Slip};

/// Texts of one file with the same kind of slip that are told one by one; the others are counted.
const MOST: usize = 5;

/// Slips in one text that are pointed at.
const POINTED: usize = 4;

/// Characters around a slip that the way out shows.
const AROUND: usize = 8;

/// Slips of wording in all texts.
pub(super) fn texts(scene: &Scene<'_>, sink: &mut Sink) {
    let mut titles: BTreeSet<&str> = BTreeSet::new();
    let mut texts = printed::all(scene.workspace);
    // a circular that is one table has its title three times over
    texts.retain(|text| !text.is_title() || titles.insert(text.value));
    let mut all: Slips<'_, '_> = BTreeMap::new();
    for (key, more) in spread::gather(&texts, of_texts).into_iter().flatten() {
        all.entry(key).or_default().add(key.1, more);
    }
    for ((_, kind), found) in all {
        tell(kind, &found, scene, sink);
    }
}

/// What was found, by file and kind.
type Slips<'t, 'w> = BTreeMap<(FileId, Kind), Found<'t, 'w>>;

/// What was found of one kind in one file (同类差错).
#[derive(Default)]
struct Found<'t, 'w> {
    texts: usize,
    /// Those that are told one by one, and the one behind them.
    first: Vec<(&'t Printed<'w>, Vec<Slip>)>,
}

impl Found<'_, '_> {
    fn add(&mut self, kind: Kind, more: Self) {
        self.texts += more.texts;
        self.first.extend(more.first);
        self.first.truncate(most(kind) + 1);
    }
}

fn of_texts<'t, 'w>(texts: &'t [Printed<'w>]) -> Slips<'t, 'w> {
    let mut all = Slips::new();
    for text in texts {
        let slips = of_text(text);
        let mut kinds: Vec<Kind> = slips.iter().map(|slip| slip.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        for kind in kinds {
            let found = all.entry((text.file, kind)).or_default();
            found.texts += 1;
            if found.first.len() <= most(kind) {
                let of_kind = slips.iter().filter(|slip| slip.kind == kind);
                found.first.push((text, of_kind.cloned().collect()));
            }
        }
    }
    all
}

fn of_text(text: &Printed<'_>) -> Vec<Slip> {
    let words = text.words();
    let mut slips = match text.role {
        Role::Body | Role::Prose => wording::slips(&words),
        Role::Phrase | Role::Title => wording::phrase(&words),
    };
    if text.role == Role::Title {
        slips.extend(wording::end_mark(&words));
    }
    slips
}

fn tell(kind: Kind, found: &Found<'_, '_>, scene: &Scene<'_>, sink: &mut Sink) {
    let shown = found.first.iter().take(most(kind));
    let mut told: Vec<Diagnostic> = shown
        .map(|(text, slips)| finding(text, &text.words(), kind, slips, scene))
        .collect();
    let rest = found.texts.saturating_sub(told.len());
    let next = found.first.get(most(kind));
    let place = next.and_then(|(text, slips)| {
        let first = slips.first().map(|slip| slip.at.clone());
        text.origins(first.as_slice(), scene.sources).first().copied()
    });
    if let (Some(place), [only]) = (place, told.as_mut_slice())
        && most(kind) == 1
    {
        only.message += &format!("；本文件另有 {rest} 处文字如此");
        only.related = vec![(place, "下一处".to_owned())];
        only.help.push(whole_file(kind).to_owned());
    } else if let Some(place) = place {
        let (code, _) = about(kind);
        let message = format!("本文件另有 {rest} 处文字：{}", code.title);
        told.push(Diagnostic::new(code, message).at(place).help(whole_file(kind)));
    }
    told.into_iter().for_each(|finding| sink.push(finding));
}

/// Half-width marks come from another program, and then in every text.
const fn most(kind: Kind) -> usize {
    match kind {
        Kind::HalfMark => 1,
        _ => MOST,
    }
}

const fn whole_file(kind: Kind) -> &'static str {
    match kind {
        Kind::HalfMark => "多半是从别的软件粘贴来的，用编辑器成批替换；照原文归档的，在文件开头写 accept",
        _ => "逐处改正；照原文归档的，在文件开头写 accept",
    }
}

fn finding(text: &Printed<'_>, words: &str, kind: Kind, slips: &[Slip], scene: &Scene<'_>) -> Diagnostic {
    let (code, what) = about(kind);
    let typed = slips
        .first()
        .and_then(|slip| words.get(slip.at.clone()))
        .unwrap_or_default();
    let count = match slips.len() {
        1 => String::new(),
        many => format!("，共 {many} 处"),
    };
    let message = format!("{}中{}{count}", text.term, what.replace("{}", &shown(typed)));
    let parts: Vec<_> = slips.iter().take(POINTED).map(|slip| slip.at.clone()).collect();
    let mut origins = text.origins(&parts, scene.sources).into_iter();
    let mut finding = Diagnostic::new(code, message).at(origins.next());
    for origin in origins
        .filter(|origin| Some(*origin) != finding.origin)
        .collect::<Vec<_>>()
    {
        finding = finding.related(origin, "");
    }
    match slips.first().and_then(|first| put_right(words, first, slips)) {
        Some(right) => finding.help(right),
        None => finding.help(by_hand(kind)),
    }
}

/// Typed white space is shown by name.
fn shown(typed: &str) -> String {
    if typed.trim().is_empty() {
        "空格".to_owned()
    } else {
        format!("“{typed}”")
    }
}

/// 改为“……”: the words around the first slip with all slips in them put right.
fn put_right(words: &str, first: &Slip, slips: &[Slip]) -> Option<String> {
    first.instead.as_ref()?;
    let before = words.get(..first.at.start)?;
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let head = before.get(line..)?;
    let start = head
        .char_indices()
        .rev()
        .take(AROUND)
        .last()
        .map_or(before.len(), |(at, _)| line + at);
    let after = words.get(first.at.end..)?;
    let end = after
        .char_indices()
        .find(|(n, c)| *c == '\n' || after.get(..*n).is_some_and(|seen| seen.chars().count() == AROUND))
        .map_or(words.len(), |(at, _)| first.at.end + at);
    let inside: Vec<Slip> = slips
        .iter()
        .filter(|slip| slip.at.start >= start && slip.at.end <= end)
        .map(|slip| Slip {
            at: slip.at.start - start..slip.at.end - start,
            ..slip.clone()
        })
        .collect();
    let right = wording::corrected(words.get(start..end)?, &inside);
    Some(format!("改为“{}”", right.replace('\u{1}', "").trim()))
}

const fn by_hand(kind: Kind) -> &'static str {
    match kind {
        Kind::Unpaired => "补上缺的一半，或删去多的一半",
        Kind::Nested => "里层的双引号改用‘’，里层的书名号改用〈〉",
        Kind::Date => "核对原件，写明月和日",
        Kind::Sequence => "依次改序数；标题可写作“# 标题”，由程序编号",
        Kind::Numeral => "改用万或写出全数，如 1.3万、3000",
        _ => "核对原件后改正",
    }
}

/// The code and what is said of the words that were typed.
const fn about(kind: Kind) -> (&'static Code, &'static str) {
    match kind {
        Kind::HalfMark => (code::HALF_MARK, "有半角标点{}"),
        Kind::DoubledMark => (code::DOUBLED_MARK, "标点{}重复"),
        Kind::Unpaired => (code::UNPAIRED, "的{}不成对"),
        Kind::Nested => (code::NESTED, "的{}套在同种符号里"),
        Kind::Dash => (code::DASH, "{}的起止号不对"),
        Kind::RangeUnit => (code::RANGE_UNIT, "{}的前一个数没有单位"),
        Kind::Serial => (code::SERIAL, "发文字号{}的写法不对"),
        Kind::Year => (code::YEAR, "年月日{}的写法不对"),
        Kind::Date => (code::DATE, "的{}不是日期"),
        Kind::Decimal => (code::DECIMAL, "小数点前缺 0"),
        Kind::Numeral => (code::NUMERAL, "{}的写法不对"),
        Kind::FullWidth => (code::FULL_WIDTH, "{}是全角字符"),
        Kind::Space => (code::SPACE, "有多余的空格"),
        Kind::Doubled => (code::DOUBLED_WORD, "{}重复"),
        Kind::Level => (code::LEVEL, "序数{}的写法不对"),
        Kind::Sequence => (code::SEQUENCE, "序数{}与前面的不连续"),
        Kind::EndMark => (code::END_MARK, "末尾的{}应删去"),
    }
}

/// The title names the kind that was typed.
pub(super) fn kinds(scene: &Scene<'_>, sink: &mut Sink) {
    for circular in &scene.workspace.circulars {
        let (Some(kind), Some(title)) = (&circular.data.kind, &circular.data.title) else {
            continue;
        };
        let named = serial::kind_of_title(&title.replace('\n', ""));
        let Some(named) = named.filter(|named| !kind.value.ends_with(named)) else {
            continue;
        };
        if serial::KINDS.iter().any(|known| kind.value.ends_with(known)) {
            let message = format!(
                "标题（title）的文种是“{named}”，公文的文种（kind）是“{}”",
                kind.value
            );
            sink.push(
                Diagnostic::new(code::KIND, message)
                    .at(title.origin(circular.file))
                    .related(kind.origin(circular.file), "此处写明的文种")
                    .help("改标题，或改 kind"),
            );
        }
    }
}

/// 份号, 密级 and 紧急程度 in the forms that they have.
pub(super) fn heads(scene: &Scene<'_>, sink: &mut Sink) {
    for circular in &scene.workspace.circulars {
        let data = &circular.data;
        let mut judge =
            |typed: &Option<At<String>>, holds: fn(&str) -> bool, what: &str, clause, way_out: &str| {
                if let Some(typed) = typed.as_ref().filter(|typed| !holds(typed)) {
                    sink.push(
                        Diagnostic::new(code::HEAD, format!("{what}不能写作“{}”", typed.value))
                            .at(typed.origin(circular.file))
                            .clause(clause)
                            .help(way_out),
                    );
                }
            };
        judge(
            &data.copy_number,
            serial::is_copy_number,
            "份号（copy_number）",
            "GB/T 9704—2012 7.2.1",
            "写六位数字，如 000001",
        );
        judge(
            &data.secrecy,
            |typed| serial::secrecy(typed).is_some(),
            "密级（secrecy）",
            "GB/T 9704—2012 7.2.2",
            "写作 机密★1年 或 秘密",
        );
        judge(
            &data.urgency,
            |typed| serial::URGENCY.contains(&typed),
            "紧急程度（urgency）",
            "GB/T 9704—2012 7.2.3",
            "写作 特急 或 加急",
        );
    }
}
