//! What the lessons' programs have in common. It contains none of the techniques.

#![warn(missing_docs)]

pub mod args;
pub mod child;
pub mod closed;
pub mod memory;
pub mod screen;
pub mod streams;
pub mod trap;
pub mod words;

use screen::Screen;
use std::process::ExitCode;

/// Returns the exit status of a program, after reporting a failure with its causes.
pub fn end(ended: anyhow::Result<ExitCode>, screen: &Screen) -> ExitCode {
    ended.unwrap_or_else(|error| {
        screen.report(&error);
        ExitCode::FAILURE
    })
}
