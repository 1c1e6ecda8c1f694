//! Pictures (图片): PNG to the colour samples and the mask that PDF wants.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

use png::{ColorType, Transformations};
use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject, XObjectId};

use super::PdfError;
use crate::document::Picture;
use crate::page::{Page, Shape};

/// The pictures of a document (图片集), each once.
#[derive(Default)]
pub(super) struct Pictures {
    pictures: Vec<(Arc<Picture>, XObject)>,
}

impl Pictures {
    /// Decodes the pictures of one more page.
    pub(super) fn add(&mut self, page: &Page) -> Result<(), PdfError> {
        for item in &page.items {
            let Shape::Image(image) = &item.shape else {
                continue;
            };
            if self.index(&image.picture).is_none() {
                let object = decode(&image.picture).ok_or_else(|| PdfError::Picture {
                    alt: image.picture.alt.clone(),
                })?;
                self.pictures.push((Arc::clone(&image.picture), object));
            }
        }
        Ok(())
    }

    /// Which picture it is.
    pub(super) fn index(&self, picture: &Arc<Picture>) -> Option<usize> {
        let is_it = |known: &Arc<Picture>| Arc::ptr_eq(known, picture) || known.png == picture.png;
        self.pictures.iter().position(|(known, _)| is_it(known))
    }

    pub(super) fn into_objects(self) -> BTreeMap<XObjectId, XObject> {
        self.pictures
            .into_iter()
            .enumerate()
            .map(|(index, (_, object))| (name(index), object))
            .collect()
    }
}

/// Its name among the resources.
fn name(index: usize) -> XObjectId {
    XObjectId(format!("P{index}"))
}

/// Samples of a picture, 8 bits each.
struct Samples {
    width: u32,
    height: u32,
    /// Red, green, blue of each pixel.
    colors: Vec<u8>,
    /// How opaque each pixel is; empty where all are.
    mask: Vec<u8>,
}

fn decode(picture: &Picture) -> Option<XObject> {
    let samples = samples(&picture.png)?;
    let mut dict = image_dict(&samples, "DeviceRGB");
    if !samples.mask.is_empty() {
        let mask = stream(image_dict(&samples, "DeviceGray"), samples.mask);
        dict.insert("SMask".to_owned(), DictItem::Stream { stream: mask });
    }
    let stream = stream(dict, samples.colors);
    Some(XObject::External(ExternalXObject {
        stream,
        width: None,
        height: None,
        dpi: None,
    }))
}

fn stream(dict: BTreeMap<String, DictItem>, content: Vec<u8>) -> ExternalStream {
    ExternalStream {
        dict,
        content,
        compress: true,
    }
}

fn image_dict(samples: &Samples, space: &str) -> BTreeMap<String, DictItem> {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let entries = [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(samples.width.into())),
        ("Height", DictItem::Int(samples.height.into())),
        ("ColorSpace", name(space)),
        ("BitsPerComponent", DictItem::Int(8)),
    ];
    entries
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
}

fn samples(png: &[u8]) -> Option<Samples> {
    let mut decoder = png::Decoder::new(Cursor::new(png));
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let mut buffer = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut buffer).ok()?;
    buffer.truncate(frame.buffer_size());
    let (colors, mask) = split(&buffer, frame.color_type)?;
    Some(Samples {
        width: frame.width,
        height: frame.height,
        colors,
        mask,
    })
}

/// Colours and opacity apart.
fn split(buffer: &[u8], kind: ColorType) -> Option<(Vec<u8>, Vec<u8>)> {
    let (mut colors, mut mask) = (Vec::new(), Vec::new());
    match kind {
        ColorType::Rgb => colors.extend_from_slice(buffer),
        ColorType::Grayscale => colors.extend(buffer.iter().flat_map(|&gray| [gray; 3])),
        ColorType::Rgba => {
            for &[red, green, blue, alpha] in buffer.as_chunks().0 {
                colors.extend([red, green, blue]);
                mask.push(alpha);
            }
        }
        ColorType::GrayscaleAlpha => {
            for &[gray, alpha] in buffer.as_chunks().0 {
                colors.extend([gray; 3]);
                mask.push(alpha);
            }
        }
        ColorType::Indexed => return None,
    }
    if mask.iter().all(|&alpha| alpha == u8::MAX) {
        mask.clear();
    }
    Some((colors, mask))
}
