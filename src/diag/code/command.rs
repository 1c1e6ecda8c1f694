//! 09: commands (命令).

super::codes! {
    NO_WORKSPACE = "E0901", Error, "找不到工作区", "给出的路径及其上级目录中都没有 tongbao.toml。请在工作区内运行，或用 tongbao new 目录 新建一个。",
        "在桌面上运行 tongbao check，那里没有 tongbao.toml。";
    UNREADABLE = "E0902", Error, "文件读不出来", "文件不存在、没有读取权限，或读取中出错。",
        "progress/2026-Q3.toml 没有读取权限。";
    UNWRITABLE = "E0903", Error, "文件写不进去", "输出目录没有写入权限、磁盘已满，或同名文件正被别的程序打开。先前的输出未被改动。",
        "2026-Q3.xlsx 正在 Excel 中打开。";
    NOT_A_CIRCULAR = "E0904", Error, "不是公文文件", "build 只接受工作区 circulars 目录中的 .toml 文件，或整个工作区。",
        "tongbao build progress/2026-Q3.toml，应为 circulars/2026-Q3.toml。";
    OCCUPIED = "E0905", Error, "目录已有内容", "为免覆盖，new 和 import 只写入空目录或不存在的目录。",
        "tongbao new 清溪县，而 清溪县 里已有文件。";
    SAME_OUTPUT = "E0906", Error, "两份公文输出到同一文件", "同名的公文会互相覆盖。请改文件名，或分两次运行、用 -o 指定不同目录。",
        "甲县/circulars/2026-Q3.toml 和 乙县/circulars/2026-Q3.toml 都用 -o out。";
    NO_PDF = "E0908", Error, "没有 PDF 可附数据", "--attach-data（或 outputs.attach_data）把数据附在 PDF 中，而输出格式里没有 pdf。请去掉它，或在 --formats（或 outputs.formats）中加上 pdf。",
        "tongbao build . --formats xlsx --attach-data。";
    NOT_ATTACHED = "W0909", Warning, "有文件没有附入 PDF", "只附工作区内的文件：工作区外的（包括经链接到工作区外的）可能与公文无关，不随公文流出。请把文件移到工作区内。",
        "印章写作 file = \"../共用/seal.png\"。";
    NOT_ARCHIVED = "E0910", Error, "归档件不能自足", "归档件须装下这份公文所据的全部文件，工作区外的（包括经链接到工作区外的）放不进去，多年后就不能由它重新生成。请把文件移到工作区内。",
        "印章写作 file = \"../共用/seal.png\"。";
    NOT_REBUILT = "E0911", Error, "不能重新生成", "归档件损坏、缺本单位的字体（用 --office 指明），或其中的数据在本版本中有错。用 tongbao verify 查看原因；其余各份照做。",
        "2026-Q3.归档.zip 用了本单位的字体，而没有写 --office。";
    OUR_FAULT = "E0907", Error, "程序内部出错", "这是 tongbao 的错误，与数据无关。请把命令和数据发给维护者。",
        "请把命令和数据发给维护者。";
}
