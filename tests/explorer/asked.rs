//! A schedule run again, and schedules that the environment asks for.

use checker::explorer::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use checker::explorer::sync::channel::bounded;
use checker::explorer::sync::{Arc, Mutex, select, thread};
use checker::explorer::{Check, Report, check};
use checker::recording::FailureKind;
use checker::recording::protocol::{PCT, RANDOM, RECORDINGS, REPLAY};
use std::process::Command;

fn opposite_order() {
    let locks = Arc::new((Mutex::new(()), Mutex::new(())));
    let theirs = locks.clone();
    let other = thread::spawn(move || {
        let _second = theirs.1.lock();
        let _first = theirs.0.lock();
    });
    {
        let _first = locks.0.lock();
        let _second = locks.1.lock();
    }
    other.join().unwrap();
}

/// The other one tries what a select begins to wait for, arm by arm.
fn tries() -> bool {
    let (tx, rx) = bounded::<()>(0);
    let (_keep, never) = bounded::<()>(0);
    let other = thread::spawn(move || tx.try_send(()).is_ok());
    let received = select! {
        recv(rx) -> message => message.is_ok(),
        recv(never) -> message => message.is_ok(),
    };
    assert_eq!(other.join().unwrap(), received);
    received
}

fn adds() -> usize {
    let count = Arc::new(AtomicUsize::new(0));
    let theirs = count.clone();
    let add = |count: &AtomicUsize| count.store(count.load(Relaxed) + 1, Relaxed);
    let other = thread::spawn(move || add(&theirs));
    add(&count);
    other.join().unwrap();
    count.load(Relaxed)
}

/// The schedule that leads to each outcome.
fn schedules(report: &Report) -> Vec<(String, String)> {
    let outcomes = report.recording.outcomes.iter();
    let schedule = |at: usize| report.recording.executions[at].schedule.clone();
    outcomes
        .map(|outcome| {
            let schedule = schedule(outcome.execution).expect("a schedule");
            (outcome.value.clone(), schedule)
        })
        .collect()
}

#[test]
fn a_counterexample_is_run_again_from_its_replay() {
    let report = check("locks/opposite", opposite_order);
    report.fails(FailureKind::Deadlock, 1);
    let replay = report.replay.clone().expect("a schedule");
    let first = &report.recording.executions[0];
    assert_eq!(first.schedule.as_ref(), Some(&replay));
    let again = Check::new("locks/opposite")
        .replay(&replay)
        .run(opposite_order);
    again.fails(FailureKind::Deadlock, 1);
    assert_eq!(&again.recording.executions[0], first);
}

#[test]
fn every_outcome_has_a_schedule_that_leads_to_it() {
    let report = check("count/adds", adds);
    report.reaches(["1", "2"]);
    for (outcome, schedule) in schedules(&report) {
        let again = Check::new("count/adds").replay(&schedule).run(adds);
        assert_eq!(again.outcomes(), [outcome]);
    }
}

/// A search that began again has more steps; what it prints says so.
#[test]
fn a_schedule_knows_the_points_that_it_counts_with() {
    let report = check("select/tries", tries);
    report.reaches(["false", "true"]);
    for (outcome, schedule) in schedules(&report) {
        assert!(schedule.ends_with(".a"), "{schedule}");
        let again = Check::new("select/tries").replay(&schedule).run(tries);
        assert_eq!(again.outcomes(), [outcome]);
    }
}

#[test]
#[should_panic(
    expected = "locks/opposite: this is not a schedule of the model: after 3 decisions, \
                           thread 7 cannot continue; has the model or a checked type changed since the schedule was recorded?"
)]
fn a_schedule_of_another_model_is_refused() {
    Check::new("locks/opposite")
        .replay("0B7")
        .run(opposite_order);
}

#[test]
#[should_panic(expected = "the execution is over")]
fn a_schedule_that_goes_on_after_the_end_is_refused() {
    let report = check("count/adds", adds);
    let (_, schedule) = schedules(&report).remove(0);
    let longer = format!("{schedule}0");
    Check::new("count/adds").replay(&longer).run(adds);
}

#[test]
#[should_panic(expected = "`0-1` is not a schedule: wrong at byte 1")]
fn what_is_no_schedule_is_refused() {
    drop(Check::new("count/adds").replay("0-1"));
}

#[test]
fn random_priorities_find_what_takes_two_ordered_steps() {
    let report = Check::new("locks/opposite")
        .pct(1, 200, 2)
        .run(opposite_order);
    report.fails(FailureKind::Deadlock, 1);
    let again = Check::new("locks/opposite")
        .replay(report.replay.as_deref().expect("a schedule"))
        .run(opposite_order);
    let end = |report: &Report| report.recording.executions[0].end.clone();
    assert_eq!(end(&again), end(&report));
}

/// Run by the tests below, as a child with a variable: what it asserts would fail.
#[test]
fn asked_for() {
    let asked = [REPLAY, RANDOM, PCT];
    let asserts = asked.iter().any(|name| std::env::var_os(name).is_some());
    let report = check("asked/for", adds);
    let other = check("asked/other", opposite_order);
    if asserts {
        report
            .fails(FailureKind::Leak, 0)
            .reaches(["3"])
            .is_recorded();
        other.holds();
    }
}

/// This test binary with one test and one variable: whether it was green, and what it printed.
fn child(variable: &str, value: &str) -> (bool, String) {
    let exe = std::env::current_exe().expect("this test");
    let mut command = Command::new(exe);
    command.args(["--exact", "asked::asked_for", "--nocapture"]);
    command.env_remove(REPLAY).env(variable, value);
    let output = command.output().expect("a child");
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8(text).expect("text");
    (output.status.success(), text)
}

#[test]
fn the_environment_asks_for_a_schedule_and_nothing_is_asserted() {
    let report = check("asked/for", adds);
    for (outcome, schedule) in schedules(&report) {
        let (green, text) = child(REPLAY, &format!("asked/for:{schedule}"));
        assert!(green, "{text}");
        assert!(
            text.contains(&format!("does not fail and returns {outcome}")),
            "{text}"
        );
        assert!(text.contains("write 1 to count"), "{text}");
        assert!(
            text.contains("this was not a check, so the test asserted nothing"),
            "{text}"
        );
        assert!(text.contains("asked/other: not run"), "{text}");
    }
}

#[test]
fn the_environment_asks_for_a_schedule_that_fails() {
    let report = check("asked/other", opposite_order);
    let replay = report.replay.expect("a schedule");
    let (green, text) = child(REPLAY, &format!("asked/other:{replay}"));
    assert!(green, "{text}");
    assert!(text.contains("deadlock after"), "{text}");
    let command =
        format!("WORKBOOK_REPLAY=asked/other:{replay} cargo test -p tests --test explorer");
    let test = "-- --nocapture --exact asked::asked_for";
    assert!(text.contains(&format!("{command} {test}")), "{text}");
}

/// Fails in a schedule of more than 36 threads, so each of their steps takes five letters.
fn many() {
    let threads: Vec<_> = (0..80)
        .map(|_| thread::spawn(|| *Mutex::new(0).lock() += 1))
        .collect();
    threads
        .into_iter()
        .for_each(|thread| thread.join().unwrap());
    panic!("after all of them");
}

/// Run by the test below, as a child with a folder for recordings.
#[test]
fn long() {
    if std::env::var_os(RECORDINGS).is_none() {
        return;
    }
    let report = check("asked/many", many);
    if std::env::var_os(REPLAY).is_none() {
        let replay = report.replay.clone().expect("a schedule");
        assert!(replay.len() > 200, "{replay}");
        println!("{}", report.screen());
    }
}

#[test]
fn a_schedule_that_is_too_long_for_a_line_is_kept_in_a_file() {
    let colon = if cfg!(windows) { "" } else { ":" };
    let name = format!("it's{colon} asked {}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    let long = |replay: Option<&str>| {
        let exe = std::env::current_exe().expect("this test");
        let mut command = Command::new(exe);
        command.args(["--exact", "asked::long", "--nocapture"]);
        command.env_remove(REPLAY).env(RECORDINGS, &folder);
        command.envs(replay.map(|path| (REPLAY, format!("asked/many:{path}"))));
        let output = command.output().expect("a child");
        let text = String::from_utf8([output.stdout, output.stderr].concat()).expect("text");
        assert!(output.status.success(), "{text}");
        text
    };
    let text = long(None);
    let path = folder.join("many.replay");
    let path = path.to_str().expect("text");
    assert!(text.contains(&format!("  replay: {path}\n")), "{text}");
    if !cfg!(windows) {
        let quoted = path.replace('\'', r"'\''");
        let command = format!("WORKBOOK_REPLAY='asked/many:{quoted}' cargo test");
        assert!(text.contains(&command), "{text}");
    }
    let again = long(Some(path));
    assert!(again.contains("asked/many: after all of them"), "{again}");
    assert!(again.contains("this was not a check"), "{again}");
    std::fs::remove_dir_all(&folder).expect("it is there");
}

#[test]
fn the_environment_asks_for_schedules_by_the_die() {
    for (variable, how) in [(RANDOM, "1:50"), (PCT, "1:50:2")] {
        let (green, text) = child(variable, &format!("asked/for:{how}"));
        assert!(green, "{text}");
        assert!(text.contains("not finished: 50 executions"), "{text}");
    }
}

#[test]
fn what_cannot_be_understood_is_an_error() {
    for (variable, value, wrong) in [
        (REPLAY, "asked/for", "expected MODEL:SCHEDULE"),
        (REPLAY, "asked/for:0A9", "not a schedule of the model"),
        (PCT, "asked/for:1:x:2", "`x` is not a number"),
    ] {
        let (green, text) = child(variable, value);
        assert!(!green && text.contains(wrong), "{text}");
    }
}
