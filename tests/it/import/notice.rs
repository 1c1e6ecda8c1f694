use rust_xlsxwriter::Workbook;

use super::{file, fill, import, workspace};
use tongbao::import::ImportOptions;

#[test]
fn a_notice_becomes_the_body() {
    let mut book = Workbook::new();
    fill(
        book.add_worksheet(),
        &[&["2024年二季度进展情况表"], &["序号", "项目名称"], &["1", "甲"]],
    );
    let notice = "关于2024年二季度民生实事进展情况的通报\r\n各乡镇人民政府：\r\n现将情况通报如下：\r\n一、总体情况\r\n\
                  （一）进度。30项已完成18项。\r\n(二)质量\r\n{{ 不是模板 }}\r\n附件：2024年二季度进展情况表\r\n\
                  清溪县人民政府办公室\r\n2024年7月10日\r\n";
    let options = ImportOptions {
        notice: Some(notice.to_owned()),
        ..ImportOptions::default()
    };
    let (imported, found) = import(book, &options);
    assert!(found.is_empty(), "{found:?}");
    let workspace = workspace(&imported);
    let circular = &workspace.circulars[0].data;
    assert_eq!(
        circular.title.as_ref().unwrap().value,
        "关于2024年二季度民生实事进展情况的通报"
    );
    assert_eq!(circular.to[0].value, "各乡镇人民政府");
    assert_eq!(
        circular.body.as_ref().unwrap().value,
        "现将情况通报如下：\n# 总体情况\n## 进度。30项已完成18项。\n## 质量\n{{ \"{{\" }} 不是模板 }}\n"
    );
    assert_eq!(circular.date.as_ref().unwrap().value.0.to_string(), "2024-07-10");
    assert!(
        file(&imported, "tongbao.toml")
            .contains("name      = \"清溪县人民政府办公室\"\nsignature = \"不加盖印章\"")
    );
    assert!(
        imported
            .summary
            .iter()
            .any(|l| l.contains("3 个标题、2 段，主送“各乡镇人民政府”")),
        "{:#?}",
        imported.summary
    );
}
