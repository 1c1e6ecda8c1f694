//! 01: the shape of the data (数据的形状).

super::codes! {
    NOT_UTF8 = "E0101", Error, "文件不是 UTF-8 编码", "tongbao 的输入一律为 UTF-8 编码的文本。请在编辑器中“另存为”，编码选 UTF-8。",
        "在记事本中以 ANSI（GBK）编码保存的 projects/2026.toml，读出来是乱码。";
    NOT_TOML = "E0102", Error, "不是合法的 TOML", "文件不符合 TOML 的写法：键与值之间用“=”，文字放在英文双引号内，表名放在方括号内。",
        "title = 全县重点民生实事 少了英文双引号，应为 title = \"全县重点民生实事\"。";
    UNKNOWN_KEY = "E0103", Error, "不认识的键", "键名写错或放错了表。除 fields 之外，不认识的键一律报错，以免数据无声丢失。",
        "把 target 误写成 tagret = \"加装电梯24部\"：不报错，这句话就印不出来。";
    WRONG_TYPE = "E0104", Error, "值的类型不对", "例如应为文字却写了数字。按提示改写该值。",
        "title = 2026 写成了数字，应为 title = \"2026\"；lead = \"县住建局\" 应为 lead = [\"县住建局\"]。";
    MISSING_KEY = "E0105", Error, "缺少必填的键", "该表必须有此键，请补上。",
        "[[projects]] 下只写了 title，没有 id。";
    WRONG_VALUE = "E0106", Error, "值不在允许的范围内", "该键只接受列出的值，或值的格式、大小不合要求。",
        "signature = \"盖章\"，应为“加盖印章”“不加盖印章”“签名章”“不署名”之一；date = 2026-02-30，没有这一天。";
    EMPTY_FILE = "E0107", Error, "文件是空的", "文件里没有任何内容，多半是没有保存或误建。请补上内容，或删去该文件。",
        "circulars/2026-Q3.toml 新建后没有保存，长度为 0。";
    NO_OFFICE_FILE = "E0108", Error, "没有 tongbao.toml", "工作区的根目录必须有 tongbao.toml，写明发文机关。可用 tongbao new 新建工作区。",
        "在 清溪县/projects 中运行 tongbao check，而上级目录中也没有 tongbao.toml。";
    CONTROL_CHARACTER = "E0109", Error, "含有控制字符", "控制字符看不见，也印不出，多半是从别处粘贴带来的。请删去。",
        "从旧系统复制的标题中夹着一个响铃符 U+0007。";
    EMPTY_TEXT = "E0110", Error, "必填的值是空的", "该键必须有内容，空的等于没有写。",
        "id = \"\"，或 title = \"  \"。";
    STRAY_FILE = "W0111", Warning, "文件没有放在认识的文件夹里", "工作区只读 tongbao.toml、projects、progress、circulars、templates；别处的 TOML 文件不会用到。",
        "把 2026-Q3.toml 放进了 circular 文件夹，应为 circulars。";
    ODD_CHARACTER = "W0112", Warning, "含有看不见或已损坏的字符", "零宽字符、方向控制符看不见，却会使查找、比对和断行出错；“�”是转码时丢字的痕迹。请删去或改正。",
        "从网页复制的“县住建局”中夹着零宽空格，与登记的名称看似相同，却对不上。";
    CONFLICT = "E0113", Error, "两种写法只能用一种", "例如目标值既写了数值又写了建成与否，或写了分项指标又写了总的目标值、完成数。删去其中一种。",
        "goal = { value = 3, unit = \"个\", text = \"应补尽补\" }。";
    DONE_KIND = "E0114", Error, "完成数与目标的种类不符", "目标是数的，完成数（done）写数；目标是建成与否（yes_no）的，写 true 或 false。",
        "目标是 yes_no = [\"已建成\", \"未建成\"]，进展写了 done = 1，应为 done = true。";
    UNKNOWN_INDICATOR = "E0115", Error, "没有这项分项指标", "进展的 indicators、取值路径 indicators.… 后面是分项指标的编号（id），要与 projects 中的一致。",
        "分项指标的编号是 training，进展写了 indicators = { trainings = 30 }。";
    SCHEDULE_TABLE = "E0116", Error, "序时进度表不对", "[rules] 的 schedule：按表（by = \"表\"）的，table 要有公文各期的序时进度（百分数），键为期，如 Q1、06 或 2024-Q1；不按表的不写 table。",
        "公文的本期是 2024-Q2，而 table = { \"Q1\" = 20, \"Q3\" = 75 } 中没有二季度。";
    UNKNOWN_LIGHT = "E0117", Error, "没有这一档亮灯", "light 应为 tongbao.toml 中 [[lights]] 的代号（id）。",
        "light = \"黄灯\"，而黄灯的代号是 yellow。";
}
