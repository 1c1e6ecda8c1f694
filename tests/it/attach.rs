//! Archive PDFs (PDF/A-3a): the data that made a circular goes with it, whole and nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use lopdf::{Dictionary, Document, Object};
use md5::{Digest, Md5};
use tempfile::TempDir;

use crate::support;

fn tongbao(dir: &Path, args: &[&str]) -> (i32, String) {
    let (code, out, err) = support::tongbao(dir, args);
    (code, out + &err)
}

/// A file as the PDF carries it.
struct Carried {
    specification: Dictionary,
    stream: Dictionary,
    bytes: Vec<u8>,
}

impl Carried {
    fn name(&self, key: &[u8]) -> String {
        String::from_utf8(self.specification.get(key).unwrap().as_name().unwrap().to_vec()).unwrap()
    }

    fn words(&self, key: &[u8]) -> String {
        lopdf::decode_text_string(self.specification.get(key).unwrap()).unwrap()
    }

    fn param(&self, key: &[u8]) -> &Object {
        self.stream
            .get(b"Params")
            .unwrap()
            .as_dict()
            .unwrap()
            .get(key)
            .unwrap()
    }
}

/// The files that a PDF carries by the names in its tree, which is sorted as the standard wants (ISO 32000-1 7.9.6),
/// and which its catalog calls its own.
fn carried(pdf: &[u8]) -> BTreeMap<String, Carried> {
    let document = Document::load_mem(pdf).unwrap();
    let catalog = document.catalog().unwrap();
    let Ok(names) = catalog.get(b"Names") else {
        assert!(catalog.get(b"AF").is_err());
        return BTreeMap::new();
    };
    let tree = names
        .as_dict()
        .unwrap()
        .get(b"EmbeddedFiles")
        .unwrap()
        .as_dict()
        .unwrap();
    let pairs = tree.get(b"Names").unwrap().as_array().unwrap().as_chunks::<2>().0;
    let keys: Vec<&[u8]> = pairs.iter().map(|[key, _]| key.as_str().unwrap()).collect();
    assert!(keys.is_sorted() && !keys.is_empty());
    let own: Vec<&Object> = catalog.get(b"AF").unwrap().as_array().unwrap().iter().collect();
    assert_eq!(own, pairs.iter().map(|[_, file]| file).collect::<Vec<_>>());
    pairs
        .iter()
        .map(|[key, file]| {
            let specification = document
                .get_dictionary(file.as_reference().unwrap())
                .unwrap()
                .clone();
            let files = specification.get(b"EF").unwrap().as_dict().unwrap();
            assert_eq!(files.get(b"F").unwrap(), files.get(b"UF").unwrap());
            let stream = document
                .get_object(files.get(b"F").unwrap().as_reference().unwrap())
                .unwrap();
            let stream = stream.as_stream().unwrap();
            let bytes = stream
                .decompressed_content()
                .unwrap_or_else(|_| stream.content.clone());
            let carried = Carried {
                specification,
                stream: stream.dict.clone(),
                bytes,
            };
            (lopdf::decode_text_string(key).unwrap(), carried)
        })
        .collect()
}

fn write(workspace: &Path, name: &str, bytes: &[u8]) {
    let path = workspace.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn read(workspace: &Path, name: &str) -> Vec<u8> {
    fs::read(workspace.join(name)).unwrap()
}

/// A starter with all that can be carried, and with some things that must not be.
fn workspace() -> (TempDir, std::path::PathBuf) {
    let dir = TempDir::new().unwrap();
    assert_eq!(tongbao(dir.path(), &["new", "清溪县"]).0, 0);
    let workspace = dir.path().join("清溪县");
    let seal = support::root().join("examples/quarterly/images/seal.png");
    write(&workspace, "图片/印章.png", &fs::read(seal).unwrap());
    let office = String::from_utf8(read(&workspace, "tongbao.toml")).unwrap();
    let office = office.replacen(
        "[[units]]",
        "[office.seal]\nfile = \"图片/../图片/印章.png\"\n[[units]]",
        1,
    );
    write(&workspace, "tongbao.toml", office.as_bytes());
    let builtin = fs::read(support::root().join("templates/quarterly.xml")).unwrap();
    write(&workspace, "templates/quarterly.xml", &builtin);
    // as the editor of another system saves it: the byte order mark and the line ends are the file's own
    let progress = String::from_utf8(read(&workspace, "progress/2026-Q3.toml")).unwrap();
    let progress = format!("\u{FEFF}{}", progress.replace('\n', "\r\n"));
    write(&workspace, "progress/2026-Q3.toml", progress.as_bytes());
    // of another circular, of another period, of nobody
    let circular = String::from_utf8(read(&workspace, "circulars/2026-Q3.toml")).unwrap();
    write(
        &workspace,
        "circulars/另一份.toml",
        circular.replace("serial = 9", "serial = 10").as_bytes(),
    );
    write(
        &workspace,
        "progress/2025-Q1.toml",
        b"period = \"2025-Q1\"\n[tasks]\n",
    );
    write(&workspace, "notes.txt", b"none of their business");
    (dir, workspace)
}

const INPUTS: [&str; 6] = [
    "circulars/2026-Q3.toml",
    "progress/2026-Q3.toml",
    "projects/2026.toml",
    "templates/quarterly.xml",
    "tongbao.toml",
    "图片/印章.png",
];

#[test]
fn the_archive_carries_what_it_was_made_from() {
    let (_dir, workspace) = workspace();
    let (code, words) = tongbao(&workspace, &["build", "circulars/2026-Q3.toml", "--attach-data"]);
    assert_eq!(code, 0, "{words}");
    assert!(words.contains("附 7 个文件"), "{words}");
    let found = carried(&read(&workspace, "out/2026-Q3.pdf"));
    let mut names: Vec<&str> = INPUTS.to_vec();
    names.push("2026-Q3.xlsx");
    names.sort_unstable();
    assert_eq!(found.keys().collect::<Vec<_>>(), names);
    for name in INPUTS {
        assert!(found[name].bytes == read(&workspace, name), "{name}");
        assert_eq!(found[name].name(b"AFRelationship"), "Source");
    }
    let sheet = &found["2026-Q3.xlsx"];
    assert!(sheet.bytes == read(&workspace, "out/2026-Q3.xlsx"));
    assert_eq!(sheet.name(b"AFRelationship"), "Data");
    for (name, file) in &found {
        assert_eq!((&file.words(b"F"), &file.words(b"UF")), (name, name));
        assert!(!file.words(b"Desc").is_empty());
        assert_eq!(
            file.param(b"Size").as_i64().unwrap(),
            i64::try_from(file.bytes.len()).unwrap()
        );
        assert_eq!(
            file.param(b"CheckSum").as_str().unwrap(),
            &Md5::digest(&file.bytes)[..]
        );
        assert_eq!(
            file.param(b"ModDate").as_str().unwrap(),
            b"D:20261012000000+08'00'"
        );
        assert!(
            file.stream
                .get(b"Subtype")
                .unwrap()
                .as_name()
                .unwrap()
                .contains(&b'/')
        );
    }
    assert_eq!(found["projects/2026.toml"].words(b"Desc"), "项目清单");
}

/// What the archive carries is enough to make it again, and the same bytes come out.
#[test]
fn an_archive_makes_itself_again() {
    let (dir, workspace) = workspace();
    let build = ["build", "circulars/2026-Q3.toml", "--attach-data"];
    assert_eq!(tongbao(&workspace, &build).0, 0);
    let pdf = read(&workspace, "out/2026-Q3.pdf");
    let again = dir.path().join("again");
    for (name, file) in carried(&pdf) {
        write(&again, &name, &file.bytes);
    }
    let (code, words) = tongbao(&again, &build);
    assert_eq!(code, 0, "{words}");
    assert!(read(&again, "out/2026-Q3.pdf") == pdf);
}

#[test]
fn the_part_of_the_standard_follows_the_data() {
    let (_dir, workspace) = workspace();
    let part = |args: &[&str]| {
        assert_eq!(
            tongbao(&workspace, &[&["build", "circulars/2026-Q3.toml"], args].concat()).0,
            0
        );
        let pdf = read(&workspace, "out/2026-Q3.pdf");
        let xmp = String::from_utf8_lossy(&pdf).into_owned();
        let (_, rest) = xmp.split_once("<pdfaid:part>").unwrap();
        (rest[..1].to_owned(), carried(&pdf).len())
    };
    assert_eq!(part(&[]), ("2".to_owned(), 0));
    assert_eq!(part(&["--attach-data"]), ("3".to_owned(), 7));
    // the table is data, whether a file of its own is wanted or not; the notice alone shows no table
    fs::remove_file(workspace.join("out/2026-Q3.xlsx")).unwrap();
    assert_eq!(part(&["--attach-data", "--formats", "pdf"]), ("3".to_owned(), 7));
    assert!(!workspace.join("out/2026-Q3.xlsx").exists());
    assert_eq!(part(&["--attach-data", "--only", "notice"]), ("3".to_owned(), 6));
}

#[test]
fn the_settings_ask_for_it_as_well() {
    let (_dir, workspace) = workspace();
    let office = String::from_utf8(read(&workspace, "tongbao.toml")).unwrap();
    let asked = office.replacen("#attach_data = true", "attach_data = true", 1);
    assert_ne!(office, asked);
    write(&workspace, "tongbao.toml", asked.as_bytes());
    assert_eq!(tongbao(&workspace, &["build", "."]).0, 0);
    assert_eq!(carried(&read(&workspace, "out/2026-Q3.pdf")).len(), 7);
    // each circular its own
    let other = carried(&read(&workspace, "out/另一份.pdf"));
    assert!(other.contains_key("circulars/另一份.toml") && !other.contains_key("circulars/2026-Q3.toml"));
}

#[test]
fn data_without_a_pdf_is_refused() {
    let (_dir, workspace) = workspace();
    let (code, words) = tongbao(&workspace, &["build", ".", "--formats", "xlsx", "--attach-data"]);
    assert_eq!(code, 2, "{words}");
    assert!(words.contains("E0908"), "{words}");
    assert!(!workspace.join("out").exists());
    // the settings against themselves; the command may ask for other formats than they
    let office = String::from_utf8(read(&workspace, "tongbao.toml")).unwrap();
    let office = office.replacen("#attach_data = true", "attach_data = true", 1);
    write(&workspace, "tongbao.toml", office.as_bytes());
    assert_eq!(tongbao(&workspace, &["build", ".", "--formats", "xlsx"]).0, 0);
    let office = office.replacen("formats = [\"pdf\", \"xlsx\"]", "formats = [\"xlsx\"]", 1);
    write(&workspace, "tongbao.toml", office.as_bytes());
    assert_eq!(tongbao(&workspace, &["build", "."]).0, 2);
}

#[test]
fn what_lies_outside_stays_outside() {
    let (dir, workspace) = workspace();
    fs::rename(workspace.join("图片/印章.png"), dir.path().join("印章.png")).unwrap();
    let office = String::from_utf8(read(&workspace, "tongbao.toml")).unwrap();
    let office = office.replacen("图片/../图片/印章.png", "../印章.png", 1);
    write(&workspace, "tongbao.toml", office.as_bytes());
    let (code, words) = tongbao(&workspace, &["build", "circulars/2026-Q3.toml", "--attach-data"]);
    assert_eq!(code, 0, "{words}");
    assert!(
        words.contains("W0909") && words.contains("../印章.png"),
        "{words}"
    );
    let found = carried(&read(&workspace, "out/2026-Q3.pdf"));
    assert!(
        found.keys().all(|name| !name.contains("印章")),
        "{:?}",
        found.keys()
    );
    assert_eq!(found.len(), 6);
}

#[cfg(unix)]
#[test]
fn a_link_to_the_outside_stays_outside() {
    let (dir, workspace) = workspace();
    let list = workspace.join("projects/2026.toml");
    fs::rename(&list, dir.path().join("2026.toml")).unwrap();
    std::os::unix::fs::symlink(dir.path().join("2026.toml"), &list).unwrap();
    let (code, words) = tongbao(&workspace, &["build", "circulars/2026-Q3.toml", "--attach-data"]);
    assert_eq!(code, 0, "{words}");
    assert!(words.contains("W0909"), "{words}");
    assert!(!carried(&read(&workspace, "out/2026-Q3.pdf")).contains_key("projects/2026.toml"));
}
