//! The explorer on a program, in every mode of its engine: they have to find the same, and
//! what the reference interpreter says.

use crate::MOST_STATES;
use crate::explorer as checked;
use crate::language::Program;
use crate::outcome::{End, Outcome, is_wanted};
use crate::parts;
use crate::reference::{self, Rules};
use crate::sides::{Compared, Judged, end, quiet, some};
use checker::explorer::{May, executions};
use checker::recording::FailureKind;
use explorer::{Awaits, Config, Mode, Report};
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

/// A program with more traces than this is too large to be compared.
const MOST_REDUCED: u64 = 500;
const MOST_MERGED: u64 = 1_500;
const MOST_UNREDUCED: u64 = 1_000;
/// Of a program with more traces than this.
const FEW_UNREDUCED: u64 = 200;
const MOST_TRACES: usize = 40;
const SAMPLES: u64 = 20;

/// What one mode found.
#[derive(Default)]
pub struct Found {
    pub outcomes: BTreeSet<Outcome>,
    pub traces: HashSet<u64>,
    pub report: Option<Report>,
    /// A panic that no program wants.
    strange: Option<String>,
}

impl Found {
    pub fn is_complete(&self) -> bool {
        self.report.as_ref().is_some_and(Report::is_complete)
    }
}

/// What the modes found is the same, and the reference's.
pub fn compare(program: &Program) -> Judged {
    quiet();
    // Its panics drop all in one step, and timers know little of each other. So what it finds lies
    // between what can happen and what could, if they knew nothing.
    let rules = |most| Rules {
        loose_timers: most,
        sure_ticks: !most,
        atomic_panics: !most,
        returning_is_no_work: !most,
        ..Rules::default()
    };
    let explore = |most| reference::explore(program, rules(most), MOST_STATES);
    let (Some(least), Some(most)) = (explore(false), explore(true)) else {
        return Compared::NotApplicable.into();
    };
    let program = Arc::new(program.clone());
    // What the engine keeps belongs to an OS thread.
    let judge = std::thread::spawn(move || {
        let mut modes = vec![];
        let compared = judge(&program, &least.outcomes, &most.outcomes, &mut modes);
        Judged { compared, modes }
    });
    judge.join().unwrap_or_else(|panic| {
        let message = panic.downcast_ref::<String>().cloned();
        Compared::Differs(format!("the engine panics: {message:?}")).into()
    })
}

/// `modes`: what was compared in which mode, and how far.
fn judge(
    program: &Arc<Program>,
    reference: &BTreeSet<Outcome>,
    most: &BTreeSet<Outcome>,
    modes: &mut Vec<String>,
) -> Compared {
    let mut find = |mode: Mode, most| {
        let found = find(program, mode.clone(), most, false);
        let name = format!("{mode:?}");
        let name = name.split([' ', '{']).next().unwrap_or_default();
        let how = if found.is_complete() {
            "in full"
        } else {
            "in part"
        };
        modes.push(format!("mode {name}: {how}"));
        found
    };
    let reduced = find(Mode::Reduced, MOST_REDUCED);
    if let Some(message) = reduced.strange {
        return Compared::Differs(format!("strange: {message}"));
    }
    if !reduced.is_complete() {
        return Compared::Cut;
    }
    // A thread that yields in vain too often lets others go first, so orders are left out. One that has
    // seen that a deadline is over does not wait for it, which the reference does not know.
    let narrows = program.may_be_held_back() || program.looks_at_the_clock();
    let differs = |what: String| Compared::Differs(format!("reduced {what}"));
    // After a race nothing is promised but that there is one.
    let race = |outcomes: &BTreeSet<Outcome>| outcomes.iter().any(|o| o.end == End::Race);
    if race(reference) || race(&reduced.outcomes) {
        return match race(reference) == race(&reduced.outcomes) {
            true => Compared::Agrees,
            false => differs(format!("race: {}", race(&reduced.outcomes))),
        };
    }
    let invents = difference(&reduced.outcomes, most, true);
    let misses = difference(reference, &reduced.outcomes, true);
    if let Some(what) = invents {
        return differs(format!("invents {what}"));
    }
    if let (Some(what), false) = (misses, narrows) {
        return differs(format!("misses {what}"));
    }
    // So many traces have too many schedules: a part of them is all that can be looked at.
    let most_unreduced = match reduced.traces.len() {
        0..=MOST_TRACES => MOST_UNREDUCED,
        _ => FEW_UNREDUCED,
    };
    let same = [
        (Mode::SleepSets, MOST_MERGED),
        (Mode::Graph { preemptions: None }, MOST_MERGED),
        (Mode::Unreduced, most_unreduced),
    ];
    for (mode, most) in same {
        let other = find(mode.clone(), most);
        if let Some(message) = other.strange {
            return Compared::Differs(format!("strange: {mode:?}: {message}"));
        }
        let what = difference(&other.outcomes, &reduced.outcomes, !other.is_complete());
        if let Some(what) = what {
            return Compared::Differs(format!("{mode:?} against reduced {what}"));
        }
        let missed = other.traces.difference(&reduced.traces).count();
        let more = reduced.traces.difference(&other.traces).count();
        if missed > 0 || (other.is_complete() && more > 0) {
            let what = format!("{mode:?} has {missed} more traces, {more} fewer");
            return Compared::Differs(what);
        }
    }
    let whole = config(Mode::Reduced, u64::MAX);
    if let Some(what) = parts::compare(program, &whole, &reduced) {
        return Compared::Differs(format!("parts against reduced {what}"));
    }
    let seed = program.seed;
    let runs = SAMPLES;
    let depth = 3;
    for mode in [Mode::Random { seed, runs }, Mode::Pct { seed, runs, depth }] {
        let sampled = find(mode.clone(), u64::MAX);
        if let Some(what) = difference(&sampled.outcomes, &reduced.outcomes, true) {
            return Compared::Differs(format!("{mode:?} against reduced {what}"));
        }
    }
    if program.yields()
        && let Some(what) = waits_in_loops(program, &reduced)
    {
        return Compared::Differs(format!("loops that wait against reduced {what}"));
    }
    match program.waits_for_time() {
        true => in_order(program, most),
        false => Compared::Agrees,
    }
}

/// Where loops that only look and yield are steps that wait, the same comes of a program.
fn waits_in_loops(program: &Arc<Program>, reduced: &Found) -> Option<String> {
    let config = |awaits| Config {
        awaits,
        ..config(Mode::Reduced, MOST_MERGED)
    };
    let learned = find_as(program, &config(Awaits::Learn), false).report?;
    let config = config(Awaits::At(learned.loops));
    let waits = find_as(program, &config, false);
    if waits.report.as_ref()?.left {
        return None;
    }
    let whole = waits.is_complete();
    let what = difference(&waits.outcomes, &reduced.outcomes, !whole);
    what.or_else(|| parts::compare(program, &config, &waits).filter(|_| whole))
}

/// Where timers fire in order, all modes find the same, and nothing that cannot happen in any order.
fn in_order(program: &Arc<Program>, most: &BTreeSet<Outcome>) -> Compared {
    let reduced = find(program, Mode::Reduced, MOST_MERGED, true);
    if let Some(what) = difference(&reduced.outcomes, most, true) {
        return Compared::Differs(format!("in order: {what}"));
    }
    for (mode, most) in [
        (Mode::SleepSets, MOST_MERGED),
        (Mode::Unreduced, FEW_UNREDUCED),
    ] {
        let other = find(program, mode.clone(), most, true);
        let missed = other.traces.difference(&reduced.traces).count();
        let surplus = difference(&other.outcomes, &reduced.outcomes, true);
        if let (true, Some(what)) = (reduced.is_complete(), surplus) {
            return Compared::Differs(format!("in order: {mode:?} against reduced {what}"));
        }
        if reduced.is_complete() && missed > 0 {
            return Compared::Differs(format!("in order: {mode:?} has {missed} more traces"));
        }
    }
    Compared::Agrees
}

/// What is only in the first; unless it may be `within` also what is only in the second.
pub fn difference(
    found: &BTreeSet<Outcome>,
    expected: &BTreeSet<Outcome>,
    within: bool,
) -> Option<String> {
    let text = |outcomes: Vec<&Outcome>| {
        let text: Vec<String> = outcomes.into_iter().map(Outcome::to_string).collect();
        some(&text.iter().collect::<Vec<_>>())
    };
    let surplus: Vec<_> = found.difference(expected).collect();
    let missing: Vec<_> = expected.difference(found).collect();
    match (surplus.is_empty(), missing.is_empty() || within) {
        (true, true) => None,
        (true, false) => Some(format!("misses {}", text(missing))),
        (false, _) if within => Some(text(surplus)),
        (false, _) => Some(format!("invents {}", text(surplus))),
    }
}

pub fn config(mode: Mode, most: u64) -> Config {
    Config {
        max_runs: most,
        max_steps: 500,
        stop_at_failure: false,
        ..Config::new(mode)
    }
}

fn find(program: &Arc<Program>, mode: Mode, most: u64, in_order: bool) -> Found {
    find_as(program, &config(mode, most), in_order)
}

pub fn find_as(program: &Arc<Program>, config: &Config, in_order: bool) -> Found {
    let notes = checked::run::no_notes(program);
    let (running, noted) = (program.clone(), notes.clone());
    let (mut outcomes, mut traces) = (BTreeSet::new(), HashSet::new());
    let mut strange = None;
    let report = executions(
        config,
        May {
            spurious: program.spurious,
            in_order,
            one_sided: program.is_one_sided(),
            ..May::default()
        },
        move || drop(checked::run::run(&running, &noted)),
        |run, failure| {
            if let Some((FailureKind::Assertion, message)) = &failure
                && !is_wanted(message)
            {
                strange = Some(message.clone());
            }
            let end = failure.map_or(End::Ended, |(kind, _)| end(kind));
            // Another failure cuts an execution short, after independent steps or before.
            if matches!(end, End::Ended | End::Deadlock) {
                traces.insert(run.trace);
            }
            let notes = notes.lock().unwrap_or_else(|poison| poison.into_inner());
            outcomes.insert(Outcome::new(end, notes.clone()));
        },
    );
    Found {
        outcomes,
        traces,
        report: Some(report),
        strange,
    }
}
