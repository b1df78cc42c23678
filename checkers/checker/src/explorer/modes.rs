//! Runs a model in any mode of the engine and tells of each execution: for tests that compare the modes.

use super::pass::{one_execution, take, take_failure, watch};
use crate::findings::Findings;
use crate::log::recorder;
use crate::questions;
use crate::settings::{Points, Settings};
use explorer::{Config, Report, Run};
use recording::FailureKind;

/// What may happen besides, or must.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, Default)]
pub struct May {
    pub spurious: bool,
    /// Timers fire in the order of their deadlines.
    pub in_order: bool,
    /// No model tries or selects both sides of a channel where partners meet: a select is one step.
    pub one_sided: bool,
    /// Tasks take turns on one thread.
    pub one_thread: bool,
    /// No await waits in its place.
    pub never_in_place: bool,
    /// So many tasks may be dropped, each at any of its awaits.
    pub drops: u32,
}

/// Runs `model` as `config` says, on this OS thread, and tells of each execution with what it
/// failed, if it did. For tests that compare the modes of the engine.
#[doc(hidden)]
pub fn executions(
    config: &Config,
    may: May,
    model: impl Fn() + 'static,
    mut on_run: impl FnMut(&Run<'_>, Option<(FailureKind, String)>),
) -> Report {
    begin(&every_point(may));
    let model = move || one_execution(&model, true);
    explorer::explore(config, model, |run| {
        take(run, &mut Findings::default());
        let failure = take_failure();
        on_run(run, failure.map(|failure| (failure.kind, failure.message)));
    })
}

/// Begins executions on this OS thread.
fn begin(settings: &Settings) {
    recorder::activate(explorer::steps);
    questions::begin(settings);
    watch();
}

fn every_point(may: May) -> Settings {
    Settings {
        spurious: may.spurious,
        in_order: may.in_order,
        never_in_place: may.never_in_place,
        drops: may.drops,
        points: Points {
            unlocks: true,
            meets: !may.one_sided,
            arms: !may.one_sided,
            drops: true,
            groups: false,
            arrivals: true,
            one_thread: may.one_thread,
        },
        ..Settings::default()
    }
}
