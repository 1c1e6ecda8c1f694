//! Pixels (像素) of pictures, as far as it takes to tell whether they are red.

use lopdf::{Dictionary, Stream};

use super::color::Space;
use super::file::File;
use super::filter::{self, first};
use crate::inspect::seen::Ink;

/// Pixels that are looked at, spread over the picture.
const SAMPLES: usize = 40_000;

/// Whether most of what a picture shows is red; `None` where its pixels cannot be read.
pub(super) fn red(file: &File, stream: &Stream, resources: &Dictionary) -> Option<bool> {
    red_of(file, &stream.dict, &filter::decode(file, stream)?, resources)
}

/// The same for an inline image.
pub(super) fn red_of(file: &File, dict: &Dictionary, data: &[u8], resources: &Dictionary) -> Option<bool> {
    let size = |keys| super::file::integer(first(file, dict, keys)).and_then(|n| usize::try_from(n).ok());
    let (width, height) = (size(["Width", "W"])?, size(["Height", "H"])?);
    if size(["BitsPerComponent", "BPC"])? != 8 {
        return None;
    }
    let space = Space::of(file, first(file, dict, ["ColorSpace", "CS"]), Some(resources));
    let channels = space.channels()?;
    let pixels = width.checked_mul(height)?;
    if pixels == 0 || data.len() < pixels.checked_mul(channels)? {
        return None;
    }
    let alpha = alpha(file, dict);
    let scale = if matches!(space, Space::Indexed { .. }) {
        1.0
    } else {
        255.0
    };
    let (mut shown, mut red) = (0_usize, 0_usize);
    for at in (0..pixels).step_by(pixels.div_ceil(SAMPLES)) {
        if alpha.as_ref().is_some_and(|mask| mask.at(at, width, height) < 64) {
            continue;
        }
        let Some(pixel) = data.get(at * channels..(at + 1) * channels) else {
            break;
        };
        let numbers: Vec<f64> = pixel.iter().map(|byte| f64::from(*byte) / scale).collect();
        let ink = space.ink(&numbers);
        if !is_pale(ink) {
            shown += 1;
            red += usize::from(is_red(ink));
        }
    }
    Some(red * 2 > shown)
}

/// How much of each pixel is seen.
struct Alpha {
    width: usize,
    height: usize,
    data: Vec<u8>,
}

impl Alpha {
    /// That of a pixel of a picture of another size.
    fn at(&self, at: usize, width: usize, height: usize) -> u8 {
        let (x, y) = (at % width * self.width / width, at / width * self.height / height);
        self.data.get(y * self.width + x).copied().unwrap_or(255)
    }
}

fn alpha(file: &File, dict: &Dictionary) -> Option<Alpha> {
    let mask = file.stream(dict, "SMask")?;
    let size = |key| {
        file.integer(&mask.dict, key)
            .and_then(|n| usize::try_from(n).ok())
    };
    let (width, height) = (size("Width")?, size("Height")?);
    let eight = file.integer(&mask.dict, "BitsPerComponent") == Some(8);
    let small = width.checked_mul(height).is_some() && width < 1 << 16 && height < 1 << 16;
    let data = filter::decode(file, mask).filter(|_| eight && small)?;
    Some(Alpha { width, height, data })
}

/// Whether an ink is so light that it counts as paper.
fn is_pale(ink: Ink) -> bool {
    match ink {
        Ink::Gray(gray) => gray > 235,
        Ink::Rgb(rgb) => rgb.iter().all(|one| *one > 235),
        Ink::Cmyk(cmyk) => cmyk.iter().all(|one| *one < 8),
        Ink::Other => true,
    }
}

/// Whether an ink is some red, as of a stamp pad: clearly more red than green and blue.
pub(super) fn is_red(ink: Ink) -> bool {
    match ink {
        Ink::Rgb([red, green, blue]) => {
            let [red, green, blue] = [red, green, blue].map(i32::from);
            red > 110 && red - green.max(blue) > 50
        }
        Ink::Cmyk([cyan, magenta, yellow, black]) => {
            black < 50 && magenta > 40 && yellow > 25 && cyan + 30 < magenta.min(yellow + 30)
        }
        Ink::Gray(_) | Ink::Other => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reds() {
        for (ink, red) in [
            (Ink::Rgb([255, 0, 0]), true),
            (Ink::Rgb([240, 88, 61]), true),
            (Ink::Rgb([200, 30, 45]), true),
            (Ink::Rgb([90, 60, 60]), false),
            (Ink::Rgb([0, 0, 255]), false),
            (Ink::Cmyk([0, 80, 80, 0]), true),
            (Ink::Cmyk([0, 0, 0, 100]), false),
            (Ink::Cmyk([100, 100, 0, 0]), false),
            (Ink::Gray(0), false),
        ] {
            assert_eq!(is_red(ink), red, "{ink:?}");
        }
    }
}
