//! 01: the shape of the data (数据的形状).

super::codes! {
    NOT_UTF8 = "E0101", Error, "文件不是 UTF-8 编码", "tongbao 的输入一律为 UTF-8 编码的文本。请在编辑器中“另存为”，编码选 UTF-8。";
    NOT_TOML = "E0102", Error, "不是合法的 TOML", "文件不符合 TOML 的写法：键与值之间用“=”，文字放在英文双引号内，表名放在方括号内。";
    UNKNOWN_KEY = "E0103", Error, "不认识的键", "键名写错或放错了表。除 fields 之外，不认识的键一律报错，以免数据无声丢失。";
    WRONG_TYPE = "E0104", Error, "值的类型不对", "例如应为文字却写了数字。按提示改写该值。";
    MISSING_KEY = "E0105", Error, "缺少必填的键", "该表必须有此键，请补上。";
    WRONG_VALUE = "E0106", Error, "值不在允许的范围内", "该键只接受列出的值，或值的格式、大小不合要求。";
}
