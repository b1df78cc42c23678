// A stale read costs as much as a preemption, and is told: an execution without one is easier to follow.

use checker::loom::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use checker::loom::sync::{Arc, thread};
use checker::loom::{Check, Report, check};
use checker::recording::{FailureKind, Style, Verdict, report};

fn screen(found: &Report) -> String {
    let style = Style {
        width: 200,
        ..Style::default()
    };
    report(&found.recording, &style)
}

#[track_caller]
fn fails(found: &Report, expected: (u32, u32)) -> String {
    let screen = screen(found);
    let Verdict::Fails {
        kind,
        preemptions,
        stale_reads,
        ..
    } = found.verdict()
    else {
        panic!("{screen}");
    };
    assert_eq!(kind, FailureKind::Assertion, "{screen}");
    assert_eq!((preemptions, stale_reads), expected, "{screen}");
    let (execution, _) = super::story(&found.recording);
    let stale = execution.steps.iter();
    let stale = stale.filter(|step| step.text.contains("stale: "));
    assert_eq!(stale.count(), stale_reads as usize, "{screen}");
    screen
}

/// It fails without a preemption too, where one thread does not see what the other stored before.
#[test]
fn an_ordinary_interleaving_is_preferred_to_a_stale_read() {
    let found = check("stories/lost-add", || {
        let count = Arc::new(AtomicUsize::new(0));
        let theirs = count.clone();
        let add = |count: &AtomicUsize| count.store(count.load(Relaxed) + 1, Relaxed);
        let other = thread::spawn(move || add(&theirs));
        add(&count);
        other.join().unwrap();
        assert_eq!(count.load(Relaxed), 2);
    });
    let screen = fails(&found, (1, 0));
    assert!(
        screen.contains(
            "This execution takes 1 preemption. With fewer preemptions it fails only with a stale read (a load"
        ),
        "{screen}"
    );
}

/// Each of them reads before it sees what the other stored.
#[test]
fn what_no_interleaving_explains_says_how_many_reads_are_stale() {
    let found = check("stories/two-flags", || {
        let flags = Arc::new([AtomicUsize::new(0), AtomicUsize::new(0)]);
        let theirs = flags.clone();
        let other = thread::spawn(move || {
            theirs[1].store(1, Relaxed);
            theirs[0].load(Relaxed)
        });
        flags[0].store(1, Relaxed);
        let mine = flags[1].load(Relaxed);
        let both = (mine, other.join().unwrap());
        assert_ne!(both, (0, 0), "neither saw the other");
    });
    let screen = fails(&found, (0, 1));
    assert!(
        screen.contains("No preemption needed, but it takes 1 stale read (a load that returns an older"),
        "{screen}"
    );
    assert!(
        found
            .verdict()
            .to_string()
            .ends_with("with no preemption and 1 stale read"),
        "{}",
        found.verdict()
    );
}

/// A message that is seen before what it announces.
#[test]
fn fewer_stale_reads_are_preferred_too() {
    let found = check("stories/announced", || {
        let cells = Arc::new([(); 3].map(|()| AtomicUsize::new(0)));
        let theirs = cells.clone();
        let other = thread::spawn(move || {
            theirs[0].store(1, Relaxed);
            theirs[1].store(1, Relaxed);
            theirs[2].store(1, Relaxed);
        });
        let seen = [&cells[2], &cells[1], &cells[0]].map(|cell| cell.load(Relaxed));
        assert!(
            seen[0] == 0 || seen[1..] != [0, 0] && seen[1..] != [0, 1],
            "{seen:?}"
        );
        other.join().unwrap();
    });
    let screen = fails(&found, (1, 1));
    assert!(
        screen.contains("This execution takes 1 preemption and 1 stale read (a load that"),
        "{screen}"
    );
}

/// A bound that was asked for is kept.
#[test]
fn no_preemptions_beyond_a_bound_take_the_place_of_a_stale_read() {
    let found = Check::new("stories/bounded-add").preemptions(0).run(|| {
        let count = Arc::new(AtomicUsize::new(0));
        let theirs = count.clone();
        let add = |count: &AtomicUsize| count.store(count.load(Relaxed) + 1, Relaxed);
        let other = thread::spawn(move || add(&theirs));
        add(&count);
        other.join().unwrap();
        assert_eq!(count.load(Relaxed), 2);
    });
    fails(&found, (0, 1));
}
