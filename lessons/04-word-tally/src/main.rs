//! The program `lesson-04`: dispatch and exit status.

mod program {
    pub mod args;
    pub mod child;
    pub mod demos;
    pub mod feed;
    pub mod input;
    pub mod list;
    pub mod output;
    pub mod stream;
    pub mod tally;
    pub mod traps;
}

use lesson_program::screen::Screen;
use program::{args, child, tally, traps};
use std::process::ExitCode;
use std::thread::available_parallelism;

/// Ctrl-C is left to its default, which ends the process at once: there is no file to clean up. A
/// shell shows that as status 130.
fn main() -> ExitCode {
    let args = args::parse();
    let screen = Screen::new(args.color);
    let cores = available_parallelism().map_or(1, usize::from);
    let ended = match args.trap {
        None => tally::run(&args, cores, &screen),
        Some(_) if args.in_child => child::run(),
        Some(trap) => traps::run(trap, &args, &screen),
    };
    lesson_program::end(ended, &screen)
}
