//! `tongbao import`: a workbook becomes a workspace.

use std::path::Path;

use crate::diag::code::shape;
use crate::diag::{Diagnostic, Sink, Sources};
use crate::import::{Form, ImportOptions, Imported, workbook};

use super::args::{ImportArgs, ImportForm};
use super::disk::{self, Staged};
use super::{Ending, Ui, say};

pub(super) fn run(args: &ImportArgs, ui: &Ui) -> Ending {
    let mut sink = Sink::new();
    let imported = match import(args, &mut sink) {
        Ok(imported) => imported,
        Err(diagnostic) => return ui.refuse(diagnostic),
    };
    let ending = ui.report(&sink.into_sorted(), &Sources::new(), false);
    let Some(imported) = imported.filter(|_| ending == Ending::Fine) else {
        return ending.max(Ending::Wrong);
    };
    if let Err(diagnostic) = write(&args.into, &imported) {
        return ui.refuse(diagnostic);
    }
    imported.summary.iter().for_each(|line| say(&format!("{line}\n")));
    let dir = args.into.display();
    say(&format!(
        "已写入 {dir}，共 {} 个文件。下一步：tongbao build {dir}\n",
        imported.files.len()
    ));
    Ending::Fine
}

fn import(args: &ImportArgs, sink: &mut Sink) -> Result<Option<Imported>, Diagnostic> {
    disk::must_be_empty(&args.into)?;
    let name = |path: &Path| {
        path.file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    let table = disk::read(&args.table)?;
    let notice = args.text.as_deref().map(notice).transpose()?;
    let form = match args.form {
        ImportForm::Table => Form::Table,
        ImportForm::Prose => Form::Prose,
    };
    let options = ImportOptions {
        title: args.title.clone(),
        period: args.period.clone(),
        notice,
        form,
    };
    Ok(workbook(&name(&args.table), &table, &options, sink))
}

/// The notice's text, without a byte order mark.
fn notice(path: &Path) -> Result<String, Diagnostic> {
    let text = String::from_utf8(disk::read(path)?).map_err(|_| {
        Diagnostic::new(shape::NOT_UTF8, format!("{} 不是 UTF-8 编码", path.display()))
            .help("在编辑器中另存为 UTF-8 编码的纯文本")
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn write(dir: &Path, imported: &Imported) -> Result<(), Diagnostic> {
    let mut staged = Staged::default();
    for (name, text) in &imported.files {
        staged.write(&dir.join(name), text.as_bytes())?;
    }
    staged.commit()
}
