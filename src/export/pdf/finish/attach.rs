//! Files that the document carries (随附文件; ISO 19005-3 6.8): PDF/A-3 lets it carry any, and wants to know of each
//! what it is to the document.

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};
use md5::{Digest, Md5};

use super::super::attachment::Attachment;
use super::{Work, date, dictionary, name, stream, text};

/// Writes the files, if there are any, and names them in the catalog.
pub(super) fn write(document: &mut Document, catalog: &mut Dictionary, work: &Work) {
    let attachments = &work.options.attachments;
    if attachments.is_empty() {
        return;
    }
    let mut named: Vec<(Vec<u8>, Object)> = attachments
        .iter()
        .map(|attachment| {
            let key = text(&attachment.name);
            let bytes = key.as_str().map(<[u8]>::to_vec).unwrap_or_default();
            (bytes, specification(document, attachment, work).into())
        })
        .collect();
    // a name tree is searched by the bytes of its keys, which for UTF-16 are another order than the names'
    named.sort_by(|(a, _), (b, _)| a.cmp(b));
    let files: Vec<Object> = named.iter().map(|(_, file)| file.clone()).collect();
    let names: Vec<Object> = named
        .into_iter()
        .flat_map(|(key, file)| [Object::String(key, StringFormat::Hexadecimal), file])
        .collect();
    let tree = dictionary([("Names", names.into())]);
    catalog.set("Names", dictionary([("EmbeddedFiles", tree.into())]));
    catalog.set("AF", files);
}

/// Name, description and relation of a file, and the file itself (ISO 32000-1 7.11.3).
fn specification(document: &mut Document, attachment: &Attachment, work: &Work) -> ObjectId {
    let file = embedded(document, attachment, work);
    let mut specification = dictionary([
        ("Type", name("Filespec")),
        ("F", text(&attachment.name)),
        ("UF", text(&attachment.name)),
        ("AFRelationship", name(attachment.relation.name())),
        ("EF", dictionary([("F", file.into()), ("UF", file.into())]).into()),
    ]);
    if !attachment.description.is_empty() {
        specification.set("Desc", text(&attachment.description));
    }
    document.add_object(specification)
}

/// The bytes, with what lets a reader see that they are whole (ISO 32000-1 7.11.4).
fn embedded(document: &mut Document, attachment: &Attachment, work: &Work) -> ObjectId {
    let size = i64::try_from(attachment.bytes.len()).unwrap_or(i64::MAX);
    // MD5 is what the format asks for: against slips, not against forgery
    let sum = Md5::digest(&attachment.bytes).to_vec();
    let mut params = dictionary([
        ("Size", size.into()),
        ("CheckSum", Object::String(sum, StringFormat::Hexadecimal)),
    ]);
    // the circular's date: the file's own would differ from machine to machine
    if let Some(date) = date(work) {
        params.set("ModDate", date);
    }
    let entries = [
        ("Type", name("EmbeddedFile")),
        ("Subtype", name(attachment.mime())),
        ("Params", params.into()),
    ];
    document.add_object(stream(entries, attachment.bytes.clone()))
}
