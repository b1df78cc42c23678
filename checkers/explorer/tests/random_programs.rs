//! Random programs: all modes find the same outcomes and the same traces.

mod support;

use explorer::{Finish, Mode};
use support::compare::{self, REDUCED, notes};
use support::programs::{Program, model};

/// Executions of a mode; what takes more is compared as far as it went.
const MOST_RUNS: u64 = 1_500;
/// Programs that CI runs; `EXPLORER_PROGRAMS=FROM..TO` runs others.
const PROGRAMS: std::ops::Range<u64> = 0..150;

fn programs() -> std::ops::Range<u64> {
    let wanted = std::env::var("EXPLORER_PROGRAMS").ok();
    let range = wanted.as_deref().and_then(|range| range.split_once(".."));
    range.map_or(PROGRAMS, |(from, to)| {
        from.parse().expect("a number")..to.parse().expect("a number")
    })
}

#[test]
fn all_modes_find_the_same_outcomes_and_traces() {
    let programs = programs();
    let whole = compare_all(programs.clone(), Program::random);
    assert!(
        programs != PROGRAMS || whole > 60,
        "too few small programs: {whole}"
    );
}

/// Several steps are one, as a poll is on a runtime of one thread.
#[test]
fn sections_find_the_same_outcomes_and_traces() {
    let programs = programs();
    let whole = compare_all(programs.clone(), Program::with_sections);
    assert!(
        programs != PROGRAMS || whole > 60,
        "too few small programs: {whole}"
    );
}

/// One panics while another one waits in the midst of its panic.
#[test]
fn threads_panic_at_the_same_time() {
    compare_all(1062..1063, Program::random);
}

/// Timers go on after the end of an execution, and race with steps that the end left waiting.
#[test]
fn what_never_runs_races_with_timers_that_went_on() {
    compare_all(850..851, Program::random);
}

/// How many programs were compared with every schedule.
fn compare_all(programs: std::ops::Range<u64>, program: fn(u64) -> Program) -> u32 {
    explorer::quiet_panics();
    let (mut whole, mut redundant, mut traces) = (0, 0, 0);
    for seed in programs {
        let program = program(seed);
        let all = |mode: Mode| {
            let mut config = compare::config(mode);
            config.max_runs = MOST_RUNS;
            let notes = notes();
            let seen = notes.clone();
            compare::run(&config, model(program.clone(), notes), move || {
                format!("{:?}", seen.borrow())
            })
        };
        let (graph, graph_report) = all(Mode::Graph { preemptions: None });
        if !graph_report.is_complete() {
            assert_eq!(
                graph_report.finish,
                Finish::RunLimit,
                "program {seed} {program:#?}"
            );
            continue;
        }
        let (unreduced, report) = all(Mode::Unreduced);
        let say = |mode: &Mode| format!("program {seed} {mode:?} {program:#?}");
        for mode in REDUCED {
            let (found, reduced) = all(mode.clone());
            if !reduced.is_complete() {
                assert_eq!(reduced.finish, Finish::RunLimit, "{}", say(&mode));
                continue;
            }
            assert_eq!(found.has_race(), graph.has_race(), "{}", say(&mode));
            if graph.has_race() {
                continue;
            }
            assert_eq!(found.ends, graph.ends, "{}", say(&mode));
            assert_eq!(found.traces, graph.traces, "{}", say(&mode));
            if mode == Mode::Reduced {
                redundant += reduced.runs - found.traces.len() as u64;
                traces += found.traces.len();
            }
        }
        if graph.has_race() {
            assert!(
                unreduced.has_race() || !report.is_complete(),
                "{}",
                say(&Mode::Unreduced)
            );
            continue;
        }
        if report.is_complete() {
            whole += 1;
            assert_eq!(unreduced, graph, "{}", say(&Mode::Unreduced));
        } else {
            assert!(
                unreduced.ends.is_subset(&graph.ends),
                "{}",
                say(&Mode::Unreduced)
            );
            assert!(
                unreduced.traces.is_subset(&graph.traces),
                "{}",
                say(&Mode::Unreduced)
            );
        }
        for mode in [
            Mode::Random { seed, runs: 30 },
            Mode::Pct {
                seed,
                runs: 30,
                depth: 3,
            },
        ] {
            let (found, _) = all(mode.clone());
            assert!(found.ends.is_subset(&graph.ends), "{}", say(&mode));
            assert!(found.traces.is_subset(&graph.traces), "{}", say(&mode));
        }
    }
    println!("{whole} compared with every schedule; {traces} traces, {redundant} redundant runs");
    whole
}
