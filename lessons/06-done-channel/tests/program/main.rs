//! The program as a user runs it: a child with pipes, files, odd ends and a terminal.
//! Beside it the technique itself, on real threads.
//!
//! | module | what it looks at |
//! |---|---|
//! | `book` | runs that the book shows |
//! | `hello` | hellos, protocols, the books, Ctrl-C |
//! | `follow` | files that grow, are cut off, renamed and replaced |
//! | `ends` | how `--follow` ends, and outputs that fail |
//! | `following` | a child that follows, and what it said |
//! | `terminal` | a pseudo-terminal (Unix: std has none for Windows) |
//! | `traps` | `--trap NAME` |
//! | `unreadable` | files that cannot be read for a while, or ever |
//! | `usage` | help, wrong usage, the README's runs |
//! | `technique` | the protocols themselves on real threads |
//! | `marks` | how few lines a trap differs in from its technique, each of them marked |

mod book;
#[cfg(unix)]
mod ends;
#[cfg(unix)]
mod follow;
#[cfg(unix)]
mod following;
mod hello;
mod marks;
mod technique;
#[cfg(unix)]
mod terminal;
mod traps;
#[cfg(unix)]
mod unreadable;
mod usage;

use std::process::Command;

/// The lesson's folder.
const FOLDER: &str = env!("CARGO_MANIFEST_DIR");

/// The program with `args`; see [`lesson_testing::child::program`].
fn lesson(args: &[&str]) -> Command {
    lesson_testing::child::program(env!("CARGO_BIN_EXE_lesson-06"), args)
}
