//! A search that is divided into parts runs what it runs as a whole: every trace, and none twice.

mod support;

use explorer::{Config, Finish, Mode, Part, Report, Samples, explore, yield_now};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use support::compare::{self, Found, notes};
use support::programs::{Program, model};
use support::{Atomic, catalogue, join_all, spawn};

/// Random programs that CI runs; `EXPLORER_PROGRAMS=FROM..TO` runs others.
const PROGRAMS: std::ops::Range<u64> = 0..300;

fn at_random(runs: u64) -> Config {
    compare::config(Mode::Random { seed: 1, runs })
}

fn of(part: Part) -> Config {
    Config {
        part,
        ..compare::config(Mode::Reduced)
    }
}

fn samples(model: impl Fn() + 'static) -> Samples {
    explore(&at_random(400), model, |_| ()).samples
}

/// Asserts that the parts have as many executions as the whole, none of which is cut, and that none has more than
/// half of them.
#[track_caller]
fn divides(name: &str, most: usize, model: impl Fn() + Clone + 'static) {
    explorer::quiet_panics();
    let whole = explore(&of(Part::default()), model.clone(), |_| ());
    let parts = samples(model.clone()).parts(most);
    assert_eq!(parts.len(), most, "{name}");
    let reports = parts.into_iter().map(|part| {
        let report = explore(&of(part), model.clone(), |_| ());
        assert!(report.runs <= whole.runs / 2, "{name}: {}", report.runs);
        report
    });
    let together = reports.reduce(Report::and).expect("parts");
    assert!(together.is_complete(), "{name}: {:?}", together.finish);
    assert_eq!(together.traces, whole.traces, "{name}");
    assert_eq!(together.outcomes, whole.outcomes, "{name}");
    assert_eq!(together.complete, whole.complete, "{name}: twice");
    assert_eq!(together.runs, whole.runs, "{name}: cut");
}

/// Each thread stores one more than its left neighbour has; one looks for the last zero from the right.
fn last_zero(threads: usize) {
    let cells: Vec<_> = (0..=threads).map(|_| Atomic::new(0)).collect();
    let theirs = cells.clone();
    let mut all = vec![spawn(move || {
        let mut place = threads;
        while theirs[place].load() != 0 {
            place -= 1;
        }
    })];
    all.extend((1..=threads).map(|mine| {
        let cells = cells.clone();
        spawn(move || cells[mine].store(cells[mine - 1].load() + 1))
    }));
    join_all(all);
}

#[test]
fn the_parts_of_the_last_zero() {
    for threads in 8..=11 {
        divides("lastzero", 16, move || last_zero(threads));
    }
}

#[test]
fn the_parts_of_stores_and_additions() {
    divides("stores", 16, || catalogue::stores_and_loads(5, 1));
    divides("stores", 16, || catalogue::stores_and_loads(3, 3));
    divides("lost update", 16, || catalogue::lost_update(3));
    divides("additions", 16, || {
        let number = Atomic::new(0);
        let each = |mine: u32| {
            let number = number.clone();
            spawn(move || _ = number.fetch_add(mine) + number.fetch_add(mine))
        };
        join_all((0..3).map(each).collect());
    });
}

#[test]
fn the_parts_of_locks_and_channels() {
    divides("lockers", 16, || catalogue::lockers(5));
    divides("gather", 8, || catalogue::gather(4, 1));
}

#[test]
fn the_same_samples_have_the_same_parts() {
    let [one, other] = [(); 2].map(|()| samples(|| last_zero(6)).parts(20));
    assert_eq!(one, other);
}

#[test]
fn random_programs_have_the_same_outcomes_and_traces_in_parts() {
    explorer::quiet_panics();
    let wanted = std::env::var("EXPLORER_PROGRAMS").ok();
    let programs = wanted.as_deref().and_then(|range| range.split_once(".."));
    let programs = programs.map_or(PROGRAMS, |(from, to)| {
        from.parse().expect("a number")..to.parse().expect("a number")
    });
    let (mut several, mut traces, mut cut) = (0, 0, 0);
    for seed in programs.clone() {
        let program = Program::random(seed);
        let all = |config: &Config| {
            let notes = notes();
            let seen = notes.clone();
            let model = model(program.clone(), notes);
            compare::run(config, model, move || format!("{:?}", seen.borrow()))
        };
        let mut whole = of(Part::default());
        whole.max_runs = 1_500;
        let (found, whole) = all(&whole);
        if !whole.is_complete() || found.has_race() {
            continue;
        }
        let mut samples = all(&at_random(100)).1.samples;
        for most in [2, 8] {
            // Nor does a part fail in what the whole does not run.
            let (parts, (together, report)) = divided(&mut samples, most, |config| {
                all(&Config {
                    stop_at_failure: whole.failures == 0,
                    ..config.clone()
                })
            });
            let say = format!("program {seed} in {parts} parts: {program:#?}");
            assert_eq!(together, found, "{say}");
            assert_eq!(report.complete, whole.complete, "{say}");
            assert_eq!(report.failures, whole.failures, "{say}");
            cut += report.runs - report.complete;
            several += u32::from(parts > 1);
            traces += found.traces.len();
        }
    }
    println!("{several} times in several parts; {traces} traces, {cut} cut");
    assert!(programs != PROGRAMS || several > 100, "{several}");
}

/// How many parts there are in the end, and what they find.
fn divided(
    samples: &mut Samples,
    most: usize,
    run: impl Fn(&Config) -> (Found, Report),
) -> (usize, (Found, Report)) {
    for _ in 0..1_000 {
        let parts = samples.parts(most);
        match together(&parts, &run) {
            Ok(together) => return (parts.len(), together),
            Err(pair) => samples.refuse(pair),
        }
    }
    panic!("always the same steps");
}

/// What all parts find, or steps that do not divide.
fn together(
    parts: &[Part],
    run: impl Fn(&Config) -> (Found, Report),
) -> Result<(Found, Report), explorer::Before> {
    let mut all = Found::default();
    let mut reports = vec![];
    for part in parts {
        let (found, report) = run(&of(part.clone()));
        if let Finish::Overlap(pair) = report.finish {
            return Err(pair);
        }
        assert!(report.is_complete(), "{report:?}");
        all.ends.extend(found.ends);
        all.traces.extend(found.traces);
        reports.push(report);
    }
    let report = reports.into_iter().reduce(Report::and);
    Ok((all, report.expect("at least one part")))
}

/// A store that comes before another one or after it, and in some executions is `left_out`, or else of another number.
fn seldom(left_out: bool) {
    let [number, one, other, free] = [(); 4].map(|()| Atomic::new(0));
    let theirs = (number.clone(), one.clone(), other.clone());
    let stores = spawn(move || {
        theirs.1.store(1);
        theirs.2.store(1);
        theirs.0.store(1);
    });
    let looks = spawn(move || {
        if (one.load(), other.load()) != (0, 1) {
            number.store(2);
        } else if !left_out {
            free.store(2);
        }
    });
    join_all(vec![stores, looks]);
}

#[test]
fn steps_that_sometimes_have_no_conflict_divide_nothing() {
    for left_out in [true, false] {
        let whole = explore(&of(Part::default()), move || seldom(left_out), |_| ());
        let run = |config: &Config| compare::run(config, move || seldom(left_out), String::new);
        let mut refused = 0;
        for seed in 0..20 {
            let few = compare::config(Mode::Random { seed, runs: 4 });
            let mut samples = explore(&few, move || seldom(left_out), |_| ()).samples;
            let before = samples.clone();
            let (_, (found, report)) = divided(&mut samples, 4, run);
            refused += u32::from(samples != before);
            assert_eq!(report.complete, whole.complete);
            assert_eq!(found.traces, whole.traces);
        }
        assert!(refused > 0, "always all were there: {left_out}");
    }
}

/// A thread that waits only because of the part has been preempted.
#[test]
fn what_runs_in_a_part_runs_without_one_as_well() {
    let model = || catalogue::lockers(3);
    for part in samples(model).parts(4) {
        let mut runs = vec![];
        explore(&of(part), model, |run| {
            runs.push((
                run.schedule.clone(),
                run.end.clone(),
                run.preemptions,
                run.trace,
            ));
        });
        for (schedule, end, preemptions, trace) in runs {
            let again = compare::config(Mode::Replay(schedule));
            explore(&again, model, |run| {
                assert_eq!(
                    (run.end, run.preemptions, run.trace),
                    (&end, preemptions, trace)
                );
            });
        }
    }
}

/// What a thread does after a loop has another number each time.
#[test]
fn steps_from_a_loop_on_divide_nothing() {
    let parts = samples(|| {
        let (flag, number) = (Atomic::new(0), Atomic::new(0));
        let (theirs, mine) = (flag.clone(), number.clone());
        let waits = spawn(move || {
            while theirs.load() == 0 {
                explorer::at(1);
                yield_now();
            }
            mine.store(1);
        });
        number.store(2);
        flag.store(1);
        join_all(vec![waits]);
    });
    assert_eq!(parts.parts(8).len(), 1);
}

#[test]
fn a_search_stops_when_it_is_told_so() {
    let stop = Arc::new(AtomicBool::new(true));
    let config = Config {
        stop: Some(stop),
        ..of(Part::default())
    };
    let report = explore(&config, || last_zero(3), |_| ());
    assert_eq!(report.finish, Finish::Stopped);
    assert_eq!(report.runs, 0);
}
