//! The program `lesson-06`: dispatch and exit status.

mod program {
    pub mod args;
    pub mod follow;
    pub mod hello;
    pub mod interrupt;
    pub mod meter;
    pub mod place;
    pub mod printer;
    pub mod protocol;
    pub mod search;
    pub mod stop_time;
    pub mod supervise;
    pub mod tail;
    pub mod traps;
}

use lesson_06::sync::Arc;
use lesson_program::screen::Screen;
use program::{args, follow, hello, stop_time, traps};
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = args::parse();
    let screen = Arc::new(Screen::new(args.color));
    let ended = match args.trap {
        Some(trap) if args.in_child => traps::run_in_child(trap),
        Some(trap) => traps::run(trap, args.runs, &screen),
        None if !args.follow.is_empty() => follow::run(&args, &screen),
        None => match args.stop_time {
            Some(senders) => stop_time::run(senders, &args, &screen),
            None => hello::run(&args, &screen),
        },
    };
    lesson_program::end(ended, &screen)
}
