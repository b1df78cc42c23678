//! The program as a user runs it: a child with files, folders, pipes, odd ends and a terminal.
//!
//! | module | what it looks at |
//! |---|---|
//! | `child` | starts the program, and ends it should it hang |
//! | `compressing` | what the compressed files hold and keep |
//! | `refusing` | inputs and outputs that fail, and what is left then: nothing |
//! | `streaming` | `-`, and standard outputs that are full or closed |
//! | `interrupting` | Ctrl-C (Unix: std cannot send it on Windows) |
//! | `terminal` | a pseudo-terminal (Unix: std has none for Windows) |
//! | `traps` | `--trap NAME` |
//! | `usage` | help, wrong usage, and the run in the README |

mod child;
mod compressing;
#[cfg(unix)]
mod interrupting;
mod refusing;
mod streaming;
#[cfg(unix)]
mod terminal;
mod traps;
mod usage;
