//! Where names, date, seals and stamps stand (落款位置, 7.3.5.1–7.3.5.3).
//!
//! A file does not say whether it is to be sealed: a picture does, or the way name and date stand and the room above
//! them. Rules on a variant that a file does not have do not apply to it.

use super::Sight;
use super::gauge::{Tally, gap, housed_count, mm, near};
use crate::diag::Severity;
use crate::inspect::find::{Line, Name, names};
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
    pub(super) above: Option<Length>,
    /// The type area's edges.
    pub(super) left: Length,
    pub(super) right: Length,
}

/// The variants of 7.3.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Variant {
    Sealed,
    Unsealed,
    Stamped,
}

/// So much room above the name is left for a seal: one of 38 mm takes it, a blank line does not.
pub(super) const SEAL_ROOM: Length = Length::mm(18);

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
    pub(super) fn room(&self) -> Option<Length> {
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
    pub(super) fn date_inset(&self) -> Length {
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
    pub(super) fn long(&self, name: &Name) -> bool {
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
pub(super) fn of_variant<'s>(sight: &'s Sight<'_>, wanted: Variant) -> Result<Signed<'s>, Outcome> {
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
