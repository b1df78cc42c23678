//! The program `lesson-01`: dispatch and exit status.

mod program {
    pub mod args;
    pub mod demos;
    pub mod echo;
    pub mod traps;
}

use lesson_program::screen::Screen;
use program::{args::Args, echo, traps};
use std::process::ExitCode;

/// Ctrl-C keeps its default and ends the process at once, because there is no file to clean up. A
/// shell reports that as status 130.
fn main() -> ExitCode {
    let args = lesson_program::args::parse::<Args>();
    let screen = Screen::new(args.color);
    let ended = match args.trap {
        None => echo::run(args.timeout, &screen),
        Some(trap) => traps::run(trap, args.runs, &screen),
    };
    lesson_program::end(ended, &screen)
}
