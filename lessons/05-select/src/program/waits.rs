//! `--after TIME`: a sleep and a timer, side by side.

use anyhow::Context;
use lesson_05::sync::thread;
use lesson_05::sync::time::Duration;
use lesson_05::waits::{received, slept};
use lesson_program::screen::Screen;
use lesson_program::words::time;
use std::panic::resume_unwind;
use std::process::ExitCode;

/// Waits in both ways at once, and shows how much longer than `duration` each took.
pub fn run(duration: Duration, screen: &Screen) -> anyhow::Result<ExitCode> {
    let sleeper = thread::Builder::new().name("sleeper".into());
    let sleeper = sleeper.spawn(move || slept(duration));
    let sleeper = sleeper.context("cannot start the sleeper")?;
    let received = received(duration);
    let slept = sleeper.join().unwrap_or_else(|panic| resume_unwind(panic));
    let time = time(duration);
    let line = |way: String, took: Duration| {
        let over = took.saturating_sub(duration);
        format!("{way:<24} took {took:.6?}: {over:.0?} too long\n")
    };
    let slept = line(format!("sleep({time})"), slept);
    let received = line(format!("after({time}).recv()"), received);
    screen.print(&(slept + &received))?;
    screen.hint("cargo run --bin lesson-05 -- --messages 1000000");
    Ok(ExitCode::SUCCESS)
}
