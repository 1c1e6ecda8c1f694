//! The one table of numbers: the standard's fields, their values, and what an office may type for each.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::unit::Length;

/// What layout holds of a kind of number.
macro_rules! held {
    (mm) => {
        Length
    };
    (pt) => {
        Length
    };
    (count) => {
        i64
    };
    (flag) => {
        bool
    };
}

/// What an office types of a kind of number.
macro_rules! typed {
    (mm) => {
        f64
    };
    (pt) => {
        f64
    };
    (count) => {
        u32
    };
    (flag) => {
        bool
    };
}

/// The value of a field as the table below writes it: micrometres, hundredths of a point.
macro_rules! value {
    (mm $value:expr) => {
        Length::um($value)
    };
    (pt $value:expr) => {
        Length::centipt($value)
    };
    (count $value:expr) => {
        $value
    };
    (flag $value:expr) => {
        $value
    };
}

/// What was typed, as layout holds it; `Err` with the reason.
macro_rules! taken {
    (mm $value:expr) => {
        millimetres($value)
    };
    (pt $value:expr) => {
        points($value)
    };
    (count $value:expr) => {
        Ok::<_, String>(i64::from($value))
    };
    (flag $value:expr) => {
        Ok::<_, String>($value)
    };
}

/// Declares [`Standard`], its values and [`Overrides`] in one go, so that no field can miss in one of them.
macro_rules! fields {
    ($($(#[$doc:meta])+ $name:ident: $kind:ident = $value:expr, $title:literal, $help:literal;)+) => {
        /// The measures of a circular (版面参数); [`GBT_9704`] has the standard's own.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Standard {
            $($(#[$doc])+ pub $name: held!($kind),)+
        }

        /// GB/T 9704—2012 《党政机关公文格式》.
        pub const GBT_9704: Standard = Standard { $($name: value!($kind $value),)+ };

        /// 版面参数。不填的一律按 GB/T 9704—2012。
        #[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct Overrides {
            $(
                #[doc = $help]
                #[schemars(title = $title)]
                pub $name: Option<typed!($kind)>,
            )+
        }

        impl Standard {
            /// With what was typed, and the fields whose value no measure can have.
            pub(super) fn overridden(&self, typed: &Overrides) -> (Self, Vec<(&'static str, String)>) {
                let mut standard = self.clone();
                let mut faults = Vec::new();
                $(
                    if let Some(value) = typed.$name {
                        match taken!($kind value) {
                            Ok(value) => standard.$name = value,
                            Err(reason) => faults.push((stringify!($name), reason)),
                        }
                    }
                )+
                (standard, faults)
            }
        }
    };
}

/// A length between 0 and 1 m.
fn millimetres(typed: f64) -> Result<Length, String> {
    Length::from_mm(typed)
        .filter(|l| (Length::ZERO..=Length::mm(1000)).contains(l))
        .ok_or_else(|| format!("“{typed}”不是合理的长度，应当在 0 至 1000 毫米之间"))
}

/// A type size between 4 and 200 pt.
fn points(typed: f64) -> Result<Length, String> {
    Length::from_pt(typed)
        .filter(|l| (Length::pt(4)..=Length::pt(200)).contains(l))
        .ok_or_else(|| format!("“{typed}”不是合理的字号，应当在 4 至 200 磅之间"))
}

fields! {
    /// Width of the sheet (纸宽). GB/T 9704—2012 5.1.
    sheet_width: mm = 210_000, "纸宽", "公文用纸的宽度，毫米。A4 型纸为 210。";
    /// Height of the sheet (纸高). GB/T 9704—2012 5.1.
    sheet_height: mm = 297_000, "纸高", "公文用纸的高度，毫米。A4 型纸为 297。";
    /// Head margin (天头). GB/T 9704—2012 5.2.1: 37 ± 1 mm.
    margin_top: mm = 37_000, "上白边", "公文用纸天头，毫米。标准为 37±1。";
    /// Binding margin (订口). GB/T 9704—2012 5.2.1: 28 ± 1 mm.
    margin_left: mm = 28_000, "左白边", "公文用纸订口，毫米。标准为 28±1。";
    /// Width of the type area (版心). GB/T 9704—2012 5.2.1.
    area_width: mm = 156_000, "版心宽度", "版心宽度，毫米。标准为 156。";
    /// Height of the type area (版心). GB/T 9704—2012 5.2.1.
    area_height: mm = 225_000, "版心高度", "版心高度，毫米。标准为 225。";
    /// Whether backs have the binding margin on their right, as 5.2.1 read strictly wants for duplex prints.
    /// GB/T 9704—2012 5.2.1, 6.2.
    mirror_margins: flag = false, "双面镜像", "双面印刷时，双数页的订口是否换到右边。";
    /// Lines a page (行数). GB/T 9704—2012 5.2.3.
    lines: count = 22, "每面行数", "每面排几行，撑满版心。标准为 22。";
    /// Characters a line (字数). GB/T 9704—2012 5.2.3.
    cells: count = 28, "每行字数", "每行排几个字，撑满版心。标准为 28。";
    /// Type size of the body (正文字号): 3号, which office programs call 16 pt. GB/T 9704—2012 5.2.2.
    text_size: pt = 1600, "正文字号", "正文字号，磅。3号字为 16。";
    /// First line's indent (段首缩进) in characters. GB/T 9704—2012 7.3.3.
    indent: count = 2, "段首空字", "每个自然段左空几字。标准为 2。";
    /// 空一行, from edge to edge (一行). GB/T 9704—2012 3.2; 10.39 mm by GB/T 33476.2—2016.
    gap: mm = 10_390, "空一行", "“空一行”的高度，上一要素下边缘到下一要素上边缘，毫米。";
    /// The narrowest pitch where the signature would lack room (最小行距). GB/T 9704—2012 7.3.5.5.
    pitch_min: mm = 9_400, "最小行距", "落款排不下时，行距最小可调到多少，毫米。";

    /// Upper edge of the mark's ink (发文机关标志上边缘), down from the sheet's top.
    /// GB/T 9704—2012 7.2.4: 35 mm below the type area's upper edge.
    mark_top: mm = 72_000, "发文机关标志上边缘", "发文机关标志上边缘至纸上边的距离，毫米。标准为 72（至版心上边缘 35）。";
    /// Type size of the mark (发文机关标志字号), open in GB/T 9704—2012 7.2.4; its figures show 初号, 42 pt.
    mark_size: pt = 4200, "发文机关标志字号", "发文机关标志的字号，磅。标准不作规定，以醒目、美观、庄重为原则。";
    /// How narrow the mark's characters may get, in per cent, before the type gets smaller (标志最小宽度).
    /// Open in GB/T 9704—2012 7.2.4; below 60 % a condensed face no longer reads as 小标宋.
    mark_squeeze: count = 60, "发文机关标志最小宽度", "发文机关标志过长时，字宽最小可缩到百分之几，再不够则缩小字号。";
    /// From row to row of a joint mark (联合行文标志行距), as GB/T 9704—2012 figure 3 shows.
    mark_pitch: mm = 19_700, "联合行文标志行距", "联合行文时，各发文机关名称的行距，毫米。";
    /// Between a joint mark's names and 文件 (标志与“文件”的间距), open in GB/T 9704—2012 7.2.4.
    mark_space: mm = 5_000, "联合行文标志间距", "联合行文时，各发文机关名称与“文件”二字的间距，毫米。";
    /// From the mark's lower edge to the serial number, 空二行 (发文字号上空). GB/T 9704—2012 7.2.5.
    serial_gap: mm = 20_780, "发文字号上空", "发文机关标志下边缘到发文字号上边缘，毫米。标准为空二行。";
    /// Indent of the serial and of the signer, upward (上行文左右空字). GB/T 9704—2012 7.2.5, 7.2.6.
    serial_inset: count = 1, "上行文发文字号空字", "上行文的发文字号居左空几字，签发人居右空几字。标准为 1。";
    /// From the serial's lower edge to the red rule's upper edge (红线上空). GB/T 9704—2012 7.2.7.
    rule_gap: mm = 4_000, "红线上空", "发文字号下边缘到红色分隔线上边缘，毫米。标准为 4。";
    /// Thickness of the red rule (红线粗细), open in GB/T 9704—2012 7.2.7; its figures show 0.56 mm.
    rule_width: mm = 550, "红线粗细", "版头红色分隔线的粗细，毫米。标准不作规定。";

    /// From the red rule to the title, 空二行 (标题上空). GB/T 9704—2012 7.3.1.
    title_gap: mm = 20_780, "标题上空", "红色分隔线到标题上边缘，毫米。标准为空二行。";
    /// Type size of the title (标题字号): 2号, 22 pt. GB/T 9704—2012 7.3.1.
    title_size: pt = 2200, "标题字号", "标题字号，磅。2号字为 22。";
    /// From line to line of the title (标题行距): its own height and 7/8 of 3号. GB/T 9704—2012 3.2.
    title_pitch: mm = 12_600, "标题行距", "标题各行之间的行距，毫米。";
    /// From the title to what follows, 空一行 (标题下空). GB/T 9704—2012 7.3.2.
    title_below: mm = 10_390, "标题下空", "标题下边缘到主送机关上边缘，毫米。标准为空一行。";

    /// From the body to the annex note, 空一行 (附件说明上空). GB/T 9704—2012 7.3.4.
    note_gap: mm = 10_390, "附件说明上空", "正文到附件说明，毫米。标准为空一行。";
    /// Room for an annex's number before its name (附件序号宽): a digit and a dot, as in GB/T 9704—2012 figure 9.
    note_number: mm = 8_357, "附件序号宽度", "附件说明中序号所占宽度，毫米。";

    /// Right of the date under a seal, in characters (成文日期右空). GB/T 9704—2012 7.3.5.1.
    seal_inset: count = 4, "加盖印章右空字", "加盖印章的公文，成文日期右空几字。标准为 4。";
    /// Diameter of a seal where none is given (印章直径): 42 mm for county departments and offices, 国发〔1999〕25号.
    /// Open in GB/T 9704—2012 7.3.5.1.
    seal_diameter: mm = 42_000, "印章直径", "未另给直径的印章的直径，毫米。";
    /// Between two seals of one row or of two rows, at least (印章间距). GB/T 9704—2012 7.3.5.1: they neither
    /// cut nor touch each other; figure 8 shows 1 mm.
    seal_space: mm = 1_000, "印章间距", "联合行文时，两个印章之间至少空多少，毫米。";
    /// Seals a row, at most (每排印章). GB/T 9704—2012 figure 8.
    seals_per_row: count = 3, "每排印章个数", "联合行文时，每排最多几个印章。";
    /// Right of name or date without a seal, in characters (不加盖印章右空). GB/T 9704—2012 7.3.5.2.
    unsealed_inset: count = 2, "不加盖印章右空字", "不加盖印章的公文，发文机关署名右空几字。标准为 2。";
    /// From the name's first character to the date's, in characters. GB/T 9704—2012 7.3.5.2.
    unsealed_offset: count = 2, "成文日期首字右移", "不加盖印章的公文，成文日期首字比署名首字右移几字。标准为 2。";
    /// From the text to the name without a seal, 空一行 (署名上空). GB/T 9704—2012 7.3.5.2.
    unsealed_gap: mm = 10_390, "署名上空", "不加盖印章的公文，正文到署名，毫米。标准为空一行。";
    /// From the text to the signature stamp, 空二行 (签名章上空). GB/T 9704—2012 7.3.5.3.
    stamp_gap: mm = 20_780, "签名章上空", "正文到签名章，毫米。标准为空二行。";
    /// Right of the stamp and of the date under it, in characters (签名章右空). GB/T 9704—2012 7.3.5.3.
    stamp_inset: count = 4, "签名章右空字", "签名章和其下的成文日期右空几字。标准为 4。";
    /// Between the post and the stamp, in characters (职务与签名章间距). GB/T 9704—2012 7.3.5.3.
    stamp_space: count = 2, "职务与签名章空字", "签名章左空几字标注签发人职务。标准为 2。";
    /// Height of a stamp where none is given (签名章高), as GB/T 9704—2012 figure 12 shows.
    stamp_height: mm = 13_000, "签名章高度", "未另给高度的签名章的高度，毫米。";
    /// Width of a stamp that is to be set by hand (签名章宽), as GB/T 9704—2012 figure 12 shows.
    stamp_width: mm = 41_000, "签名章宽度", "手工加盖的签名章所留的宽度，毫米。";
    /// From the stamp to the date, 空一行 (日期上空). GB/T 9704—2012 7.3.5.3.
    stamp_date_gap: mm = 10_390, "签名章下空", "签名章到成文日期，毫米。标准为空一行。";

    /// The line the annex's title begins on, counted from 1 (附件标题行). GB/T 9704—2012 7.3.7.
    annex_title_line: count = 3, "附件标题行", "附件标题在版心第几行。标准为 3。";
    /// Type size of the annex's title (附件标题字号), open in GB/T 9704—2012 7.3.7; figure 10 shows 2号.
    annex_title_size: pt = 2200, "附件标题字号", "附件标题字号，磅。标准不作规定，一般为 2号字，22 磅。";
    /// From the annex's title to its text (附件标题下空), as GB/T 9704—2012 figure 10 shows.
    annex_title_below: mm = 10_390, "附件标题下空", "附件标题到附件正文，毫米。";

    /// Type size of the record (版记字号): 4号, 14 pt. GB/T 9704—2012 7.4.2, 7.4.3.
    record_size: pt = 1400, "版记字号", "版记字号，磅。4号字为 14。";
    /// First and last rule of the record (版记粗线). GB/T 9704—2012 7.4.1.
    record_thick: mm = 350, "版记粗线", "版记首条和末条分隔线的粗细，毫米。标准推荐 0.35。";
    /// Rules inside the record (版记细线). GB/T 9704—2012 7.4.1.
    record_thin: mm = 250, "版记细线", "版记中间分隔线的粗细，毫米。标准推荐 0.25。";
    /// From line to line of one entry (版记行距), as GB/T 9704—2012 figure 1 shows.
    record_pitch: mm = 7_900, "版记行距", "版记一栏内的行距，毫米。";
    /// From a rule to the characters next to it (版记边距): rows of 9 mm, as GB/T 9704—2012 figure 1 shows.
    record_padding: mm = 2_030, "版记边距", "版记分隔线到文字的距离，毫米。";
    /// Left and right of the record's entries, in its own characters (版记空字). GB/T 9704—2012 7.4.2, 7.4.3.
    record_inset: count = 1, "版记空字", "版记各栏左右各空几字。标准为 1。";
    /// Whether the record is to stand on a back (版记在双数页). GB/T 33476.2—2016 7.3.1; GB/T 9704—2012 7.5
    /// allows a blank page for it.
    record_on_even: flag = false, "版记在双数页", "版记是否必须在双数页。双面印刷、装订存档的公文宜设为 true。";

    /// Type size of the page number (页码字号): 4号, 14 pt. GB/T 9704—2012 7.5.
    page_number_size: pt = 1400, "页码字号", "页码字号，磅。4号字为 14。";
    /// The dashes' centre, down from the sheet's top (页码高度). GB/T 9704—2012 7.5: 7 mm below the type area.
    page_number_y: mm = 269_000, "页码一字线高度", "页码一字线至纸上边的距离，毫米。标准为 269（版心下边缘之下 7）。";
    /// From the type area's edge to the page number (页码空字): one 4号 character. GB/T 9704—2012 7.5.
    page_number_inset: mm = 4_939, "页码空字", "单页码居右、双页码居左各空多少，毫米。标准为一字。";

    /// Upper edge of a letter's mark, down from the sheet's top (信函标志上边缘). GB/T 9704—2012 10.1.
    letter_mark_top: mm = 30_000, "信函标志上边缘", "信函格式的发文机关标志上边缘至纸上边，毫米。标准为 30。";
    /// From a letter's mark to its upper double line (信函双线上空). GB/T 9704—2012 10.1.
    letter_rule_gap: mm = 4_000, "信函双线上空", "信函格式的发文机关标志到上边双线，毫米。标准为 4。";
    /// From a letter's lower double line to the sheet's lower edge (信函双线下空). GB/T 9704—2012 10.1.
    letter_rule_bottom: mm = 20_000, "信函双线下空", "信函格式首页下边双线至纸下边，毫米。标准为 20。";
    /// Length of a letter's double lines (信函双线长). GB/T 9704—2012 10.1.
    letter_rule_length: mm = 170_000, "信函双线长度", "信函格式双线的长度，毫米。标准为 170。";
    /// The thick one of the two lines (信函粗线), open in GB/T 9704—2012 10.1; its figure shows 0.75 mm.
    letter_thick: mm = 750, "信函粗线", "信函格式双线中粗线的粗细，毫米。";
    /// The thin one of the two lines (信函细线), open in GB/T 9704—2012 10.1; its figure shows 0.19 mm.
    letter_thin: mm = 190, "信函细线", "信函格式双线中细线的粗细，毫米。";
    /// Between the two lines (信函双线间距), open in GB/T 9704—2012 10.1; its figure shows 0.94 mm.
    letter_between: mm = 940, "信函双线间距", "信函格式双线之间的空隙，毫米。";
    /// From a double line to the text next to it (信函双线与文字): 7/8 of 3号. GB/T 9704—2012 10.1.
    letter_text_gap: mm = 4_840, "信函双线与文字", "信函格式双线与相邻文字的距离，毫米。标准为 3号字高度的 7/8。";

    /// Upper edge of a bulletin's name, down from the sheet's top (简报报头上边缘); not in GB/T 9704—2012, taken
    /// from 7.2.4 with the name two lines higher, as bulletins have two rows more above the rule.
    bulletin_mark_top: mm = 51_000, "简报报头上边缘", "简报报头上边缘至纸上边，毫米。";
    /// Type size of a bulletin's name (简报报头字号); open, one step above GB/T 9704—2012 7.2.4's figures.
    bulletin_mark_size: pt = 5400, "简报报头字号", "简报报头的字号，磅。";
    /// From a bulletin's name to its number (期数上空), 空一行; not in GB/T 9704—2012.
    bulletin_serial_gap: mm = 10_390, "期数上空", "简报报头到期数，毫米。";
    /// From a bulletin's number to who compiled it (编发单位上空), 空一行; not in GB/T 9704—2012.
    bulletin_compiled_gap: mm = 10_390, "编发单位上空", "简报期数到编发单位、编发日期，毫米。";

    /// Type size of tables (表格字号): 小四, 12 pt. Open in GB/T 9704—2012 chapter 8.
    table_size: pt = 1200, "表格字号", "表格字号，磅。标准不作规定，一般为小四号，12 磅；一面排不下的表用五号。";
    /// The smallest size a table may step down to (表格最小字号): 小五, 9 pt. Open in GB/T 9704—2012 chapter 8.
    table_size_min: pt = 900, "表格最小字号", "表格排不下时，字号最小可缩到多少磅。";
    /// Rules inside a table (表格内线). Open in GB/T 9704—2012 chapter 8.
    table_rule: mm = 180, "表格内线", "表格内线的粗细，毫米。";
    /// A table's frame (表格外框). Open in GB/T 9704—2012 chapter 8.
    table_frame: mm = 350, "表格外框", "表格外框线的粗细，毫米。";
    /// From a rule to the text, sideways (表格左右边距). Open in GB/T 9704—2012 chapter 8.
    table_padding_x: mm = 1_000, "表格左右边距", "表格单元格内文字与左右线的距离，毫米。";
    /// From a rule to the text, up and down (表格上下边距). Open in GB/T 9704—2012 chapter 8.
    table_padding_y: mm = 1_000, "表格上下边距", "表格单元格内文字与上下线的距离，毫米。";
}
