//! Executions at random, and with random priorities.

mod support;

use explorer::{Config, Mode, explore};
use std::collections::BTreeSet;
use support::{Atomic, catalogue, compare, join_all, spawn};

#[test]
fn the_same_seed_is_the_same_search() {
    explorer::quiet_panics();
    for mode in [
        Mode::Random { seed: 3, runs: 50 },
        Mode::Pct {
            seed: 3,
            runs: 50,
            depth: 2,
        },
    ] {
        let schedules = || {
            let mut all = vec![];
            let model = || catalogue::lost_update(3);
            explore(&compare::config(mode.clone()), model, |run| {
                all.push(run.schedule.to_string());
            });
            all
        };
        let all = schedules();
        assert_eq!(all, schedules());
        let distinct: BTreeSet<_> = all.iter().collect();
        assert!(distinct.len() > 10, "hardly random: {}", distinct.len());
    }
}

#[test]
fn random_search_finds_a_bug_that_is_not_rare() {
    explorer::quiet_panics();
    for mode in [
        Mode::Random { seed: 0, runs: 200 },
        Mode::Pct {
            seed: 0,
            runs: 200,
            depth: 2,
        },
    ] {
        let report = explore(
            &Config::new(mode.clone()),
            || catalogue::lost_update(4),
            |_| (),
        );
        assert!(report.failure.is_some(), "{mode:?}");
    }
}

/// Two change, again and again, what the other waits for; the third would end it.
#[test]
fn who_yields_lets_those_run_whom_it_waits_for() {
    let model = || {
        let (flag, turns) = (Atomic::new(0), Atomic::new(0));
        let spinners = [(); 2].map(|()| {
            let (flag, turns) = (flag.clone(), turns.clone());
            spawn(move || {
                while flag.load() == 0 {
                    turns.fetch_add(1);
                    explorer::yield_now();
                }
            })
        });
        let sets = spawn(move || flag.store(1));
        join_all(spinners.into_iter().chain([sets]).collect());
    };
    let (seed, runs) = (0, 50);
    for mode in [
        Mode::Random { seed, runs },
        Mode::Pct {
            seed,
            runs,
            depth: 1,
        },
    ] {
        let report = explore(&Config::new(mode), model, |_| ());
        assert!(
            report.is_complete() && report.failure.is_none(),
            "{report:?}"
        );
    }
}
