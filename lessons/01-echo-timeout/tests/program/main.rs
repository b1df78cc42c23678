//! The program as a user runs it: a child with pipes, files, odd ends and a terminal.
//! Beside it the echo itself, on real threads.
//!
//! | module | what it looks at |
//! |---|---|
//! | `passing` | every byte comes through, and at once |
//! | `ending` | end of input, timeout, Ctrl-C, and outputs that fail |
//! | `terminal` | a pseudo-terminal (Unix: std has none for Windows) |
//! | `traps` | `--trap NAME` |
//! | `usage` | help and wrong usage |
//! | `technique` | the echo itself on real threads, between ends that misbehave |
//! | `marks` | how few lines each trap differs in, each of them marked |

mod ending;
mod marks;
mod passing;
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
    lesson_testing::child::program(env!("CARGO_BIN_EXE_lesson-01"), args)
}
