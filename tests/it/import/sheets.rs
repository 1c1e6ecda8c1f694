use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::{drawn, file, fill, import, merge, period, tables};
use tongbao::import::{Form, ImportOptions};

#[test]
fn tasks_in_projects_with_nested_merges() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("附件1").unwrap();
    merge(sheet, (0, 0, 0, 6), "2024年二季度清溪县重点民生实事进展情况表");
    sheet.write_string(1, 0, "截至2024年6月30日").unwrap();
    sheet.write_string(1, 6, "单位：个、部").unwrap();
    fill_at(
        sheet,
        2,
        &[
            &[
                "序号",
                "项目名称",
                "指标任务",
                "进展情况",
                "牵头单位",
                "完成情况",
                "数据认定单位",
            ],
            &[
                "1",
                "扩增公办学位",
                "新增小学学位1200个",
                "已建成3所。\n正在验收。",
                "县教育局",
                "已完成",
                "县统计局",
            ],
            &[
                "",
                "",
                "新增初中学位300个",
                "主体封顶。",
                "县住建局",
                "按计划推进",
                "",
            ],
            &[
                "2",
                "既有住宅加装电梯",
                "加装电梯11部",
                "开工9部。",
                "县住建局",
                "进展缓慢",
                "县统计局",
            ],
        ],
    );
    for (col, text) in [(0, "1"), (1, "扩增公办学位"), (6, "县统计局")] {
        merge(sheet, (3, col, 4, col), text);
    }
    merge(sheet, (6, 0, 6, 6), "注：数据由各牵头单位报送。");
    let (imported, found) = import(book, &ImportOptions::default());
    assert_eq!(found, ["N0812 进展.xlsx 的工作表“附件1”中有 0 个空行，已略去"; 0]);
    let built = tables(&imported);
    assert_eq!(
        drawn(&built[0]),
        "序号 | 项目名称 | 指标任务 | 进展情况 | 牵头单位 | 完成情况 | 数据认定单位\n\
         1[2x1] | 扩增公办学位[2x1] | 新增小学学位1200个 | 已建成3所。⏎正在验收。 | 县教育局 | 已完成 | 县统计局[2x1]\n\
         < | < | 新增初中学位300个 | 主体封顶。 | 县住建局 | 按计划推进 | <\n\
         2 | 既有住宅加装电梯 | 加装电梯11部 | 开工9部。 | 县住建局 | 进展缓慢 | 县统计局"
    );
    assert_eq!(built[0].status_line.as_ref().unwrap().string, "截至2024年6月30日");
    assert_eq!(built[0].unit_line.as_ref().unwrap().string, "单位：个、部");
    assert_eq!(built[0].notes[0].string, "注：数据由各牵头单位报送。");
    let list = file(&imported, "projects/2024.toml");
    assert!(
        list.contains("goal   = { value = 1200, unit = \"个\" }"),
        "{list}"
    );
    assert!(
        list.contains("[projects.fields]\n\"数据认定单位\" = \"县统计局\""),
        "{list}"
    );
    let progress = file(&imported, "progress/2024-Q2.toml");
    assert!(progress.contains("as_of  = 2024-06-30"), "{progress}");
    assert!(
        progress.contains(
            "[tasks.\"p01/1\"]\ntext   = \"\"\"\n已建成3所。\n正在验收。\n\"\"\"\nstatus = \"done\""
        ),
        "{progress}"
    );
    assert!(file(&imported, "tongbao.toml").contains("id   = \"slow\"\nname = \"进展缓慢\""));
}

fn fill_at(sheet: &mut rust_xlsxwriter::Worksheet, top: u32, rows: &[&[&str]]) {
    for (r, row) in (top..).zip(rows) {
        for (c, text) in (0..).zip(*row) {
            super::write(sheet, r, c, text);
        }
    }
}

#[test]
fn units_merged_over_projects_and_joined_by_line_feeds() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(
        sheet,
        &[
            &["2024年7月进展表"],
            &["序号", "事项", "责任单位"],
            &["1", "甲项", "县教育局\n县住建局"],
            &["2", "乙项", ""],
            &["3", "丙项", "县民政局"],
            &["4", "丁项", "县民政局"],
        ],
    );
    merge(sheet, (2, 2, 3, 2), "县教育局\n县住建局");
    let (imported, found) = import(book, &ImportOptions::default());
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(
        drawn(&tables(&imported)[0]),
        "序号 | 事项 | 责任单位\n1 | 甲项 | 县教育局⏎县住建局[2x1]\n2 | 乙项 | <\n3 | 丙项 | 县民政局\n4 | 丁项 | 县民政局"
    );
    let circular = file(&imported, "circulars/2024-07.toml");
    assert!(circular.contains("merges = [\n  \"C1:C2\",\n]"), "{circular}");
    assert!(
        circular.contains("field = \"task.lead\", join = \"\\n\""),
        "{circular}"
    );
    assert!(file(&imported, "projects/2024.toml").contains("lead  = [\"县教育局\", \"县住建局\"]"));
}

#[test]
fn groups_over_the_whole_width() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(
        sheet,
        &[
            &["序号", "项目名称", "进展情况"],
            &["一、教育"],
            &["1", "扩增学位", "已完成建设并交付使用。"],
            &["二、住房"],
            &["2", "加装电梯", "开工9部，其余正在办理手续。"],
            &["3", "老旧小区改造", ""],
        ],
    );
    merge(sheet, (1, 0, 1, 2), "一、教育");
    merge(sheet, (3, 0, 3, 2), "二、住房");
    let (imported, found) = import(book, &period("2024-07"));
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(
        drawn(&tables(&imported)[0]),
        "序号 | 项目名称 | 进展情况\n一、教育[1x3] | < | <\n1 | 扩增学位 | 已完成建设并交付使用。\n二、住房[1x3] | < | <\n\
         2 | 加装电梯 | 开工9部，其余正在办理手续。\n3 | 老旧小区改造 | "
    );
    assert!(file(&imported, "projects/2024.toml").contains("category = \"二、住房\""));
}

#[test]
fn groups_in_groups_are_rows_with_merged_cells() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(
        sheet,
        &[
            &["项目", "进展"],
            &["教育"],
            &["学前"],
            &["扩增学位", "交付使用，运行正常。"],
        ],
    );
    merge(sheet, (1, 0, 1, 1), "教育");
    merge(sheet, (2, 0, 2, 1), "学前");
    let (imported, found) = import(book, &period("2024"));
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(
        drawn(&tables(&imported)[0]),
        "项目 | 进展\n教育[1x2] | <\n学前[1x2] | <\n扩增学位 | 交付使用，运行正常。"
    );
}

#[test]
fn heads_of_levels_and_a_total() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    merge(sheet, (0, 0, 1, 0), "项目名称");
    merge(sheet, (0, 1, 0, 2), "义务教育/学位");
    merge(sheet, (0, 3, 0, 4), "住房");
    fill_at(
        sheet,
        1,
        &[
            &["", "目标", "完成", "目标", "完成"],
            &["东部片区", "700", "650.5", "11", "9"],
            &["西部片区", "500", "400", "", "2"],
            &["合计", "1200", "1050.5", "11", "11"],
        ],
    );
    let (imported, found) = import(book, &period("2024"));
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(
        drawn(&tables(&imported)[0]),
        "项目名称[2x1] | 义务教育/学位[1x2] | < | 住房[1x2] | <\n< | 目标 | 完成 | 目标 | 完成\n\
         东部片区 | 700 | 650.5 | 11 | 9\n西部片区 | 500 | 400 |  | 2\n合计 | 1200 | 1050.5 | 11 | 11"
    );
    let circular = file(&imported, "circulars/2024.toml");
    assert!(circular.contains("total = { label = \"合计\" }"), "{circular}");
    assert!(circular.contains("head = \"义务教育//学位/目标\""), "{circular}");
}

#[test]
fn a_total_that_is_no_sum_stays_as_printed() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(
        sheet,
        &[&["项目", "数量"], &["甲", "3"], &["乙", "4"], &["合计", "8"]],
    );
    let (imported, found) = import(book, &period("2024"));
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(
        drawn(&tables(&imported)[0]),
        "项目 | 数量\n甲 | 3\n乙 | 4\n合计 | 8"
    );
}

#[test]
fn towns_by_tasks_joined_to_the_list() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("清单").unwrap();
    fill(
        sheet,
        &[
            &["2024年任务清单"],
            &["序号", "项目名称", "年度任务"],
            &["1", "扩增学位", "新增小学学位1200个。"],
            &["2", "加装电梯", "加装电梯11部"],
        ],
    );
    let sheet = book.add_worksheet().set_name("分解").unwrap();
    fill(
        sheet,
        &[
            &["2024年乡镇任务分解表"],
            &["乡镇", "新增小学学位1200个", "农村公路（公里）"],
            &["东河镇", "700", "1.5"],
            &["西岭乡", "", "2.25"],
            &["城南街道", "500", "3.1"],
            &["", "1200", "7"],
        ],
    );
    let (imported, found) = import(book, &ImportOptions::default());
    assert_eq!(
        found,
        ["W0814 进展.xlsx 的工作表“分解”：“农村公路（公里）”的合计印为 7，各行之和为 6.85"]
    );
    assert_eq!(
        drawn(&tables(&imported)[1]),
        "乡镇 | 新增小学学位1200个 | 农村公路（公里）\n东河镇 | 700 | 1.5\n西岭乡 |  | 2.25\n城南街道 | 500 | 3.1\n | 1200 | 7"
    );
    assert!(
        file(&imported, "projects/2024-1.toml").contains("towns  = { \"东河镇\" = 700, \"城南街道\" = 500 }")
    );
    assert!(file(&imported, "circulars/2024.toml").contains("field = \"towns.a-01\""));
    assert!(
        !imported
            .files
            .iter()
            .any(|(path, _)| path.starts_with("progress/"))
    );
}

#[test]
fn numbers_and_dates_as_displayed() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(
        sheet,
        &[
            &["项目", "完成率", "投资", "日期", "编码", "比例", "公式"],
            &["甲"],
            &["乙"],
        ],
    );
    let percent = Format::new().set_num_format("0.0%");
    let money = Format::new().set_num_format("#,##0.00");
    let day = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    for row in 1..=2 {
        sheet.write_number_with_format(row, 1, 0.875, &percent).unwrap();
        sheet.write_number_with_format(row, 2, 1234.5, &money).unwrap();
        sheet
            .write_datetime_with_format(row, 3, ExcelDateTime::from_ymd(2024, 7, 1).unwrap(), &day)
            .unwrap();
        sheet.write_string(row, 4, "007").unwrap();
        sheet
            .write_number_with_format(row, 5, 3.1, &Format::new().set_num_format("0.00"))
            .unwrap();
        sheet.write_string(row, 6, "=1+1").unwrap();
    }
    let (imported, found) = import(book, &period("2024"));
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(
        drawn(&tables(&imported)[0]),
        "项目 | 完成率 | 投资 | 日期 | 编码 | 比例 | 公式\n甲 | 87.5% | 1,234.50 | 2024年7月1日 | 007 | 3.10 | =1+1\n\
         乙 | 87.5% | 1,234.50 | 2024年7月1日 | 007 | 3.10 | =1+1"
    );
    let list = file(&imported, "projects/2024.toml");
    assert!(
        list.contains("\"比例\"   = 3.1\n") && list.contains("\"编码\"   = \"007\"\n"),
        "{list}"
    );
}

#[test]
fn goal_done_and_rate_are_numbers_where_they_agree() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(
        sheet,
        &[
            &["2024年8月进度表"],
            &["项目名称", "计量单位", "目标值", "完成数", "完成率", "存在问题"],
            &["扩增学位", "个", "1200", "900", "", "用地未批"],
            &["加装电梯", "部", "8", "7", "", ""],
        ],
    );
    for (row, rate) in [(2, 0.75), (3, 0.875)] {
        sheet
            .write_number_with_format(row, 4, rate, &Format::new().set_num_format("0.0%"))
            .unwrap();
    }
    let (imported, found) = import(book, &ImportOptions::default());
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(
        drawn(&tables(&imported)[0]),
        "项目名称 | 计量单位 | 目标值 | 完成数 | 完成率 | 存在问题\n扩增学位 | 个 | 1200 | 900 | 75.0% | 用地未批\n\
         加装电梯 | 部 | 8 | 7 | 87.5% | "
    );
    let circular = file(&imported, "circulars/2024-08.toml");
    assert!(
        circular.contains("field = \"progress.rate\", decimals = 1"),
        "{circular}"
    );
    assert!(
        file(&imported, "progress/2024-08.toml").contains("[tasks.p01.fields]\n\"存在问题\" = \"用地未批\"")
    );
}

#[test]
fn a_rate_that_is_wrong_stays_as_printed() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(
        sheet,
        &[
            &["2024年8月"],
            &["项目名称", "目标值", "完成数", "完成率"],
            &["筛查", "16010", "16010"],
            &["接种", "10", "5"],
        ],
    );
    let format = Format::new().set_num_format("0.00%");
    sheet.write_number_with_format(2, 3, 1.0191, &format).unwrap();
    sheet.write_number_with_format(3, 3, 0.5, &format).unwrap();
    let (imported, _) = import(book, &ImportOptions::default());
    assert_eq!(
        drawn(&tables(&imported)[0]),
        "项目名称 | 目标值 | 完成数 | 完成率\n筛查 | 16010 | 16010 | 101.91%\n接种 | 10 | 5 | 50.00%"
    );
}

#[test]
fn blank_columns_blank_cells_and_twin_heads() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(
        sheet,
        &[
            &["", "", "2024年台账", "", "", "", ""],
            &["", "项目", "", "备注", "备注", "a.b", "“引”号\\"],
            &["", "甲", "", "一", "二", "c", "d'''\"\"\""],
            &["", "", "", "三", "", "", ""],
        ],
    );
    let (imported, found) = import(book, &ImportOptions::default());
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(
        drawn(&tables(&imported)[0]),
        "项目 |  | 备注 | 备注 | a.b | “引”号\\\n甲 |  | 一 | 二 | c | d'''\"\"\"\n |  | 三 |  |  | "
    );
}

#[test]
fn merges_over_rows_and_columns_in_the_body() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(
        sheet,
        &[
            &["项目", "甲栏", "乙栏", "丙栏"],
            &["一", "x", "", "y"],
            &["二", "", "", "z"],
            &["三", "p", "q", "r"],
        ],
    );
    merge(sheet, (1, 1, 2, 2), "x");
    let (imported, found) = import(book, &period("2024"));
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(
        drawn(&tables(&imported)[0]),
        "项目 | 甲栏 | 乙栏 | 丙栏\n一 | x[2x2] | < | y\n二 | < | < | z\n三 | p | q | r"
    );
}

#[test]
fn stacked_tables_hidden_rows_and_empty_sheets() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("两张表").unwrap();
    fill(
        sheet,
        &[
            &["2024年7月甲表"],
            &["序号", "项目名称"],
            &["1", "甲"],
            &["2", "乙"],
            &[],
            &["乙表"],
            &["序号", "责任单位", "进展情况"],
            &["1", "县教育局", "正在推进各项前期工作。"],
        ],
    );
    sheet.set_row_hidden(3).unwrap();
    book.add_worksheet().set_name("空表").unwrap();
    let (imported, found) = import(book, &ImportOptions::default());
    assert_eq!(
        found,
        [
            "N0810 进展.xlsx 的工作表“空表”没有内容，未导入",
            "N0811 进展.xlsx 的工作表“两张表”中隐藏的内容也已导入：1 行",
            "N0812 进展.xlsx 的工作表“两张表”中有 1 个空行，已略去",
        ]
    );
    let built: Vec<String> = tables(&imported).iter().map(drawn).collect();
    assert_eq!(
        built,
        [
            "序号 | 项目名称\n1 | 甲\n2 | 乙",
            "序号 | 责任单位 | 进展情况\n1 | 县教育局 | 正在推进各项前期工作。"
        ]
    );
}

#[test]
fn traditional_characters() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(
        sheet,
        &[
            &["2024年二季度民生實事進展情況表"],
            &["序號", "事項名稱", "任務目標", "進展情況", "責任單位", "完成情況"],
            &[
                "1",
                "校車運營",
                "優化校車運營模式",
                "正在調研",
                "教體局 各鎮街",
                "未完成二季度任務",
            ],
            &["2", "危房改造", "完成改造80戶", "已完成80戶", "住建局", "已完成"],
        ],
    );
    let (imported, found) = import(book, &ImportOptions::default());
    assert!(found.is_empty(), "{found:?}");
    let circular = file(&imported, "circulars/2024-Q2.toml");
    for path in [
        "project.no",
        "project.title",
        "task.target",
        "progress.text",
        "task.lead",
        "progress.status",
    ] {
        assert!(circular.contains(&format!("field = \"{path}\"")), "{circular}");
    }
    assert!(file(&imported, "projects/2024.toml").contains("goal   = { value = 80, unit = \"戶\" }"));
}

#[test]
fn as_prose_keeps_the_table_as_a_sheet() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(
        sheet,
        &[
            &["2024年8月进展"],
            &["序号", "项目名称", "进展情况"],
            &["1", "甲", "已交付使用，运行情况良好。"],
        ],
    );
    let options = ImportOptions {
        form: Form::Prose,
        ..ImportOptions::default()
    };
    let (imported, _) = import(book, &options);
    let circular = file(&imported, "circulars/2024-08.toml");
    assert!(
        circular.contains("template = \"items\"") && circular.contains("sheet_only = true"),
        "{circular}"
    );
    assert_eq!(imported.circular, "circulars/2024-08.toml");
}

#[test]
fn the_same_workbook_gives_the_same_files() {
    let make = || {
        let mut book = Workbook::new();
        fill(
            book.add_worksheet(),
            &[&["2024年表"], &["项目", "栏"], &["甲", "乙"]],
        );
        import(book, &ImportOptions::default()).0
    };
    assert_eq!(make(), make());
}
