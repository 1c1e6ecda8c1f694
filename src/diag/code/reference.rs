//! 02: references within the data (引用).

super::codes! {
    DUPLICATE_ID = "E0201", Error, "编号重复", "项目编号在全工作区不能重复，任务编号在项目内不能重复：进展靠编号对应，重复了就分不清是哪一项。给其中一项换一个编号。",
        "两个项目都写了 id = \"elevators\"，进展 [tasks.elevators] 不知是哪一项的。";
    BAD_ID = "E0202", Error, "编号的写法不对", "编号历期不变，用字母、数字、连字符和下划线，不用“/”和空格。",
        "id = \"电梯/一期\"，应为 id = \"电梯-一期\"。";
    UNKNOWN_TASK = "E0203", Error, "没有这个项目或任务", "进展文件的键应为“项目编号/任务编号”，没有 tasks 的项目只写项目编号；编号要与 projects 中的一致。",
        "项目的编号是 elevators，进展写成了 [tasks.elevator]。";
    UNKNOWN_UNIT = "E0204", Error, "没有登记这个单位", "tongbao.toml 登记了责任单位，数据中的单位都应登记。写错的改正，新单位补进 [[units]]，简称补进该单位的 aliases。",
        "lead = [\"县住建居\"]，登记的是“县住建局”。";
    UNKNOWN_TOWN = "E0205", Error, "没有登记这个乡镇", "tongbao.toml 登记了乡镇，数据中的乡镇都应登记。写错的改正，新的补进 [[towns]]。",
        "towns = { \"东河乡\" = 30 }，登记的是“东河镇”。";
    UNKNOWN_STATUS = "E0206", Error, "没有这一档完成情况", "status 应为 tongbao.toml 中 [[statuses]] 的代号（id）。",
        "status = \"已完成\"，应写代号 status = \"done\"。";
    BAD_PERIOD = "E0207", Error, "期的写法不对", "期写作 2024-07（月）、2024-Q2（季度）、2024-H1（半年）、2024（年）、2024-01..09（1—9月份）或 2024-07-T1（上旬）。",
        "period = \"2026年三季度\"，应为 period = \"2026-Q3\"。";
    UNKNOWN_PERIOD = "E0208", Error, "没有这一期的进展文件", "公文的 progress、previous 应与 progress 目录中某个文件的 period 相同。",
        "公文写 progress = \"2026-Q3\"，而 progress 目录中只有 2026-Q2 的文件。";
    UNKNOWN_LIST = "E0209", Error, "没有这份清单", "lists 应为 projects 目录中的文件名，不含 .toml。",
        "lists = [\"2026.toml\"]，应为 lists = [\"2026\"]。";
    UNKNOWN_PATH = "E0210", Error, "不认识的取值路径", "栏目的 field、分组的 group、筛选的 only 都用取值路径，如 project.title、progress.text。",
        "field = \"project.name\"，应为 field = \"project.title\"。";
    PATH_NOT_HERE = "E0211", Error, "这种行没有此项", "取值路径与表的 rows 不配：例如乡镇各行没有 project.title。",
        "rows = \"towns\" 的表里写了 field = \"project.title\"。";
    UNKNOWN_FIELD = "E0212", Error, "没有这个自设栏目", "fields 后的栏目名在项目、任务、进展的 fields 中都没有，多半是写错了字。",
        "项目中写 fields = { \"备注\" = \"……\" }，栏目写 field = \"fields.备 注\"。";
    BAD_MERGE = "E0213", Error, "合并的写法不对", "merges 写作 \"D3:D5\"：列用字母，行从表体第一行算 1，不能超出表，也不能互相重叠。",
        "表体只有 4 行，却写了 merges = [\"A3:A6\"]。";
    BAD_FILTER = "E0214", Error, "筛选的值不对", "only 的值应为该栏会出现的值；完成情况用代号或名称。",
        "only = { \"progress.status\" = [\"slwo\"] }，代号应为 slow。";
    NO_REASON = "E0215", Error, "改判没有理由", "status 与规则推出的完成情况不同，就是改判，必须在 reason 写明理由。",
        "完成率62.5%，按规则是“进展较慢”，却写 status = \"done\" 而没有 reason。";
    DATE_ORDER = "W0216", Warning, "日期先后不对", "通常截至日期不晚于成文日期，成文日期不晚于印发日期，上期早于本期。",
        "截至日期2026年9月30日，成文日期却是2026年9月12日，多半是月份写错。";
    MISSING_PROGRESS = "W0217", Warning, "任务没有本期进展", "公文所用清单中的任务，在本期进展文件中没有对应的键，表中将是空格。",
        "清单中有 elevators，progress/2026-Q3.toml 中没有 [tasks.elevators]。";
    DUPLICATE_PROGRESS = "E0218", Error, "同一期有两处进展", "同一任务在同一期的两个进展文件中都写了，分不清以哪个为准。",
        "[tasks.elevators] 在 2026-Q3.toml 和 2026-Q3-补.toml 中各写了一次。";
    IDLE_REASON = "N0219", Note, "理由没有用处", "没有改判，却写了改判理由。",
        "没有写 status，却写了 reason = \"待验收\"。";
    LOST_TEXT = "W0220", Warning, "合并会丢字", "合并后只印左上角一格，其余各格的不同文字不会印出。",
        "merges = [\"D3:D4\"]，而 D3、D4 的进展情况不同，D4 的不会印出。";
    OVERRIDDEN = "N0221", Note, "完成情况经改判", "完成情况不是规则推出的，而是人工改判。理由（reason）就是认可，随之列出，不算问题。",
        "规则推出“正常推进”，写了 status = \"done\"、reason = \"校舍已交付，待验收\"。";
    NO_ROWS = "W0222", Warning, "表中没有行", "清单是空的，或没有符合筛选条件的行。",
        "only = { \"progress.status\" = [\"slow\"] }，而本期没有进展较慢的任务。";
    DUPLICATE_NAME = "E0223", Error, "登记重复", "同一名称或别名登记了两次，分不清是哪一个。",
        "“县人社局”既是县人力资源和社会保障局的别名，又登记成了另一个单位。";
    UNTYPED_STATUS = "W0224", Warning, "推不出完成情况", "没有目标值或完成数的任务，规则推不出完成情况，应在 status 写明。",
        "任务没有 goal，进展也没有写 status，“完成情况”一栏印出来是空的。";
    UNKNOWN_CODE = "E0225", Error, "没有这个诊断代码", "accept 的 code 写检查结果中方括号内的代码，如 W0301，前面的字母可以不写。全部代码见 tongbao explain。",
        "accept = [{ code = \"D05\", reason = \"……\" }]，应写检查结果中的代码，如 W0301。";
    NOT_ACCEPTABLE = "E0226", Error, "这个代码不能认可", "能认可的是数字、文字、版面一类：照样能印出来，只是与别处不符或不合习惯。数据形状、编号引用、模板、字体一类的错误无从印出，只能改正。",
        "accept = [{ code = \"E0103\", reason = \"……\" }]：不认识的键只能改正或删去。";
    IDLE_ACCEPT = "W0227", Warning, "认可没有对上任何问题", "所认可的问题已经改正，或者认可写错了地方。留着它，以后真有同样的问题就看不见了，应删去或移到问题所在之处。",
        "乡镇分解之和已改为与目标值相等，accept = [{ code = \"W0301\", …… }] 还留着。";
    TWO_NAMES = "W0228", Warning, "同一单位用了两个名称", "没有登记单位时，名称不同就算作两家，件数、名次都会分开。登记规范名称和别名，或改用同一名称。",
        "一处写“市人社局”，一处写“市人力资源社会保障局”。";
    ANNEX_MISSING = "W0229", Warning, "引用的附件不存在", "正文写“见附件N”，N 应在公文的附件之内（GB/T 9704—2012 7.3.7）。",
        "公文只有两个附件，正文写“详见附件3”。";
    ANNEX_TITLE = "W0230", Warning, "引用的附件名称不一致", "附件的名称在正文、附件说明、附件页应一字不差（GB/T 9704—2012 7.3.4、7.3.7）。",
        "附件1 的标题是“进展情况表”，正文写“附件1《进度情况表》”。";
}
