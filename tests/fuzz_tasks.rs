//! Random programs of tasks: what the checkers find has to be what an independent interpreter of tokio's
//! documentation says.
//!
//! | file | what it holds |
//! |---|---|
//! | `language.rs`, `generate.rs`, `shrink.rs` | programs and what may come of them; one from a seed; a smaller one |
//! | `reference/` | the interpreter: every state, once |
//! | `run.rs` | runs a program on the checked types; compiled once for each checker |
//! | `compare.rs` | the comparisons with the explorer, in both runtimes, reduced or not |
//! | `found.rs`, `scenarios.rs` | programs on which there was a disagreement; one for each thing that a primitive does |
//!
//! `FUZZ_PROGRAMS` says how many programs, `FUZZ_SEED` from which on, `FUZZ_SECONDS` for how long at most.

#![expect(clippy::duplicate_mod, reason = "every program runs on both checkers")]

#[path = "fuzz_tasks/compare.rs"]
mod compare;
#[path = "fuzz_tasks/found.rs"]
mod found;
#[path = "fuzz_tasks/generate.rs"]
mod generate;
#[path = "fuzz_tasks/language.rs"]
mod language;
#[path = "fuzz/random.rs"]
mod random;
#[path = "fuzz_tasks/reference/mod.rs"]
mod reference;
#[path = "fuzz_tasks/scenarios.rs"]
mod scenarios;
#[path = "fuzz_tasks/shrink.rs"]
mod shrink;

/// Against the checked types over the explorer.
#[path = "fuzz_tasks"]
mod explorer {
    pub use checker::explorer::sync;

    pub mod run;
}

/// Against the checked types over loom.
#[path = "fuzz_tasks"]
mod loom {
    pub use checker::loom::sync;

    pub mod run;
}

use checker::loom::Check;
use checker::recording::{FailureKind, Verdict};
use compare::Statistics;
use language::{Outcome, Program};
use reference::Rules;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The number that a variable of the environment holds.
fn variable(name: &str, otherwise: u64) -> u64 {
    match std::env::var(name) {
        Ok(value) => value
            .parse()
            .unwrap_or_else(|_| panic!("{name}={value} is no number")),
        Err(_) => otherwise,
    }
}

/// Compares the programs of so many seeds, on all processors.
fn compare_all(
    programs: u64,
    size: generate::Size,
    disagrees: fn(&Program, &mut Statistics) -> Option<String>,
) -> Statistics {
    let first = variable("FUZZ_SEED", 1);
    let limit = Duration::from_secs(variable("FUZZ_SECONDS", u64::MAX));
    let (begun, next) = (Instant::now(), AtomicU64::new(first));
    let work = || {
        let (mut statistics, mut disagree) = (Statistics::default(), vec![]);
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= first + programs || begun.elapsed() >= limit {
                return (statistics, disagree);
            }
            let program = generate::program(seed, size);
            if let Some(why) = disagrees(&program, &mut statistics) {
                let again = |p: &Program| disagrees(p, &mut Statistics::default());
                let (smallest, why) = shrink::shrink(program, why, again);
                println!("DISAGREE {why}\n{smallest}");
                disagree.push(format!("{why}\n{smallest}"));
            }
        }
    };
    let workers = std::thread::available_parallelism().map_or(1, |n| n.get());
    let (mut statistics, mut disagree) = (Statistics::default(), vec![]);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            let (more, theirs) = worker.join().expect("a worker");
            statistics.add(more);
            disagree.extend(theirs);
        }
    });
    println!("{:.1} s: {statistics:?}", begun.elapsed().as_secs_f64());
    assert!(
        disagree.is_empty(),
        "{}:\n{}",
        disagree.len(),
        disagree.join("\n")
    );
    statistics
}

#[test]
fn the_explorer_finds_what_the_documentation_says() {
    let programs = variable("FUZZ_PROGRAMS", 200);
    let statistics = compare_all(programs, generate::LARGE, compare::disagrees);
    assert!(statistics.compared * 2 > statistics.programs);
}

/// An outcome, without quotes around it.
struct Shown(String);

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Loom, which stops at the first failure, and takes turns on one thread.
fn loom_disagrees(program: &Program, statistics: &mut Statistics) -> Option<String> {
    statistics.programs += 1;
    let rules = |drops_at_ready| Rules {
        one_thread: true,
        drops_at_ready,
    };
    let [least, most] = [false, true].map(|most| reference::explore(program, rules(most), 5_000));
    let (least, most) = (least?, most?);
    let strings = |outcomes: &BTreeSet<Outcome>| -> BTreeSet<String> {
        outcomes.iter().map(Outcome::to_string).collect()
    };
    let check = Check::new(&format!("fuzz/tasks/{}", program.seed))
        .one_thread()
        .drops(program.drops)
        .time_limit(Duration::from_secs(1));
    let program = Arc::new(program.clone());
    let notes = loom::run::no_notes(&program);
    let report = check.run(move || Shown(loom::run::run(&program, &notes).to_string()));
    let found: BTreeSet<String> = report.outcomes().into_iter().map(String::from).collect();
    if let Some(strange) = found.difference(&strings(&most)).next() {
        return Some(format!("loom invents {strange}"));
    }
    match report.verdict() {
        Verdict::Fails {
            kind: FailureKind::Deadlock,
            ..
        } if least.iter().any(|outcome| !outcome.ended) => {}
        Verdict::Fails { kind, .. } => return Some(format!("loom fails: {kind}")),
        Verdict::NotFinished { .. } => {
            statistics.in_part += 1;
            return None;
        }
        _ => {
            if let Some(missed) = strings(&least).difference(&found).next() {
                return Some(format!("loom misses {missed}"));
            }
        }
    }
    statistics.compared += 1;
    None
}

#[test]
fn loom_finds_what_the_documentation_says() {
    // Loom takes longer for each.
    let programs = variable("FUZZ_PROGRAMS", 200) / 10;
    let statistics = compare_all(programs, generate::SMALL, loom_disagrees);
    assert!(statistics.compared * 2 > statistics.programs);
}
