//! The program `lesson-08`: dispatch and exit status.

mod program {
    pub mod args;
    pub mod child;
    pub mod client;
    pub mod consumers;
    pub mod cost;
    pub mod count;
    pub mod deadline;
    pub mod engines;
    pub mod exec;
    pub mod export;
    pub mod feed;
    pub mod input;
    pub mod json;
    pub mod limit;
    pub mod post;
    pub mod produce;
    pub mod pump;
    pub mod record;
    pub mod refused;
    pub mod rows;
    pub mod sample;
    pub mod serve;
    pub mod stats;
    pub mod traps;
}

use lesson_program::args::refuse;
use lesson_program::screen::Screen;
use program::args::{Args, Command};
use program::refused::Refused;
use program::{child, cost, count, exec, export, json, post, sample, serve, stats, traps};
use std::process::ExitCode;

/// Ctrl-C is left to its default, which ends the process at once, in what has no file to clean up and
/// no child to kill. A shell shows that as status 130.
fn main() -> ExitCode {
    let args = lesson_program::args::parse::<Args>();
    let screen = Screen::new(args.color);
    let ended = match (&args.command, args.trap) {
        (None, None) => sample::run(&screen),
        (None, Some(trap)) => match args.in_child {
            None => traps::run(trap, args.runs, &screen),
            Some(way) => child::run(trap, way),
        },
        (Some(_), Some(_)) => refuse::<Args>("a trap brings its own input: no subcommand with it"),
        (Some(Command::Count(count)), None) => count::run(count, args.timeout, &screen),
        (Some(Command::Cost(cost)), None) => cost::run(cost, args.timeout, &screen),
        (Some(Command::Json(json)), None) => json::run(json, args.timeout, &screen),
        (Some(Command::Serve(serve)), None) => serve::run(serve, args.timeout, &screen),
        (Some(Command::Post(post)), None) => post::run(post, args.timeout, &screen),
        (Some(Command::Export(export)), None) => export::run(export, args.timeout, &screen),
        (Some(Command::Exec(exec)), None) => exec::run(exec, args.timeout, &screen),
    };
    if let Err(error) = &ended
        && let Some(Refused(why)) = error.downcast_ref()
    {
        refuse::<Args>(why);
    }
    if args.stats {
        stats::tell(&screen);
    }
    lesson_program::end(ended, &screen)
}
