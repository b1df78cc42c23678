//! A clone with two lessons, which nobody else changes.

use lesson_testing::child;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

/// The clone that this test is in.
fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().expect("the workspace").into()
}

/// A clone; gone when it is dropped. Cargo tells the packages of two clones that share a target folder
/// apart by their versions only: so each has a number.
pub struct Clone(TempDir, u32);

impl Clone {
    /// Lesson 01 without exercises, and lesson 04 with two of its own.
    pub fn new() -> Clone {
        Clone::of(&["keep_the_lock", "how_many_votes"])
    }

    /// The same, with these exercises of lesson 04.
    pub fn of(exercises: &[&str]) -> Clone {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let clone = Clone(tempfile::tempdir().expect("a folder"), number);
        let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("a manifest");
        let profile = &manifest[manifest.find("[profile.dev]").expect("it")..];
        let profile = &profile[..profile.find("[package]").expect("it")];
        let profile: String = profile
            .split_inclusive("\n\n")
            .filter(|part| !part.contains("profile.release"))
            .collect();
        clone.write(
            "Cargo.toml",
            &format!("[workspace]\nmembers = [\"lessons/*\"]\nresolver = \"3\"\n\n{profile}"),
        );
        let edits = fs::read_to_string(root().join("lessons/edits.rs")).expect("the edits");
        clone.write("lessons/edits.rs", &edits);
        let lock = fs::read_to_string(root().join("Cargo.lock")).expect("a lock");
        clone.write("Cargo.lock", &lock);
        clone.lesson("01-echo-timeout", "01", "echo with a time-out", &[]);
        clone.lesson("04-word-tally", "04", "a mutex", exercises);
        clone
    }

    fn lesson(&self, slug: &str, number: &str, title: &str, exercises: &[&str]) {
        let folder = format!("lessons/{slug}");
        self.write(
            &format!("{folder}/README.md"),
            &format!("# Lesson {number}: {title}\n"),
        );
        self.write(&format!("{folder}/src/lib.rs"), "");
        for file in [
            "recordings/a-model.json",
            "recordings/a-trap.json",
            "src/traps/a_trap.rs",
        ] {
            self.write(&format!("{folder}/{file}"), "");
        }
        let mut manifest = format!(
            "[package]\nname = \"lesson-{number}\"\nversion = \"0.0.{}\"\nedition = \"2024\"\n\n\
             [dev-dependencies]\nworkbook = {{ path = {:?}, features = [\"model\"] }}\n",
            self.1,
            root()
        );
        let mut variants = String::new();
        for exercise in exercises {
            let from = root().join(&folder).join("exercises").join(exercise);
            self.copy(&from, &format!("{folder}/exercises/{exercise}"));
            let starter = fs::read_to_string(from.join("starter.rs")).expect("a starter");
            self.write(&format!("{folder}/exercises/{exercise}.rs"), &starter);
            manifest += &format!(
                "\n[[test]]\nname = \"{exercise}\"\npath = \"exercises/{exercise}/open.rs\"\ntest = false\n"
            );
        }
        if !exercises.is_empty() {
            manifest += "\n[[test]]\nname = \"variants\"\npath = \"exercises/variants.rs\"\ntest = false\n\n\
                 [[test]]\nname = \"edits\"\npath = \"../edits.rs\"\ntest = false\n";
            let all = root().join(&folder).join("exercises/variants.rs");
            let all = fs::read_to_string(all).expect("the variants");
            let (head, modules) = all.split_once("#[path").expect("modules");
            let modules = modules.split("#[path").filter(|module| {
                exercises
                    .iter()
                    .any(|name| module.contains(&format!("mod {name} {{")))
            });
            variants += head;
            modules.for_each(|module| variants += &format!("#[path{module}"));
            self.write(&format!("{folder}/exercises/variants.rs"), &variants);
            let digests = root().join(&folder).join("exercises/digests.toml");
            let digests = fs::read_to_string(digests).expect("the digests");
            let sealed = digests.split_inclusive("\n\n").filter(|part| {
                let mut named = exercises.iter();
                part.starts_with('#') || named.any(|name| part.starts_with(&format!("[{name}]")))
            });
            self.write(
                &format!("{folder}/exercises/digests.toml"),
                &sealed.collect::<String>(),
            );
        }
        self.write(&format!("{folder}/Cargo.toml"), &manifest);
    }

    fn copy(&self, from: &Path, to: &str) {
        for entry in fs::read_dir(from).expect("a folder") {
            let path = entry.expect("an entry").path();
            let to = format!(
                "{to}/{}",
                path.file_name()
                    .and_then(|name| name.to_str())
                    .expect("a name")
            );
            match path.is_dir() {
                true => self.copy(&path, &to),
                false => self.write(&to, &fs::read_to_string(&path).expect("a file")),
            }
        }
    }

    /// The path of a file in the clone.
    pub fn path(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
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
        format!("lessons/04-word-tally/exercises/{exercise}.rs")
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

    /// Puts a file of an exercise in place of the answer.
    pub fn answer(&self, exercise: &str, file: &str) {
        let folder = "lessons/04-word-tally/exercises";
        let text = self.read(&format!("{folder}/{exercise}/{file}"));
        self.write(&format!("{folder}/{exercise}.rs"), &text);
    }

    /// The command, in the clone's root, sharing what was compiled already.
    pub fn workbook(&self, args: &[&str]) -> Command {
        let mut command = child::program(env!("CARGO_BIN_EXE_workbook"), args);
        // `cargo test` put it there: `target/debug/workbook`.
        let target = Path::new(env!("CARGO_BIN_EXE_workbook")).ancestors().nth(2);
        command
            .current_dir(self.0.path())
            .env_remove("CARGO_MANIFEST_DIR")
            .env("CARGO_TARGET_DIR", target.expect("the target folder"))
            .env("CARGO_NET_OFFLINE", "true")
            // The first test to need the checkers builds them: what it says meanwhile differs from run to run.
            .env("CARGO_TERM_PROGRESS_WHEN", "never")
            .env("LC_ALL", "C.UTF-8")
            .env("COLUMNS", "100");
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
