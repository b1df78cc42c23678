//! The program as a user runs it: a child with pipes, files, odd ends and a terminal.
//! Beside it the technique itself, on real threads.
//!
//! | module | what it looks at |
//! |---|---|
//! | `book` | runs that the book shows |
//! | `turns` | workers that take turns, the timeline, `--count` |
//! | `hashing` | `--hash`: byte for byte what `sha256sum` prints |
//! | `opening` | `--hash`: never more files open than permitted |
//! | `failing` | outputs that are full or closed, files that cannot be read |
//! | `interrupting` | Ctrl-C |
//! | `terminal` | a pseudo-terminal (Unix: std has none for Windows) |
//! | `traps` | `--trap NAME` |
//! | `usage` | help, wrong usage, the runs in the README |
//! | `lock` | the semaphore and the lock themselves on real threads |
//! | `marks` | how few lines a trap differs in from its technique, each of them marked |

mod book;
mod failing;
mod hashing;
#[cfg(unix)]
mod interrupting;
mod lock;
mod marks;
#[cfg(target_os = "linux")]
mod opening;
#[cfg(unix)]
mod terminal;
mod traps;
mod turns;
mod usage;

use std::process::Command;

/// The lesson's folder.
const FOLDER: &str = env!("CARGO_MANIFEST_DIR");

/// The program with `args`; see [`lesson_testing::child::program`].
fn lesson(args: &[&str]) -> Command {
    let mut command = lesson_testing::child::program(env!("CARGO_BIN_EXE_lesson-07"), args);
    command.env_remove("LC_ALL").env_remove("LC_CTYPE");
    command.env("LANG", "C.UTF-8");
    command
}
