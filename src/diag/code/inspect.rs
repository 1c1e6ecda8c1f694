//! 11: PDF files inspected (检验).

super::codes! {
    NOT_PDF = "E1101", Error, "不是 PDF 文件", "tongbao inspect 只读 PDF 文件。Word、WPS、OFD 等文件请先导出为 PDF。",
        "tongbao inspect 通报.docx：请先导出为 PDF。";
    ENCRYPTED = "E1102", Error, "PDF 有打开密码", "加密的 PDF 读不出内容。请取消密码，另存一份再检验。只限制打印、复制而不用密码即可打开的文件可以检验。",
        "从办公系统下载的 PDF 设了打开密码。";
    DAMAGED = "E1103", Error, "PDF 已损坏", "文件的结构残缺，读不出内容。请重新导出，或用 PDF 阅读器打开后另存一份，再检验。",
        "从邮件下载了一半的文件。";
    NO_PAGES = "E1104", Error, "PDF 里没有页", "文件可以打开，但里面一页也没有，无可检验。请核对文件。",
        "只装附件、不含页面的 PDF 文件包。";
}
