//! What the document says of itself (元数据): the Info dictionary and XMP, which must agree (ISO 19005-2 6.6.3).

use std::fmt::Write as _;

use lopdf::{Document, Object, ObjectId};

use super::{Work, date, dictionary, name, stream, text};

/// A document must have a title (ISO 14289-1 7.1).
const UNTITLED: &str = "无标题";

/// Writes the metadata and gives the XMP's object.
pub(super) fn write(document: &mut Document, work: &Work) -> ObjectId {
    info(document, work);
    let xmp = xmp(work).into_bytes();
    let metadata = stream([("Type", name("Metadata")), ("Subtype", name("XML"))], xmp);
    document.add_object(metadata)
}

fn title<'a>(work: &Work<'a>) -> &'a str {
    let title = work.binding.meta.title.as_str();
    if title.is_empty() { UNTITLED } else { title }
}

fn info(document: &mut Document, work: &Work) {
    let meta = &work.binding.meta;
    let mut info = dictionary([("Title", text(title(work)))]);
    if !meta.author.is_empty() {
        info.set("Author", text(&meta.author));
    }
    info.set("Creator", text(&work.options.producer));
    info.set("Producer", text(&work.options.producer));
    if let Some(date) = date(work) {
        info.set("CreationDate", date.clone());
        info.set("ModDate", date);
    }
    let info = document.add_object(info);
    // printpdf's own, with the time of day in it, goes
    if let Ok(old) = document.trailer.get(b"Info").and_then(Object::as_reference) {
        document.objects.remove(&old);
    }
    document.trailer.set("Info", info);
}

fn xmp(work: &Work) -> String {
    let meta = &work.binding.meta;
    let mut xmp = String::from(HEAD);
    // part 3 is part 2 and files of any kind in it (ISO 19005-3 clause 0)
    let part = if work.options.attachments.is_empty() { 2 } else { 3 };
    let _ = writeln!(xmp, "<pdfaid:part>{part}</pdfaid:part>");
    let _ = writeln!(
        xmp,
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>",
        escape(title(work))
    );
    if !meta.author.is_empty() {
        let author = escape(&meta.author);
        let _ = writeln!(
            xmp,
            "<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>"
        );
    }
    if !meta.serial.is_empty() {
        let _ = writeln!(xmp, "<dc:identifier>{}</dc:identifier>", escape(&meta.serial));
    }
    let producer = escape(&work.options.producer);
    let _ = writeln!(xmp, "<xmp:CreatorTool>{producer}</xmp:CreatorTool>");
    let _ = writeln!(xmp, "<pdf:Producer>{producer}</pdf:Producer>");
    if let Some((year, month, day)) = meta.date {
        let date = format!("{year:04}-{month:02}-{day:02}T00:00:00+08:00");
        let _ = writeln!(
            xmp,
            "<xmp:CreateDate>{date}</xmp:CreateDate>\n<xmp:ModifyDate>{date}</xmp:ModifyDate>"
        );
    }
    xmp.push_str(TAIL);
    xmp
}

/// For XML, without the characters that XML cannot hold.
fn escape(words: &str) -> String {
    let mut out = String::new();
    for ch in words.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            ch if ch.is_control() => out.push(' '),
            ch => out.push(ch),
        }
    }
    out
}

const HEAD: &str = concat!(
    "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n",
    r#"<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
"#
);

/// PDF/A knows no pdfuaid, so the file has to say what that is (ISO 19005-2 6.6.2.3).
const TAIL: &str = r#"</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"#;
