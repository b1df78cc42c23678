//! The program as a user runs it: a child with pipes, files, odd ends and a terminal.
//! Beside it the technique itself, on real threads.
//!
//! | module | what it looks at |
//! |---|---|
//! | `beside_wc` | `count` beside GNU `wc`, over files of every kind |
//! | `besieged` | `serve` with clients that stall, stop reading, send garbage, or are many |
//! | `book` | runs that the book shows |
//! | `cost` | `cost` |
//! | `counting` | `count`: rows, totals, names, inputs that fail |
//! | `databases` | `export` of what `sqlite3` has made, also while another program writes |
//! | `ending` | time-outs, Ctrl-C, and ends that fail |
//! | `executing` | `exec`: sizes, statuses, signals, time |
//! | `exporting` | `export`: where its rows go, and how it ends |
//! | `json` | records that are printed or sent, each batch before the next |
//! | `peers` | the Go programs that it is timed beside say the same |
//! | `posting` | `post` to servers that take it, refuse it early, or never answer |
//! | `readme` | the run that the README shows |
//! | `refusing` | `serve` and requests that two readers could understand differently |
//! | `replacing` | `export --output`: files, links and devices that are there (Unix) |
//! | `server`, `client` | what tests with sockets share |
//! | `serving` | `serve` with honest clients: streams, uploads, limits, Ctrl-C |
//! | `stopped` | `exec` and `serve` in a process that was stopped for a while |
//! | `terminal` | a pseudo-terminal (Unix: std has none for Windows) |
//! | `traps` | `--trap NAME` |
//! | `usage` | help, the run without arguments, and wrong usage |
//! | `contract` | the contract of a pipe, over every carrier, on real threads |
//! | `reference` | counting, cut anywhere, beside a reference |
//! | `pass_once` | one pass for three readers, on real threads |
//! | `stress` | random sizes, closes and errors over every carrier, for `LESSON_08_SECONDS` |
//! | `marks` | how few lines a trap differs in from its technique, each of them marked |

mod beside_wc;
#[cfg(unix)]
mod besieged;
mod book;
mod client;
mod contract;
mod cost;
mod counting;
mod databases;
mod ending;
mod executing;
mod exporting;
mod json;
mod marks;
mod pass_once;
mod peers;
mod posting;
mod readme;
mod reference;
mod refusing;
#[cfg(unix)]
mod replacing;
mod server;
mod serving;
mod stopped;
mod stress;
#[cfg(unix)]
mod terminal;
mod traps;
mod usage;

use std::process::Command;

/// The lesson's folder.
const FOLDER: &str = env!("CARGO_MANIFEST_DIR");

/// The ways to count, with each way of collecting.
const ENGINES: [&[&str]; 6] = [
    &["count", "--engine=loop"],
    &["count", "--engine=threads"],
    &["count", "--engine=pipes"],
    &["count", "--engine=pipes", "--collect=wait-group"],
    &["count", "--engine=pipes", "--collect=select"],
    &["count", "--engine=pipes", "--collect=in-order"],
];

/// The program with `args`; see [`lesson_testing::child::program`].
fn lesson(args: &[&str]) -> Command {
    lesson_testing::child::program(env!("CARGO_BIN_EXE_lesson-08"), args)
}
