//! The house's rules (docs/architecture.md), held against the source: who imports whom, what may not stand where.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Rooms that only know each other.
const GROUND: &[&str] = &["unit", "digest", "diag", "text", "standard", "font"];
/// What flows through the house; a noun knows the nouns before it that are listed in [`may_import`].
const NOUNS: &[&str] = &["model", "document", "page", "lock"];
/// What turns one noun into the next; verbs do not know each other.
const VERBS: &[&str] = &[
    "archive", "check", "template", "layout", "export", "import", "inspect",
];
/// Puts the verbs one behind the other.
const FLOW: &[&str] = &["make"];
/// Touches the world.
const SHELL: &[&str] = &["cli"];

fn may_import(room: &str, other: &str) -> bool {
    if room == other || GROUND.contains(&other) {
        return true;
    }
    match room {
        "model" | "page" => other == "document",
        // it measures what stands in a file, so it must not see what was meant to stand there
        "inspect" => false,
        r if VERBS.contains(&r) => NOUNS.contains(&other),
        r if FLOW.contains(&r) => NOUNS.contains(&other) || VERBS.contains(&other),
        r if SHELL.contains(&r) => true,
        _ => false,
    }
}

#[test]
fn arrows_point_one_way() {
    let mut wrong = Vec::new();
    for file in sources() {
        let room = room_of(&file);
        if room == "lib" || room == "main" {
            continue;
        }
        for other in imports(&production(&file)) {
            if !may_import(&room, &other) {
                wrong.push(format!("{}: {room} → {other}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "wrong arrows:\n{}", wrong.join("\n"));
}

#[test]
fn every_room_is_known() {
    let known: BTreeSet<&str> = [GROUND, NOUNS, VERBS, FLOW, SHELL, &["lib", "main"]]
        .concat()
        .into_iter()
        .collect();
    let rooms: BTreeSet<String> = sources().iter().map(|f| room_of(f)).collect();
    let unknown: Vec<_> = rooms.iter().filter(|r| !known.contains(r.as_str())).collect();
    assert!(
        unknown.is_empty(),
        "rooms that docs/architecture.md does not know: {unknown:?}"
    );
}

#[test]
fn the_writers_do_not_know_each_other() {
    for (here, there) in [("pdf", "export::xlsx"), ("xlsx", "export::pdf")] {
        for file in sources()
            .iter()
            .filter(|f| f.starts_with(root().join("src/export").join(here)))
        {
            assert!(
                !production(file).contains(there),
                "{} knows {there}",
                file.display()
            );
        }
    }
}

#[test]
fn only_the_shell_touches_the_world() {
    let world = [
        "std::fs",
        "std::env",
        "std::process",
        "SystemTime",
        "Instant::now",
        "Zoned::now",
        "println!",
        "print!(",
    ];
    for file in sources()
        .iter()
        .filter(|f| !["cli", "main"].contains(&room_of(f).as_str()))
    {
        let text = production(file);
        let code = text.lines().filter(|l| !l.trim_start().starts_with("//"));
        for line in code {
            let touched = world.iter().find(|w| line.contains(*w));
            assert!(touched.is_none(), "{} touches the world: {line}", file.display());
        }
    }
}

#[test]
fn layout_has_no_sentences() {
    // messages of diagnostics are no part of the paper; the standard's fixed words stand in one file, the findings in another
    for file in sources()
        .iter()
        .filter(|f| room_of(f) == "layout" && !f.ends_with("words.rs") && !f.ends_with("findings.rs"))
    {
        for line in production(file)
            .lines()
            .filter(|l| !l.trim_start().starts_with("//"))
        {
            let quoted = line.split('"').nth(1).unwrap_or_default();
            let han = quoted
                .chars()
                .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
                .count();
            let message = ["Diagnostic", "format!", ".help(", "concat!", "clause("]
                .iter()
                .any(|m| line.contains(m));
            assert!(
                han < 4 || message,
                "{}: a sentence in layout: {line}",
                file.display()
            );
        }
    }
}

#[test]
fn templates_have_no_lengths() {
    for file in files(&root().join("templates"), "xml") {
        let text = fs::read_to_string(&file).unwrap();
        for unit in ["mm", "pt\"", "px", "cm\"", "em\""] {
            let found = text
                .match_indices(unit)
                .any(|(i, _)| text[..i].ends_with(|c: char| c.is_ascii_digit()));
            assert!(!found, "{} has a length in {unit}", file.display());
        }
    }
}

#[test]
fn files_are_short() {
    for file in sources().into_iter().chain(files(&root().join("tests"), "rs")) {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= 800, "{}: {lines} lines", file.display());
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<PathBuf> {
    let mut sources = files(&root().join("src"), "rs");
    // unit tests in a file of their own
    sources.retain(|file| !file.ends_with("tests.rs"));
    sources
}

fn files(dir: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// `src/layout/line/mod.rs` and `src/layout.rs` are both of the room `layout`.
fn room_of(file: &Path) -> String {
    let within = file.strip_prefix(root().join("src")).unwrap();
    let first = within.components().next().unwrap().as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// The text before the unit tests.
fn production(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    text.split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// Rooms named as `crate::room`, also within braces.
fn imports(text: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for line in text.lines().filter(|l| !l.trim_start().starts_with("//")) {
        for (at, _) in line.match_indices("crate::") {
            let rest = &line[at + "crate::".len()..];
            let rest = rest.strip_prefix('{').unwrap_or(rest);
            let word: String = rest
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect();
            // a macro or a constant at the root is no room
            if word.chars().next().is_some_and(|c| c.is_ascii_lowercase())
                && !rest[word.len()..].starts_with('!')
            {
                rooms.insert(word);
            }
        }
    }
    rooms
}
