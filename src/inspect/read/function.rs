//! Functions of one variable (函数), as tints of spot colours are told: sampled, exponential, stitched.

use lopdf::Object;

use super::file::{File, as_dict};

/// Functions within functions.
const DEPTH: usize = 3;

/// A function of a tint.
#[derive(Clone, Debug)]
pub(super) enum Function {
    /// Between two colours.
    Power {
        from: Vec<f64>,
        to: Vec<f64>,
        exponent: f64,
    },
    /// Colours at equal steps.
    Samples { steps: Vec<Vec<f64>> },
    /// One function after another: where each ends, what it takes that for.
    Stitched(Vec<Piece>),
}

/// A part of a stitched function.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    until: f64,
    encode: [f64; 2],
    function: Function,
}

impl Function {
    /// Reads one; `None` where it is of a kind that is not looked into.
    pub(super) fn of(file: &File, object: &Object) -> Option<Self> {
        Self::nested(file, object, 0)
    }

    fn nested(file: &File, object: &Object, depth: usize) -> Option<Self> {
        let object = file.resolve(object);
        let dict = as_dict(object).filter(|_| depth < DEPTH)?;
        match file.integer(dict, "FunctionType")? {
            0 => Self::sampled(file, object),
            2 => Some(Self::Power {
                from: some(file.floats(file.get(dict, "C0")), 0.0),
                to: some(file.floats(file.get(dict, "C1")), 1.0),
                exponent: file.number(dict, "N").unwrap_or(1.0),
            }),
            3 => {
                let functions = file.array(dict, "Functions")?;
                let bounds = file.floats(file.get(dict, "Bounds"));
                let encode = file.floats(file.get(dict, "Encode"));
                let mut pieces = Vec::new();
                for (at, function) in functions.iter().take(16).enumerate() {
                    let pair = encode.get(at * 2..at * 2 + 2);
                    pieces.push(Piece {
                        until: bounds.get(at).copied().unwrap_or(1.0),
                        encode: pair.and_then(|pair| pair.try_into().ok()).unwrap_or([0.0, 1.0]),
                        function: Self::nested(file, function, depth + 1)?,
                    });
                }
                Some(Self::Stitched(pieces))
            }
            _ => None,
        }
    }

    fn sampled(file: &File, object: &Object) -> Option<Self> {
        let stream = object.as_stream().ok()?;
        let sizes = file.floats(file.get(&stream.dict, "Size"));
        let range = file.floats(file.get(&stream.dict, "Range"));
        let channels = range.len() / 2;
        let bits = file.integer(&stream.dict, "BitsPerSample");
        if sizes.len() != 1 || channels == 0 || bits != Some(8) {
            return None;
        }
        let decode = file.floats(file.get(&stream.dict, "Decode"));
        let decode = if decode.len() == range.len() {
            decode
        } else {
            range
        };
        let data = file.data(stream);
        let steps = data
            .chunks_exact(channels)
            .take(1 << 12)
            .map(|step| {
                let pairs = step.iter().zip(decode.chunks_exact(2));
                pairs
                    .map(|(byte, pair)| pair[0] + (pair[1] - pair[0]) * f64::from(*byte) / 255.0)
                    .collect()
            })
            .collect();
        Some(Self::Samples { steps })
    }

    /// The colour at a tint from 0 to 1.
    pub(super) fn at(&self, tint: f64) -> Vec<f64> {
        let tint = tint.clamp(0.0, 1.0);
        match self {
            Self::Power { from, to, exponent } => {
                let share = tint.powf(*exponent);
                from.iter().zip(to).map(|(a, b)| a + share * (b - a)).collect()
            }
            Self::Samples { steps } => {
                let last = steps.len().saturating_sub(1);
                let at = (tint * last as f64).round() as usize;
                steps.get(at.min(last)).cloned().unwrap_or_default()
            }
            Self::Stitched(pieces) => {
                let mut from = 0.0;
                for (at, piece) in pieces.iter().enumerate() {
                    if tint < piece.until || at + 1 == pieces.len() {
                        let length = piece.until - from;
                        let share = if length > 0.0 { (tint - from) / length } else { 0.0 };
                        let [start, end] = piece.encode;
                        return piece.function.at(start + share * (end - start));
                    }
                    from = piece.until;
                }
                Vec::new()
            }
        }
    }
}

fn some(numbers: Vec<f64>, otherwise: f64) -> Vec<f64> {
    if numbers.is_empty() {
        vec![otherwise]
    } else {
        numbers
    }
}
