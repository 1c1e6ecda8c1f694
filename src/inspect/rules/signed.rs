//! Where names, date, seals and stamps stand (落款位置, 7.3.5.1–7.3.5.3).
//!
//! A file does not say whether it is to be sealed: a picture does, or the way name and date stand and the room above
//! them. Rules on a variant that a file does not have do not apply to it.

use super::Sight;
use super::gauge::{Tally, gap, housed_count, mm, near};
use crate::diag::Severity;
use crate::inspect::find::{Line, Name, names, red};
use crate::inspect::seen::Bounds;
use crate::inspect::{Outcome, Verdict};
use crate::standard::GBT_9704;
use crate::unit::Length;

/// A signature as it stands on its page (落款).
pub(super) struct Signed<'s> {
    pub(super) page: usize,
    pub(super) date: &'s Line,
    pub(super) names: Vec<Name>,
    posts: Vec<&'s Line>,
    pub(super) seals: Vec<Bounds>,
    stamps: Vec<Bounds>,
    /// Upper edge of its first line.
    pub(super) top: Length,
    /// Lower edge of the text above it on its page.
    above: Option<Length>,
    /// The type area's edges.
    left: Length,
    right: Length,
}

/// The variants of 7.3.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Variant {
    Sealed,
    Unsealed,
    Stamped,
}

/// So much room above the name is left for a seal: one of 38 mm takes it, a blank line does not.
const SEAL_ROOM: Length = Length::mm(18);

impl<'s> Signed<'s> {
    pub(super) fn of(sight: &'s Sight<'_>) -> Option<Self> {
        let (parts, signature) = (sight.parts, &sight.parts.signature);
        let date = parts.line(signature.date?)?;
        let page = date.page;
        let top = signature
            .first()
            .and_then(|id| parts.line(id))
            .map_or(date.em.top, |line| line.em.top);
        let on_page = |marks: &[(usize, Bounds)]| -> Vec<Bounds> {
            marks
                .iter()
                .filter(|(at, _)| *at == page)
                .map(|(_, bounds)| *bounds)
                .collect()
        };
        let lines = parts
            .running()
            .map(|(_, line)| line)
            .filter(|line| line.page == page);
        let tables = parts
            .tables
            .iter()
            .filter(|table| table.page == page)
            .map(|table| table.bounds.bottom);
        let above = lines
            .map(|line| line.em.bottom)
            .chain(tables)
            .filter(|y| *y <= top)
            .max();
        let left = sight.margin(page);
        Some(Self {
            page,
            date,
            names: names(sight.seen, parts),
            posts: parts.lines_of(&signature.positions).collect(),
            seals: on_page(&signature.seals),
            stamps: on_page(&signature.stamps),
            top,
            above,
            left,
            right: left + sight.standard.area_width,
        })
    }

    /// Room above the names.
    fn room(&self) -> Option<Length> {
        self.above.map(|above| self.top - above)
    }

    fn variant(&self, sight: &Sight<'_>) -> Option<Variant> {
        if !self.posts.is_empty() || (!self.stamps.is_empty() && self.seals.is_empty()) {
            return Some(Variant::Stamped);
        }
        if !self.seals.is_empty() || side_by_side(&self.names) {
            return Some(Variant::Sealed);
        }
        if self.names.is_empty() {
            return None;
        }
        let room = self.room().is_none_or(|room| room >= SEAL_ROOM);
        Some(match (self.as_sealed(sight), self.as_unsealed(sight)) {
            (true, false) => Variant::Sealed,
            (false, true) => Variant::Unsealed,
            _ if room => Variant::Sealed,
            _ => Variant::Unsealed,
        })
    }

    /// Right of the date, and of the name.
    fn date_inset(&self) -> Length {
        self.right - self.date.em.right
    }

    /// Whether name and date stand as 7.3.5.1 wants it.
    fn as_sealed(&self, sight: &Sight<'_>) -> bool {
        let Some(name) = self.names.last() else {
            return false;
        };
        let wanted = sight.standard.chars(sight.standard.seal_inset);
        let off = name.em.center().x - self.date.em.center().x;
        let inset = near(self.date_inset(), wanted, Length::um(1_500));
        off.abs() <= Length::mm(1) && (inset || self.long(name) && self.date_inset() >= wanted)
    }

    /// Whether a name is so long that it ends at the type area's edge, and moves the date inwards.
    fn long(&self, name: &Name) -> bool {
        near(name.em.right, self.right, Length::um(1_500))
    }

    /// Whether name and date stand as 7.3.5.2 wants it, in either reading.
    fn as_unsealed(&self, sight: &Sight<'_>) -> bool {
        let Some(name) = self.first_name() else {
            return false;
        };
        let s = sight.standard;
        let (inset, offset) = (s.chars(s.unsealed_inset), s.chars(s.unsealed_offset));
        let two = |length: Length| near(length, inset, Length::um(1_500));
        near(self.date.em.left - name.left, offset, Length::um(1_500))
            && (two(self.right - name.right) || two(self.date_inset()))
    }

    /// The box of all the names, which begin and end alike where there are several.
    fn first_name(&self) -> Option<Bounds> {
        self.names.iter().map(|name| name.em).reduce(Bounds::with)
    }
}

fn side_by_side(names: &[Name]) -> bool {
    names
        .windows(2)
        .any(|pair| matches!(pair, [a, b] if near(a.em.bottom, b.em.bottom, Length::mm(1))))
}

/// The signature where it is of that variant.
fn of_variant<'s>(sight: &'s Sight<'_>, wanted: Variant) -> Result<Signed<'s>, Outcome> {
    let Some(signed) = Signed::of(sight) else {
        return Err(Outcome::absent("没有找到落款"));
    };
    match signed.variant(sight) {
        Some(variant) if variant == wanted => Ok(signed),
        Some(variant) => Err(Outcome::absent(match variant {
            Variant::Sealed => "落款按加盖印章编排",
            Variant::Unsealed => "落款按不加盖印章编排",
            Variant::Stamped => "落款按加盖签名章编排",
        })),
        None => Err(Outcome::absent("只有日期，没有署名")),
    }
}

pub(super) fn under_seal(sight: &Sight<'_>) -> Outcome {
    let signed = match of_variant(sight, Variant::Sealed) {
        Ok(signed) => signed,
        Err(outcome) => return outcome,
    };
    let Some(last) = signed.names.last() else {
        return Outcome::unclear("没有找到署名");
    };
    let wanted = sight.standard.chars(sight.standard.seal_inset);
    let (inset, off) = (
        signed.date_inset(),
        last.em.center().x - signed.date.em.center().x,
    );
    let words = format!("日期右空 {}，署名中线与日期中线相差 {}", mm(inset), mm(off.abs()));
    // the columns of a joint issue say where its last name and the date under it stand
    let placed = signed.names.len() > 1
        || near(inset, wanted, Length::um(1_500))
        || signed.long(last) && inset >= wanted;
    let outcome = if off.abs() > Length::mm(1) {
        Outcome::broken(Severity::Error, format!("{words}，应居中"))
    } else if !placed {
        Outcome::broken(Severity::Error, format!("{words}，应右空四字（{}）", mm(wanted)))
    } else {
        Outcome::kept(words)
    };
    housed_count(
        outcome.on(signed.page + 1),
        sight.standard.seal_inset,
        GBT_9704.seal_inset,
        "字",
    )
}

pub(super) fn sealed(sight: &Sight<'_>) -> Outcome {
    let signed = match of_variant(sight, Variant::Sealed) {
        Ok(signed) => signed,
        Err(outcome) => return outcome,
    };
    if signed.seals.is_empty() {
        return waiting(&signed).on(signed.page + 1);
    }
    let mut tally = Tally::default();
    let mut unknown = false;
    for seal in &signed.seals {
        match red(sight.seen, signed.page, *seal) {
            Some(false) => tally.fault(Severity::Error, signed.page, Length::mm(2), "印章不是红色"),
            Some(true) => {}
            None => unknown = true,
        }
        let below = signed.names.iter().map(|name| name.em).chain([signed.date.em]);
        let pressed: Vec<Bounds> = below.filter(|em| covers(*seal, *em)).collect();
        if pressed.is_empty() {
            tally.fault(
                Severity::Error,
                signed.page,
                Length::mm(9),
                "印章下没有署名或日期",
            );
        }
        for em in &pressed {
            let up = seal.center().y - em.center().y;
            if up > Length::mm(1) {
                tally.fault(
                    Severity::Error,
                    signed.page,
                    up,
                    format!("署名或日期在印章中心之上 {}", mm(up)),
                );
            }
        }
    }
    let seal = |em: Bounds| signed.seals.iter().any(|seal| covers(*seal, em));
    if !seal(signed.date.em) {
        tally.fault(
            Severity::Error,
            signed.page,
            Length::mm(5),
            "印章没有压住成文日期",
        );
    }
    let bare = signed.names.iter().filter(|name| !seal(name.em)).count();
    if bare > 0 {
        tally.fault(
            Severity::Error,
            signed.page,
            Length::mm(5),
            format!("{bare} 个署名没有印章"),
        );
    }
    let count = signed.seals.len();
    let outcome = tally.outcome(|_| {
        if unknown {
            Outcome::unclear(format!("{count} 枚印章压住署名和日期，颜色看不出"))
        } else {
            Outcome::kept(format!("{count} 枚红色印章，压住署名和日期"))
        }
    });
    outcome.on(signed.page + 1)
}

/// No picture of a seal: whether its place is left free.
fn waiting(signed: &Signed<'_>) -> Outcome {
    match signed.room() {
        Some(room) if room < SEAL_ROOM => Outcome::broken(
            Severity::Error,
            format!("文件中没有印章图像，署名上只空 {}，没有留出盖章位置", mm(room)),
        ),
        Some(room) => Outcome::unclear(format!("文件中没有印章图像，待加盖；署名上空 {}", mm(room))),
        None => Outcome::unclear("文件中没有印章图像，待加盖"),
    }
}

/// Whether a seal is over a line: over its middle, or over most of it.
fn covers(seal: Bounds, em: Bounds) -> bool {
    let middle = em.center();
    let over = |x: Length| (seal.left..=seal.right).contains(&x);
    over(middle.x) && em.top < seal.bottom && em.bottom > seal.top
}

pub(super) fn seal_gap(sight: &Sight<'_>) -> Outcome {
    let signed = match of_variant(sight, Variant::Sealed) {
        Ok(signed) => signed,
        Err(outcome) => return outcome,
    };
    let Some(seal) = signed.seals.iter().map(|seal| seal.top).min() else {
        return Outcome::unclear("文件中没有印章图像，待加盖");
    };
    let Some(above) = signed.above else {
        return Outcome::unclear("落款所在页上面没有正文");
    };
    let gap = seal - above;
    let words = format!("印章顶端离上面的文字 {}", mm(gap));
    let most = sight.standard.gap + Length::mm(1);
    let outcome = if gap > most {
        Outcome::broken(Severity::Error, format!("{words}，超过一行"))
    } else if gap < Length::mm(-1) {
        Outcome::broken(Severity::Error, format!("印章压住上面的文字 {}", mm(gap.abs())))
    } else {
        Outcome::kept(words)
    };
    outcome.on(signed.page + 1)
}

pub(super) fn seals_apart(sight: &Sight<'_>) -> Outcome {
    let Some(signed) = Signed::of(sight) else {
        return Outcome::absent("没有找到落款");
    };
    let seals = &signed.seals;
    if seals.len() < 2 {
        return Outcome::absent("不是多枚印章");
    }
    let mut tally = Tally::default();
    for (n, a) in seals.iter().enumerate() {
        let (out, width) = ((signed.left - a.left).max(a.right - signed.right), a.width());
        if out > Length::mm(1) {
            tally.fault(
                Severity::Error,
                signed.page,
                out,
                format!("印章超出版心 {}", mm(out)),
            );
        }
        for b in seals.iter().skip(n + 1) {
            let overlap = (width + b.width()) / 2 - distance(*a, *b);
            if overlap > Length::um(200) {
                tally.fault(
                    Severity::Error,
                    signed.page,
                    overlap,
                    format!("两枚印章相交 {}", mm(overlap)),
                );
            }
        }
    }
    tally
        .outcome(|_| Outcome::kept(format!("{} 枚印章互不相交，均在版心内", seals.len())).on(signed.page + 1))
}

/// Between two centres, rounded down.
fn distance(a: Bounds, b: Bounds) -> Length {
    let (x, y) = (a.center().x - b.center().x, a.center().y - b.center().y);
    let square = |l: Length| i128::from(l.to_emu()) * i128::from(l.to_emu());
    let root = (square(x) + square(y)).unsigned_abs().isqrt();
    Length::emu(i64::try_from(root).unwrap_or(i64::MAX))
}

pub(super) fn unsealed(sight: &Sight<'_>) -> Outcome {
    let signed = match of_variant(sight, Variant::Unsealed) {
        Ok(signed) => signed,
        Err(outcome) => return outcome,
    };
    let Some(name) = signed.first_name() else {
        return Outcome::unclear("没有找到署名");
    };
    let s = sight.standard;
    let words = format!(
        "署名右空 {}，日期右空 {}，日期首字右移 {}",
        mm(signed.right - name.right),
        mm(signed.date_inset()),
        mm(signed.date.em.left - name.left)
    );
    let outcome = if signed.as_unsealed(sight) {
        unsealed_gap(sight, &signed, words)
    } else {
        Outcome::broken(Severity::Warning, words)
    };
    housed_count(
        outcome.on(signed.page + 1),
        s.unsealed_inset,
        GBT_9704.unsealed_inset,
        "字",
    )
}

/// 空一行 above the name.
fn unsealed_gap(sight: &Sight<'_>, signed: &Signed<'_>, words: String) -> Outcome {
    let Some(room) = signed.room() else {
        return Outcome::kept(words);
    };
    let words = format!("{words}；署名上空 {}", mm(room));
    match gap(room, sight.standard.unsealed_gap, 1, Severity::Warning) {
        Verdict::Broken(severity) => Outcome::broken(
            severity,
            format!("{words}，应为 {}", mm(sight.standard.unsealed_gap)),
        ),
        _ => Outcome::kept(words),
    }
}

pub(super) fn stamped(sight: &Sight<'_>) -> Outcome {
    let signed = match of_variant(sight, Variant::Stamped) {
        Ok(signed) => signed,
        Err(outcome) => return outcome,
    };
    let s = sight.standard;
    let (right, between) = (s.chars(s.stamp_inset), s.chars(s.stamp_space));
    let mut tally = Tally::default();
    let mut check = |what: &str, measured: Length, wanted: Length, tolerance: Length| {
        if !near(measured, wanted, tolerance) {
            let words = format!("{what} {}，应为 {}", mm(measured), mm(wanted));
            tally.fault(Severity::Warning, signed.page, measured - wanted, words);
        }
    };
    let some = Length::um(1_500);
    check("日期右空", signed.date_inset(), right, some);
    for stamp in &signed.stamps {
        check("签名章右空", signed.right - stamp.right, right, some);
        let post = signed
            .posts
            .iter()
            .min_by_key(|post| (post.em.center().y - stamp.center().y).abs());
        if let Some(post) = post {
            check("职务与签名章相距", stamp.left - post.em.right, between, some);
            check(
                "职务中线与签名章中线相差",
                post.em.center().y - stamp.center().y,
                Length::ZERO,
                some,
            );
        }
    }
    if let Some(last) = signed.stamps.iter().map(|stamp| stamp.bottom).max() {
        check("签名章下空", signed.date.em.top - last, s.stamp_date_gap, some);
    }
    if let (Some(first), Some(above)) = (signed.stamps.iter().map(|stamp| stamp.top).min(), signed.above) {
        check("签名章上空", first - above, s.stamp_gap, some);
    }
    let outcome = tally.outcome(|_| {
        if signed.stamps.is_empty() {
            Outcome::unclear("文件中没有签名章图像，待加盖；日期右空四字")
        } else {
            Outcome::kept(format!(
                "{} 枚签名章，右空四字，日期在其下空一行",
                signed.stamps.len()
            ))
        }
    });
    housed_count(
        outcome.on(signed.page + 1),
        s.stamp_inset,
        GBT_9704.stamp_inset,
        "字",
    )
}
