//! 05: fonts (字体).

super::codes! {
    NOT_USABLE = "E0501", Error, "字体文件不能使用", "字体须为 .ttf、.otf 或 .ttc 文件，带 Unicode 字符表和字形轮廓，字重固定。字体集（.ttc）用 index 指明第几个，第一个为 0。";
    EMBEDDING_FORBIDDEN = "E0502", Error, "字体不允许嵌入", "字体文件自带的许可标记（OS/2 表的 fsType）禁止把字形嵌入文档。归档用的 PDF 必须嵌入全部字形，因此不能使用这一字体。";
}
