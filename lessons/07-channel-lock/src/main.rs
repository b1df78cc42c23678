//! The program `lesson-07`: dispatch and exit status.

mod program {
    pub mod args;
    pub mod counting;
    pub mod demos;
    pub mod diary;
    pub mod hash;
    pub mod inputs;
    pub mod lines;
    pub mod sums;
    pub mod timeline;
    pub mod traps;
    pub mod turns;
}

use lesson_program::screen::Screen;
use program::args::{Args, WORKERS};
use program::{counting, hash, traps, turns};
use std::process::ExitCode;
use std::thread::available_parallelism;

/// Ctrl-C is left to its default, which ends the process at once: there is no file to clean up. A
/// shell shows that as status 130.
fn main() -> ExitCode {
    let args = lesson_program::args::parse::<Args>();
    let screen = Screen::new(args.color);
    let workers = args.workers.unwrap_or(WORKERS);
    let ended = if let Some(trap) = args.trap {
        if args.in_child {
            traps::in_child(trap)
        } else {
            traps::run(trap, args.runs, &screen)
        }
    } else if args.hash {
        let cores = || available_parallelism().map_or(1, usize::from);
        let permits = args.permits.unwrap_or_else(cores);
        hash::run(&args.files, args.workers, permits, &screen)
    } else if let Some(count) = args.count {
        counting::run(count, workers, args.with, &screen)
    } else {
        let permits = args.permits.unwrap_or(1);
        turns::run(workers, permits, args.hold, &screen)
    };
    lesson_program::end(ended, &screen)
}
