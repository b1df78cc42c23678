//! The program as a user runs it: a child with pipes, files, odd ends and a terminal.
//!
//! | module | what it looks at |
//! |---|---|
//! | `child` | starts the program, and ends it should it hang |
//! | `ways` | `--how`, `--runs`, all ways at once |
//! | `save` | `--save`: what is in the file, and what is not left behind |
//! | `shows` | `--share` and `--tasks` |
//! | `terminal` | a pseudo-terminal (Unix: std has none for Windows) |
//! | `traps` | `--trap NAME` |
//! | `usage` | help, wrong usage, the run in the README |

mod child;
mod save;
mod shows;
#[cfg(unix)]
mod terminal;
mod traps;
mod usage;
mod ways;
