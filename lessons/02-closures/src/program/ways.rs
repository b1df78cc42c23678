//! Three prints around a closure in the background, with each way of waiting for it.

use super::args::How;
use anyhow::{Context, anyhow};
use clap::ValueEnum;
use lesson_02::background::Background;
use lesson_02::beside::beside;
use lesson_02::sync::{Arc, Mutex};
use lesson_02::traps::{detached, sleep_is_not_wait, yield_is_not_wait};
use lesson_program::args::name;
use lesson_program::child::watch;
use lesson_program::screen::{BOLD, Screen};
use std::process::ExitCode;

/// The three prints, one line each. A run is described by their order.
pub const BEFORE: &str = "Before the closure.";
pub const INSIDE: &str = "Inside the closure.";
pub const AFTER: &str = "After starting it.";

/// Prints before, inside and after, and waits in the given way.
pub fn run(how: How, screen: &Arc<Screen>) -> anyhow::Result<ExitCode> {
    three_prints(how, screen)?;
    screen.hint(&format!(
        "cargo run --bin lesson-02 -- --how {} --runs 1000",
        name(&how)
    ));
    Ok(ExitCode::SUCCESS)
}

fn three_prints(how: How, screen: &Arc<Screen>) -> anyhow::Result<()> {
    let printed = Arc::new(Mutex::new(Ok(())));
    let (theirs, output) = (printed.clone(), screen.clone());
    let closure = move || *theirs.lock() = print(&output, INSIDE);

    print(screen, BEFORE)?;
    macro_rules! print_after_starting {
        ($wait:path) => {{
            let background = Background::start(closure).context(NO_THREAD)?;
            print(screen, AFTER)?;
            $wait(background)
        }};
    }
    let ended = match how {
        How::Join => print_after_starting!(Background::wait),
        How::Yield => print_after_starting!(yield_is_not_wait::wait),
        How::Sleep => print_after_starting!(sleep_is_not_wait::wait),
        How::Detach => print_after_starting!(detached::wait),
        How::Scope => {
            let (ended, after) = beside(closure, || print(screen, AFTER)).context(NO_THREAD)?;
            after?;
            ended
        }
    };
    ended.map_err(|why| anyhow!("the closure panicked: {}", message(&*why)))?;
    std::mem::replace(&mut *printed.lock(), Ok(()))
}

fn print(screen: &Screen, line: &str) -> anyhow::Result<()> {
    screen.print(&format!("{line}\n"))
}

const NO_THREAD: &str = "cannot start a thread";

/// The message of a panic.
pub fn message(payload: &(dyn std::any::Any + Send)) -> &str {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
    text.unwrap_or("it gave no reason")
}

/// What a way of waiting guarantees.
pub fn promise(how: How) -> &'static str {
    match how {
        How::Join => "joins the closure's handle, so the closure has finished",
        How::Scope => "ends the scope the closure was started in, so the closure has finished",
        How::Yield => "yields once; the closure may or may not have finished",
        How::Sleep => "sleeps for a millisecond; the closure may or may not have finished",
        How::Detach => "does not wait; the process may end first",
    }
}

/// What one way prints in a process of its own.
pub fn once(how: How) -> anyhow::Result<Vec<String>> {
    let told = watch(&["--how", &name(&how)])?;
    Ok(told.ended()?.lines)
}

/// Shows every way once, each in a process of its own, because some end before their closure has run.
pub fn run_all(screen: &Screen) -> anyhow::Result<ExitCode> {
    for how in How::value_variants() {
        let printed = once(*how)?;
        let name = name(how);
        let mut text = format!("{BOLD}--how {name}{BOLD:#} {}\n", promise(*how));
        for line in &printed {
            text.push_str(&format!("  {line}\n"));
        }
        if !printed.iter().any(|line| line == INSIDE) {
            text.push_str("  (the closure never ran)\n");
        }
        screen.print(&text)?;
    }
    screen.hint("cargo run --bin lesson-02 -- --save COPY FILE");
    Ok(ExitCode::SUCCESS)
}
