//! A search in parts: it has to find what it finds as a whole, in as many executions.

use crate::language::Program;
use crate::modes::{Found, config, difference, find_as};
use explorer::{Before, Config, Finish, Mode, Part, Samples};
use std::sync::Arc;

/// So many parts at most.
const MOST_PARTS: usize = 12;

/// The executions at random that divide the search.
const RUNS: u64 = 60;

/// What the parts find otherwise than the `whole`, which was searched like this.
pub fn compare(program: &Arc<Program>, whole: &Config, found: &Found) -> Option<String> {
    let random = Mode::Random {
        seed: program.seed,
        runs: RUNS,
    };
    let at_random = find_as(program, &config(random, u64::MAX), false);
    let mut samples: Samples = at_random.report?.samples;
    let (number, all) = loop {
        let parts = samples.parts(MOST_PARTS);
        let number = parts.len();
        match together(program, whole, parts) {
            Ok(all) => break (number, all),
            Err(pair) => samples.refuse(pair),
        }
    };
    let complete = |found: &Found| found.report.as_ref().map(|report| report.complete);
    let what = match difference(&all.outcomes, &found.outcomes, false) {
        Some(what) => what,
        None if all.traces != found.traces => "other traces".into(),
        None if complete(&all) != complete(found) => {
            format!("{:?} in place of {:?}", complete(&all), complete(found))
        }
        None => return None,
    };
    Some(format!("in {number}: {what}"))
}

/// What all parts find, or steps that do not divide the search.
fn together(program: &Arc<Program>, whole: &Config, parts: Vec<Part>) -> Result<Found, Before> {
    let mut all = Found::default();
    for part in parts {
        let config = Config {
            part,
            max_runs: u64::MAX,
            ..whole.clone()
        };
        let found = find_as(program, &config, false);
        let report = found.report.expect("the engine's");
        if let Finish::Overlap(pair) = report.finish {
            return Err(pair);
        }
        all.outcomes.extend(found.outcomes);
        all.traces.extend(found.traces);
        all.report = Some(match all.report {
            Some(before) => before.and(report),
            None => report,
        });
    }
    Ok(all)
}
