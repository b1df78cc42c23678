//! The program as a user runs it: a child with pipes, files, odd ends and a terminal.
//!
//! | module | what it looks at |
//! |---|---|
//! | `child` | starts the program, and ends it should it hang |
//! | `passing` | every byte comes through, and at once |
//! | `ending` | end of input, time-out, Ctrl-C, and outputs that fail |
//! | `terminal` | a pseudo-terminal (Unix: std has none for Windows) |
//! | `traps` | `--trap NAME` |
//! | `usage` | help and wrong usage |

mod child;
mod ending;
mod passing;
#[cfg(unix)]
mod terminal;
mod traps;
mod usage;
