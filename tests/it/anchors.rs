//! Places kept free for seals: `<name>.anchors.json` beside the PDF.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::support;

fn tongbao(dir: &Path, args: &[&str]) -> String {
    let (code, out, err) = support::tongbao(dir, args);
    let words = out + &err;
    assert_eq!(code, 0, "{words}");
    words
}

fn starter() -> (TempDir, std::path::PathBuf) {
    let dir = TempDir::new().unwrap();
    tongbao(dir.path(), &["new", "清溪县"]);
    let workspace = dir.path().join("清溪县");
    (dir, workspace)
}

fn replace(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{from} is not in {}", file.display());
    fs::write(file, text.replacen(from, to, 1)).unwrap();
}

fn anchors(file: &Path) -> Value {
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

fn add_seal(workspace: &Path) {
    let seal = support::root().join("examples/quarterly/images/seal.png");
    fs::copy(seal, workspace.join("seal.png")).unwrap();
    replace(
        &workspace.join("tongbao.toml"),
        "[[units]]",
        "[office.seal]\nfile = \"seal.png\"\n[[units]]",
    );
}

#[test]
fn a_free_place_is_told_and_a_pressed_one_is_not() {
    let (_dir, workspace) = starter();
    let words = tongbao(&workspace, &["build", ".", "-o", "there"]);
    assert!(words.contains("2026-Q3.anchors.json  印章位置"), "{words}");
    let file = workspace.join("there/2026-Q3.anchors.json");
    let told = anchors(&file);
    assert_eq!(told["file"], "2026-Q3.pdf");
    let [seal] = told["seals"].as_array().unwrap().as_slice() else {
        panic!("{told}");
    };
    assert_eq!(seal["office"], "清溪县人民政府督查室");
    let number = |place: &Value| place.as_f64().unwrap();
    let (mm, pt) = (
        &seal["center_mm_from_top_left"],
        &seal["center_pt_from_bottom_left"],
    );
    assert!((number(&mm["x"]) / 25.4 * 72.0 - number(&pt["x"])).abs() < 0.01);
    assert!(((297.0 - number(&mm["y"])) / 25.4 * 72.0 - number(&pt["y"])).abs() < 0.01);

    // the notice without its signature, and the seal as a picture: what was told is no longer so
    tongbao(&workspace, &["build", ".", "-o", "there", "--only", "annexes"]);
    assert!(!file.exists());
    tongbao(&workspace, &["build", ".", "-o", "there"]);
    assert_eq!(anchors(&file), told);
    // the PDF stays as it is, and so does what goes with it
    tongbao(&workspace, &["build", ".", "-o", "there", "--formats", "xlsx"]);
    assert_eq!(anchors(&file), told);
    add_seal(&workspace);
    tongbao(&workspace, &["build", ".", "-o", "there"]);
    assert!(!file.exists());
    let names = fs::read_dir(workspace.join("there")).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut left: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
    left.sort();
    assert_eq!(left, ["2026-Q3.pdf", "2026-Q3.xlsx"]);
}

/// In joint issue every office whose seal is no picture is told.
#[test]
fn of_several_offices_those_without_a_picture_are_told() {
    let (_dir, workspace) = starter();
    add_seal(&workspace);
    let circular = workspace.join("circulars/2026-Q3.toml");
    let joint = "\n[[joint]]\nname = \"清溪县财政局\"\n\n[[joint]]\nname = \"清溪县住房和城乡建设局\"\n";
    let text = fs::read_to_string(&circular).unwrap();
    fs::write(&circular, format!("{text}{joint}")).unwrap();
    tongbao(&workspace, &["build", "."]);
    let told = anchors(&workspace.join("out/2026-Q3.anchors.json"));
    let seals = told["seals"].as_array().unwrap();
    let offices: Vec<&str> = seals
        .iter()
        .map(|seal| seal["office"].as_str().unwrap())
        .collect();
    assert_eq!(offices, ["清溪县财政局", "清溪县住房和城乡建设局"]);
    assert_eq!(seals[0]["page"], seals[1]["page"]);
}
