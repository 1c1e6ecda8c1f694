//! Documents to lay out, made by hand; every place is invented.

use std::sync::Arc;

use tongbao::document::{
    Align, Annex, Block, Cell, Column, Document, Head, HeadForm, Heading, Label, Meta, Paragraph,
    ParagraphStyle, Picture, Record, Row, RowKind, Signature, SignatureForm, Signer, Table, Text, Value,
};

pub fn text(string: &str) -> Text {
    Text::new(string, None)
}

pub fn some(string: &str) -> Option<Text> {
    Some(text(string))
}

pub fn paragraph(string: &str) -> Block {
    Block::Paragraph(Paragraph {
        text: text(string),
        ..Paragraph::default()
    })
}

pub fn styled(string: &str, style: ParagraphStyle) -> Block {
    Block::Paragraph(Paragraph {
        text: text(string),
        style,
        label: None,
    })
}

pub fn item(mark: &str, string: &str) -> Block {
    let label = Some(Label::Item(mark.to_owned()));
    Block::Paragraph(Paragraph {
        label,
        text: text(string),
        ..Paragraph::default()
    })
}

pub fn term(label: &str, string: &str) -> Block {
    let label = Some(Label::Term(text(label)));
    Block::Paragraph(Paragraph {
        label,
        text: text(string),
        ..Paragraph::default()
    })
}

pub fn heading(level: u8, mark: &str, string: &str, rest: Option<&str>) -> Block {
    Block::Heading(Heading {
        level,
        mark: mark.to_owned(),
        text: text(string),
        rest: rest.map(text),
    })
}

pub fn signer(name: &str) -> Signer {
    Signer {
        name: text(name),
        picture: None,
        diameter: None,
    }
}

pub fn signature(form: SignatureForm, names: &[&str]) -> Option<Signature> {
    let signers = names.iter().map(|name| signer(name)).collect();
    Some(Signature {
        form,
        signers,
        date: text("2024年7月10日"),
    })
}

/// A red ring with a clear ground, as seals are scanned.
pub fn picture(alt: &str, width: u32, height: u32) -> Arc<Picture> {
    let mut pixels = Vec::new();
    for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
        let part = |at: u32, of: u32| (f64::from(at) + 0.5) / f64::from(of) * 2.0 - 1.0;
        let far = part(x, width).hypot(part(y, height));
        pixels.extend([255, 0, 0, if (0.94..1.0).contains(&far) { 255 } else { 0 }]);
    }
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    Arc::new(Picture {
        alt: alt.to_owned(),
        png,
        width,
        height,
    })
}

pub fn annex(number: Option<u32>, title: &str, body: Vec<Block>) -> Annex {
    Annex {
        number,
        title: text(title),
        sheet: None,
        landscape: false,
        labelled: true,
        sheet_only: false,
        apart: false,
        body,
    }
}

/// 47 characters.
pub const SENTENCE: &str =
    "今年以来，各责任单位按照任务分工，加快项目建设，完善推进机制，多数民生实事按时序完成了阶段任务。";

/// `n` paragraphs of about two lines.
pub fn paragraphs(n: usize) -> Vec<Block> {
    (0..n).map(|_| paragraph(SENTENCE)).collect()
}

/// A 文件 with nothing but its head, title and date.
pub fn file() -> Document {
    Document {
        meta: Meta {
            title: "关于2024年二季度重点民生实事进展情况的通报".to_owned(),
            author: "清溪县人民政府办公室".to_owned(),
            serial: "清政办督〔2024〕7号".to_owned(),
            date: Some((2024, 7, 10)),
        },
        head: Head {
            form: HeadForm::File,
            marks: vec![text("清溪县人民政府办公室")],
            mark_suffix: some("文件"),
            serial: some("清政办督〔2024〕7号"),
            ..Head::default()
        },
        title: some("关于2024年二季度重点民生实事进展情况的通报"),
        to: some("各乡镇人民政府，县政府各部门、单位"),
        body: paragraphs(3),
        signature: signature(SignatureForm::Sealed, &["清溪县人民政府办公室"]),
        ..Document::default()
    }
}

/// A 文件 with every element of chapter 7.
pub fn full() -> Document {
    let mut document = file();
    document.head.copy_number = some("000001");
    document.head.secrecy = some("机密★1年");
    document.head.urgency = some("特急");
    document.body = vec![
        paragraph("现将二季度有关情况通报如下："),
        heading(1, "一、", "总体情况", None),
        paragraph(SENTENCE),
        heading(2, "（一）", "进展较快的项目。", Some(SENTENCE)),
        heading(3, "1.", "教育方面", None),
        item("①", "新增小学学位1200个，已完成700个，完成率58.3%；"),
        item(
            "②",
            "改造提升农村中小学食堂20所，已全部完工并投入使用，惠及学生一万余人。",
        ),
        heading(4, "（1）", "督促整改。", Some("限期1个月。")),
        term("年度任务：", "新建公办幼儿园3所，新增学位900个。"),
        heading(1, "二、", "下一步工作要求", None),
        paragraph(SENTENCE),
        paragraph(SENTENCE),
    ];
    document.annex_note = true;
    document.annexes = vec![
        annex(Some(1), "2024年二季度重点民生实事进展情况表", paragraphs(2)),
        annex(
            Some(2),
            "2024年二季度未达序时进度项目清单及责任单位整改措施一览表（含乡镇）",
            vec![heading(1, "一、", "未达序时进度项目", None), paragraph(SENTENCE)],
        ),
    ];
    document.note = some("此件公开发布");
    document.record = Some(Record {
        to: None,
        copies: some(
            "县委各部门，县人大常委会办公室，县政协办公室，县监委，县法院，县检察院，县人武部，各人民团体",
        ),
        printer: some("清溪县人民政府办公室"),
        printed_on: some("2024年7月11日"),
    });
    document
}

/// A letter with everything 10.1 names.
pub fn letter() -> Document {
    let mut document = full();
    document.head.form = HeadForm::Letter;
    document.head.mark_suffix = None;
    document.annexes.clear();
    document.body = paragraphs(10);
    document.note = None;
    document
}

/// A bulletin (简报).
pub fn bulletin() -> Document {
    let mut document = file();
    document.head = Head {
        form: HeadForm::Bulletin,
        marks: vec![text("督查通报")],
        serial: some("第7期"),
        compiled_by: some("清溪县人民政府督查室"),
        compiled_on: some("2024年7月10日"),
        ..Head::default()
    };
    document.subtitle = some("（截至2024年6月30日）");
    document.signature = None;
    document
}

/// A joint report upward.
pub fn joint() -> Document {
    let names = [
        "清溪县民政局",
        "清溪县财政局",
        "清溪县审计局",
        "清溪县统计局",
        "清溪县教育局",
    ];
    let mut document = file();
    document.head.marks = ["清溪县人民政府办公室", "清溪县财政局"].map(text).to_vec();
    document.head.signers = ["张一三", "李四", "王五六"].map(text).to_vec();
    document.body = paragraphs(1);
    document.signature = signature(SignatureForm::Sealed, &names);
    document
}

/// One signed by hand.
pub fn stamped() -> Document {
    let mut document = file();
    document.head = Head::default();
    document.signature = signature(SignatureForm::Stamped, &["县长", "县人大常委会主任"]);
    document
}

/// Two organs without seals.
pub fn unsealed() -> Document {
    let mut document = file();
    document.signature = signature(SignatureForm::Unsealed, &["清溪县教育体育局", "清溪县财政局"]);
    document.body.push(styled("此段顶格。", ParagraphStyle::Flush));
    document.body.push(styled("此段居中", ParagraphStyle::Centered));
    document
}

/// A table of progress with `n` rows.
pub fn table(n: usize) -> Table {
    let cell = |words: &str| Some(Cell::new(Value::Text(words.to_owned()), None));
    let column = |align, key| Column {
        width: None,
        align,
        key,
    };
    let row = |n: usize| Row {
        kind: RowKind::Data,
        cells: vec![
            cell(&n.to_string()),
            cell(&format!("第{n}号公办幼儿园建设")),
            cell("年内建成公办幼儿园1所，新增学位270个。"),
            cell("主体结构已封顶，正在进行室内装修和室外管网施工，预计8月底前交付使用。"),
            cell("县教育体育局"),
            cell(if n.is_multiple_of(3) {
                "已完成"
            } else {
                "按序时推进"
            }),
        ],
    };
    Table {
        unit_line: some("单位：万元"),
        status_line: some("截至2024年6月30日"),
        columns: vec![
            column(Align::Center, true),
            column(Align::Left, true),
            column(Align::Left, false),
            column(Align::Left, false),
            column(Align::Center, false),
            column(Align::Center, false),
        ],
        head: vec![
            ["序号", "项目名称", "年度任务", "进展情况", "责任单位", "完成情况"]
                .map(cell)
                .to_vec(),
        ],
        rows: (1..=n).map(row).collect(),
        notes: vec![text("注：完成情况按本办口径认定。")],
        size: None,
        origin: None,
    }
}

/// A circular with a turned annex of `n` rows and a table in its text.
pub fn tabled(n: usize) -> Document {
    let mut document = full();
    document.body.insert(3, heading(1, "二、", "各项目进展", None));
    document.body.insert(4, Block::Table(table(2)));
    document.annexes = vec![annex(
        Some(1),
        "2024年二季度重点民生实事进展情况表",
        vec![Block::Table(table(n))],
    )];
    document.annexes[0].number = None;
    document.annexes[0].landscape = true;
    document
}

/// With a picture of every seal.
pub fn with_pictures(mut document: Document, width: u32, height: u32) -> Document {
    for signer in document
        .signature
        .iter_mut()
        .flat_map(|signature| &mut signature.signers)
    {
        signer.picture = Some(picture(&format!("{}印章", signer.name.string), width, height));
    }
    document
}
