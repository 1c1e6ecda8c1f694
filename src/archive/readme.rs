//! 说明.txt: what the file is, for someone who has never heard of this program.

use std::fmt::Write;

use crate::lock::Lock;

/// The text that goes with these things.
#[must_use]
pub(super) fn write(lock: &Lock) -> String {
    let mut out = String::new();
    let metadata = &lock.metadata;
    let _ = writeln!(out, "归档件说明\n");
    let _ = writeln!(out, "题名：{}", metadata.title);
    let mut fact = |term: &str, words: String| {
        if !words.is_empty() {
            let _ = writeln!(out, "{term}：{words}");
        }
    };
    fact("文件编号", metadata.serial.clone().unwrap_or_default());
    fact("责任者", metadata.authors.join("、"));
    fact(
        "日期",
        metadata.date.map(|date| date.to_string()).unwrap_or_default(),
    );
    fact("密级", metadata.secrecy.clone().unwrap_or_default());
    fact("页数", metadata.pages.to_string());
    out.push_str("\n一、里面是什么\n\n");
    out.push_str("本文件是 ZIP 压缩包（ISO/IEC 21320-1），内容只存储、不压缩、不加密，文件名为 UTF-8。\n\n");
    for file in &lock.outputs {
        let _ = writeln!(
            out,
            "outputs/{}　成品：{}，{} 字节",
            file.file, file.what, file.bytes
        );
    }
    for file in &lock.inputs {
        let _ = writeln!(
            out,
            "inputs/{}　所据：{}，{} 字节",
            file.file, file.what, file.bytes
        );
    }
    out.push_str("lock.toml　锁定表：元数据（DA/T 46—2009）、选项、每个文件和字体的摘要\n");
    out.push_str("说明.txt　本说明\n");
    out.push_str(READ);
    let _ = write!(
        out,
        "\n三、怎样证明成品由这些数据生成\n\n用 tongbao {} 对本文件运行 tongbao verify：程序由 inputs/ 重新生成，与 outputs/ 逐字节比较。\n",
        lock.tongbao
    );
    out.push_str(PROVE);
    let office: Vec<_> = lock
        .fonts
        .iter()
        .filter(|face| face.maker == crate::lock::OFFICE_MADE)
        .collect();
    if !office.is_empty() {
        out.push_str("重新生成还需要本单位自备的字体（许可不容随附），摘要在 lock.toml 中：\n");
        for face in office {
            let _ = writeln!(out, "  {}（{}）", face.name, face.postscript);
        }
    }
    out
}

const READ: &str = "
二、没有 tongbao 怎样阅读

PDF（ISO 19005，PDF/A）用任何 PDF 阅读器；XLSX（ISO/IEC 29500）用任何电子表格软件；
其余都是 UTF-8 纯文本，用任何文本编辑器：TOML 是“键 = 值”的文本，数据逐条可读，# 后为注释；
XML 为公文模板；PNG 为图片；anchors.json 为留给印章的位置。
摘要可用任何工具重算：sha256 即 SHA-256（GB/T 18238.3），sm3 即 SM3（GB/T 32905）。
";

const PROVE: &str = "\
inputs/ 解开后就是一个 tongbao 工作区，也可以直接 tongbao build。
本文件自身的摘要不在其中，须另行登记；登记的摘要相符，则全部内容未经改动。
";
