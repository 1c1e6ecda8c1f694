//! `tongbao fonts`: which face serves which role, from where, and what it lacks for this workspace.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use crate::diag::Sources;
use crate::font::{Fonts, Maker, Role};

use super::args::FontsArgs;
use super::session::Session;
use super::{Ending, Ui, say};

/// How many lacking characters are printed for a role.
const SHOWN: usize = 40;

pub(super) fn run(args: &FontsArgs, ui: &Ui) -> Ending {
    let path = args.path.as_deref().unwrap_or(Path::new("."));
    match Session::open(path) {
        Ok(session) => {
            say(&listing(&session.world.fonts, &session.sources));
            let found = session.sink.into_sorted();
            let fonts: Vec<_> = found
                .into_iter()
                .filter(|d| d.code.id.starts_with("E05"))
                .collect();
            ui.report(&fonts, &session.sources, false)
        }
        Err(diagnostic) if args.path.is_some() => ui.refuse(diagnostic),
        Err(_) => {
            say(&listing(&Fonts::bundled(), &Sources::new()));
            Ending::Fine
        }
    }
}

/// A paragraph a role: its chain of faces, and the workspace's characters that its first face lacks.
fn listing(fonts: &Fonts, sources: &Sources) -> String {
    let used: BTreeSet<char> = sources
        .iter()
        .flat_map(|(_, s)| s.text.chars())
        .filter(|c| !c.is_control())
        .collect();
    let mut out = String::new();
    for role in Role::ALL {
        let _ = writeln!(out, "{}（{}）", role.term(), role.key());
        for (n, id) in fonts.chain(role).iter().enumerate() {
            let face = fonts.face(*id);
            let origin = match face.maker() {
                Maker::Bundled => "内置",
                Maker::Office => "本单位",
            };
            let place = if n == 0 { "首选" } else { "后备" };
            let _ = writeln!(
                out,
                "  {place}  {}（{}，{origin}）",
                face.name(),
                face.postscript_name()
            );
        }
        lacking(&mut out, fonts, role, &used);
    }
    out
}

fn lacking(out: &mut String, fonts: &Fonts, role: Role, used: &BTreeSet<char>) {
    let first = fonts.chain(role).first().copied();
    // Latin is asked for Latin only; the others for what a text of theirs would hold
    let asked = used.iter().filter(|c| role != Role::Latin || c.is_ascii());
    let (borrowed, none): (Vec<char>, Vec<char>) = asked
        .filter(|c| fonts.glyph(role, **c).map(|(id, _)| Some(id)) != Some(first))
        .partition(|c| fonts.glyph(role, **c).is_some());
    let borrowed: Vec<char> = borrowed.into_iter().filter(|c| !c.is_ascii()).collect();
    for (words, list) in [("首选缺、由后备补的字", borrowed), ("都没有的字", none)] {
        if list.is_empty() {
            continue;
        }
        let shown: String = list.iter().take(SHOWN).collect();
        let more = if list.len() > SHOWN {
            format!(" 等 {} 个", list.len())
        } else {
            String::new()
        };
        let _ = writeln!(out, "  {words}：{shown}{more}");
    }
}
