//! Random programs over all that there is a twin of: what the checkers find has to be what an
//! independent interpreter of the documentation says.
//!
//! | file | what it holds |
//! |---|---|
//! | `language/`, `handles.rs`, `outcome.rs` | programs, what their threads have, what may come of them |
//! | `generate/`, `random.rs`, `shrink.rs` | a program from a seed; a smaller one |
//! | `reference/` | the interpreter: every state, one file for each primitive |
//! | `run/` | runs a program on primitives; compiled once for each side |
//! | `select/`, `go/` | how a side selects among arms that are data; what it has in place of Go's channel |
//! | `sides.rs`, `modes.rs`, `parts.rs` | the comparisons: with loom and the real thing, with the explorer |
//! | `statistics.rs`, `features.rs` | what was compared |
//! | `found/` | programs on which there was a disagreement |
//!
//! `FUZZ_PROGRAMS` says how many programs (a quarter of them for loom), `FUZZ_SEED` from which on,
//! `FUZZ_SECONDS` for how long at most. CI runs 400; `fuzz/soak` runs 20,000 or more in a release build,
//! in pieces that can be spread over machines. The search without any reduction finishes for most
//! programs of two or three threads; of those with four and five it compares a part, and the other modes
//! and the interpreter all.

#![expect(clippy::duplicate_mod, reason = "every program runs on all sides")]

#[path = "fuzz/features.rs"]
mod features;
#[path = "fuzz/generate/mod.rs"]
mod generate;
#[path = "fuzz/handles.rs"]
mod handles;
#[path = "fuzz/language/mod.rs"]
mod language;
#[path = "fuzz/modes.rs"]
mod modes;
#[path = "fuzz/outcome.rs"]
mod outcome;
#[path = "fuzz/parts.rs"]
mod parts;
#[path = "fuzz/random.rs"]
mod random;
#[path = "fuzz/reference/mod.rs"]
mod reference;
#[path = "fuzz/shrink.rs"]
mod shrink;
#[path = "fuzz/sides.rs"]
mod sides;
#[path = "fuzz/statistics.rs"]
mod statistics;

/// Against the primitives that programs run on.
#[path = "fuzz"]
mod real {
    pub use workbook::sync;

    #[path = "go/real.rs"]
    pub mod go;
    pub mod run;
    #[path = "select/real.rs"]
    pub mod select;
}

/// Against their twins over loom.
#[path = "fuzz"]
mod loom {
    pub use checker::loom::sync;

    #[path = "go/twin.rs"]
    pub mod go;
    pub mod run;
    #[path = "select/twin.rs"]
    pub mod select;
}

/// Against their twins over the explorer.
#[path = "fuzz"]
mod explorer {
    pub use checker::explorer::sync;

    #[path = "go/twin.rs"]
    pub mod go;
    pub mod run;
    #[path = "select/twin.rs"]
    pub mod select;
}

#[path = "fuzz/found/mod.rs"]
mod found;

use generate::Size;
use language::Program;
use reference::{Reference, Rules};
use sides::{Compared, Judged};
use statistics::Statistics;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A program with more states than this is too large to be compared.
const MOST_STATES: usize = 20_000;
/// After this loom's side is cut short.
const LOOM_LIMIT: Duration = Duration::from_secs(2);
/// How often the real side runs a program.
const REAL_RUNS: usize = 10;

/// The number that a variable of the environment holds.
fn variable(name: &str, otherwise: u64) -> u64 {
    match std::env::var(name) {
        Ok(value) => value
            .parse()
            .unwrap_or_else(|_| panic!("{name}={value} is no number")),
        Err(_) => otherwise,
    }
}

/// Compares the programs of so many seeds, on all processors; prints the statistics and every
/// disagreement.
fn compare(what: &str, programs: u64, size: Size, side: Side) -> Statistics {
    let first = variable("FUZZ_SEED", 1);
    let (begun, next) = (Instant::now(), AtomicU64::new(first));
    let limit = Duration::from_secs(variable("FUZZ_SECONDS", u64::MAX));
    let work = || {
        let (mut statistics, mut disagree) = (Statistics::default(), vec![]);
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= first + programs || begun.elapsed() >= limit {
                return (statistics, disagree);
            }
            if let Some(why) = disagrees(seed, size, side, &mut statistics) {
                println!("DISAGREE {why}");
                disagree.push(why);
            }
            if (seed - first + 1).is_multiple_of(500) {
                let seconds = begun.elapsed().as_secs();
                println!("{what}: about {} programs, {seconds} s", seed - first + 1);
            }
        }
    };
    let workers = std::thread::available_parallelism().map_or(1, |n| n.get());
    let (mut statistics, mut disagree) = (Statistics::default(), vec![]);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            let (more, theirs) = worker.join().expect("a worker");
            statistics.merge(more);
            disagree.extend(theirs);
        }
    });
    let seconds = begun.elapsed().as_secs_f64();
    println!("{what}, {seconds:.1} s: {statistics}");
    if begun.elapsed() >= limit {
        println!("{what}: time was up before all {programs} programs had been compared");
    }
    let count = disagree.len();
    assert!(disagree.is_empty(), "{count}:\n{}", disagree.join("\n"));
    statistics
}

/// What a side makes of a program.
type Side = fn(&Program, &Reference) -> Judged;

/// The smallest program that disagrees, if the one of this seed does.
fn disagrees(seed: u64, size: Size, side: Side, statistics: &mut Statistics) -> Option<String> {
    let program = generate::program(seed, size);
    let why = judge(&program, statistics, side)?;
    let again = |p: &Program| judge(p, &mut Statistics::default(), side);
    let (smallest, why) = shrink::shrink(program, why, again);
    Some(format!("{why}\n{smallest}"))
}

/// Counts what was compared; `Some` is a disagreement.
fn judge(program: &Program, statistics: &mut Statistics, side: Side) -> Option<String> {
    statistics.generated(program);
    let Some(reference) = reference::explore(program, Rules::default(), MOST_STATES) else {
        statistics.add("too many states");
        return None;
    };
    statistics.explored(&reference);
    let judged = side(program, &reference);
    for mode in &judged.modes {
        statistics.add(mode);
    }
    match judged.compared {
        Compared::Agrees => statistics.add("compared"),
        Compared::Cut => statistics.add("compared in part"),
        Compared::KnownGap => statistics.add("misses outcomes, as it is known to"),
        Compared::NotApplicable => statistics.add("not comparable"),
        Compared::Differs(why) => return Some(why),
    }
    None
}

/// Checks that as many programs as a piece of the soak has show everything that programs can. Of those that loom's
/// side compares, a quarter and small ones, too few have what is rare.
fn is_complete(statistics: &Statistics) {
    if variable("FUZZ_PROGRAMS", 0) < 5_000 {
        return;
    }
    if statistics.programs >= 1_000 {
        assert_eq!(statistics.missing_ends(), [""; 0]);
    }
    if statistics.programs >= 5_000 {
        assert_eq!(statistics.missing_features(), [""; 0]);
    }
}

#[test]
fn all_that_there_is_a_twin_of_is_generated() {
    let mut statistics = Statistics::default();
    (0..3_000).for_each(|seed| statistics.generated(&generate::program(seed, generate::LARGE)));
    assert_eq!(statistics.missing_features(), [""; 0]);
}

#[test]
fn twins_over_loom_do_what_the_documentation_says() {
    // Loom takes some tenths of a second for what the explorer does at once.
    let programs = variable("FUZZ_PROGRAMS", 120) / 4;
    let statistics = compare("loom", programs, generate::SMALL, |program, reference| {
        sides::loom(program, reference, LOOM_LIMIT).into()
    });
    is_complete(&statistics);
    assert!(statistics.of("compared") * 2 > statistics.programs);
}

#[test]
fn real_primitives_do_what_the_documentation_says() {
    let programs = variable("FUZZ_PROGRAMS", 150);
    let statistics = compare("real", programs, generate::LARGE, |program, _| {
        sides::real(program, REAL_RUNS).into()
    });
    is_complete(&statistics);
}

#[test]
fn every_mode_of_the_explorer_finds_what_the_documentation_says() {
    let programs = variable("FUZZ_PROGRAMS", 60);
    let statistics = compare("explorer", programs, generate::LARGE, |program, _| {
        modes::compare(program)
    });
    is_complete(&statistics);
}
