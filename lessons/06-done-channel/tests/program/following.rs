//! Files that grow, a child that follows them, and what it said so far. Nothing here waits for a
//! time: only for lines that must come.

use crate::lesson;
use lesson_testing::child::{interrupt, limited};
use lesson_testing::signals::{Signal, send};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};
use tempfile::{TempDir, tempdir};

/// A folder with a file `log` that holds this.
pub fn log(text: impl AsRef<[u8]>) -> (TempDir, PathBuf) {
    let folder = tempdir().expect("a folder");
    let log = folder.path().join("log");
    fs::write(&log, text).expect("a file");
    (folder, log)
}

/// So many lines, by their numbers.
pub fn numbers(range: RangeInclusive<u32>) -> String {
    range.map(|n| format!("line {n}\n")).collect()
}

/// Adds to a file, and makes it if there is none.
pub fn append(path: &Path, text: impl AsRef<[u8]>) {
    let file = File::options().create(true).append(true).open(path);
    file.and_then(|mut file| file.write_all(text.as_ref()))
        .expect("a file");
}

/// A child that follows.
pub struct Following {
    child: Child,
    output: BufReader<ChildStdout>,
    errors: BufReader<ChildStderr>,
}

/// What it said after the last line that was waited for, and its status.
#[derive(Debug)]
pub struct Ended {
    pub output: String,
    pub errors: String,
    pub status: Option<i32>,
}

/// `lesson-06 OPTIONS --follow FILES`.
pub fn follow(options: &[&str], files: &[&Path]) -> Following {
    Following::start(command(options, files)).expect("the program starts")
}

/// The command alone.
pub fn command(options: &[&str], files: &[&Path]) -> Command {
    let mut command = lesson(options);
    command.arg("--follow");
    command.args(files);
    command
}

fn lines_until(from: &mut impl BufRead, last: &str) -> Vec<String> {
    let mut lines = vec![];
    while lines.last().is_none_or(|line| line != last) {
        let mut line = String::new();
        let n = from.read_line(&mut line).expect("UTF-8");
        assert_ne!(n, 0, "{last:?} never came, only {lines:?}");
        lines.push(line.trim_end_matches('\n').to_string());
    }
    lines
}

impl Following {
    /// Starts what `command` names.
    pub fn start(mut command: Command) -> io::Result<Self> {
        command.stdout(Stdio::piped());
        let mut child = command.spawn()?;
        let output = BufReader::new(child.stdout.take().expect("a pipe"));
        let errors = BufReader::new(child.stderr.take().expect("a pipe"));
        Ok(Following {
            child,
            output,
            errors,
        })
    }

    /// The lines on standard output up to `last`, which must come.
    pub fn shows(self, last: &str) -> (Self, Vec<String>) {
        let (last, id) = (last.to_string(), self.child.id());
        limited(id, move || {
            let mut this = self;
            let lines = lines_until(&mut this.output, &last);
            (this, lines)
        })
    }

    /// So many bytes of standard output.
    pub fn shows_bytes(self, count: usize) -> (Self, Vec<u8>) {
        limited(self.child.id(), move || {
            let mut this = self;
            let mut bytes = vec![0; count];
            this.output.read_exact(&mut bytes).expect("so many bytes");
            (this, bytes)
        })
    }

    /// Standard error up to `last`.
    pub fn tells(self, last: &str) -> (Self, Vec<String>) {
        let (last, id) = (last.to_string(), self.child.id());
        limited(id, move || {
            let mut this = self;
            let lines = lines_until(&mut this.errors, &last);
            (this, lines)
        })
    }

    /// Waits until it ends.
    pub fn ends(self) -> Ended {
        limited(self.child.id(), move || {
            let mut this = self;
            let (mut output, mut errors) = (String::new(), String::new());
            // Small enough for the pipe to hold.
            this.output.read_to_string(&mut output).expect("UTF-8");
            this.errors.read_to_string(&mut errors).expect("UTF-8");
            let status = this.child.wait().expect("a child");
            Ended {
                output,
                errors,
                status: status.code(),
            }
        })
    }

    /// Presses Ctrl-C, and waits until it ends.
    pub fn interrupted(self) -> Ended {
        interrupt(&self.child);
        self.ends()
    }

    /// Asks it to end as `kill` does, and waits until it does.
    pub fn terminated(self) -> Ended {
        send(&self.child, Signal::TERM);
        self.ends()
    }
}

/// The numbers in the account: started, ended, sent, received, dropped, left open, opened.
pub fn account(errors: &str) -> [u64; 7] {
    let mut lines = errors.lines().rev();
    let line = lines.find(|line| line.starts_with("threads: "));
    let line = line.unwrap_or_else(|| panic!("no account in {errors:?}"));
    let numbers = lesson_testing::traps::numbers(line);
    numbers.try_into().expect("seven numbers")
}

/// Asserts that nothing is left: threads, messages, channels.
pub fn is_balanced(errors: &str) {
    let [started, ended, sent, received, dropped, open, _] = account(errors);
    assert_eq!(started, ended, "{errors}");
    assert_eq!(sent, received + dropped, "{errors}");
    assert_eq!(open, 0, "{errors}");
}
