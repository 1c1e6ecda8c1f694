//! The command line (命令行) as clap reads it; its help is Chinese throughout.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::model::file::Format;

use super::tasks::Shard;

/// Help in Chinese: clap's own headings are English.
const HELP: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

#[derive(Debug, Parser)]
#[command(
    name = "tongbao",
    version,
    about = "通报：由 TOML 数据生成符合 GB/T 9704—2012 的公文 PDF 与附件表 XLSX。\n数只录入一次，其余由它推出或与它核对。",
    after_help = "退出码：0 正常；1 文件内容有错；2 命令用错；3 程序出错。\n示例：tongbao new 清溪县 && tongbao build 清溪县",
    help_template = HELP,
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    override_usage = "tongbao 命令 [选项]",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    help_expected = true
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) common: Common,
}

/// What every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct Common {
    /// 显示帮助
    #[arg(short, long, action = clap::ArgAction::Help, global = true)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
    /// 何时用颜色：auto 终端上用（默认）、always、never
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "何时")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub(super) color: Color,
}

/// When messages are coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 新建工作区，各键都有中文注释，可直接 build
    #[command(help_template = HELP, override_usage = "tongbao new 目录")]
    New(NewArgs),
    /// 由现成的 Excel 进展表建立工作区
    #[command(help_template = HELP, override_usage = "tongbao import 表.xlsx --into 目录 [选项]")]
    Import(ImportArgs),
    /// 检查工作区，一次报出全部问题
    #[command(help_template = HELP, override_usage = "tongbao check [路径] [选项]")]
    Check(CheckArgs),
    /// 对照两期进展：每项任务有什么变化
    #[command(help_template = HELP, override_usage = "tongbao diff 上期 本期 [路径] [选项]")]
    Diff(DiffArgs),
    /// 生成公文 PDF 和附件表 XLSX
    #[command(help_template = HELP, override_usage = "tongbao build 公文.toml… [选项]")]
    Build(BuildArgs),
    /// 归档：成品、所据的数据和锁定表合为一个文件，日后可验证、可重新生成
    #[command(help_template = HELP, override_usage = "tongbao archive 公文.toml… [选项]")]
    Archive(ArchiveArgs),
    /// 验证归档件或工作区的成品：重新生成，逐字节比较
    #[command(help_template = HELP, override_usage = "tongbao verify 路径… [选项]")]
    Verify(VerifyArgs),
    /// 由归档件或工作区重新写出成品
    #[command(help_template = HELP, override_usage = "tongbao rebuild 路径… [选项]")]
    Rebuild(RebuildArgs),
    /// 列出各用途所用的字体，以及工作区中它们缺的字
    #[command(help_template = HELP, override_usage = "tongbao fonts [路径]")]
    Fonts(FontsArgs),
    /// 输出各类文件的 JSON Schema，供编辑器补全和检查
    #[command(help_template = HELP, override_usage = "tongbao schema [种类] [--into 目录]")]
    Schema(SchemaArgs),
    /// 量一量成品 PDF，逐条对照 GB/T 9704—2012
    #[command(help_template = HELP, override_usage = "tongbao inspect 文件.pdf… [选项]")]
    Inspect(InspectArgs),
    /// 解释一个诊断代码
    #[command(help_template = HELP, override_usage = "tongbao explain [代码]")]
    Explain(ExplainArgs),
}

#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct NewArgs {
    /// 新工作区的目录，须为空或不存在
    #[arg(help_heading = "参数", value_name = "目录")]
    pub(super) dir: PathBuf,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct ImportArgs {
    /// 进展表，.xlsx
    #[arg(help_heading = "参数", value_name = "表.xlsx")]
    pub(super) table: PathBuf,
    /// 写入的目录，须为空或不存在
    #[arg(long, value_name = "目录")]
    pub(super) into: PathBuf,
    /// 公文标题；不写则取第一张表的标题
    #[arg(long, value_name = "标题")]
    pub(super) title: Option<String>,
    /// 期，如 2024-Q2；不写则从表名推断
    #[arg(long, value_name = "期")]
    pub(super) period: Option<String>,
    /// 通报正文，纯文本，每行一段
    #[arg(long, value_name = "文件.txt")]
    pub(super) text: Option<PathBuf>,
    /// 排成表（table，默认）或分项文字（prose）
    #[arg(long = "as", value_enum, default_value_t = ImportForm::Table, value_name = "形式")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub(super) form: ImportForm,
}

/// How an imported list is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ImportForm {
    Table,
    Prose,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct CheckArgs {
    /// 工作区或其中的文件；默认当前目录
    #[arg(
        help_heading = "参数",
        value_name = "路径",
        default_value = ".",
        hide_default_value = true
    )]
    pub(super) path: PathBuf,
    /// 结果输出为 JSON，格式见 docs/checks.md
    #[arg(long)]
    pub(super) json: bool,
    /// 警告也算错误
    #[arg(long)]
    pub(super) strict: bool,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct DiffArgs {
    /// 上期，如 2024-Q1
    #[arg(help_heading = "参数", value_name = "上期")]
    pub(super) before: String,
    /// 本期，如 2024-Q2
    #[arg(help_heading = "参数", value_name = "本期")]
    pub(super) now: String,
    /// 工作区或其中的文件；默认当前目录
    #[arg(
        help_heading = "参数",
        value_name = "路径",
        default_value = ".",
        hide_default_value = true
    )]
    pub(super) path: PathBuf,
    /// 结果输出为 JSON，格式见 docs/checks.md
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct BuildArgs {
    /// 公文文件、工作区（其中全部公文），或放有工作区的目录
    #[arg(help_heading = "参数", value_name = "公文.toml", required = true)]
    pub(super) paths: Vec<PathBuf>,
    /// 输出目录；默认工作区的 out
    #[arg(short, long, value_name = "目录")]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) make: MakeArgs,
    /// 未变的也重新生成
    #[arg(long)]
    pub(super) force: bool,
    #[command(flatten)]
    pub(super) many: ManyArgs,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct ArchiveArgs {
    /// 公文文件、工作区（其中全部公文），或放有工作区的目录
    #[arg(help_heading = "参数", value_name = "公文.toml", required = true)]
    pub(super) paths: Vec<PathBuf>,
    /// 归档件写入此目录；默认工作区的 archive
    #[arg(long, value_name = "目录")]
    pub(super) into: Option<PathBuf>,
    #[command(flatten)]
    pub(super) make: MakeArgs,
    #[command(flatten)]
    pub(super) many: ManyArgs,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct VerifyArgs {
    /// 归档件、工作区、公文文件，或放有它们的目录
    #[arg(help_heading = "参数", value_name = "路径", required = true)]
    pub(super) paths: Vec<PathBuf>,
    /// 本单位的字体取自此工作区：归档件不带字体
    #[arg(long, value_name = "工作区")]
    pub(super) office: Option<PathBuf>,
    /// 结果输出为 JSON
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    pub(super) many: ManyArgs,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct RebuildArgs {
    /// 归档件、工作区、公文文件，或放有它们的目录
    #[arg(help_heading = "参数", value_name = "路径", required = true)]
    pub(super) paths: Vec<PathBuf>,
    /// 输出目录；默认归档件旁的同名目录、工作区的 out
    #[arg(short, long, value_name = "目录")]
    pub(super) out: Option<PathBuf>,
    /// 本单位的字体取自此工作区：归档件不带字体
    #[arg(long, value_name = "工作区")]
    pub(super) office: Option<PathBuf>,
    #[command(flatten)]
    pub(super) many: ManyArgs,
}

/// How many documents are gone through.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct ManyArgs {
    /// 一份失败就不再开始其余的；默认其余照做（--keep-going）
    #[arg(long)]
    pub(super) fail_fast: bool,
    /// 一份失败，其余照做（默认如此）
    #[arg(long, conflicts_with = "fail_fast")]
    keep_going: bool,
    /// 只做 N 片中的第 K 片，如 1/4；各机器分片一致，见 docs/scale.md
    #[arg(long, value_name = "K/N")]
    pub(super) shard: Option<Shard>,
}

/// What is made of a circular.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct MakeArgs {
    /// 输出格式：pdf、xlsx，用逗号隔开；默认两样
    #[arg(long, value_delimiter = ',', value_parser = format, value_name = "格式")]
    pub(super) formats: Vec<Format>,
    /// 只出正文（notice）或只出附件（annexes）
    #[arg(long, value_enum, value_name = "部分", hide_possible_values = true)]
    pub(super) only: Option<Only>,
    /// 把所据的 TOML、模板、图片和电子表格附在 PDF 中（PDF/A-3a），供归档
    #[arg(long)]
    pub(super) attach_data: bool,
    /// 警告也算错误
    #[arg(long)]
    pub(super) strict: bool,
}

/// Which part of a circular.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Only {
    Notice,
    Annexes,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct FontsArgs {
    /// 工作区或其中的文件；默认当前目录，不在工作区时只列内置字体
    #[arg(help_heading = "参数", value_name = "路径")]
    pub(super) path: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct SchemaArgs {
    /// 文件种类：tongbao、projects、progress、circulars；不写则全部
    #[arg(value_name = "种类", value_parser = ["tongbao", "projects", "progress", "circulars"], hide_possible_values = true)]
    pub(super) kind: Option<String>,
    /// 写入此目录，每类一个文件；不写则输出到屏幕
    #[arg(long, value_name = "目录")]
    pub(super) into: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct InspectArgs {
    /// PDF 文件，不论由什么软件生成
    #[arg(help_heading = "参数", value_name = "文件.pdf", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// 按此工作区的 [layout] 检验：本机关另定的尺寸代替标准的
    #[arg(long, value_name = "工作区")]
    pub(super) office: Option<PathBuf>,
    /// 输出 JSON，供其他程序读取
    #[arg(long)]
    pub(super) json: bool,
    /// 警告也算错误
    #[arg(long)]
    pub(super) strict: bool,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct ExplainArgs {
    /// 诊断代码，如 E0103；不写则列出全部
    #[arg(help_heading = "参数", value_name = "代码")]
    pub(super) code: Option<String>,
}

fn format(word: &str) -> Result<Format, String> {
    Format::from_key(word.trim()).ok_or_else(|| "格式只有 pdf 和 xlsx".to_owned())
}
