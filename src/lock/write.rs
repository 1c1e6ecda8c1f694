//! `lock.toml` as text: for people first, each part with a few words on what it is.

use std::fmt::Write;

use toml_edit::Value;

use super::{Digests, Entry, FontEntry, Lock, Metadata, Options};

const HEAD: &str = "\
# 锁定表：这份公文由哪个程序、哪些文件、哪些字体生成，生成了哪些文件。
# 由 tongbao 写成，不要手改；摘要为文件字节的十六进制摘要，可用任何工具重算。

";

/// The table as TOML; the same table gives the same bytes.
#[must_use]
pub fn write(lock: &Lock) -> String {
    let mut out = HEAD.to_owned();
    let _ = writeln!(out, "format = {}  # 本表格式的版本", lock.format);
    line(&mut out, "tongbao", lock.tongbao.as_str());
    line(&mut out, "circular", lock.circular.as_str());
    metadata(&mut out, &lock.metadata);
    options(&mut out, &lock.options);
    out.push_str("\n# 所据文件：由它们重新生成，得到逐字节相同的成品。\n");
    lock.inputs
        .iter()
        .for_each(|file| entry(&mut out, "inputs", file));
    out.push_str("\n# 字体：所用的，以及本单位自备的；字体文件不随归档件走。\n");
    lock.fonts.iter().for_each(|face| font(&mut out, face));
    out.push_str("\n# 成品。\n");
    lock.outputs
        .iter()
        .for_each(|file| entry(&mut out, "outputs", file));
    out
}

fn metadata(out: &mut String, metadata: &Metadata) {
    out.push_str(
        "\n# 元数据，名称依 DA/T 46—2009《文书类电子文件元数据方案》，数据中有的才写。\n[metadata]\n",
    );
    line(out, "\"题名\"", metadata.title.as_str());
    optional(out, "\"文件编号\"", metadata.serial.as_deref());
    list(out, "\"责任者\"", &metadata.authors);
    if let Some(date) = &metadata.date {
        let _ = writeln!(out, "\"日期\" = {date}");
    }
    optional(out, "\"文种\"", metadata.kind.as_deref());
    optional(out, "\"密级\"", metadata.secrecy.as_deref());
    optional(out, "\"保密期限\"", metadata.secrecy_term.as_deref());
    optional(out, "\"紧急程度\"", metadata.urgency.as_deref());
    list(out, "\"主送\"", &metadata.to);
    list(out, "\"抄送\"", &metadata.copies);
    list(out, "\"附件题名\"", &metadata.annexes);
    let _ = writeln!(out, "\"页数\" = {}", metadata.pages);
}

fn options(out: &mut String, options: &Options) {
    out.push_str(
        "\n# 选项：格式；没有附件表时是否不出 XLSX；部分（both 全文、notice 正文、annexes 附件）；\n",
    );
    out.push_str("# 数据是否附在 PDF 中；警告是否算错误；生成时提出而未经认可的问题数。\n[options]\n");
    let formats: toml_edit::Array = options.formats.iter().map(String::as_str).collect();
    line(out, "formats", formats);
    line(out, "sheets_if_any", options.sheets_if_any);
    line(out, "parts", options.parts.as_str());
    line(out, "attach_data", options.attach_data);
    line(out, "strict", options.strict);
    let _ = writeln!(out, "findings = {}", options.findings);
}

fn entry(out: &mut String, table: &str, file: &Entry) {
    let _ = writeln!(out, "\n[[{table}]]");
    line(out, "file", file.file.as_str());
    line(out, "what", file.what.as_str());
    let _ = writeln!(out, "bytes = {}", file.bytes);
    digests(out, &file.digests);
}

fn font(out: &mut String, face: &FontEntry) {
    out.push_str("\n[[fonts]]\n");
    line(out, "role", face.role.as_str());
    line(out, "name", face.name.as_str());
    line(out, "postscript", face.postscript.as_str());
    line(out, "maker", face.maker.as_str());
    line(out, "used", face.used);
    digests(out, &face.digests);
}

fn digests(out: &mut String, digests: &Digests) {
    line(out, "sha256", digests.sha256.as_str());
    optional(out, "sm3", digests.sm3.as_deref());
}

fn optional(out: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        line(out, key, value);
    }
}

fn list(out: &mut String, key: &str, values: &[String]) {
    if values.is_empty() {
        return;
    }
    let values: toml_edit::Array = values.iter().map(String::as_str).collect();
    line(out, key, values);
}

fn line(out: &mut String, key: &str, value: impl Into<Value>) {
    let value: Value = value.into();
    let _ = writeln!(out, "{key} = {value}");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{FORMAT, LockError, read};
    use super::*;

    fn a_lock(words: &str, sm3: bool) -> Lock {
        Lock {
            format: FORMAT,
            tongbao: "0.1.0".to_owned(),
            circular: format!("circulars/{words}.toml"),
            metadata: Metadata {
                title: words.to_owned(),
                serial: Some(words.to_owned()),
                authors: vec![words.to_owned(), "县财政局".to_owned()],
                date: "2026-10-12".parse().ok(),
                to: vec![words.to_owned()],
                pages: 3,
                ..Metadata::default()
            },
            options: Options {
                formats: vec!["pdf".to_owned()],
                parts: "both".to_owned(),
                ..Options::default()
            },
            inputs: vec![Entry::of(words, "公文", words.as_bytes(), sm3)],
            fonts: vec![FontEntry {
                role: "heiti".to_owned(),
                name: words.to_owned(),
                postscript: "A".to_owned(),
                maker: super::super::BUNDLED.to_owned(),
                used: true,
                digests: Digests::of(b"", sm3),
            }],
            outputs: Vec::new(),
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(words in ".*", sm3: bool) {
            let lock = a_lock(&words, sm3);
            prop_assert_eq!(read(&write(&lock)), Ok(lock));
        }
    }

    #[test]
    fn a_later_form_is_not_guessed_at() {
        let mut lock = a_lock("甲", false);
        lock.format = FORMAT + 1;
        assert_eq!(read(&write(&lock)), Err(LockError::Newer { format: FORMAT + 1 }));
        assert!(matches!(read("format = 1\n"), Err(LockError::Shape(_))));
        assert!(matches!(read("〔"), Err(LockError::Shape(_))));
    }

    #[test]
    fn an_entry_knows_its_bytes() {
        for sm3 in [false, true] {
            let entry = Entry::of("a", "公文", b"one", sm3);
            assert!(entry.fits(b"one") && !entry.fits(b"two"));
        }
        let mut entry = Entry::of("a", "公文", b"one", true);
        entry.digests.sm3 = Some("0".repeat(64));
        assert!(!entry.fits(b"one"), "each digest must fit");
    }
}
