//! Schedules: as text, replayed, with the fewest preemptions.

mod support;

use explorer::{Config, End, Failure, Mode, Report, Schedule, explore};
use std::cell::Cell;
use std::rc::Rc;
use support::compare::{self, notes};
use support::programs::{Dice, Program, model};
use support::{Atomic, catalogue, join_all, spawn};

#[test]
fn a_schedule_reads_as_it_was_written() {
    for (decisions, text) in [
        (vec![], ""),
        (vec![0, 0, 0, 0, 1, 2], "0C12"),
        (vec![10, 35, 36, 36, 400], "az_36_A_400_"),
        (vec![1; 28], "1Z1"),
        (vec![1; 29], "1Z1A"),
        ([0, 1].repeat(3), "010101"),
        ([0, 1].repeat(40), "01-2x39-"),
        ([0, 0, 0, 1, 2].repeat(400), "0B12-5x399-"),
        (vec![3; 2_000], "3Z-1x1973-"),
    ] {
        let schedule = Schedule(decisions);
        assert_eq!(schedule.to_string(), text);
        assert_eq!(text.parse(), Ok(schedule));
    }
    let mut dice = Dice::new(1);
    for _ in 0..200 {
        let decisions = (0..dice.below(60)).map(|_| [0, 1, 1, 1, 30, 60_000][dice.below(6)]);
        let schedule = Schedule(decisions.collect());
        assert_eq!(schedule.to_string().parse(), Ok(schedule));
    }
}

#[test]
fn what_is_no_schedule_is_refused_where_it_goes_wrong() {
    for (text, at) in [
        ("A", 0),
        ("0-1", 1),
        ("00_x_", 2),
        ("1_", 1),
        ("1 2", 1),
        ("0é", 1),
        ("_70000_", 0),
        ("_+1_", 0),
        ("0_40", 1),
        ("01-3x2-", 2),
        ("01-0x2-", 2),
        ("01-2x-", 2),
        ("01-2-", 2),
        ("01-2x3", 2),
        ("01-2x2000000-", 2),
        ("0-1x600000--1x600000-", 11),
        ("01-2x99999999999999999999-", 2),
    ] {
        let wrong = text.parse::<Schedule>().expect_err(text);
        assert_eq!(wrong.at, at, "{text}");
    }
}

#[test]
fn what_is_no_schedule_says_what_is_wrong() {
    let wrong = |text: &str| text.parse::<Schedule>().unwrap_err().to_string();
    assert_eq!(
        wrong("0?"),
        "not a schedule: wrong at byte 1: a schedule consists of digits, letters, `_`, and `-`"
    );
    assert_eq!(
        wrong("01-2"),
        "not a schedule: wrong at byte 2: `-2x40-` repeats the last 2 decisions another 40 times"
    );
}

/// Blocks of decisions, repeated, as loops make them.
#[test]
fn any_decisions_read_as_they_were_written_and_are_short_where_they_repeat() {
    let mut dice = Dice::new(2);
    for _ in 0..2_000 {
        let mut decisions = vec![];
        for _ in 0..dice.below(6) {
            let group: Vec<u16> = (0..1 + dice.below(40))
                .map(|_| [0, 1, 2, 35, 36, 65_535][dice.below(6)])
                .collect();
            decisions.extend(group.repeat([1, 2, 60][dice.below(3)]));
        }
        let schedule = Schedule(decisions);
        let text = schedule.to_string();
        assert_eq!(text.parse(), Ok(schedule), "{text}");
        // Each block once, with what does not fill a group.
        assert!(text.len() < 5 * 2 * (40 * 7 + 8), "{text}");
    }
}

/// Whatever a user pastes: it is a schedule, or it is refused, at a byte that it has.
#[test]
fn no_text_makes_the_parser_panic() {
    let mut dice = Dice::new(3);
    let parts = [
        "0",
        "1",
        "z",
        "A",
        "Z",
        "_",
        "-",
        "x",
        "40",
        "_7_",
        "-1x2-",
        "-2x3-",
        "9999999999",
        " ",
        "é",
        ".",
        ":",
        "\u{0}",
        "-0x0-",
        "-1x999999-",
        "Σ",
    ];
    for _ in 0..20_000 {
        let text: String = (0..dice.below(8))
            .map(|_| parts[dice.below(parts.len())])
            .collect();
        match text.parse::<Schedule>() {
            Ok(schedule) => {
                assert!(schedule.0.len() <= 1_000_000, "{text}");
                if schedule.0.len() < 1_000 {
                    assert_eq!(schedule.to_string().parse(), Ok(schedule), "{text}");
                }
            }
            Err(wrong) => assert!(text.is_char_boundary(wrong.at) && wrong.at < text.len()),
        }
    }
}

fn replay(failure: &Failure, model: impl Fn() + 'static) -> Report {
    let text = failure.schedule.to_string();
    let schedule = text.parse().expect("it was printed so");
    explore(&compare::config(Mode::Replay(schedule)), model, |_| ())
}

#[track_caller]
fn is_the_same(one: &Failure, other: &Failure) {
    assert_eq!(one.end, other.end);
    assert_eq!(one.steps, other.steps);
    assert_eq!(one.schedule, other.schedule);
    assert_eq!(one.preemptions, other.preemptions);
}

const MODES: [Mode; 7] = [
    Mode::Reduced,
    Mode::SleepSets,
    Mode::Unreduced,
    Mode::Graph { preemptions: None },
    Mode::Fewest { most: 3 },
    Mode::Random { seed: 5, runs: 40 },
    Mode::Pct {
        seed: 5,
        runs: 40,
        depth: 3,
    },
];

#[test]
fn a_failing_schedule_fails_in_the_same_way_when_it_is_replayed() {
    explorer::quiet_panics();
    let mut failed = 0;
    for seed in 0..60 {
        let program = Program::random(seed);
        for mode in MODES {
            let mut config = compare::config(mode);
            config.max_runs = 200;
            let report = explore(&config, model(program.clone(), notes()), |_| ());
            let Some(failure) = report.failure else {
                continue;
            };
            failed += 1;
            let again = replay(&failure, model(program.clone(), notes()));
            assert_eq!(again.runs, 1);
            is_the_same(&failure, &again.failure.expect("it fails again"));
        }
    }
    assert!(failed > 50, "too few programs fail: {failed}");
}

#[test]
fn a_schedule_of_another_model_is_told_so() {
    for text in ["5", "1111", "00"] {
        let schedule = text.parse().expect("a schedule");
        let config = Config::new(Mode::Replay(schedule));
        let report = explore(&config, || catalogue::lockers(2), |_| ());
        let end = report.failure.expect("it does not fit").end;
        let End::NotDeterministic(words) = &end else {
            panic!("{end:?}");
        };
        assert!(words.contains("not a schedule of the model"), "{words}");
    }
}

#[test]
fn a_schedule_goes_on_where_it_is_too_short() {
    let config = Config::new(Mode::Replay(Schedule(vec![2])));
    let mut steps = vec![];
    let report = explore(
        &config,
        || catalogue::lockers(2),
        |run| steps = run.steps.iter().map(|step| step.thread).collect(),
    );
    assert!(report.is_complete() && report.failure.is_none());
    assert_eq!(steps, [0, 2, 2, 2, 1, 1, 1, 0, 0, 0]);
}

/// The fewest preemptions of any failing schedule, by looking at them all.
fn fewest(model: impl Fn() + 'static) -> Option<Option<u32>> {
    let mut fewest = None;
    let mut config = compare::config(Mode::Unreduced);
    config.max_runs = 1_000;
    let report = explore(&config, model, |run| {
        if run.failed() {
            let least = fewest.unwrap_or(u32::MAX);
            fewest = Some(run.preemptions.min(least));
        }
    });
    report.is_complete().then_some(fewest)
}

#[test]
fn the_schedule_with_the_fewest_preemptions_is_found() {
    explorer::quiet_panics();
    let compare = |model: &dyn Fn() -> Box<dyn Fn()>, name: String| {
        let fewest = fewest(model())?;
        let config = Config::new(Mode::Fewest { most: u32::MAX });
        let report = explore(&config, model(), |_| ());
        let found = report.failure.as_ref().map(|failure| failure.preemptions);
        assert_eq!(found, fewest, "{name}");
        assert!(found.is_some() || (report.is_complete() && report.bound.is_none()));
        found
    };
    let mut failed = 0;
    for seed in 0..80 {
        let program = || Program::random(seed);
        let model = || -> Box<dyn Fn()> { Box::new(model(program(), notes())) };
        let found = compare(&model, format!("program {seed} {:#?}", program()));
        failed += u32::from(found.is_some());
    }
    assert!(failed > 10, "too few programs fail: {failed}");
    let found = [
        compare(&|| Box::new(catalogue::lock_order), "lock order".into()),
        compare(
            &|| Box::new(|| catalogue::lost_update(2)),
            "lost update".into(),
        ),
        compare(&|| Box::new(takes_three()), "takes three".into()),
    ];
    assert_eq!(found, [Some(1), Some(1), Some(3)]);
    let found = compare(&|| Box::new(two_ways_to_a_state), "two ways".into());
    assert_eq!(found, Some(2));
}

/// The search first reaches the state before `store` with two preemptions, then with one: only then
/// there is one left for what fails.
fn two_ways_to_a_state() {
    let (early, late, seen) = (Atomic::new(0), Atomic::new(0), Rc::new(Cell::new(0)));
    let (told, watched, sees) = (early.clone(), late.clone(), seen.clone());
    let first = spawn(move || {
        sees.set(early.load());
        late.store(1);
        late.store(2);
    });
    let second = spawn(move || {
        told.store(1);
        // Comes after what the first saw if it comes after its store.
        let in_between = watched.load() == 1;
        assert!(!in_between || seen.get() == 0, "early and in between");
    });
    join_all(vec![first, second]);
}

/// Fails only if main is left after its first look and its second, and the other in between.
fn takes_three() -> impl Fn() {
    || {
        let number = Atomic::new(0);
        let theirs = number.clone();
        let adds = spawn(move || {
            theirs.fetch_add(1);
            theirs.fetch_add(1);
        });
        let (first, second, third) = (number.load(), number.load(), number.load());
        assert!((first, second, third) != (0, 1, 2), "in step");
        join_all(vec![adds]);
    }
}

#[test]
fn a_bound_that_is_too_low_is_told() {
    explorer::quiet_panics();
    let bounded = |bound| {
        let preemptions = Some(bound);
        explore(
            &Config::new(Mode::Graph { preemptions }),
            takes_three(),
            |_| (),
        )
    };
    for bound in 0..3 {
        let report = bounded(bound);
        assert!(report.is_complete() && report.failure.is_none());
        assert_eq!(report.bound, Some(bound));
    }
    assert!(bounded(3).failure.is_some());
    let most = |most| explore(&Config::new(Mode::Fewest { most }), takes_three(), |_| ());
    assert_eq!(most(2).bound, Some(2));
    assert_eq!(most(9).failure.map(|failure| failure.preemptions), Some(3));
}
