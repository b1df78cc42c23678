//! The program as a user runs it: a child with pipes, files, odd ends and a terminal.
//!
//! | module | what it looks at |
//! |---|---|
//! | `child` | starts the program, and ends it should it hang |
//! | `counting` | every strategy, every kind of input, the same words |
//! | `failing` | inputs and outputs that fail, Ctrl-C |
//! | `terminal` | a pseudo-terminal (Unix: std has none for Windows) |
//! | `traps` | `--trap NAME` |
//! | `usage` | help, wrong usage, and the README's run |

mod child;
mod counting;
mod failing;
#[cfg(unix)]
mod terminal;
mod traps;
mod usage;
