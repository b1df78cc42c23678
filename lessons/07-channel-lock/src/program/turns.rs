//! Workers that take turns with the lock, and a timeline of their turns.

use super::diary::Diary;
use super::timeline::{Style, draw};
use anyhow::Context;
use lesson_07::crew;
use lesson_07::semaphore::ChannelSemaphore;
use lesson_07::sync::Arc;
use lesson_07::sync::time::Duration;
use lesson_07::turn::{CrewError, Step};
use lesson_program::memory;
use lesson_program::screen::{Screen, forgive, shows_unicode};
use lesson_progress::columns;
use std::process::ExitCode;

/// The width of a line when standard output is not a terminal.
const COLUMNS: usize = 80;

/// Lets each worker hold the lock for `hold`.
pub fn run(
    workers: usize,
    permits: usize,
    hold: Duration,
    screen: &Screen,
) -> anyhow::Result<ExitCode> {
    let refused = "cannot start so many threads: try fewer --workers";
    memory::for_threads(workers).context(refused)?;
    let semaphore = Arc::new(ChannelSemaphore::new(permits));
    let diary = Arc::new(Diary::begin());
    let theirs = diary.clone();
    let ended = crew::run(workers, &semaphore, move |worker, step| {
        theirs.tell(worker, step)?;
        if step == Step::Has {
            theirs.pass(hold);
        }
        Ok(())
    });
    match ended {
        Ok(()) => {}
        Err(CrewError::NotStarted(why)) => {
            return Err(why).context(refused);
        }
        // A closed standard output is no failure, and there is nothing to draw for.
        Err(CrewError::Failed(why)) => {
            return forgive(Err(why)).map(|()| ExitCode::SUCCESS);
        }
    }
    let style = Style {
        columns: columns().unwrap_or(COLUMNS),
        unicode: shows_unicode(),
    };
    screen.print(&draw(&diary.entries(), permits, style))?;
    screen.hint("cargo run --bin lesson-07 -- --permits 2, or --trap unbuffered");
    Ok(ExitCode::SUCCESS)
}
