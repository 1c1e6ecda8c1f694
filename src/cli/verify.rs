//! `tongbao verify`: whether files are what their data give, byte for byte, and where not, why.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::Path;

use crate::archive::{Archive, File, difference, pack};
use crate::digest::sha256;
use crate::font::Fonts;
use crate::lock::{BUNDLED, Entry, Lock, VERSION};

use super::again::{Again, Open, Remade, fonts_lacking};
use super::args::VerifyArgs;
use super::crew::{self, Done, Steps};
use super::disk;
use super::inputs::{self, Inputs};
use super::many::Run;
use super::session::Session;
use super::stock::Stock;
use super::tasks::{self, Takes, Task};
use super::verdict::{Counts, Finding, Verdict};
use super::{Ending, Ui, say};

/// Version of the JSON's shape: a key may be added, none is taken away or changed without a new version.
const SHAPE: u32 = 1;

pub(super) fn run(args: &VerifyArgs, ui: &Ui) -> Ending {
    let (tasks, refused) = tasks::of(&args.paths, Takes::Archives, args.many.shard);
    let refused = refused.into_iter().map(|one| ui.refuse(one)).max();
    let steps = Verifying {
        again: Again {
            office: args.office.as_deref(),
            stock: Stock::default(),
        },
        run: Run::new(&tasks, None, args.many.fail_fast),
    };
    let mut counts = Counts::default();
    let mut told = Telling {
        json: args.json,
        first: true,
    };
    told.begin();
    crew::run(&steps, &tasks, |found: Vec<Finding>| {
        steps.run.bar.suspend(|| {
            for finding in found {
                counts.add(finding.verdict);
                told.finding(&finding);
            }
        });
    });
    steps.run.bar.finish_and_clear();
    told.end(&counts);
    let all_same = counts.of(Verdict::Identical) == counts.all();
    let ending = if all_same { Ending::Fine } else { Ending::Wrong };
    refused.unwrap_or(Ending::Fine).max(ending)
}

/// Words for people, or one JSON object written as it comes.
struct Telling {
    json: bool,
    first: bool,
}

impl Telling {
    fn begin(&self) {
        if self.json {
            say(&format!("{{\"version\": {SHAPE}, \"documents\": ["));
        }
    }

    fn finding(&mut self, finding: &Finding) {
        if self.json {
            let comma = if self.first { "\n" } else { ",\n" };
            say(&format!("{comma}{}", finding.json()));
        } else {
            say(&finding.lines());
        }
        self.first = false;
    }

    fn end(&self, counts: &Counts) {
        if self.json {
            say(&format!("\n], \"counts\": {}}}\n", counts.json()));
        } else if counts.all() != 1 {
            say(&counts.line());
        }
    }
}

struct Verifying<'a> {
    again: Again<'a>,
    run: Run,
}

impl Steps for Verifying<'_> {
    type Task = Task;
    type Open = (Open, String);
    type Made = Infallible;
    type Part = Finding;
    type Said = Vec<Finding>;

    fn open(&self, task: &Task) -> (Self::Open, usize) {
        let (open, documents) = self.again.open(task);
        ((open, task.path.display().to_string()), documents)
    }

    fn make(&self, (open, path): &Self::Open, n: usize) -> Done<Infallible, Finding> {
        let finding = match open {
            Open::Broken(verdict, words) => Finding {
                path: path.clone(),
                verdict: *verdict,
                causes: vec![words.clone()],
                made_by: None,
            },
            Open::Archive(archive, session, digest) => {
                let case = of_archive(archive, session, open, digest);
                case.close(path.clone())
            }
            Open::Workspace(session, wanted) => of_circular(path, wanted, session, open, n),
        };
        if finding.verdict != Verdict::Identical {
            self.run.fail();
        }
        self.run.bar.inc(1);
        Done::All(finding)
    }

    fn keep(&self, _: &Self::Open, made: Infallible) -> Finding {
        match made {}
    }

    fn close(&self, _: &Task, _: Self::Open, parts: Vec<Option<Finding>>) -> Vec<Finding> {
        parts.into_iter().flatten().collect()
    }

    fn halted(&self) -> bool {
        self.run.halted()
    }
}

fn of_archive(archive: &Archive, session: &Session, open: &Open, digest: &str) -> Case {
    let mut case = Case::of(Some(&archive.lock));
    case.strays(archive);
    case.inputs(&archive.lock, |entry| archive.inputs.get(&entry.file).cloned());
    case.fonts(&archive.lock, &session.world.fonts);
    if case.may_remake()
        && let Some(remade) = open.remake(0, None)
    {
        case.outputs(&remade, &archive.outputs);
        case.table(archive, &remade, digest);
    }
    case
}

fn of_circular(root: &str, wanted: &[String], session: &Session, open: &Open, n: usize) -> Finding {
    let file = wanted.get(n).map_or("", String::as_str);
    let path = Path::new(root).join(file).display().to_string();
    let Some(remade) = open.remake(n, None) else {
        return Case::of(None).close(path);
    };
    let dir = remade.dir.clone().unwrap_or_default();
    let mut case = Case::of(remade.lock.as_ref());
    let mut names: Vec<String> = remade
        .made
        .iter()
        .flat_map(|made| made.files.iter())
        .map(|f| f.name.clone())
        .collect();
    names.extend(
        remade
            .lock
            .iter()
            .flat_map(|lock| lock.outputs.iter())
            .map(|entry| entry.file.clone()),
    );
    let found = names.into_iter().filter_map(|name| {
        let bytes = disk::read(&dir.join(&name)).ok()?;
        Some((name, bytes))
    });
    let found: BTreeMap<String, Vec<u8>> = found.collect();
    // what has been changed without a trace in the outputs is no difference: they are what the data give
    if !same(&remade, &found) {
        if let Some(lock) = &remade.lock {
            let now = session.workspace.as_ref().zip(session.circular(file));
            let now = now.map(|(workspace, circular)| inputs::of(session, workspace, circular));
            case.inputs_now(lock, &now.unwrap_or_default());
            case.fonts(lock, &session.world.fonts);
        }
        case.outputs(&remade, &found);
    }
    case.close(path)
}

fn same(remade: &Remade, found: &BTreeMap<String, Vec<u8>>) -> bool {
    let is = |file: &File| found.get(&file.name) == Some(&file.bytes);
    let made = remade.made.as_ref();
    made.is_ok_and(|made| made.files.iter().all(is) && made.files.len() == found.len())
}

/// A document under examination (验证中的一份).
struct Case {
    made_by: Option<String>,
    other_version: bool,
    /// What has been changed: the first is the first cause.
    changed: Vec<String>,
    /// Faces that are not there.
    lacking: Vec<String>,
    /// What may come of another version of the program.
    version: Vec<String>,
}

impl Case {
    fn of(lock: Option<&Lock>) -> Self {
        let made_by = lock.map(|lock| lock.tongbao.clone());
        Self {
            other_version: made_by.as_ref().is_some_and(|version| version != VERSION),
            made_by,
            changed: Vec::new(),
            lacking: Vec::new(),
            version: Vec::new(),
        }
    }

    fn strays(&mut self, archive: &Archive) {
        let strays = archive
            .strays
            .iter()
            .map(|name| format!("多出 {name}，不在锁定表中"));
        self.changed.extend(strays);
    }

    fn inputs(&mut self, lock: &Lock, bytes: impl Fn(&Entry) -> Option<Vec<u8>>) {
        for entry in &lock.inputs {
            if bytes(entry).is_none_or(|bytes| !entry.fits(&bytes)) {
                let words = format!("{}“{}”被改动，与锁定表的摘要不符", entry.what, entry.file);
                self.changed.push(words);
            }
        }
    }

    /// Inputs of a workspace against the table of its outputs.
    fn inputs_now(&mut self, lock: &Lock, now: &Inputs) {
        for entry in &lock.inputs {
            match now.all().find(|file| file.entry.file == entry.file) {
                None => self
                    .changed
                    .push(format!("{}“{}”已不在所据之列", entry.what, entry.file)),
                Some(file) if !entry.fits(&file.bytes) => {
                    let words = format!("{}“{}”在生成之后改过", entry.what, entry.file);
                    self.changed.push(words);
                }
                Some(_) => {}
            }
        }
        let known = |file: &Entry| lock.inputs.iter().any(|entry| entry.file == file.file);
        let fresh = now.all().map(|file| &file.entry).filter(|file| !known(file));
        let fresh = fresh.map(|file| format!("新增了{}“{}”", file.what, file.file));
        self.changed.extend(fresh);
    }

    fn fonts(&mut self, lock: &Lock, fonts: &Fonts) {
        for (entry, replaced) in fonts_lacking(lock, fonts) {
            match (entry.maker == BUNDLED, replaced) {
                (true, _) => self.version.push(format!("内置字体“{}”与当时不同", entry.name)),
                (false, true) => self.changed.push(format!("字体“{}”与当时不同", entry.name)),
                (false, false) => self.lacking.push(format!(
                    "没有字体“{}”（{}），用 --office 指明有它的工作区",
                    entry.name, entry.postscript
                )),
            }
        }
    }

    /// Without its inputs or its faces there is nothing to compare with.
    fn may_remake(&self) -> bool {
        self.changed.is_empty() && self.lacking.is_empty()
    }

    fn outputs(&mut self, remade: &Remade, found: &BTreeMap<String, Vec<u8>>) {
        let made = match &remade.made {
            Ok(made) => made,
            Err(reason) => {
                let words = format!("由数据生成不出：{reason}");
                return self.may_be_version(words);
            }
        };
        let lock = remade.lock.as_ref();
        for file in &made.files {
            let entry = lock.and_then(|lock| lock.outputs.iter().find(|entry| entry.file == file.name));
            let Some(bytes) = found.get(&file.name) else {
                let words = format!("没有成品 {}", file.name);
                self.changed.push(words);
                continue;
            };
            let Some(place) = difference(&file.name, bytes, &file.bytes) else {
                if entry.is_some_and(|entry| !entry.fits(bytes)) {
                    self.changed.push(format!("锁定表中 {} 的摘要被改动", file.name));
                }
                continue;
            };
            match entry {
                Some(entry) if entry.fits(bytes) => {
                    self.may_be_version(format!("{} 与数据不符：{place}", file.name));
                }
                Some(_) => self.changed.push(format!("{} 被改动：{place}", file.name)),
                None => self.changed.push(format!("{} 与数据不符：{place}", file.name)),
            }
        }
        let more = found
            .keys()
            .filter(|name| made.files.iter().all(|file| file.name != **name));
        for name in more {
            self.may_be_version(format!("由数据不会生成 {name}"));
        }
    }

    /// What the archive says of itself, where this program would say the same.
    fn table(&mut self, archive: &Archive, remade: &Remade, digest: &str) {
        let Ok(made) = &remade.made else { return };
        if self.other_version || !self.may_remake() || !self.version.is_empty() {
            return;
        }
        let mut own = made.lock.clone();
        own.options.strict = archive.lock.options.strict;
        if own != archive.lock {
            self.changed
                .push("锁定表（lock.toml）被改动：元数据、选项或字体与数据不符".to_owned());
        }
        if archive.readme.as_deref() != Some(archive.own_readme().as_bytes()) {
            self.changed.push("说明.txt 被改动".to_owned());
        }
        let packed = pack(&archive.lock, made.inputs.packed(), &made.files);
        if self.may_remake() && packed.is_ok_and(|bytes| sha256(&bytes) != digest) {
            self.changed
                .push("压缩包被改动或重新打包过；其中各文件内容相符".to_owned());
        }
    }

    fn may_be_version(&mut self, words: String) {
        if self.other_version {
            self.version.push(words);
        } else {
            self.changed.push(words);
        }
    }

    fn close(mut self, path: String) -> Finding {
        let verdict = match () {
            () if !self.changed.is_empty() => Verdict::Differs,
            () if !self.lacking.is_empty() => Verdict::NoFont,
            () if !self.version.is_empty() => Verdict::OtherVersion,
            () => Verdict::Identical,
        };
        let made_by = self.made_by.clone();
        if verdict == Verdict::OtherVersion {
            let then = made_by.as_deref().unwrap_or_default();
            let words =
                format!("由 tongbao {then} 生成，现用 {VERSION}；用 {then} 验证可得确论，字节变化见更新记录");
            self.version.insert(0, words);
        }
        let mut causes = self.changed;
        causes.append(&mut self.lacking);
        causes.append(&mut self.version);
        Finding {
            path,
            verdict,
            causes,
            made_by,
        }
    }
}
