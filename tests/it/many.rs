//! Many documents: each exactly once, the same bytes however they are made, and nothing lost by what fails.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;
use tongbao::digest::sha256;

use crate::archive::example;
use crate::support;
use crate::support::tongbao;

/// A county with several circulars that all say the same.
fn province(counties: usize, circulars: usize) -> TempDir {
    let dir = TempDir::new().unwrap();
    assert_eq!(tongbao(dir.path(), &["new", "样本"]).0, 0);
    let sample = support::everything(&dir.path().join("样本"));
    fs::remove_dir_all(dir.path().join("样本")).unwrap();
    for county in 0..counties {
        let root = dir.path().join(format!("省/市{}/县{county}", county % 2));
        for file in &sample {
            let path = root.join(&file.name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, &file.bytes).unwrap();
        }
        let first = root.join("circulars/2026-Q3.toml");
        for n in 1..circulars {
            fs::copy(&first, root.join(format!("circulars/通报{n}.toml"))).unwrap();
        }
    }
    dir
}

/// Every output below `dir` and its digest.
fn outputs(dir: &Path) -> BTreeMap<String, String> {
    let files = support::everything(dir).into_iter();
    files
        .filter(|file| file.name.contains("/out/") && !file.name.contains("/.tongbao/"))
        .map(|file| (file.name, sha256(&file.bytes)))
        .collect()
}

fn run(dir: &Path, args: &[&str], env: &[(&str, &str)]) -> String {
    let mut command = Command::cargo_bin("tongbao").unwrap();
    command.current_dir(dir).args(args).envs(env.iter().copied());
    String::from_utf8(command.assert().success().get_output().stdout.clone()).unwrap()
}

/// The same documents in four processes of other time zones, locales, folders and numbers of threads.
#[test]
fn bytes_depend_on_nothing_but_the_data() {
    let surroundings: [&[(&str, &str)]; 4] = [
        &[("TZ", "UTC"), ("LC_ALL", "C"), ("RAYON_NUM_THREADS", "1")],
        &[
            ("TZ", "Asia/Shanghai"),
            ("LC_ALL", "zh_CN.UTF-8"),
            ("RAYON_NUM_THREADS", "2"),
        ],
        &[
            ("TZ", "America/New_York"),
            ("LANG", "tr_TR.UTF-8"),
            ("RAYON_NUM_THREADS", "7"),
        ],
        &[
            ("TZ", "Pacific/Kiritimati"),
            ("LANG", "de_DE"),
            ("USER", "someone"),
            ("HOME", "/"),
        ],
    ];
    let names = ["quarterly", "items", "opinions"];
    let mut all = Vec::new();
    for (n, env) in surroundings.into_iter().enumerate() {
        let here = TempDir::new().unwrap();
        let place = here.path().join("深".repeat(n + 1));
        for name in names {
            let (_dir, workspace) = example(name);
            fs::create_dir_all(place.join(name).parent().unwrap()).unwrap();
            fs::rename(&workspace, place.join(name)).unwrap();
        }
        let from = if n % 2 == 0 {
            place.as_path()
        } else {
            Path::new("/")
        };
        let target = place.to_str().unwrap();
        run(from, &["build", target], env);
        run(from, &["archive", target], env);
        let files = support::everything(&place).into_iter();
        let made = files.filter(|f| f.name.contains("/out/") || f.name.contains("/archive/"));
        all.push(made.map(|f| (f.name, f.bytes)).collect::<BTreeMap<_, _>>());
    }
    assert!(all[0].len() > 10);
    for other in &all[1..] {
        let differ = all[0]
            .iter()
            .filter(|(name, bytes)| other.get(*name) != Some(bytes));
        assert_eq!(
            differ.map(|(name, _)| name).collect::<Vec<_>>(),
            Vec::<&String>::new()
        );
        assert_eq!(other.len(), all[0].len());
    }
}

/// The bytes of the examples: who changes them on purpose writes it under 字节变化 in the changelog.
#[test]
fn the_bytes_of_the_examples_are_known() {
    let mut text =
        "# SHA-256 of what the examples give; a change goes into CHANGELOG.md under 字节变化\n".to_owned();
    for name in crate::examples::names() {
        let (_dir, workspace) = example(&name);
        run(&workspace, &["build", "."], &[]);
        for file in support::everything(&workspace.join("out")) {
            if !file.name.starts_with('.') {
                let _ = writeln!(text, "{}  {name}/{}", sha256(&file.bytes), file.name);
            }
        }
    }
    support::golden("golden/hashes.txt", &text);
}

#[test]
fn shards_find_every_document_once() {
    let dir = province(6, 3);
    run(dir.path(), &["build", "省"], &[]);
    let whole = outputs(dir.path());
    assert_eq!(whole.len(), 6 * 3 * 3);
    for of in [2_usize, 5] {
        let sharded = province(6, 3);
        let mut told = Vec::new();
        for k in 1..=of {
            // as each machine may mount it
            let shard = format!("{k}/{of}");
            let out = run(
                sharded.path(),
                &["build", "省", "--shard", &shard, "--force"],
                &[],
            );
            told.extend(
                out.lines()
                    .map(|line| line.split("  ").next().unwrap().to_owned()),
            );
        }
        let once: BTreeSet<&String> = told.iter().collect();
        assert_eq!((told.len(), once.len()), (whole.len(), whole.len()));
        assert_eq!(outputs(sharded.path()), whole);
        // verified by shards as well
        let mut verified = 0;
        for k in 1..=of {
            let out = run(
                sharded.path(),
                &["verify", "省", "--shard", &format!("{k}/{of}")],
                &[],
            );
            verified += out.matches("一致  ").count();
        }
        assert_eq!(verified, 18);
    }
}

#[test]
fn a_second_run_does_nothing_and_says_so() {
    let dir = province(2, 2);
    let built = |args: &[&str]| {
        let out = run(dir.path(), &[&["build", "省"], args].concat(), &[]);
        (out.matches("未变，跳过").count(), out.matches(" 页 ").count())
    };
    assert_eq!(built(&[]), (0, 4));
    assert_eq!(built(&[]), (4, 0));
    assert_eq!(built(&["--force"]), (0, 4));
    assert_eq!(built(&["--formats", "pdf"]), (0, 4));
    assert_eq!(built(&[]), (0, 4), "other options before");
    let county = dir.path().join("省/市0/县0");
    // an output edited, an output gone, data changed, the table broken: made again, and the others not
    fs::write(county.join("out/2026-Q3.pdf"), "x").unwrap();
    assert_eq!(built(&[]), (3, 1));
    fs::remove_file(county.join("out/通报1.xlsx")).unwrap();
    assert_eq!(built(&[]), (3, 1));
    let progress = county.join("progress/2026-Q3.toml");
    let typed = fs::read_to_string(&progress).unwrap();
    fs::write(&progress, typed.replacen("done = 15", "done = 16", 1)).unwrap();
    assert_eq!(built(&[]), (2, 2));
    fs::write(county.join("out/.tongbao/2026-Q3.toml"), "format = ").unwrap();
    assert_eq!(built(&[]), (3, 1));
    // also where nothing is to be made, what a killed run has left goes
    let left = county.join("out/.2026-Q3.pdf.1.tmp");
    fs::write(&left, "x").unwrap();
    assert_eq!(built(&[]), (4, 0));
    assert!(!left.exists());
}

#[test]
fn one_that_fails_is_told_and_the_rest_is_done() {
    let dir = province(4, 1);
    let broken = dir.path().join("省/市0/县0");
    let circular = broken.join("circulars/2026-Q3.toml");
    let typed = fs::read_to_string(&circular).unwrap();
    fs::write(&circular, typed.replacen("date = ", "dat = ", 1)).unwrap();
    let (code, out, err) = tongbao(dir.path(), &["build", "省"]);
    assert_eq!(code, 1);
    assert_eq!(out.matches(" 页 ").count(), 3, "{out}");
    assert!(err.contains("县0") && err.contains("E0103"), "{err}");
    assert_eq!(outputs(dir.path()).len(), 9);
    let fast = province(40, 1);
    let first = fast.path().join("省/市0/县0/circulars/2026-Q3.toml");
    fs::write(first, "x").unwrap();
    let (code, out, _) = tongbao(fast.path(), &["build", "省", "--fail-fast"]);
    assert_eq!(code, 1);
    assert!(out.matches(" 页 ").count() < 39, "{out}");
    let (code, _, err) = tongbao(fast.path(), &["build", "省", "--fail-fast", "--keep-going"]);
    assert_eq!(code, 2, "{err}");
}

/// Killed at any moment of writing many documents: what has its name is whole, and the next run completes.
#[test]
fn killed_runs_leave_whole_files() {
    let dir = province(3, 4);
    run(dir.path(), &["build", "省"], &[]);
    let whole = outputs(dir.path());
    let binary = assert_cmd::cargo::cargo_bin("tongbao");
    for round in 0..20_u64 {
        for county in support::everything(dir.path())
            .iter()
            .filter(|f| f.name.contains("/out/"))
        {
            if round % 3 == 0 {
                let _ = fs::remove_file(dir.path().join(&county.name));
            }
        }
        let mut child = std::process::Command::new(&binary)
            .args(["build", "省", "--force"])
            .current_dir(dir.path())
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(20 + round * 11));
        child.kill().unwrap();
        child.wait().unwrap();
        for (name, digest) in outputs(dir.path()) {
            let on_its_way = name.rsplit('/').next().unwrap().starts_with('.');
            assert!(
                on_its_way || whole.get(&name) == Some(&digest),
                "{name} in round {round}"
            );
        }
    }
    run(dir.path(), &["build", "省"], &[]);
    assert_eq!(outputs(dir.path()), whole, "completed, and nothing left behind");
}

#[test]
fn paths_of_every_kind_mean_each_document_once() {
    let dir = province(2, 2);
    let county: PathBuf = dir.path().join("省/市0/县0");
    let file = county.join("circulars/2026-Q3.toml");
    let args = ["build", "省", county.to_str().unwrap(), file.to_str().unwrap()];
    let out = run(dir.path(), &args, &[]);
    assert_eq!(out.matches(" 页 ").count(), 4, "{out}");
}
