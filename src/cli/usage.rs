//! Wrong commands (命令用错) said in Chinese; clap's own messages are English.

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

/// Help or version text, or what was wrong with the command; and whether it was wrong.
pub(super) fn message(error: &Error) -> (String, bool) {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => (error.to_string(), false),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => (error.to_string(), true),
        kind => (
            format!("错误：{}\n提示：tongbao --help 显示用法\n", describe(kind, error)),
            true,
        ),
    }
}

fn describe(kind: ErrorKind, error: &Error) -> String {
    let arg = context(error, ContextKind::InvalidArg);
    match kind {
        ErrorKind::InvalidSubcommand => {
            format!(
                "没有 {} 这个命令{}",
                context(error, ContextKind::InvalidSubcommand),
                suggestion(error)
            )
        }
        ErrorKind::UnknownArgument => format!("不认识的选项或多余的参数 {arg}{}", suggestion(error)),
        ErrorKind::MissingRequiredArgument => format!("缺少 {arg}"),
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => invalid_value(&arg, error),
        ErrorKind::ArgumentConflict => format!("{arg} 重复，或与别的选项冲突"),
        ErrorKind::InvalidUtf8 => "命令中有不是 UTF-8 的文字".to_owned(),
        _ => format!("命令用错 {arg}").trim_end().to_owned(),
    }
}

fn invalid_value(arg: &str, error: &Error) -> String {
    let (value, valid) = (
        context(error, ContextKind::InvalidValue),
        context(error, ContextKind::ValidValue),
    );
    match (value.is_empty(), valid.is_empty()) {
        (true, _) => format!("{arg} 后缺少值"),
        // our own parsers say why, clap's own reason is English
        (false, true) => match std::error::Error::source(error) {
            Some(reason) if error.kind() == ErrorKind::ValueValidation => {
                format!("{arg} 不接受“{value}”：{reason}")
            }
            _ => format!("{arg} 不接受“{value}”"),
        },
        (false, false) => format!("{arg} 不接受“{value}”，可用：{valid}"),
    }
}

fn suggestion(error: &Error) -> String {
    let found = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg]
        .map(|kind| context(error, kind))
        .concat();
    if found.is_empty() {
        found
    } else {
        format!("，是否为 {found}？")
    }
}

fn context(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(word)) => word.clone(),
        Some(ContextValue::Strings(words)) => words.join("、"),
        _ => String::new(),
    }
}
