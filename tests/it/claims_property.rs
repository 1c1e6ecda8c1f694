//! Texts made from data agree with them: nothing is found; with one number changed, that number is.

use std::fmt::Write as _;

use proptest::prelude::*;
use rust_decimal::Decimal;
use tongbao::model::InputFile;

use crate::faults::findings;

/// What is built: verb and noun as a target has them, and the unit.
const THINGS: [(&str, &str); 8] = [
    ("新增公共停车位", "个"),
    ("改造困难老年人家庭", "户"),
    ("新建改造农村公路", "公里"),
    ("开展补贴性技能培训", "人次"),
    ("免费筛查适龄妇女", "人"),
    ("建成标准化村卫生室", "个"),
    ("配置自动体外除颤器", "台"),
    ("完成年度建设投资", "万元"),
];

/// One task and the sentence shapes that its text is made of.
#[derive(Clone, Debug)]
struct Data {
    thing: (&'static str, &'static str),
    goal: u32,
    done: u32,
    before: u32,
    shape: usize,
    /// Rates are cut, not rounded.
    cut: bool,
    decimals: u32,
}

fn data() -> impl Strategy<Value = Data> {
    let numbers = (40_u32..4000, 1_u32..130, 0_u32..100);
    (0..THINGS.len(), numbers, 0..SHAPES, any::<bool>(), 0_u32..3).prop_map(
        |(thing, (goal, percent, before), shape, cut, decimals)| {
            let done = (goal * percent / 100).max(7);
            Data {
                thing: THINGS[thing],
                goal,
                done,
                before: done * before / 100,
                shape,
                cut,
                decimals,
            }
        },
    )
}

const SHAPES: usize = 9;

/// A text as pieces; figures are the odd ones.
type Pieces = Vec<String>;

impl Data {
    fn rate(&self) -> String {
        let ratio = Decimal::from(self.done) / Decimal::from(self.goal) * Decimal::ONE_HUNDRED;
        let rounded = if self.cut {
            ratio.trunc_with_scale(self.decimals)
        } else {
            ratio.round_dp_with_strategy(
                self.decimals,
                rust_decimal::RoundingStrategy::MidpointAwayFromZero,
            )
        };
        let places = self.decimals as usize;
        format!("{rounded:.places$}")
    }

    /// Rates below the schedule by how many points, at the end of September.
    fn behind(&self) -> Option<String> {
        let ratio = Decimal::from(self.done) / Decimal::from(self.goal) * Decimal::ONE_HUNDRED;
        let behind = Decimal::from(75) - ratio;
        let rounded = behind.round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        (behind > Decimal::ONE).then(|| format!("{rounded:.1}"))
    }

    /// The text and the figures in it, each with what is to change it by.
    fn text(&self) -> Option<Pieces> {
        let (noun, unit) = self.thing;
        let Self {
            goal, done, before, ..
        } = *self;
        let lead = format!("截至9月底，累计{noun}");
        let say = |pieces: &[&str]| Some(pieces.iter().map(|piece| (*piece).to_owned()).collect());
        let number = done.to_string();
        // half done, what is left is the number done as well, and whichever stands right excuses the other
        let short = done < goal && done > 0 && goal != 2 * done;
        match self.shape {
            0 => say(&[&lead, &number, &format!("{unit}。")]),
            1 => say(&[&lead, &number, &format!("{unit}，完成率达"), &self.rate(), "%。"]),
            2 => say(&[
                &lead,
                &number,
                &format!("{unit}，占年度任务的"),
                &self.rate(),
                "%。",
            ]),
            3 if short => say(&[
                &lead,
                &number,
                &format!("{unit}，其余"),
                &(goal - done).to_string(),
                &format!("{unit}正在实施。"),
            ]),
            4 if before > 0 => say(&[
                &lead,
                &number,
                &format!("{unit}，比6月底增加"),
                &(done - before).to_string(),
                &format!("{unit}。"),
            ]),
            5 if done > goal + 3 => say(&[
                &lead,
                &number,
                &format!("{unit}，超额完成"),
                &(done - goal).to_string(),
                &format!("{unit}。"),
            ]),
            6 => say(&[
                &lead,
                &number,
                &format!("{unit}，完成率"),
                &self.rate(),
                "%，落后序时进度",
                &self.behind()?,
                "个百分点。",
            ]),
            7 if done > 20 => {
                let (east, west) = (done / 3, done / 4);
                say(&[
                    &lead,
                    &number,
                    &format!("{unit}（城东"),
                    &east.to_string(),
                    &format!("{unit}、城西"),
                    &west.to_string(),
                    &format!("{unit}、城南"),
                    &(done - east - west).to_string(),
                    &format!("{unit}），完成率"),
                    &self.rate(),
                    "%。",
                ])
            }
            8 if short => say(&[
                &lead,
                &number,
                &format!("{unit}，距年度目标还差"),
                &(goal - done).to_string(),
                &format!("{unit}。"),
            ]),
            _ => None,
        }
    }

    fn files(&self, text: &str) -> Vec<InputFile> {
        let (noun, unit) = self.thing;
        let Self {
            goal, done, before, ..
        } = self;
        let file = |name: &str, text: String| InputFile {
            name: name.to_owned(),
            bytes: text.into_bytes().into(),
        };
        let list = format!(
            "[[projects]]\nid = \"p\"\ntitle = \"项目\"\ntarget = \"{noun}{goal}{unit}\"\ngoal = {{ value = {goal}, unit = \"{unit}\" }}\n"
        );
        let entry = |period: &str, done: &u32| format!("period = \"{period}\"\n[tasks.p]\ndone = {done}\n");
        vec![
            file(
                "tongbao.toml",
                "[office]\nname = \"清溪县人民政府办公室\"\n".to_owned(),
            ),
            file("projects/a.toml", list),
            file("progress/1.toml", entry("2024-Q2", before)),
            file(
                "progress/2.toml",
                entry("2024-Q3", done) + &format!("text = \"{text}\"\n"),
            ),
        ]
    }
}

/// What is found, as code and place in the text.
fn told(files: Vec<InputFile>, text: &str) -> Vec<(String, std::ops::Range<usize>)> {
    let (found, sources) = findings(files);
    let claims = found.iter().filter(|d| {
        d.code.id.starts_with("W032") || d.code.id.starts_with("W033") || d.code.id.starts_with("N033")
    });
    claims
        .map(|d| {
            let origin = d.origin.unwrap();
            let start = sources
                .get(origin.file)
                .unwrap()
                .text
                .find(text)
                .unwrap_or_default();
            let at = |n: u32| (n as usize).saturating_sub(start);
            (
                format!("{} {}", d.code.id, d.message),
                at(origin.start)..at(origin.end),
            )
        })
        .collect()
}

/// Another number, far enough to be no rounding of the first.
fn changed(number: &str, by: u32) -> String {
    let value: Decimal = number.parse().unwrap();
    let step = (value / Decimal::from(10)).ceil().max(Decimal::from(3)) + Decimal::from(by % 7);
    let places = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    format!("{:.places$}", value + step)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn texts_made_from_data_agree_with_them(data in data()) {
        let Some(pieces) = data.text() else { return Ok(()) };
        let text = pieces.concat();
        let found = told(data.files(&text), &text);
        prop_assert!(found.is_empty(), "{text}: {found:?}");
    }

    #[test]
    fn one_number_changed_is_found_and_nothing_else(data in data(), which in 0_usize..6, by in 1_u32..99) {
        let Some(mut pieces) = data.text() else { return Ok(()) };
        let index = which % (pieces.len() / 2) * 2 + 1;
        pieces[index] = changed(&pieces[index], by);
        let start: usize = pieces[..index].iter().map(String::len).sum();
        let text = pieces.concat();
        let found = told(data.files(&text), &text);
        prop_assert_eq!(found.len(), 1, "{}: {:?}", text, found);
        let place = &found[0].1;
        prop_assert!(place.start <= start && start < place.end, "{}: {:?}", text, found);
    }

    #[test]
    fn a_notice_made_from_its_table_agrees_with_it(
        counts in prop::array::uniform3(1_u32..40), which in 0_usize..7, by in 1_u32..9, share in any::<bool>(),
    ) {
        let notice = notice(counts, share);
        let text = notice.concat();
        prop_assert!(told(circular(counts, &text), &text).is_empty(), "{}", text);
        let mut pieces = notice;
        let index = which % (pieces.len() / 2) * 2 + 1;
        pieces[index] = changed(&pieces[index], by);
        let start: usize = pieces[..index].iter().map(String::len).sum();
        let text = pieces.concat();
        let found = told(circular(counts, &text), &text);
        prop_assert_eq!(found.len(), 1, "{}: {:?}", &text, &found);
        let place = &found[0].1;
        prop_assert!(place.start <= start && start < place.end, "{}: {:?}", &text, &found);
    }
}

/// 30项…中，已完成6项，占20.0%；…
fn notice(counts: [u32; 3], share: bool) -> Pieces {
    let all: u32 = counts.iter().sum();
    let mut pieces = vec!["全县".to_owned(), all.to_string(), "项民生实事中".to_owned()];
    for (name, count) in ["已完成", "按计划推进", "进展较慢"].into_iter().zip(counts) {
        pieces.last_mut().unwrap().push_str(&format!("，{name}"));
        pieces.push(count.to_string());
        pieces.push("项".to_owned());
        if share {
            let percent = Decimal::from(count * 100) / Decimal::from(all);
            pieces.last_mut().unwrap().push_str("，占");
            pieces.push(format!(
                "{:.1}",
                percent.round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
            ));
            pieces.push("%".to_owned());
        }
    }
    pieces.last_mut().unwrap().push('。');
    pieces
}

fn circular(counts: [u32; 3], text: &str) -> Vec<InputFile> {
    let file = |name: &str, text: String| InputFile {
        name: name.to_owned(),
        bytes: text.into_bytes().into(),
    };
    let mut office = "[office]\nname = \"清溪县人民政府办公室\"\n".to_owned();
    for (id, name) in [("a", "已完成"), ("b", "按计划推进"), ("c", "进展较慢")] {
        writeln!(office, "[[statuses]]\nid = \"{id}\"\nname = \"{name}\"").unwrap();
    }
    let mut list = String::new();
    let mut progress = "period = \"2024-Q3\"\n".to_owned();
    let states = ["a", "b", "c"]
        .into_iter()
        .zip(counts)
        .flat_map(|(id, count)| (0..count).map(move |_| id));
    for (index, id) in states.enumerate() {
        writeln!(list, "[[projects]]\nid = \"p{index}\"\ntitle = \"项目\"").unwrap();
        writeln!(progress, "[tasks.p{index}]\nstatus = \"{id}\"").unwrap();
    }
    let body = format!("title = \"关于进展情况的通报\"\nprogress = \"2024-Q3\"\nbody = \"{text}\"\n");
    vec![
        file("tongbao.toml", office),
        file("projects/a.toml", list),
        file("progress/a.toml", progress),
        file("circulars/a.toml", body),
    ]
}
