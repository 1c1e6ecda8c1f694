//! What sentences claim (句中之数): figures and words of state with what they say, for holding them against the data.
//!
//! Reading knows Chinese and nothing of the model: a sentence goes in, [`Claim`]s with the bytes they stand at come out.
//! What cannot be read in one way only is left out, since whoever judges a claim must be certain what it says.

mod amount;
mod clause;
mod count;
mod list;
mod measure;
mod rate;
mod simplified;
mod state;

use std::ops::Range;

use rust_decimal::Decimal;

pub use amount::{About, Amount, amounts};
pub use measure::{Measured, canonical};
pub use simplified::simplified;
pub use state::{State, of_name};

/// What a figure or a word says (一处说法).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The characters themselves: 766个, 95%, 已完成.
    pub range: Range<usize>,
    /// Its sentence, up to a full stop or a line's end.
    pub sentence: Range<usize>,
    /// Its part of the sentence, between semicolons.
    pub part: Range<usize>,
    /// Its clause, between commas.
    pub clause: Range<usize>,
    /// What it says.
    pub kind: Kind,
    /// The figure, where it has one.
    pub amount: Option<Amount>,
}

impl Claim {
    /// The words before it in its clause.
    #[must_use]
    pub fn subject(&self) -> Range<usize> {
        self.clause.start..self.range.start.max(self.clause.start)
    }

    /// The words behind it in its clause.
    #[must_use]
    pub fn object(&self) -> Range<usize> {
        self.range.end..self.clause.end.max(self.range.end)
    }
}

/// Kinds of claims (说法的种类).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// So many of something: 48.3公里.
    Count(Role),
    /// So many in that state: 13项 of 已完成13项.
    Tally(State),
    /// 完成率 and its like: 完成率达120%, 完成年度任务的95%.
    Rate(Of),
    /// Part of a whole: 占60%.
    Share,
    /// Another percentage: 覆盖率达70%.
    Percent,
    /// More or less than something: 比上季度增加2220万元.
    Change(Than),
    /// 序时进度.
    Schedule(Against),
    /// A state of the whole task: 提前完成年度任务, 进度严重滞后.
    State(State),
    /// An enumeration with its count: between so many items and so many are listed.
    List {
        /// Fewest.
        least: u32,
        /// Most, where 和 may stand within a name.
        most: u32,
    },
    /// 排名第一; its number is the amount.
    Rank,
}

/// What a number of something is (数的角色), by the words next to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Nothing says.
    Plain,
    /// 累计完成, 已建成.
    Done,
    /// 目标, 计划, 拟, 力争.
    Wanted,
    /// 其余, 剩余.
    Left,
    /// 在建, 正在施工.
    Under,
    /// 未开工.
    Unstarted,
    /// 其中.
    Part,
    /// 共, 总计.
    Total,
    /// 每, 日均, 不少于: a rate or a bound, never a sum.
    Each,
}

/// What a 完成率 is the rate of (完成率的主语).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Nothing is named but the task: 完成率达120%.
    Whole,
    /// A mere 达到101.91% behind a count.
    Bare,
    /// Something else is named before it: 城乡公益岗任务完成率达到100%.
    Other,
}

/// What a difference is taken from (增减的对象).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Than {
    /// 比上期, 较上季度: more, or less where `true`.
    Before(bool),
    /// 同比: more, or less where `true`.
    YearBefore(bool),
    /// 超额, 超出目标.
    Above,
    /// 还差, 尚缺.
    Short,
}

/// What is said of 序时进度 (序时进度的说法).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// 序时进度为75%.
    At,
    /// 落后序时进度5.2个百分点.
    Behind,
    /// 快于序时进度5.2个百分点.
    Ahead,
}

/// The claims of `text`, whose characters are [`simplified`], from left to right.
#[must_use]
pub fn read(text: &str) -> Vec<Claim> {
    let places = clause::Places::new(text);
    let amounts = amounts(text);
    let mut claims: Vec<Claim> = amounts
        .iter()
        .enumerate()
        .filter_map(|(index, amount)| {
            let place = places.of(amount.range.start)?;
            let kind = figure(text, &amounts, index, place)?;
            Some(place.claim(amount.range.clone(), kind, Some(amount.clone())))
        })
        .collect();
    claims.extend(state::whole(text, &places));
    claims.extend(list::enumerations(text, &amounts, &places));
    claims.sort_by_key(|claim| (claim.range.start, claim.range.end));
    claims
}

/// What a figure says by the words around it.
fn figure(text: &str, amounts: &[Amount], index: usize, place: &clause::Place) -> Option<Kind> {
    let amount = amounts.get(index)?;
    if amount.ordinal {
        return rate::rank(text, amount, place);
    }
    rate::percentage(text, amount, place).or_else(|| count::role(text, amounts, index, place))
}

/// `value` to the places of a typed figure, as any of the usual ways of rounding may print it.
#[must_use]
pub fn may_print(value: Decimal, typed: Decimal, step: Decimal) -> bool {
    // within one step below (rounded up or not) and half a step above
    let more = typed.saturating_sub(value);
    let half = step / Decimal::TWO;
    more <= half && value.saturating_sub(typed) < step
}

#[cfg(test)]
mod tests;
