//! The program as a user runs it: a child with files, folders, pipes, failures and a terminal; and the
//! technique itself, on real threads.
//!
//! | module | what it tests |
//! |---|---|
//! | `book` | runs that the book shows |
//! | `compressing` | what the compressed files hold and keep |
//! | `refusing` | inputs and outputs that fail, and what is left then: nothing |
//! | `streaming` | `-`, and standard outputs that are full or closed |
//! | `interrupting` | Ctrl-C (Unix: std cannot send it on Windows) |
//! | `terminal` | a pseudo-terminal (Unix: std has none for Windows) |
//! | `threads` | `--jobs` and `--mode thread-per-file` (Unix) |
//! | `traps` | `--trap NAME` |
//! | `usage` | help, wrong usage, and the run in the README |
//! | `compress` | `compress` beside an independent decoder |
//! | `wait_group` | the wait group itself on real threads, in crowds |
//! | `marks` | in how few lines a bug differs from its technique, each of them marked |

mod book;
mod compress;
mod compressing;
#[cfg(unix)]
mod interrupting;
mod marks;
mod refusing;
mod streaming;
#[cfg(unix)]
mod terminal;
#[cfg(unix)]
mod threads;
mod traps;
mod usage;
mod wait_group;

use flate2::read::GzDecoder;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::Command;

/// The lesson's folder.
const FOLDER: &str = env!("CARGO_MANIFEST_DIR");

/// The program, for a shell that starts it.
#[cfg(unix)]
const EXECUTABLE: &str = env!("CARGO_BIN_EXE_lesson-03");

/// The program with `args`; see [`lesson_testing::child::program`].
fn lesson(args: &[&str]) -> Command {
    lesson_testing::child::program(env!("CARGO_BIN_EXE_lesson-03"), args)
}

/// A shell that does `script`, in which `"$0"` is the program.
#[cfg(unix)]
fn shell(script: &str) -> Command {
    lesson_testing::child::program("sh", &["-c", script, EXECUTABLE])
}

/// What a compressed file holds.
fn unpacked(path: &Path) -> Vec<u8> {
    let file = File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    unzipped(file)
}

/// What compressed bytes hold.
fn unzipped(zipped: impl Read) -> Vec<u8> {
    let mut bytes = vec![];
    GzDecoder::new(zipped).read_to_end(&mut bytes).unwrap();
    bytes
}

/// A hole of a hundred gigabytes: it takes minutes to compress, and no room.
#[cfg(unix)]
fn endless(path: &Path) {
    let file = File::create(path).unwrap();
    file.set_len(100_000_000_000).unwrap();
}
