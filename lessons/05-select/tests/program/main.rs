//! The program as a user runs it: a child with pipes, files, odd ends and a terminal.
//! Beside it the technique itself, on real threads.
//!
//! | module | what it looks at |
//! |---|---|
//! | `book` | runs that the book shows |
//! | `passing` | every byte comes through, and at once |
//! | `ending` | end of input, timeout, Ctrl-C, and outputs that fail |
//! | `terminal` | a pseudo-terminal (Unix: std has none for Windows) |
//! | `traps` | `--trap NAME` |
//! | `measures` | `--fairness`, `--after`, `--messages` |
//! | `usage` | help and wrong usage |
//! | `technique` | the techniques themselves on real threads, between ends that misbehave |
//! | `refused` | what the compiler refuses |
//! | `marks` | how few lines a trap differs in from its technique, each of them marked |

mod book;
mod ending;
mod marks;
mod measures;
mod passing;
mod refused;
mod technique;
#[cfg(unix)]
mod terminal;
mod traps;
mod usage;

use std::process::Command;

/// The lesson's folder.
const FOLDER: &str = env!("CARGO_MANIFEST_DIR");

/// The program with `args`; see [`lesson_testing::child::program`].
fn lesson(args: &[&str]) -> Command {
    lesson_testing::child::program(env!("CARGO_BIN_EXE_lesson-05"), args)
}
