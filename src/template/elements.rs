//! Office and circular to the elements around the body (公文要素): what stands in them, not where.

use std::io::Cursor;
use std::sync::Arc;

use crate::diag::code::template as code;
use crate::diag::{Diagnostic, FileId, Origin, Sink};
use crate::document::{Head, HeadForm, Meta, Picture, Record, Signature, SignatureForm, Signer, Text};
use crate::model::file::{CircularFile, HeadKind, JointOffice, Office, PictureFile, SignatureKind};
use crate::model::{At, Day, Loaded, Workspace};
use crate::text::date;
use crate::text::serial::Serial;
use crate::unit::Length;

/// Pixels that a picture may have: a seal of 200 mm at 900 dpi, 200 MB when it is decoded.
const MOST_PIXELS: u64 = 50_000_000;

/// The elements of one circular (公文要素).
pub(super) struct Elements<'a> {
    workspace: &'a Workspace,
    circular: &'a CircularFile,
    file: FileId,
    bare: bool,
}

impl<'a> Elements<'a> {
    /// Those of `circular`; a bare one has of head and signature only what it asks for itself.
    pub(super) fn new(workspace: &'a Workspace, circular: &'a Loaded<CircularFile>, bare: bool) -> Self {
        Self {
            workspace,
            circular: &circular.data,
            file: circular.file,
            bare,
        }
    }

    fn office(&self) -> &'a Office {
        &self.workspace.office.data.office
    }

    fn head_kind(&self) -> HeadKind {
        let usual = if self.bare {
            HeadKind::Plain
        } else {
            self.office().head
        };
        self.circular.head.as_ref().map_or(usual, |h| h.value)
    }

    /// 发文字号 with the place it was typed at; `None` unless code, year and number are known.
    pub(super) fn serial(&self) -> Option<Text> {
        let number = self.circular.serial.as_ref()?;
        let origin = Some(number.origin(self.file));
        if self.head_kind() == HeadKind::Bulletin {
            return Some(Text::new(format!("第{}期", number.value), origin));
        }
        let code = self
            .circular
            .code
            .as_ref()
            .or(self.office().code.as_ref())?
            .value
            .clone();
        let year = u16::try_from(self.circular.date.as_ref()?.value.0.year()).ok()?;
        Some(Text::new(
            Serial {
                code,
                year,
                number: number.value,
            }
            .to_string(),
            origin,
        ))
    }

    /// About the document.
    pub(super) fn meta(&self) -> Meta {
        let circular = self.circular;
        let first_annex = circular.annexes.first().map(|a| a.title.value.clone());
        let title = circular
            .title
            .as_ref()
            .map(|t| t.value.lines().map(str::trim).collect())
            .or(first_annex);
        Meta {
            title: title.unwrap_or_default(),
            author: self.office().name.value.clone(),
            serial: self.serial().map(|s| s.string).unwrap_or_default(),
            date: circular.date.as_ref().map(|d| d.value.parts()),
        }
    }

    /// 版头.
    pub(super) fn head(&self) -> Head {
        let (circular, office) = (self.circular, self.office());
        let kind = self.head_kind();
        let form = match kind {
            HeadKind::Plain => HeadForm::Plain,
            HeadKind::File | HeadKind::Name => HeadForm::File,
            HeadKind::Letter => HeadForm::Letter,
            HeadKind::Bulletin => HeadForm::Bulletin,
        };
        let red = form != HeadForm::Plain;
        let bulletin = form == HeadForm::Bulletin;
        Head {
            form,
            copy_number: self.typed(circular.copy_number.as_ref()),
            secrecy: self.typed(circular.secrecy.as_ref()),
            urgency: self.typed(circular.urgency.as_ref()),
            marks: if red { self.marks() } else { Vec::new() },
            mark_suffix: (kind == HeadKind::File).then(|| Text::new("文件", None)),
            serial: self.serial().filter(|_| red),
            signers: circular.signers.iter().map(|s| self.text(s)).collect(),
            compiled_by: bulletin.then(|| self.of_office(&office.name)),
            compiled_on: if bulletin {
                self.day(circular.date.as_ref())
            } else {
                None
            },
        }
    }

    /// 发文机关标志, the host's first.
    fn marks(&self) -> Vec<Text> {
        let office = self.office();
        let usual = || self.of_office(office.mark.as_ref().unwrap_or(&office.name));
        let host = self.typed(self.circular.mark.as_ref()).unwrap_or_else(usual);
        let joint = self
            .circular
            .joint
            .iter()
            .map(|j| self.text(j.mark.as_ref().unwrap_or(&j.name)));
        std::iter::once(host).chain(joint).collect()
    }

    /// 标题; line ends are forced.
    pub(super) fn title(&self) -> Option<Text> {
        let title = self.circular.title.as_ref()?;
        let lines: Vec<&str> = title
            .value
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .collect();
        (!lines.is_empty()).then(|| Text::new(lines.join("\n"), Some(title.origin(self.file))))
    }

    /// 题注.
    pub(super) fn subtitle(&self) -> Option<Text> {
        self.typed(self.circular.subtitle.as_ref())
    }

    /// 主送机关, without its colon.
    pub(super) fn to(&self) -> Option<Text> {
        self.organs(&self.circular.to)
    }

    /// 附注, without its brackets.
    pub(super) fn note(&self) -> Option<Text> {
        let note = self.circular.note.as_ref()?;
        let inner = note.value.trim();
        let bare = inner
            .strip_prefix(['（', '('])
            .and_then(|n| n.strip_suffix(['）', ')']))
            .unwrap_or(inner);
        (!bare.is_empty()).then(|| Text::new(bare, Some(note.origin(self.file))))
    }

    /// 署名 and 成文日期; `None` where the circular has neither.
    pub(super) fn signature(&self, sink: &mut Sink) -> Option<Signature> {
        let usual = if self.bare {
            SignatureKind::None
        } else {
            self.office().signature
        };
        let kind = self.circular.signature.as_ref().map_or(usual, |s| s.value);
        let form = match kind {
            SignatureKind::Sealed => SignatureForm::Sealed,
            SignatureKind::Unsealed => SignatureForm::Unsealed,
            SignatureKind::Stamped => SignatureForm::Stamped,
            SignatureKind::None => return None,
        };
        let date = self.day(self.circular.date.as_ref())?;
        let mut signers = vec![self.host(form, sink)];
        signers.extend(
            self.circular
                .joint
                .iter()
                .map(|joint| self.joint(joint, form, sink)),
        );
        Some(Signature { form, signers, date })
    }

    fn host(&self, form: SignatureForm, sink: &mut Sink) -> Signer {
        let office = self.office();
        let name = self.of_office(&office.name);
        match form {
            SignatureForm::Stamped => {
                let stamp = self.circular.stamp.as_ref().map(|p| (p, self.file));
                let name = self.typed(self.circular.position.as_ref()).unwrap_or(name);
                self.signer(name, stamp, "签名章", sink)
            }
            SignatureForm::Sealed => {
                let seal = office.seal.as_ref().map(|p| (p, self.workspace.office.file));
                self.signer(name, seal, "印章", sink)
            }
            SignatureForm::Unsealed => self.signer(name, None, "", sink),
        }
    }

    fn joint(&self, joint: &JointOffice, form: SignatureForm, sink: &mut Sink) -> Signer {
        let name = self.text(&joint.name);
        match form {
            SignatureForm::Stamped => {
                let stamp = joint.stamp.as_ref().map(|p| (p, self.file));
                let name = self.typed(joint.position.as_ref()).unwrap_or(name);
                self.signer(name, stamp, "签名章", sink)
            }
            SignatureForm::Sealed => {
                self.signer(name, joint.seal.as_ref().map(|p| (p, self.file)), "印章", sink)
            }
            SignatureForm::Unsealed => self.signer(name, None, "", sink),
        }
    }

    fn signer(
        &self,
        name: Text,
        picture: Option<(&At<PictureFile>, FileId)>,
        what: &str,
        sink: &mut Sink,
    ) -> Signer {
        let diameter = picture
            .and_then(|(p, _)| p.diameter.as_ref())
            .and_then(|d| Length::from_mm(d.value));
        let picture = picture.and_then(|(picture, file)| {
            let alt = format!("{}{what}", name.string);
            self.picture(picture, picture.file.origin(file), alt, sink)
        });
        Signer {
            name,
            picture,
            diameter,
        }
    }

    /// The picture's bytes and pixels, from the files the shell has read.
    fn picture(
        &self,
        picture: &PictureFile,
        origin: Origin,
        alt: String,
        sink: &mut Sink,
    ) -> Option<Arc<Picture>> {
        let path = &picture.file.value;
        let asset = self.workspace.assets.iter().find(|a| a.name == *path);
        let Some(asset) = asset else {
            sink.push(
                Diagnostic::new(code::PICTURE, format!("没有找到{alt}的图片“{path}”"))
                    .at(origin)
                    .help("图片放在工作区内，路径相对于工作区，如 \"seal.png\"；不写 seal 则留出盖章位置"),
            );
            return None;
        };
        let Some((width, height)) = png_size(&asset.bytes) else {
            sink.push(
                Diagnostic::new(code::PICTURE, format!("{alt}的图片“{path}”不是 PNG"))
                    .at(origin)
                    .help("用画图软件另存为 PNG，底色透明"),
            );
            return None;
        };
        if let Err(fault) = whole(&asset.bytes, width, height) {
            sink.push(
                Diagnostic::new(code::PICTURE, format!("{alt}的图片“{path}”{fault}"))
                    .at(origin)
                    .help("用画图软件打开，缩小或重新另存为 PNG"),
            );
            return None;
        }
        Some(Arc::new(Picture {
            alt,
            png: asset.bytes.to_vec(),
            width,
            height,
        }))
    }

    /// 版记; documents without a red head have none unless asked for.
    pub(super) fn record(&self) -> Option<Record> {
        let (circular, office) = (self.circular, self.office());
        let wanted = circular.record.as_ref().map(|r| r.value);
        if !wanted.unwrap_or(self.head_kind() != HeadKind::Plain) {
            return None;
        }
        Some(Record {
            to: None,
            copies: self.organs(&circular.copies),
            printer: Some(self.of_office(office.printer.as_ref().unwrap_or(&office.name))),
            printed_on: self.day(circular.printed_on.as_ref().or(circular.date.as_ref())),
        })
    }

    /// Organs in one line: those of one kind by 、, and by ， where an entry itself holds several.
    fn organs(&self, organs: &[At<String>]) -> Option<Text> {
        let (first, last) = (organs.first()?, organs.last()?);
        let several = organs.iter().any(|o| o.value.contains(['、', '，']));
        let names: Vec<&str> = organs
            .iter()
            .map(|o| o.value.trim().trim_end_matches(['：', ':']))
            .collect();
        let origin = Origin::new(self.file, first.span.start..last.span.end);
        Some(Text::new(
            names.join(if several { "，" } else { "、" }),
            Some(origin),
        ))
    }

    fn day(&self, day: Option<&At<Day>>) -> Option<Text> {
        let day = day?;
        Some(Text::new(date::full(day.value.0), Some(day.origin(self.file))))
    }

    fn text(&self, typed: &At<String>) -> Text {
        Text::new(typed.value.trim(), Some(typed.origin(self.file)))
    }

    fn of_office(&self, typed: &At<String>) -> Text {
        Text::new(typed.value.trim(), Some(typed.origin(self.workspace.office.file)))
    }

    fn typed(&self, typed: Option<&At<String>>) -> Option<Text> {
        typed.filter(|t| !t.value.trim().is_empty()).map(|t| self.text(t))
    }
}

/// Whether the picture can be decoded to its end, in a size that a seal may have.
fn whole(bytes: &[u8], width: u32, height: u32) -> Result<(), String> {
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(format!("有 {width}×{height} 像素，太大"));
    }
    let read = || -> Option<()> {
        let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().ok()?;
        let mut pixels = vec![0; reader.output_buffer_size()?];
        reader.next_frame(&mut pixels).ok().map(drop)
    };
    read().ok_or_else(|| "已损坏，读不到末尾".to_owned())
}

/// Width and height of a PNG in pixels, from its first chunk (ISO/IEC 15948 11.2.2); `None` if it is no PNG.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    if rest.get(4..8)? != b"IHDR" {
        return None;
    }
    let pixels = |at: usize| Some(u32::from_be_bytes(rest.get(at..at + 4)?.try_into().ok()?));
    let (width, height) = (pixels(8)?, pixels(12)?);
    (width > 0 && height > 0).then_some((width, height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_pictures() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\x2c\0\0\0\x05".to_vec();
        assert_eq!(png_size(&png), Some((300, 5)));
        png.truncate(22);
        assert_eq!(png_size(&png), None);
        assert_eq!(png_size(b"\xff\xd8\xff\xe0"), None);
    }
}
