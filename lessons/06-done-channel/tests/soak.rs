//! Long runs, short ones in CI: `LESSON_06_STARTS` starts with a Ctrl-C each at a random moment, and
//! `LESSON_06_SECONDS` of following a log that is rotated at 50,000 lines a second.
#![cfg(unix)]

use lesson_testing::child::{finish, interrupt, limited, program, text};
use lesson_testing::traps::numbers;
use std::collections::BTreeMap;
use std::env;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const SIGINT: i32 = 2;

fn told<T: std::str::FromStr>(name: &str, otherwise: T) -> T {
    let value = env::var(name).ok();
    value.map_or(otherwise, |value| {
        let Ok(value) = value.parse() else {
            panic!("{name}={value} is no number");
        };
        value
    })
}

/// Asserts that the books in standard error balance; without a message lost if `whole`.
fn is_balanced(errors: &str, whole: bool) {
    let line = errors.lines().find(|line| line.starts_with("threads: "));
    let line = line.unwrap_or_else(|| panic!("no account in {errors:?}"));
    let [started, ended, sent, received, dropped, open, _] = numbers(line)[..] else {
        panic!("{line}");
    };
    assert_eq!(
        (started, sent, open),
        (ended, received + dropped, 0),
        "{line}"
    );
    assert!(!whole || dropped == 0, "{line}");
}

/// Numbers below `most`, from a fixed xorshift sequence.
fn random(state: &mut u64, most: u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state % most
}

#[test]
fn ctrl_c_at_any_moment_ends_it_as_documented() {
    let starts: u32 = told("LESSON_06_STARTS", 200);
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    fs::write(&log, "line 1\nline 2\n").unwrap();
    let log = log.to_str().expect("UTF-8");
    let mut state = 0x9E37_79B9_7F4A_7C15;
    let mut ends = BTreeMap::new();
    for start in 0..starts {
        let variant = ["done", "drop", "join"][start as usize % 3];
        // Also while it ends by itself.
        let time = ["24h", "20ms"][start as usize / 3 % 2];
        let follows = start % 4 == 3;
        let args = match follows {
            true => vec!["--for", time, "--follow", log],
            false => vec!["--every=1ms", "--for", time, "--variant", variant],
        };
        let child = program(env!("CARGO_BIN_EXE_lesson-06"), &args)
            .spawn()
            .unwrap();
        // The random moment; nothing waits for it.
        thread::sleep(Duration::from_micros(random(&mut state, 40_000)));
        interrupt(&child);
        let output = finish(child);
        let errors = text(&output.stderr);
        let end = match (output.status.code(), output.status.signal()) {
            // Before it listened for Ctrl-C, it had not done anything.
            (None, Some(SIGINT)) => {
                assert_eq!((text(&output.stdout), errors), ("", ""));
                "before it began"
            }
            (Some(0), _) if follows => "a follower, 0",
            (Some(0), _) if time != "24h" => "the time was over, 0",
            (Some(130), _) if !follows => "130",
            end => panic!("{end:?} of {args:?}: {errors}"),
        };
        if end != "before it began" {
            is_balanced(errors, follows);
        }
        *ends.entry(end).or_insert(0) += 1;
    }
    println!("{starts} starts with a Ctrl-C each: {ends:?}");
}

/// Writes numbered lines at this rate, and rotates by renaming once the reader has seen a line of
/// the file under the name: one that was replaced twice between two looks cannot be found.
struct Writer {
    folder: PathBuf,
    /// The last line that the reader saw.
    seen: Arc<AtomicU64>,
}

impl Writer {
    /// How many lines were written, and how often it was rotated.
    fn run(&self, seconds: f64) -> (u64, u32) {
        const TICK: Duration = Duration::from_millis(10);
        const LINES: u64 = 500;
        let log = self.folder.join("log");
        let mut file = BufWriter::new(File::create(&log).unwrap());
        let (mut written, mut first, mut rotations) = (0, 1, 0_u32);
        let start = Instant::now();
        let mut due = start;
        let mut rotate_at = start;
        while start.elapsed().as_secs_f64() < seconds || rotations == 0 {
            for _ in 0..LINES {
                written += 1;
                let width = written as usize % 40;
                writeln!(file, "line {written} {:>width$}", "of a log").unwrap();
            }
            file.flush().unwrap();
            if self.seen.load(Ordering::Acquire) >= first && Instant::now() >= rotate_at {
                rotations += 1;
                let old = self.folder.join(format!("log.{}", rotations % 3));
                fs::rename(&log, old).unwrap();
                // Still to the old one, as a writer does that has not noticed yet.
                written += 1;
                writeln!(file, "line {written} late").unwrap();
                file = BufWriter::new(File::create(&log).unwrap());
                first = written + 1;
                rotate_at = Instant::now() + Duration::from_millis(200);
            }
            // Keeps the rate; nothing waits for it.
            due += TICK;
            thread::sleep(due.saturating_duration_since(Instant::now()));
        }
        written += 1;
        writeln!(file, "line {written} is the last").unwrap();
        file.flush().unwrap();
        (written, rotations)
    }
}

#[test]
fn a_log_that_is_rotated_loses_and_doubles_no_line() {
    let seconds: f64 = told("LESSON_06_SECONDS", 0.6);
    let seen = Arc::new(AtomicU64::new(0));
    let folder = tempfile::tempdir().unwrap();
    let writer = Writer {
        folder: folder.path().into(),
        seen: seen.clone(),
    };
    let log = folder.path().join("log");
    let log = log.to_str().expect("UTF-8").to_string();
    let mut child = program(env!("CARGO_BIN_EXE_lesson-06"), &["--follow", &log]);
    let mut child = child.spawn().unwrap();
    let output = child.stdout.take().unwrap();
    // It waits for the file: none of its lines is from before.
    let mut errors = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    errors.read_line(&mut line).unwrap();
    assert!(
        line.ends_with("does not exist yet: waiting for it\n"),
        "{line}"
    );
    let writing = thread::spawn(move || writer.run(seconds));
    // Each rotation is told of; the pipe must not fill.
    let telling = thread::spawn(move || std::io::read_to_string(errors).unwrap());
    let id = child.id();
    // Longer than any one step of a test may take, so without a limit of its own: a lost line is
    // an assertion, and the last line comes.
    let reading = thread::spawn(move || {
        let mut read = 0;
        for line in BufReader::new(output).lines() {
            let line = line.unwrap();
            read += 1;
            let number = line
                .split(' ')
                .nth(1)
                .and_then(|number| number.parse().ok());
            assert_eq!(
                number,
                Some(read),
                "{line:?} came in the place of line {read}"
            );
            seen.store(read, Ordering::Release);
            if line.ends_with(" is the last") {
                interrupt(&child);
            }
        }
        (read, child)
    });
    let (written, rotations) = writing.join().unwrap();
    let (read, child) = limited(id, move || reading.join().unwrap());
    assert_eq!(read, written);
    let output = finish(child);
    assert_eq!(output.status.code(), Some(0));
    let errors = telling.join().unwrap();
    is_balanced(&errors, true);
    assert_eq!(
        errors.matches(" was replaced: ").count(),
        rotations as usize
    );
    println!("{written} lines in {rotations} rotations: none lost, none doubled");
}
