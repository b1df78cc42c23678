//! Saves: told by the system, or found by looking again and again.

use crate::course::Course;
use anyhow::Context;
use notify_debouncer_mini::notify::{
    self, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher,
};
use notify_debouncer_mini::{Config, DebounceEventResult, Debouncer, new_debouncer_opt};
use std::any::Any;
use std::path::PathBuf;
use std::time::Duration;

/// An editor writes, renames and sets permissions: one save.
const DEBOUNCE: Duration = Duration::from_millis(50);
/// How often to look.
const POLL: Duration = Duration::from_millis(500);

/// Calls `saved` when a source in one of these folders may have been written, until what this returns is dropped.
///
/// # Errors
/// The system does not watch the folders.
pub fn watch(
    course: &Course,
    folders: &[PathBuf],
    poll: bool,
    saved: impl FnMut() + Send + 'static,
) -> anyhow::Result<Box<dyn Any>> {
    Ok(match poll {
        true => Box::new(watch_by::<PollWatcher>(course, folders, saved)?),
        false => Box::new(watch_by::<RecommendedWatcher>(course, folders, saved)?),
    })
}

fn watch_by<W: Watcher>(
    course: &Course,
    folders: &[PathBuf],
    mut saved: impl FnMut() + Send + 'static,
) -> anyhow::Result<Debouncer<W>> {
    let looks = notify::Config::default()
        .with_poll_interval(POLL)
        .with_compare_contents(true);
    let config = Config::default()
        .with_timeout(DEBOUNCE)
        .with_notify_config(looks);
    let is_source = |event: &notify_debouncer_mini::DebouncedEvent| {
        event.path.extension().is_some_and(|ending| ending == "rs")
    };
    let told = move |events: DebounceEventResult| {
        if events.is_ok_and(|events| events.iter().any(is_source)) {
            saved();
        }
    };
    let mut debouncer = new_debouncer_opt::<_, W>(config, told).context("cannot watch files")?;
    for folder in folders {
        let watched = debouncer
            .watcher()
            .watch(folder, RecursiveMode::NonRecursive);
        watched.with_context(|| {
            let folder = course.shown(folder);
            format!("cannot watch {folder}; `--poll` checks for changes itself")
        })?;
    }
    Ok(debouncer)
}
