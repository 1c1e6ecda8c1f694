//! `[rules]`, `[[statuses]]` and `[[lights]]` of `tongbao.toml`: by what an office counts (口径).

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::{At, Entries, Number};
use crate::text::number::Rounding;

/// 完成情况的一档。
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Status {
    /// 代号，供进展文件和模板使用，如 done。
    #[schemars(title = "代号")]
    pub id: At<String>,
    /// 印出的文字，如“已完成”。
    #[schemars(title = "名称")]
    pub name: At<String>,
    /// 完成率不低于此数（百分数）才属本档；与落后上限都写的须同时满足，都不写的收下其余。
    #[schemars(title = "完成率下限")]
    pub min_rate: Option<At<Number>>,
    /// 落后序时进度不超过此数（百分点）才属本档；0 表示达到序时进度。
    #[schemars(title = "落后上限")]
    pub max_behind: Option<At<Number>>,
    /// true：过了完成时限（任务的 due）还没有完成的才属本档。这样的任务先归入超期各档，都不符合的再比其余各档。
    #[serde(default)]
    #[schemars(title = "超期")]
    pub overdue: bool,
}

/// 亮灯的一档。
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Light {
    /// 代号，供进展文件和模板使用，如 green。
    #[schemars(title = "代号")]
    pub id: At<String>,
    /// 印出的文字，如“绿灯”。
    #[schemars(title = "名称")]
    pub name: At<String>,
    /// 完成率不低于此数（百分数）才亮此灯；与落后上限都写的须同时满足，都不写的收下其余。
    #[schemars(title = "完成率下限")]
    pub min_rate: Option<At<Number>>,
    /// 落后序时进度不超过此数（百分点）才亮此灯；0 表示达到序时进度。
    #[schemars(title = "落后上限")]
    pub max_behind: Option<At<Number>>,
    /// true：过了完成时限（任务的 due）还没有完成的才亮此灯。这样的任务先比超期各灯，都不符合的再比其余各灯。
    #[serde(default)]
    #[schemars(title = "超期")]
    pub overdue: bool,
}

/// 计算规则。
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Rules {
    /// 百分数的小数位数，默认 1。
    #[schemars(title = "小数位数", range(max = 10))]
    pub decimals: At<u8>,
    /// 舍入方法，默认“四舍五入”。
    #[schemars(title = "舍入")]
    pub rounding: Rounding,
    /// 文字中的数与算出的数相差多少以内算相符；不写则为所印最后一位的半个单位。
    #[schemars(title = "容差")]
    pub tolerance: Tolerance,
    /// 序时进度的算法，默认按月。
    #[schemars(title = "序时进度")]
    pub schedule: Schedule,
    /// 占比的修约：“各自舍入”（默认）或“最大余数”（各项之和为 100%）。
    #[schemars(title = "占比")]
    pub shares: Shares,
    /// 有几个分项指标（indicators）的任务，完成率取各分项的“最低”（默认）或“平均”。
    #[schemars(title = "分项指标口径")]
    pub indicators: IndicatorsRule,
    /// 名次先比什么：“完成占比”（默认，最好一档的占比）或“平均完成率”；相同的再比另一项。
    #[schemars(title = "名次口径")]
    pub ranks: RanksRule,
    /// 项目算完成：所属任务“全部”完成（默认）或“任一”完成。
    #[schemars(title = "项目完成口径")]
    pub project_done: ProjectDone,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            decimals: At::unplaced(1),
            rounding: Rounding::default(),
            tolerance: Tolerance::default(),
            schedule: Schedule::default(),
            shares: Shares::default(),
            indicators: IndicatorsRule::default(),
            ranks: RanksRule::default(),
            project_done: ProjectDone::default(),
        }
    }
}

/// 容差：文字中的数与算出的数相差多少以内算相符。
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Tolerance {
    /// 百分数相差多少个百分点以内算相符，如 0.1。
    #[schemars(title = "百分点", range(min = 0, max = 100))]
    pub points: Option<At<Number>>,
    /// 数量相差千分之几以内算相符，如 5。
    #[schemars(title = "千分比", range(min = 0, max = 1000))]
    pub permille: Option<At<Number>>,
}

/// 序时进度的算法。
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Schedule {
    /// 按“月”（默认，旬按三分之一个月）、“季度”（已过完的季度）、“日”（至截至日期）或“表”。
    #[schemars(title = "算法")]
    pub by: At<ScheduleBy>,
    /// 本单位定的各期序时进度（百分数），如 { "Q1" = 20, "Q2" = 45, "Q3" = 75, "Q4" = 100 }；某一年另定的，键前加年份，如 "2024-Q1"。
    #[schemars(title = "序时进度表")]
    pub table: Entries<At<Number>>,
}

/// 序时进度按什么算。
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum ScheduleBy {
    /// 本期末已过的月数 ÷ 12。
    #[default]
    #[serde(rename = "月")]
    Months,
    /// 已过完的季度 ÷ 4。
    #[serde(rename = "季度")]
    Quarters,
    /// 年初至截至日期的天数 ÷ 全年天数。
    #[serde(rename = "日")]
    Days,
    /// 本单位定的表。
    #[serde(rename = "表")]
    Table,
}

/// 占比的修约。
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Shares {
    /// 各自舍入，之和可能不是 100%。
    #[default]
    #[serde(rename = "各自舍入")]
    Plain,
    /// 先截断，余下的单位按余数从大到小补给各项，之和为 100%。
    #[serde(rename = "最大余数")]
    LargestRemainder,
}

/// 几个分项指标的任务怎样算完成率。
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum IndicatorsRule {
    /// 取最低的一项。
    #[default]
    #[serde(rename = "最低")]
    Lowest,
    /// 取各项的平均。
    #[serde(rename = "平均")]
    Mean,
}

/// 名次先比什么。
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum RanksRule {
    /// 先比最好一档的占比，再比平均完成率。
    #[default]
    #[serde(rename = "完成占比")]
    Share,
    /// 先比平均完成率，再比最好一档的占比。
    #[serde(rename = "平均完成率")]
    Mean,
}

/// 项目完成的口径。
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum ProjectDone {
    /// 所属任务全部完成。
    #[default]
    #[serde(rename = "全部")]
    All,
    /// 所属任务任一完成。
    #[serde(rename = "任一")]
    Any,
}

impl Rules {
    /// Whether a printed number agrees with the computed one, by rounding or within the office's tolerance.
    /// `place` is what one unit of its last printed digit stands for: 0.1 of 87.5, 1000 of 1.2万.
    #[must_use]
    pub fn agrees(&self, printed: Decimal, place: Decimal, computed: Decimal) -> bool {
        let permille = self.tolerance.permille.as_ref().map(|permille| {
            let share = permille.0.saturating_mul(computed.abs());
            share / Decimal::ONE_THOUSAND
        });
        self.within(printed, place, computed, permille)
    }

    /// The same of a percentage: `printed` is 87.5 of 87.5%, `place` 0.1, `ratio` 0.8751.
    #[must_use]
    pub fn percent_agrees(&self, printed: Decimal, place: Decimal, ratio: Decimal) -> bool {
        let points = self.tolerance.points.as_ref().map(|points| points.0);
        let computed = ratio.saturating_mul(Decimal::ONE_HUNDRED);
        self.within(printed, place, computed, points)
    }

    fn within(
        &self,
        printed: Decimal,
        place: Decimal,
        computed: Decimal,
        tolerance: Option<Decimal>,
    ) -> bool {
        let difference = printed.saturating_sub(computed).abs();
        // half a unit of the last place, whichever way a five was rounded
        let half = place.abs() / Decimal::TWO;
        if difference <= half.max(tolerance.unwrap_or_default()) {
            return true;
        }
        // an office that cuts off prints 99.9 for 99.99
        let units = computed.checked_div(place);
        units.is_some_and(|units| self.rounding.round(units, 0).saturating_mul(place) == printed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(number: &str) -> Decimal {
        number.parse().unwrap()
    }

    fn agree(rules: &Rules, printed: &str, place: &str, computed: &str) -> bool {
        rules.agrees(of(printed), of(place), of(computed))
    }

    #[test]
    fn half_a_unit_of_the_last_printed_place() {
        let rules = Rules::default();
        for (printed, place, computed, agrees) in [
            ("87.5", "0.1", "87.54", true),
            ("87.5", "0.1", "87.55", true),
            ("87.5", "0.1", "87.56", false),
            ("12000", "1000", "12400", true),
            ("12000", "1000", "12600", false),
            ("30", "1", "30", true),
            ("30", "1", "31", false),
            ("5", "0", "5", true),
        ] {
            assert_eq!(
                agree(&rules, printed, place, computed),
                agrees,
                "{printed} {computed}"
            );
        }
    }

    #[test]
    fn cutting_off_and_tolerances() {
        let number = |n: &str| Some(At::unplaced(Number(of(n))));
        let cut = Rules {
            rounding: Rounding::Truncate,
            ..Rules::default()
        };
        assert!(agree(&cut, "99.9", "0.1", "99.99"));
        assert!(!agree(&Rules::default(), "99.9", "0.1", "99.99"));
        let wide = Rules {
            tolerance: Tolerance {
                points: number("0.5"),
                permille: number("2"),
            },
            ..Rules::default()
        };
        assert!(wide.percent_agrees(of("87.0"), of("0.1"), of("0.875")));
        assert!(!wide.percent_agrees(of("86.9"), of("0.1"), of("0.875")));
        assert!(agree(&wide, "1000", "1", "1002"));
        assert!(!agree(&wide, "1000", "1", "1003"));
    }
}
