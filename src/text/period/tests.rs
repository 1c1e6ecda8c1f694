use proptest::prelude::*;

use super::*;

fn period(text: &str) -> Period {
    text.parse().unwrap_or_else(|_| panic!("{text}"))
}

#[test]
fn names_and_days() {
    for (key, name, short, cumulative, first, last) in [
        (
            "2023-10",
            "2023年10月份",
            "10月份",
            "1—10月份",
            "2023-10-01",
            "2023-10-31",
        ),
        (
            "2024-01",
            "2024年1月份",
            "1月份",
            "1月份",
            "2024-01-01",
            "2024-01-31",
        ),
        (
            "2024-Q1",
            "2024年一季度",
            "一季度",
            "一季度",
            "2024-01-01",
            "2024-03-31",
        ),
        (
            "2024-Q2",
            "2024年二季度",
            "二季度",
            "上半年",
            "2024-04-01",
            "2024-06-30",
        ),
        (
            "2024-Q3",
            "2024年三季度",
            "三季度",
            "前三季度",
            "2024-07-01",
            "2024-09-30",
        ),
        (
            "2024-Q4",
            "2024年四季度",
            "四季度",
            "全年",
            "2024-10-01",
            "2024-12-31",
        ),
        (
            "2024-H1",
            "2024年上半年",
            "上半年",
            "上半年",
            "2024-01-01",
            "2024-06-30",
        ),
        (
            "2024-H2",
            "2024年下半年",
            "下半年",
            "全年",
            "2024-07-01",
            "2024-12-31",
        ),
        ("2024", "2024年", "全年", "全年", "2024-01-01", "2024-12-31"),
        (
            "2021-01..09",
            "2021年1—9月份",
            "1—9月份",
            "1—9月份",
            "2021-01-01",
            "2021-09-30",
        ),
        (
            "2024-07-T1",
            "2024年7月上旬",
            "7月上旬",
            "1月至7月上旬",
            "2024-07-01",
            "2024-07-10",
        ),
        (
            "2024-02-T3",
            "2024年2月下旬",
            "2月下旬",
            "1月至2月下旬",
            "2024-02-21",
            "2024-02-29",
        ),
    ] {
        let p = period(key);
        assert_eq!(p.to_string(), key);
        assert_eq!(
            (
                p.name().as_str(),
                p.short_name().as_str(),
                p.cumulative_name().as_str()
            ),
            (name, short, cumulative)
        );
        assert_eq!(
            (
                p.first_day().to_string().as_str(),
                p.last_day().to_string().as_str()
            ),
            (first, last)
        );
        assert_eq!(period(name), p, "{name}");
    }
}

#[test]
fn other_ways_of_writing() {
    for (text, key) in [
        ("2024-q2", "2024-Q2"),
        ("2024-7", "2024-07"),
        ("2024-07-上旬", "2024-07-T1"),
        ("2024年第2季度", "2024-Q2"),
        ("２０２４年 二季度", "2024-Q2"),
        ("2024年1-9月", "2024-01..09"),
        ("2024年1月至9月", "2024-01..09"),
        ("2024年前三季度", "2024-01..09"),
        ("2024年七月", "2024-07"),
        ("2024年度", "2024"),
    ] {
        assert_eq!(period(text).to_string(), key, "{text}");
    }
    for text in [
        "",
        "24",
        "2024-",
        "2024-13",
        "2024-00",
        "2024-Q5",
        "2024-H3",
        "2024-09..01",
        "2024-03..03",
        "2024-07-T4",
        "2024年五季度",
        "二季度",
        "2024-Q",
        "0999",
        "2024x",
        "2024年1月2旬",
        "20240",
        "甲乙丙丁",
        "2024-+7",
    ] {
        assert_eq!(text.parse::<Period>(), Err(NoPeriod), "{text}");
    }
}

#[test]
fn before_and_elapsed() {
    for (key, before, elapsed) in [
        ("2024-01", Some("2023-12"), (1, 12)),
        ("2024-Q1", Some("2023-Q4"), (3, 12)),
        ("2024-H1", Some("2023-H2"), (6, 12)),
        ("2024", Some("2023"), (12, 12)),
        ("2024-01..09", Some("2024-01..08"), (9, 12)),
        ("2024-01..02", Some("2023-01..12"), (2, 12)),
        ("2024-04..06", Some("2024-01..03"), (6, 12)),
        ("2024-03..04", Some("2024-01..02"), (4, 12)),
        ("2024-02..03", None, (3, 12)),
        ("2024-07-T1", Some("2024-06-T3"), (19, 36)),
        ("2024-01-T1", Some("2023-12-T3"), (1, 36)),
        ("1000-Q1", None, (3, 12)),
    ] {
        assert_eq!(period(key).previous(), before.map(period), "{key}");
        assert_eq!(period(key).elapsed(), elapsed, "{key}");
    }
    assert_eq!(period("2024-Q2").year_before(), Some(period("2023-Q2")));
}

#[test]
fn in_order_of_their_ends() {
    let sorted = [
        "2023",
        "2024-06-T2",
        "2024-06-T3",
        "2024-06",
        "2024-Q2",
        "2024-H1",
        "2024-07-T1",
        "2024-07",
        "2024",
    ];
    let mut periods = sorted.map(period);
    periods.reverse();
    periods.sort();
    assert_eq!(periods.map(|p| p.to_string()), sorted);
}

fn any_period() -> impl Strategy<Value = Period> {
    let span = prop_oneof![
        (1u8..=12, 1u8..=3).prop_map(|(m, t)| Span::TenDays(m, t)),
        (1u8..=12).prop_map(Span::Month),
        (1u8..=4).prop_map(Span::Quarter),
        (1u8..=2).prop_map(Span::Half),
        (1u8..12).prop_flat_map(|first| (first + 1..=12).prop_map(move |last| Span::Months(first, last))),
        Just(Span::Year),
    ];
    (1001i16..=9999, span).prop_map(|(year, span)| Period::new(year, span).unwrap())
}

proptest! {
    #[test]
    fn key_and_name_read_back(p in any_period()) {
        prop_assert_eq!(p.to_string().parse(), Ok(p));
        prop_assert_eq!(p.name().parse(), Ok(p));
        prop_assert!(p.first_day() <= p.last_day() && p.contains(p.last_day()));
    }

    #[test]
    fn the_previous_one_ends_earlier(p in any_period(), q in any_period()) {
        if let Some(before) = p.previous() {
            prop_assert!(before < p);
        }
        prop_assert_eq!(p.cmp(&q) == Ordering::Equal, p == q);
    }

    #[test]
    fn any_text_is_survived(text in "[0-9]{0,5}[-年第]?\\PC{0,12}") {
        let _ = text.parse::<Period>();
    }
}
