//! The program as a user runs it: a child with pipes, files, odd ends and a terminal.
//! Beside it the lesson's types themselves, on real threads.
//!
//! | module | what it looks at |
//! |---|---|
//! | `book` | runs that the book shows |
//! | `ways` | `--how`, `--runs`, all ways at once |
//! | `replacing` | `--save` over files, links and devices that are there (Unix) |
//! | `save` | `--save`: what is in the file, and what is not left behind |
//! | `shows` | `--share` and `--tasks` |
//! | `terminal` | a pseudo-terminal (Unix: std has none for Windows) |
//! | `traps` | `--trap NAME` |
//! | `usage` | help, wrong usage, the run in the README |
//! | `technique` | the lesson's types themselves on real threads |
//! | `refused` | what the compiler rejects |
//! | `marks` | how few lines each trap differs in, each of them marked |

mod book;
mod marks;
mod refused;
#[cfg(unix)]
mod replacing;
mod save;
mod shows;
mod technique;
#[cfg(unix)]
mod terminal;
mod traps;
mod usage;
mod ways;

use std::process::Command;

/// The lesson's folder.
const FOLDER: &str = env!("CARGO_MANIFEST_DIR");

/// The program, for a shell that starts it.
const EXECUTABLE: &str = env!("CARGO_BIN_EXE_lesson-02");

/// The program with `args`; see [`lesson_testing::child::program`].
fn lesson(args: &[&str]) -> Command {
    lesson_testing::child::program(EXECUTABLE, args)
}
