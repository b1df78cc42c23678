//! The program `lesson-02`: dispatch and exit status.

mod program {
    pub mod args;
    pub mod demos;
    pub mod histogram;
    pub mod save;
    pub mod share;
    pub mod tasks;
    pub mod traps;
    pub mod ways;
}

use lesson_02::sync::Arc;
use lesson_program::screen::Screen;
use program::{args::Args, histogram, save, share, tasks, traps, ways};
use std::process::ExitCode;
use std::thread::available_parallelism;

/// Ctrl-C keeps its default and ends the process at once (a shell reports that as status 130), except
/// with `--save`, which first removes its temporary file.
fn main() -> ExitCode {
    let args = lesson_program::args::parse::<Args>();
    let screen = Arc::new(Screen::new(args.color));
    let cores = available_parallelism().map_or(1, usize::from);
    let ended = if let Some(trap) = args.trap {
        if args.in_child {
            traps::in_child(trap)
        } else {
            traps::run(trap, args.runs.unwrap_or(traps::RUNS), &screen)
        }
    } else if let Some(file) = &args.save {
        save::run(file, args.input.as_deref(), &screen)
    } else if let Some(way) = args.share {
        share::run(way, &screen)
    } else if let Some(count) = args.tasks {
        tasks::run(count, args.with, cores, &screen)
    } else if let Some(runs) = args.runs {
        histogram::run(args.how, runs, cores, &screen)
    } else {
        match args.how {
            Some(how) => ways::run(how, &screen),
            None => ways::run_all(&screen),
        }
    };
    lesson_program::end(ended, &screen)
}
