//! The program as a user runs it: a child with pipes, files, odd ends and a terminal.
//! Beside it the technique itself, on real threads.
//!
//! | module | what it looks at |
//! |---|---|
//! | `book` | runs that the book shows |
//! | `counting` | every strategy, every kind of input, the same words |
//! | `failing` | inputs and outputs that fail, Ctrl-C |
//! | `terminal` | a pseudo-terminal (Unix: std has none for Windows) |
//! | `traps` | `--trap NAME` |
//! | `usage` | help, wrong usage, and the README's run |
//! | `refused` | what the compiler refuses |
//! | `strategies` | every strategy itself on real threads, beside a naive tally |
//! | `marks` | how few lines a trap differs in from its technique, each of them marked |

mod book;
mod counting;
mod failing;
mod marks;
mod refused;
mod strategies;
#[cfg(unix)]
mod terminal;
mod traps;
mod usage;

use std::process::Command;

/// The lesson's folder.
const FOLDER: &str = env!("CARGO_MANIFEST_DIR");

/// The program with `args`; see [`lesson_testing::child::program`].
fn lesson(args: &[&str]) -> Command {
    lesson_testing::child::program(env!("CARGO_BIN_EXE_lesson-04"), args)
}
