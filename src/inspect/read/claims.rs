//! What a file says of itself (文件声明): metadata, language, tags.

use lopdf::Dictionary;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::file::File;
use crate::inspect::seen::Claims;

/// Metadata longer than this are not looked into.
const METADATA: usize = 4 << 20;

/// Reads them.
pub(super) fn read(file: &File) -> Claims {
    let empty = Dictionary::new();
    let catalog = file.document.catalog().unwrap_or(&empty);
    let info = file.dict(&file.document.trailer, "Info").unwrap_or(&empty);
    let metadata = file
        .stream(catalog, "Metadata")
        .map(|stream| file.data(stream))
        .filter(|data| data.len() <= METADATA)
        .map(|data| Metadata::of(&data))
        .unwrap_or_default();
    let marked = file
        .dict(catalog, "MarkInfo")
        .and_then(|marks| file.get(marks, "Marked").as_bool().ok())
        .unwrap_or(false);
    let said = |text: Option<String>| {
        text.map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty())
    };
    Claims {
        title: said(metadata.title).or_else(|| said(file.text(info, "Title"))),
        language: said(file.text(catalog, "Lang")),
        tagged: marked && file.dict(catalog, "StructTreeRoot").is_some(),
        archival: metadata.part.map(|part| {
            let level = metadata.conformance.unwrap_or_default().to_lowercase();
            format!("PDF/A-{part}{level}")
        }),
        accessible: metadata.accessible.is_some(),
        producer: said(file.text(info, "Producer")).or_else(|| said(metadata.producer)),
    }
}

/// What the XMP packet says.
#[derive(Debug, Default, PartialEq)]
struct Metadata {
    title: Option<String>,
    part: Option<String>,
    conformance: Option<String>,
    accessible: Option<String>,
    producer: Option<String>,
}

impl Metadata {
    /// Reads a packet as far as it is XML. Prefixes are taken by their usual names.
    fn of(packet: &[u8]) -> Self {
        let text = String::from_utf8_lossy(packet);
        let mut metadata = Self::default();
        let mut reader = Reader::from_str(&text);
        let mut open: Vec<String> = Vec::new();
        while open.len() < 64 {
            match reader.read_event() {
                Ok(Event::Start(tag)) => {
                    metadata.attributes(&tag);
                    open.push(tag.name().as_ref().to_owned());
                }
                Ok(Event::Empty(tag)) => metadata.attributes(&tag),
                Ok(Event::End(_)) => {
                    open.pop();
                }
                Ok(Event::Text(words)) => metadata.words(&open, &words.xml10_content()),
                Ok(Event::GeneralRef(entity)) => metadata.words(&open, &resolved(&entity)),
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
        metadata
    }

    fn attributes(&mut self, tag: &BytesStart<'_>) {
        for attribute in tag.attributes().flatten() {
            if let (Some(place), Ok(value)) = (
                self.place(attribute.key.as_ref()),
                attribute.normalized_value(XmlVersion::Implicit1_0),
            ) {
                place.get_or_insert_default().push_str(&value);
            }
        }
    }

    /// Words within elements; a title is the first of its languages.
    fn words(&mut self, open: &[String], words: &str) {
        let Some(name) = open.iter().rev().find(|name| !name.starts_with("rdf:")) else {
            return;
        };
        if let Some(place) = self.place(name) {
            let text = place.get_or_insert_default();
            if text.is_empty() || !text.ends_with('\n') {
                text.push_str(words);
            }
        }
    }

    fn place(&mut self, name: &str) -> Option<&mut Option<String>> {
        Some(match name {
            "dc:title" => &mut self.title,
            "pdfaid:part" => &mut self.part,
            "pdfaid:conformance" => &mut self.conformance,
            "pdfuaid:part" => &mut self.accessible,
            "pdf:Producer" => &mut self.producer,
            _ => return None,
        })
    }
}

fn resolved(entity: &BytesRef<'_>) -> String {
    match entity.resolve_char_ref() {
        Ok(Some(character)) => character.into(),
        _ => resolve_xml_entity(&entity.xml10_content())
            .unwrap_or_default()
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_and_attributes_say_the_same() {
        let elements = Metadata::of(
            "<x:xmpmeta><rdf:RDF><rdf:Description><dc:title><rdf:Alt><rdf:li xml:lang='x-default'>通报 &amp; 附件</rdf:li>\
             </rdf:Alt></dc:title><pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>\
             <pdfuaid:part>1</pdfuaid:part></rdf:Description></rdf:RDF></x:xmpmeta>"
                .as_bytes(),
        );
        assert_eq!(elements.title.as_deref(), Some("通报 & 附件"));
        assert_eq!(elements.part.as_deref(), Some("2"));
        assert_eq!(elements.accessible.as_deref(), Some("1"));
        let attributes = Metadata::of(b"<rdf:Description pdfaid:part='1' pdfaid:conformance='B'/>");
        assert_eq!(attributes.part.as_deref(), Some("1"));
        assert_eq!(attributes.conformance.as_deref(), Some("B"));
        assert_eq!(Metadata::of(b"\xff\xfe<"), Metadata::default());
    }
}
