//! The program `lesson-03`: dispatch and exit status.

mod program {
    pub mod args;
    pub mod child;
    pub mod crew;
    pub mod demos;
    pub mod disk;
    pub mod inputs;
    pub mod interrupt;
    pub mod job;
    pub mod keep;
    pub mod names;
    pub mod progress;
    pub mod run;
    pub mod sample;
    pub mod screen;
    pub mod stream;
    pub mod traps;
}

use program::{args, interrupt, run, sample, screen::Screen, stream, traps};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    interrupt::leave_nothing_behind();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let args = args::parse();
    let screen = Screen::new(args.color);
    let jobs = args.jobs.unwrap_or(cores);
    let ended = match args.trap {
        Some(trap) if args.in_child => traps::run_in_child(trap, &screen),
        Some(trap) => traps::run(trap, args.runs, &screen),
        None if args.paths.is_empty() => sample::run(&args, jobs, &screen),
        None if args.paths == [Path::new("-")] => stream::run(args.level, &screen),
        None => run::run(&args, jobs, &screen),
    };
    ended.unwrap_or_else(|error| {
        screen.report(&error);
        ExitCode::FAILURE
    })
}
