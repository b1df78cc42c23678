//! The program `lesson-03`: dispatch and exit status.

mod program {
    pub mod args;
    pub mod crew;
    pub mod demos;
    pub mod disk;
    pub mod inputs;
    pub mod job;
    pub mod keep;
    pub mod run;
    pub mod sample;
    pub mod stream;
    pub mod traps;
}

use lesson_files::temporary;
use lesson_interrupt::at_interrupt;
use lesson_program::screen::Screen;
use program::{args::Args, run, sample, stream, traps};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = lesson_program::args::parse::<Args>();
    let screen = Screen::new(args.color);
    lesson_program::end(dispatch(&args, &screen), &screen)
}

fn dispatch(args: &Args, screen: &Screen) -> anyhow::Result<ExitCode> {
    // The workers are not asked: one of them may be blocked in the operating system.
    at_interrupt(temporary::remove_all)?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let jobs = args.jobs.unwrap_or(cores);
    match args.trap {
        Some(trap) if args.in_child => traps::run_in_child(trap, screen),
        Some(trap) => traps::run(trap, args.runs, screen),
        None if args.paths.is_empty() => sample::run(args, jobs, screen),
        None if args.paths == [Path::new("-")] => stream::run(args.level, screen),
        None => run::run(args, jobs, screen),
    }
}
