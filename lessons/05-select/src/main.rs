//! The program `lesson-05`: dispatch and exit status.

mod program {
    pub mod args;
    pub mod copy;
    pub mod demos;
    pub mod echo;
    pub mod fairness;
    pub mod messages;
    pub mod refusal;
    pub mod traps;
    pub mod waits;
}

use lesson_program::screen::Screen;
use program::args::{Args, What};
use program::{copy, echo, fairness, messages, traps, waits};
use std::process::ExitCode;

/// Ctrl-C is left to its default, which ends the process at once: there is no file to clean up. A
/// shell shows that as status 130.
fn main() -> ExitCode {
    let args = lesson_program::args::parse::<Args>();
    let screen = Screen::new(args.color);
    let ended = match args.what() {
        What::Echo(timeout, sizes) => echo::run(timeout, sizes, &screen),
        What::Copy(bytes, sizes) => copy::run(bytes, sizes, &screen),
        What::Fairness(turns) => fairness::run(turns, &screen),
        What::After(duration) => waits::run(duration, &screen),
        What::Messages(messages) => messages::run(messages, &screen),
        What::Trap(trap, runs) => traps::run(trap, runs, &screen),
    };
    lesson_program::end(ended, &screen)
}
