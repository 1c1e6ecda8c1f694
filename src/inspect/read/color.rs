//! Colour spaces (颜色空间) and what their numbers look like.

use std::rc::Rc;

use lopdf::{Dictionary, Object};

use super::file::{File, as_dict};
use super::function::Function;
use crate::inspect::seen::Ink;

/// Spaces within spaces.
const DEPTH: usize = 6;

/// A colour space.
#[derive(Clone, Debug)]
pub(super) enum Space {
    Gray,
    Rgb,
    Cmyk,
    Lab,
    /// A table of colours of another space.
    Indexed {
        base: Rc<Space>,
        table: Rc<[u8]>,
    },
    /// One spot colour; all inks at once are a black.
    Tint {
        alternate: Rc<Space>,
        function: Option<Function>,
    },
    /// The tint of all inks, or of the black one.
    Black,
    /// Patterns, several spot colours, what is not known.
    Other,
}

impl Space {
    /// Reads a space, by its name in the resources where it has one.
    pub(super) fn of(file: &File, object: &Object, resources: Option<&Dictionary>) -> Self {
        Self::nested(file, object, resources, 0)
    }

    fn nested(file: &File, object: &Object, resources: Option<&Dictionary>, depth: usize) -> Self {
        if depth >= DEPTH {
            return Self::Other;
        }
        match file.resolve(object) {
            Object::Name(name) => Self::named(file, name, resources, depth),
            Object::Array(parts) => Self::array(file, parts, resources, depth),
            _ => Self::Other,
        }
    }

    fn named(file: &File, name: &[u8], resources: Option<&Dictionary>, depth: usize) -> Self {
        match name {
            b"DeviceGray" | b"G" | b"CalGray" => Self::Gray,
            b"DeviceRGB" | b"RGB" | b"CalRGB" => Self::Rgb,
            b"DeviceCMYK" | b"CMYK" => Self::Cmyk,
            b"Pattern" => Self::Other,
            _ => resources
                .and_then(|resources| file.dict(resources, "ColorSpace"))
                .and_then(|spaces| spaces.get(name).ok())
                .map_or(Self::Other, |space| {
                    Self::nested(file, space, resources, depth + 1)
                }),
        }
    }

    fn array(file: &File, parts: &[Object], resources: Option<&Dictionary>, depth: usize) -> Self {
        let part = |at: usize| parts.get(at).map(|part| file.resolve(part));
        let Some(Ok(kind)) = part(0).map(Object::as_name) else {
            return Self::Other;
        };
        let inner = |at: usize| {
            part(at).map_or(Self::Other, |object| {
                Self::nested(file, object, resources, depth + 1)
            })
        };
        match kind {
            b"ICCBased" => part(1)
                .and_then(as_dict)
                .map_or(Self::Other, |profile| Self::profile(file, profile)),
            b"Lab" => Self::Lab,
            b"Indexed" | b"I" => Self::Indexed {
                base: Rc::new(inner(1)),
                table: table(file, part(3)).into(),
            },
            b"Separation" => match part(1).map(Object::as_name) {
                Some(Ok(b"All" | b"Black")) => Self::Black,
                _ => Self::Tint {
                    alternate: Rc::new(inner(2)),
                    function: part(3).and_then(|function| Function::of(file, function)),
                },
            },
            b"DeviceN" => match part(1).and_then(|names| names.as_array().ok()) {
                Some(names) if names.len() == 1 => match file.resolve(&names[0]).as_name() {
                    Ok(b"All" | b"Black") => Self::Black,
                    _ => Self::Tint {
                        alternate: Rc::new(inner(2)),
                        function: part(3).and_then(|function| Function::of(file, function)),
                    },
                },
                _ => Self::Other,
            },
            // a space by its name alone within an array
            name => Self::named(file, name, None, depth),
        }
    }

    fn profile(file: &File, profile: &Dictionary) -> Self {
        match file.integer(profile, "N") {
            Some(1) => Self::Gray,
            Some(3) => Self::Rgb,
            Some(4) => Self::Cmyk,
            _ => Self::Other,
        }
    }

    /// How many numbers a colour has; `None` where that does not matter.
    pub(super) const fn channels(&self) -> Option<usize> {
        match self {
            Self::Gray | Self::Indexed { .. } | Self::Tint { .. } | Self::Black => Some(1),
            Self::Rgb | Self::Lab => Some(3),
            Self::Cmyk => Some(4),
            Self::Other => None,
        }
    }

    /// The colour that is set together with the space.
    pub(super) fn first(&self) -> Ink {
        match self {
            Self::Cmyk => self.ink(&[0.0, 0.0, 0.0, 1.0]),
            Self::Tint { .. } | Self::Black => self.ink(&[1.0]),
            _ => self.ink(&[0.0; 4]),
        }
    }

    /// What a colour's numbers look like.
    pub(super) fn ink(&self, numbers: &[f64]) -> Ink {
        match (self, numbers) {
            (Self::Gray, [gray, ..]) => Ink::Gray(byte(*gray)),
            (Self::Rgb, [red, green, blue, ..]) => Ink::Rgb([*red, *green, *blue].map(byte)),
            (Self::Cmyk, [c, m, y, k, ..]) => Ink::Cmyk([*c, *m, *y, *k].map(cent)),
            (Self::Lab, [light, a, b, ..]) => Ink::Rgb(lab([*light, *a, *b])),
            (Self::Indexed { base, table }, [at, ..]) => indexed(base, table, *at),
            (
                Self::Tint {
                    alternate,
                    function: Some(function),
                },
                [tint, ..],
            ) => alternate.ink(&function.at(*tint)),
            (Self::Black, [tint, ..]) => Ink::Cmyk([0, 0, 0, cent(*tint)]),
            _ => Ink::Other,
        }
    }
}

fn table(file: &File, object: Option<&Object>) -> Vec<u8> {
    match object {
        Some(Object::String(bytes, _)) => bytes.clone(),
        Some(Object::Stream(stream)) => file.data(stream),
        _ => Vec::new(),
    }
}

fn indexed(base: &Space, table: &[u8], at: f64) -> Ink {
    let Some(channels) = base.channels() else {
        return Ink::Other;
    };
    let start = (at.clamp(0.0, 4095.0) as usize) * channels;
    let Some(entry) = table.get(start..start + channels) else {
        return Ink::Other;
    };
    let numbers: Vec<f64> = entry.iter().map(|byte| f64::from(*byte) / 255.0).collect();
    match base {
        // the numbers of this space have ranges of their own
        Space::Lab => base.ink(&[
            numbers[0] * 100.0,
            numbers[1] * 255.0 - 128.0,
            numbers[2] * 255.0 - 128.0,
        ]),
        _ => base.ink(&numbers),
    }
}

fn byte(share: f64) -> u8 {
    (share.clamp(0.0, 1.0) * 255.0).round() as u8
}

fn cent(share: f64) -> u8 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u8
}

/// CIE L*a*b* to sRGB, near enough to tell red from black.
fn lab([light, a, b]: [f64; 3]) -> [u8; 3] {
    let middle = (light + 16.0) / 116.0;
    let cube = |t: f64| {
        if t > 6.0 / 29.0 {
            t.powi(3)
        } else {
            (t - 16.0 / 116.0) * 0.1284
        }
    };
    let (x, y, z) = (
        0.9505 * cube(middle + a / 500.0),
        cube(middle),
        1.089 * cube(middle - b / 200.0),
    );
    let curve = |linear: f64| {
        let linear = linear.clamp(0.0, 1.0);
        if linear <= 0.003_130_8 {
            linear * 12.92
        } else {
            1.055 * linear.powf(1.0 / 2.4) - 0.055
        }
    };
    [
        3.2406 * x - 1.5372 * y - 0.4986 * z,
        -0.9689 * x + 1.8758 * y + 0.0415 * z,
        0.0557 * x - 0.204 * y + 1.057 * z,
    ]
    .map(|linear| byte(curve(linear)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_inks() {
        assert_eq!(Space::Gray.ink(&[0.0]), Ink::Gray(0));
        assert_eq!(Space::Rgb.ink(&[1.0, 0.0, 2.0]), Ink::Rgb([255, 0, 255]));
        assert_eq!(Space::Cmyk.ink(&[0.0, 0.8, 0.8, 0.0]), Ink::Cmyk([0, 80, 80, 0]));
        assert_eq!(Space::Cmyk.first(), Ink::Cmyk([0, 0, 0, 100]));
        assert_eq!(Space::Lab.ink(&[100.0, 0.0, 0.0]), Ink::Rgb([255, 255, 255]));
        let Ink::Rgb([red, green, blue]) = Space::Lab.ink(&[53.2, 80.1, 67.2]) else {
            unreachable!()
        };
        assert!(red > 250 && green < 10 && blue < 10, "{red} {green} {blue}");
        assert_eq!(Space::Rgb.ink(&[1.0]), Ink::Other);
    }

    #[test]
    fn tables_and_tints() {
        let indexed = Space::Indexed {
            base: Rc::new(Space::Rgb),
            table: Rc::from([0, 0, 0, 255, 0, 0].as_slice()),
        };
        assert_eq!(indexed.ink(&[1.0]), Ink::Rgb([255, 0, 0]));
        assert_eq!(indexed.ink(&[2.0]), Ink::Other);
        let spot = Space::Tint {
            alternate: Rc::new(Space::Cmyk),
            function: Some(Function::Power {
                from: vec![0.0; 4],
                to: vec![0.0, 1.0, 1.0, 0.0],
                exponent: 1.0,
            }),
        };
        assert_eq!(spot.ink(&[0.5]), Ink::Cmyk([0, 50, 50, 0]));
    }
}
