//! Random programs over all that there is a twin of: what the checkers find has to be what an
//! independent interpreter of the documentation says.
//!
//! | file | what it holds |
//! |---|---|
//! | `language.rs`, `outcome.rs` | programs, and what may come of them |
//! | `generate.rs`, `random.rs`, `shrink.rs` | a program from a seed; a smaller one |
//! | `reference/` | the interpreter: every state, one file for each primitive |
//! | `run/` | runs a program on primitives; compiled once for each side |
//! | `select/` | how a side selects among arms that are data |
//! | `sides.rs`, `modes.rs` | the comparisons: with loom and the real thing, with the explorer |
//! | `statistics.rs` | what was compared |
//! | `found.rs` | programs on which there was a disagreement |
//!
//! `FUZZ_PROGRAMS` says how many programs (a quarter of them for loom), `FUZZ_SEED` from which on.
//! Some thousands belong into a release build.

#![expect(clippy::duplicate_mod, reason = "every program runs on all sides")]

#[path = "fuzz/generate.rs"]
mod generate;
#[path = "fuzz/language.rs"]
mod language;
#[path = "fuzz/modes.rs"]
mod modes;
#[path = "fuzz/outcome.rs"]
mod outcome;
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

    pub mod run;
    #[path = "select/real.rs"]
    pub mod select;
}

/// Against their twins over loom.
#[path = "fuzz"]
mod twin {
    pub use workbook::model::sync;

    pub mod run;
    #[path = "select/twin.rs"]
    pub mod select;
}

/// Against their twins over the explorer.
#[path = "fuzz"]
mod explored {
    pub use workbook::explored::sync;

    pub mod run;
    #[path = "select/twin.rs"]
    pub mod select;
}

#[path = "fuzz/found.rs"]
mod found;

use generate::Size;
use language::Program;
use reference::{Reference, Rules};
use sides::Compared;
use statistics::Statistics;
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

/// Compares the programs of so many seeds, prints the statistics and every disagreement.
fn compare(
    what: &str,
    programs: u64,
    size: Size,
    side: impl Fn(&Program, &mut Statistics) -> Option<String>,
) -> Statistics {
    let first = variable("FUZZ_SEED", 1);
    let (begun, mut statistics, mut disagree) = (Instant::now(), Statistics::default(), vec![]);
    for seed in first..first + programs {
        let program = generate::program(seed, size);
        if let Some(why) = side(&program, &mut statistics) {
            let again = |p: &Program| side(p, &mut Statistics::default());
            let (smallest, why) = shrink::shrink(program, why, again);
            println!("DISAGREE {why}\n{smallest}");
            disagree.push(format!("{why}\n{smallest}"));
        }
        if (seed - first + 1).is_multiple_of(500) {
            let seconds = begun.elapsed().as_secs();
            println!(
                "{what}: {} programs, {} disagree, {seconds} s",
                seed - first + 1,
                disagree.len()
            );
        }
    }
    println!(
        "{what}, {:.1} s: {statistics}",
        begun.elapsed().as_secs_f64()
    );
    assert!(
        disagree.is_empty(),
        "{}:\n{}",
        disagree.len(),
        disagree.join("\n")
    );
    statistics
}

/// Counts what was compared; `Some` is a disagreement.
fn judge(
    program: &Program,
    statistics: &mut Statistics,
    side: impl Fn(&Program, &Reference) -> Compared,
) -> Option<String> {
    let Some(reference) = reference::explore(program, Rules::default(), MOST_STATES) else {
        statistics.add("too many states");
        return None;
    };
    statistics.count(program, &reference);
    match side(program, &reference) {
        Compared::Agrees => statistics.add("compared"),
        Compared::Cut => statistics.add("compared in part"),
        Compared::KnownGap => statistics.add("misses outcomes, as it is known to"),
        Compared::NotApplicable => statistics.add("not comparable"),
        Compared::Differs(why) => return Some(why),
    }
    None
}

#[test]
fn twins_over_loom_do_what_the_documentation_says() {
    // Loom takes some tenths of a second for what the explorer does at once.
    let programs = variable("FUZZ_PROGRAMS", 120) / 4;
    let statistics = compare("loom", programs, generate::SMALL, |program, statistics| {
        judge(program, statistics, |p, r| sides::loom(p, r, LOOM_LIMIT))
    });
    if programs >= 2_000 {
        assert_eq!(statistics.missing(), [""; 0]);
    }
    assert!(statistics.of("compared") * 2 > statistics.programs);
}

#[test]
fn real_primitives_do_what_the_documentation_says() {
    let programs = variable("FUZZ_PROGRAMS", 150);
    let statistics = compare("real", programs, generate::LARGE, |program, statistics| {
        judge(program, statistics, |p, _| sides::real(p, REAL_RUNS))
    });
    if programs >= 2_000 {
        assert_eq!(statistics.missing(), [""; 0]);
    }
}

#[test]
fn every_mode_of_the_explorer_finds_what_the_documentation_says() {
    let programs = variable("FUZZ_PROGRAMS", 60);
    let statistics = compare(
        "explorer",
        programs,
        generate::LARGE,
        |program, statistics| judge(program, statistics, |p, _| modes::compare(p)),
    );
    if programs >= 2_000 {
        assert_eq!(statistics.missing(), [""; 0]);
    }
}
