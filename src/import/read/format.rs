//! Values and number formats (数字格式) → the text that Excel shows.

use calamine::{CellErrorType, Data, ExcelDateTime, ExcelDateTimeType, Style};
use rust_decimal::Decimal;

use super::sheet::{Cell, Shown};
use code::Code;
pub(in crate::import) use code::Number;

mod code;

/// The formats of a workbook, each parsed once.
pub(super) struct Formats {
    codes: Vec<Code>,
    epoch_1904: bool,
}

impl Formats {
    /// The formats behind the style ids.
    pub(super) fn new(styles: &[Style], epoch_1904: bool) -> Self {
        let codes = styles
            .iter()
            .map(|s| {
                s.number_format
                    .as_ref()
                    .map_or(Code::General, |f| Code::parse(f.format_id, &f.format_code))
            })
            .collect();
        Self { codes, epoch_1904 }
    }

    /// The cell as displayed; `None` if nothing is.
    pub(super) fn shown(&mut self, value: &Data, style: usize) -> Option<Cell> {
        let code = self.codes.get(style).unwrap_or(&Code::General);
        let cell = match value {
            Data::Empty => return None,
            Data::String(text) => Cell {
                text: clean(text),
                ..Cell::default()
            },
            Data::DateTimeIso(text) | Data::DurationIso(text) => Cell {
                text: clean(text),
                ..Cell::default()
            },
            Data::Bool(yes) => Cell {
                text: if *yes { "TRUE" } else { "FALSE" }.to_owned(),
                ..Cell::default()
            },
            Data::Error(error) => Cell {
                text: error_text(error).to_owned(),
                error: true,
                ..Cell::default()
            },
            Data::Int(n) => number(Decimal::from(*n), code),
            Data::Float(n) => self.float(*n, code),
            Data::DateTime(stamp) => self.float(stamp.as_f64(), code),
        };
        (!cell.text.trim().is_empty()).then_some(cell)
    }

    fn float(&self, n: f64, code: &Code) -> Cell {
        if let Code::Date(date) = code
            && (0.0..2_958_466.0).contains(&n)
        {
            let stamp = ExcelDateTime::new(n, ExcelDateTimeType::DateTime, self.epoch_1904);
            return Cell {
                text: date.show(stamp.to_ymd_hms_milli(), n),
                ..Cell::default()
            };
        }
        match decimal(n) {
            Some(value) => number(value, code),
            None => Cell {
                text: n.to_string(),
                ..Cell::default()
            },
        }
    }
}

/// To the 15 significant digits that Excel keeps; beyond them is the noise of binary fractions.
fn decimal(n: f64) -> Option<Decimal> {
    let (mantissa, exponent) = format!("{n:.14e}")
        .split_once('e')
        .map(|(m, e)| (m.to_owned(), e.parse::<i32>()))?;
    let mantissa: Decimal = mantissa.parse().ok()?;
    let exponent = exponent.ok()?;
    let mut scale = Decimal::ONE;
    for _ in 0..exponent.unsigned_abs().min(28) {
        scale = scale.checked_mul(Decimal::TEN)?;
    }
    let value = if exponent < 0 {
        mantissa.checked_div(scale)?
    } else {
        mantissa.checked_mul(scale)?
    };
    (exponent.abs() <= 27).then(|| value.normalize())
}

fn number(value: Decimal, code: &Code) -> Cell {
    match code {
        Code::Number(positive, negative) => {
            let own = negative
                .as_ref()
                .filter(|_| value.is_sign_negative() && !value.is_zero());
            own.map_or_else(|| positive.show(value), |n| n.show(value.abs()))
        }
        Code::General | Code::Date(_) | Code::Text => general(value),
    }
}

/// As the format General shows it: at most 11 characters, the point among them.
fn general(value: Decimal) -> Cell {
    let whole = value.trunc().abs().to_string().len();
    let room = u32::try_from(10usize.saturating_sub(whole)).unwrap_or(0);
    let value = if value.scale() > room {
        Number::round(value, room).normalize()
    } else {
        value.normalize()
    };
    let decimals = u8::try_from(value.scale()).unwrap_or(0);
    Cell {
        text: value.to_string(),
        number: Some(Shown {
            value,
            decimals,
            percent: false,
        }),
        error: false,
    }
}

/// Text of a cell: line feeds only, nothing that has no ink.
fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text
        .chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|c| *c == '\n' || !c.is_control())
        .collect();
    text.trim_end_matches(['\n', ' '])
        .trim_start_matches('\n')
        .to_owned()
}

const fn error_text(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        _ => "#N/A",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(n: f64, format: &str) -> String {
        let formats = Formats {
            codes: vec![],
            epoch_1904: false,
        };
        formats.float(n, &Code::parse(None, format)).text
    }

    #[test]
    fn numbers_as_displayed() {
        for (n, format, shown) in [
            (0.875, "0.0%", "87.5%"),
            (1.0, "0%", "100%"),
            (3.1, "0.00", "3.10"),
            (12345.0, "#,##0", "12,345"),
            (1234.5, "#,##0.00", "1,234.50"),
            (1.48, "General", "1.48"),
            (0.1 + 0.2, "General", "0.3"),
            (1.0 / 3.0, "General", "0.333333333"),
            (5000.0, "General", "5000"),
            (7.0, "000", "007"),
            (12.0, "0\"个\"", "12个"),
            (12.0, "0个", "12个"),
            (-5.5, "0.0;(0.0)", "(5.5)"),
            (-5.5, "0.0_ ", "-5.5"),
            (0.5, "0.##", "0.5"),
            (4.0, "0.##", "4."),
            (45474.0, "yyyy\"年\"m\"月\"d\"日\"", "2024年7月1日"),
            (45474.0, "yyyy/m/d", "2024/7/1"),
            (45474.0, "yyyy-mm-dd", "2024-07-01"),
            (45474.5, "m/d hh:mm", "7/1 12:00"),
            (2.5, "@", "2.5"),
            (1e300, "General", &1e300.to_string()),
        ] {
            assert_eq!(text(n, format), shown, "{n} {format}");
        }
    }

    #[test]
    fn plain_numbers_stay_numbers() {
        let formats = Formats {
            codes: vec![],
            epoch_1904: false,
        };
        let shown = |n: f64, format: &str| formats.float(n, &Code::parse(None, format)).number;
        let value = Decimal::new(875, 3);
        assert_eq!(
            shown(0.875, "0.0%"),
            Some(Shown {
                value,
                decimals: 1,
                percent: true
            })
        );
        assert_eq!(shown(7.0, "000"), None);
        assert_eq!(shown(1234.0, "#,##0"), None);
        assert_eq!(shown(999.0, "#,##0").map(|s| s.decimals), Some(0));
    }

    #[test]
    fn clean_text() {
        assert_eq!(clean("甲\r\n乙\t\u{1}丙\r\n"), "甲\n乙 丙");
    }
}
