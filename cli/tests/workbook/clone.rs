//! A clone with two lessons, which no other test changes meanwhile.

use crate::edited;
use lesson_testing::child;
use lesson_testing::files::names;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Condvar, LazyLock, Mutex};
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

/// The folders of exercises that a clone may have.
const EXERCISES: [&str; 2] = [
    "lessons/04-word-tally/exercises",
    "lessons/01-echo-timeout/exercises",
];

/// The folder of an exercise.
fn folder(exercise: &str) -> String {
    let mut folders = EXERCISES
        .map(|folder| format!("{folder}/{exercise}"))
        .into_iter();
    let found = folders.find(|folder| root().join(folder).is_dir());
    found.unwrap_or_else(|| panic!("there is no exercise {exercise}"))
}

/// The clone that this test is in.
fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().expect("the workspace").into()
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// A clone that holds a manifest only: the real one's dependencies and profiles, and a version of its own.
fn numbered(number: usize) -> TempDir {
    let manifest = read("Cargo.toml");
    let shared = manifest.find("[workspace.package]").expect("it");
    let shared = &manifest[shared..manifest.find("\n[package]").expect("it")];
    let shared: String = shared
        .split_inclusive("\n\n")
        .filter(|part| !part.contains("profile.release"))
        .collect();
    let here = format!("path = \"{}/", root().to_string_lossy().escape_default());
    let table: toml::Table = toml::from_str(&shared).expect("a manifest");
    let version = table["workspace"]["package"]["version"]
        .as_str()
        .expect("text");
    let numbered = format!("\nversion = \"0.0.{number}\"\n");
    let mut shared = shared.replace("path = \"", &here);
    for (from, to) in [
        (format!("\nversion = \"{version}\"\n"), numbered.as_str()),
        // These are compiled for the clones alone: that takes longer than the little that they run.
        (
            "\nchecker.opt-level = 2\n".into(),
            "\nchecker.opt-level = 1\n",
        ),
        (
            "\nexplorer.opt-level = 2\n".into(),
            "\nexplorer.opt-level = 1\n",
        ),
    ] {
        assert_eq!(shared.matches(&from).count(), 1, "{from} in {shared}");
        shared = shared.replace(&from, to);
    }
    let manifest = format!(
        "[workspace]\nmembers = [\"lessons/*\", \"lessons/*/exercises\"]\nresolver = \"3\"\n\n{shared}"
    );
    let clone = tempfile::tempdir().expect("a folder");
    fs::write(clone.path().join("Cargo.toml"), manifest).expect("a manifest");
    clone
}

/// The manifest of lesson 01, which depends on all that `cargo test` of the real workspace needs here: so crates
/// have the same features as there, and are neither downloaded nor compiled for the clone.
static DEPENDS_ON_ALL: LazyLock<String> = LazyLock::new(|| {
    let mut cargo = Command::new(std::env::var_os("CARGO").expect("cargo runs the tests"));
    cargo.args([
        "tree",
        "--offline",
        "--locked",
        "--depth=1",
        "--prefix=none",
    ]);
    let tree = cargo.current_dir(root()).output().expect("cargo starts");
    let needed: BTreeSet<_> = child::text(&tree.stdout)
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    let manifest: toml::Table = toml::from_str(&read("Cargo.toml")).expect("a manifest");
    let shared = &manifest["workspace"]["dependencies"];
    let shared = shared.as_table().expect("a table").keys();
    let shared = shared.filter(|name| needed.contains(name.as_str()));
    let lines: String = shared
        .map(|name| format!("{name}.workspace = true\n"))
        .collect();
    assert!(!lines.is_empty(), "{}", child::text(&tree.stderr));
    manifest_of("01") + "\n[dev-dependencies]\n" + &lines
});

fn manifest_of(lesson: &str) -> String {
    format!("[package]\nname = \"lesson-{lesson}\"\nversion.workspace = true\nedition = \"2024\"\n")
}

/// What a clone consists of.
#[derive(Default)]
struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    fn add(&mut self, file: &str, text: &str) {
        self.0.insert(file.into(), text.into());
    }

    fn copy(&mut self, file: &str) {
        self.add(file, &read(file));
    }

    fn copy_all(&mut self, folder: &str) {
        for name in names(&root().join(folder)) {
            self.copy(&format!("{folder}/{name}"));
        }
    }

    fn lesson(&mut self, slug: &str, number: &str, title: &str) {
        let readme = format!("# Lesson {number}: {title}\n");
        for (file, text) in [
            ("README.md", readme.as_str()),
            ("Cargo.toml", &manifest_of(number)),
            ("src/lib.rs", ""),
            ("src/traps/a_trap.rs", ""),
            ("recordings/a-model.json", ""),
            ("recordings/a-trap.json", ""),
        ] {
            self.add(&format!("lessons/{slug}/{file}"), text);
        }
    }
}

/// Removes what an earlier test has left, but for what is generated.
fn remove_others(root: &Path, files: &Files) {
    let _ = fs::remove_dir_all(root.join(".workbook"));
    let _ = fs::remove_dir_all(root.join("lessons/09-rate-limit"));
    for name in names(root) {
        let path = root.join(&name);
        // A link or a pipe in the place of a file is no such file.
        let is_file = fs::symlink_metadata(&path).expect("it is there").is_file();
        let is_kept = is_file && files.0.contains_key(&name);
        if !is_kept && !name.starts_with("target/") {
            fs::remove_file(&path).expect("it is there");
        }
    }
}

/// A clone that one test has until it is dropped; the next test may have it then, made as good as new. So
/// what was compiled for one test is not compiled for another. Cargo tells the packages of two clones that
/// share a target folder apart by their versions only: so each has a number.
pub struct Clone(Option<TempDir>);

/// How many there are at most. Cargo compiles for one of them at a time; others run meanwhile.
const MOST: usize = 3;

/// Those that no test has, and how many there are.
static FREE: Mutex<(Vec<TempDir>, usize)> = Mutex::new((vec![], 0));
static GIVEN_BACK: Condvar = Condvar::new();

/// Waits for a clone that no test has, if there are as many as there may be.
fn take() -> TempDir {
    let free = FREE.lock().expect("no thread panics here");
    let none = |free: &mut (Vec<TempDir>, usize)| free.0.is_empty() && free.1 == MOST;
    let mut free = GIVEN_BACK
        .wait_while(free, none)
        .expect("no thread panics here");
    free.0.pop().unwrap_or_else(|| {
        free.1 += 1;
        numbered(free.1)
    })
}

impl Drop for Clone {
    fn drop(&mut self) {
        let mut free = FREE.lock().expect("no thread panics here");
        free.0.extend(self.0.take());
        GIVEN_BACK.notify_one();
    }
}

impl Clone {
    /// Lesson 01 without exercises, and lesson 04 with two of its own.
    pub fn new() -> Clone {
        Clone::of(&["keep_the_lock", "how_many_votes"])
    }

    /// The same, with these exercises of either lesson.
    pub fn of(exercises: &[&str]) -> Clone {
        let clone = Clone(Some(take()));
        let mut files = Files::default();
        let manifest = clone.read("Cargo.toml");
        files.add("Cargo.toml", &manifest);
        files.copy("Cargo.lock");
        files.copy("lessons/exercises.rs");
        files.lesson("01-echo-timeout", "01", "echo with a timeout");
        files.add("lessons/01-echo-timeout/Cargo.toml", &DEPENDS_ON_ALL);
        files.lesson("04-word-tally", "04", "a mutex");
        for folder in EXERCISES {
            files.copy(&format!("{folder}/Cargo.toml"));
            files.copy(&format!("{folder}/graded.rs"));
        }
        for exercise in exercises {
            let folder = folder(exercise);
            files.copy_all(&folder);
            files.add(
                &format!("{folder}.rs"),
                &read(&format!("{folder}/starter.rs")),
            );
        }
        remove_others(clone.root(), &files);
        for (file, text) in &files.0 {
            // The time of one that is there already means something to cargo.
            if fs::read(clone.path(file)).ok().as_ref() != Some(text) {
                clone.write(file, std::str::from_utf8(text).expect("text"));
            }
        }
        clone
    }

    fn root(&self) -> &Path {
        self.0.as_ref().expect("it is not dropped").path()
    }

    /// The path of a file in the clone.
    pub fn path(&self, file: &str) -> PathBuf {
        self.root().join(file)
    }

    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    pub fn write(&self, file: &str, text: &str) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).unwrap_or_else(|error| panic!("{file}: {error}"));
    }

    /// The answer of an exercise.
    pub fn file(exercise: &str) -> String {
        folder(exercise) + ".rs"
    }

    /// Sets the time of a file an hour back, as `mv` and `cp -p` of an old one do.
    pub fn age(&self, file: &str) {
        let opened = fs::File::options()
            .write(true)
            .open(self.path(file))
            .expect("a file");
        let then = SystemTime::now() - Duration::from_secs(3600);
        opened.set_modified(then).expect("its time is set");
    }

    /// What a file of an exercise stands for, by its name without an ending.
    pub fn text(&self, exercise: &str, file: &str) -> String {
        let folder = self.path(&folder(exercise));
        edited::text(&edited::path(&folder, file)).expect("a text")
    }

    /// Puts a file of an exercise in place of the answer.
    pub fn answer(&self, exercise: &str, file: &str) {
        let text = self.text(exercise, file);
        self.write(&Clone::file(exercise), &text);
    }

    /// The command, in the clone's root, sharing what was compiled already.
    pub fn workbook(&self, args: &[&str]) -> Command {
        let mut command = child::program(env!("CARGO_BIN_EXE_workbook"), args);
        // `cargo test` put it there: `target/debug/workbook`.
        let target = Path::new(env!("CARGO_BIN_EXE_workbook")).ancestors().nth(2);
        command
            .current_dir(self.root())
            .env_remove("CARGO_MANIFEST_DIR")
            .env("CARGO_TARGET_DIR", target.expect("the target folder"))
            .env("CARGO_NET_OFFLINE", "true")
            // The first test to need the checkers builds them: what it says meanwhile differs from run to run.
            .env("CARGO_TERM_PROGRESS_WHEN", "never")
            .env("LC_ALL", "C.UTF-8")
            .env("COLUMNS", "100");
        command
    }

    /// Cargo, in the clone's root, as the command runs it.
    pub fn cargo(&self, args: &[&str]) -> Command {
        let cargo = std::env::var_os("CARGO").expect("cargo runs the tests");
        let workbook = self.workbook(&[]);
        let mut command = Command::new(cargo);
        command.args(args).current_dir(self.root());
        for (name, value) in workbook.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        // There no first recording is written.
        command.env_remove("CI");
        command
    }

    /// Runs the command: what it says, and its status.
    pub fn says(&self, args: &[&str]) -> (String, i32) {
        let Output {
            status,
            stdout,
            stderr,
        } = child::run(&mut self.workbook(args));
        let said = format!("{}{}", child::text(&stdout), child::text(&stderr));
        (said, status.code().expect("a status"))
    }
}
