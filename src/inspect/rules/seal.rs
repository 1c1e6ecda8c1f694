//! Seals (印章, 7.3.5.1): how they press name and date, and where.

use super::Sight;
use super::gauge::{Tally, housed_count, mm, near};
use super::signed::{SEAL_ROOM, Signed, Variant, of_variant};
use crate::diag::Severity;
use crate::inspect::Outcome;
use crate::inspect::find::red;
use crate::inspect::seen::Bounds;
use crate::standard::GBT_9704;
use crate::unit::Length;

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
