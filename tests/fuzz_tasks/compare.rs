//! The comparisons: of the ways in which the explorer can search with each other, and with the interpreter.

use crate::explorer as checked;
use crate::language::{Outcome, Program};
use crate::reference::{self, Rules};
use checker::explorer::{May, executions};
use checker::recording::FailureKind;
use explorer::{Config, Mode};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A program with more states than this is too large to be compared.
const MOST_STATES: usize = 20_000;
const MOST_REDUCED: u64 = 1_000;
const MOST_UNREDUCED: u64 = 300;

/// What was compared.
#[derive(Debug, Default)]
pub struct Statistics {
    pub programs: u64,
    pub compared: u64,
    pub too_large: u64,
    pub unreduced: u64,
    pub in_part: u64,
    pub deadlocks: u64,
    pub outcomes: u64,
}

impl Statistics {
    pub fn add(&mut self, more: Statistics) {
        self.programs += more.programs;
        self.compared += more.compared;
        self.too_large += more.too_large;
        self.unreduced += more.unreduced;
        self.in_part += more.in_part;
        self.deadlocks += more.deadlocks;
        self.outcomes += more.outcomes;
    }
}

/// How the explorer searches.
#[derive(Clone, Debug)]
struct How {
    mode: Mode,
    one_thread: bool,
    never_in_place: bool,
}

/// What it found, and whether that is all.
struct Found {
    outcomes: BTreeSet<Outcome>,
    complete: bool,
}

fn find(program: &Arc<Program>, how: &How, most: u64) -> Result<Found, String> {
    let notes = checked::run::no_notes(program);
    let (running, noted) = (program.clone(), notes.clone());
    let (mut outcomes, mut strange) = (BTreeSet::new(), None);
    let config = Config {
        max_runs: most,
        max_steps: 1_000,
        stop_at_failure: false,
        ..Config::new(how.mode.clone())
    };
    let may = May {
        one_thread: how.one_thread,
        never_in_place: how.never_in_place,
        drops: program.drops,
        ..May::default()
    };
    let report = executions(
        &config,
        may,
        move || drop(checked::run::run(&running, &noted)),
        |_, failure| {
            let ended = match &failure {
                None => true,
                Some((FailureKind::Deadlock, _)) => false,
                Some((kind, message)) => {
                    strange = Some(format!("{how:?}: {kind}: {message}"));
                    return;
                }
            };
            let notes = checked::run::noted(&notes);
            outcomes.insert(Outcome { ended, notes });
        },
    );
    match strange {
        Some(strange) => Err(strange),
        None => Ok(Found {
            outcomes,
            complete: report.is_complete(),
        }),
    }
}

/// `Some` is a disagreement.
pub fn disagrees(program: &Program, statistics: &mut Statistics) -> Option<String> {
    statistics.programs += 1;
    let rules = |one_thread, drops_at_ready| Rules {
        one_thread,
        drops_at_ready,
    };
    let explore = |rules| reference::explore(program, rules, MOST_STATES);
    let (Some(least), Some(most)) = (explore(rules(false, false)), explore(rules(false, true)))
    else {
        statistics.too_large += 1;
        return None;
    };
    let one = explore(rules(true, false))?;
    statistics.deadlocks += u64::from(least.iter().any(|outcome| !outcome.ended));
    statistics.outcomes += least.len() as u64;
    let program = Arc::new(program.clone());
    judge(&program, [&least, &most, &one], statistics).err()
}

fn judge(
    program: &Arc<Program>,
    [least, most, one]: [&BTreeSet<Outcome>; 3],
    statistics: &mut Statistics,
) -> Result<(), String> {
    let how = |one_thread, never_in_place| How {
        mode: Mode::Reduced,
        one_thread,
        never_in_place,
    };
    let place = find(program, &how(false, false), MOST_REDUCED)?;
    let never = find(program, &how(false, true), MOST_REDUCED)?;
    let turns = find(program, &how(true, false), MOST_REDUCED)?;
    within("in place, which the interpreter has not", &place, most)?;
    within(
        "never in place, which the interpreter has not",
        &never,
        least,
    )?;
    within("on one thread, which the interpreter has not", &turns, one)?;
    if place.complete {
        all("in place", least, &place)?;
        all("never in place", &never.outcomes, &place)?;
        if !program.blocks() {
            all("on one thread", &turns.outcomes, &place)?;
        }
    }
    if never.complete {
        all("never in place", least, &never)?;
    }
    if turns.complete {
        all("on one thread", one, &turns)?;
    }
    if place.complete && never.complete && turns.complete {
        statistics.compared += 1;
    } else {
        statistics.in_part += 1;
    }
    for (how, found) in [
        (how(false, false), &place),
        (how(false, true), &never),
        (how(true, false), &turns),
    ] {
        for mode in [Mode::Unreduced, Mode::SleepSets] {
            let how = How {
                mode,
                ..how.clone()
            };
            let other = find(program, &how, MOST_UNREDUCED)?;
            if found.complete {
                within(&format!("{how:?}, not reduced"), &other, &found.outcomes)?;
            }
            if other.complete {
                statistics.unreduced += 1;
                all(&format!("{how:?}, reduced"), &found.outcomes, &other)?;
            }
        }
    }
    Ok(())
}

/// All that was found is expected.
fn within(what: &str, found: &Found, expected: &BTreeSet<Outcome>) -> Result<(), String> {
    none(what, found.outcomes.difference(expected).collect())
}

/// All that is expected was found.
fn all(what: &str, expected: &BTreeSet<Outcome>, found: &Found) -> Result<(), String> {
    none(
        &format!("missed: {what}"),
        expected.difference(&found.outcomes).collect(),
    )
}

fn none(what: &str, outcomes: Vec<&Outcome>) -> Result<(), String> {
    match outcomes.first() {
        None => Ok(()),
        Some(first) => Err(format!("{what}: {} outcomes, as {first}", outcomes.len())),
    }
}
