//! Workers that take turns, the timeline of it, and what a turn costs.

use crate::lesson;
use lesson_testing::child::{run, said, text};

/// What each worker did, in order, and the timeline below it.
fn told(args: &[&str]) -> (Vec<(usize, String)>, String) {
    let said = said(&mut lesson(args));
    let (told, timeline) = said.split_once("\n\n").expect("a timeline");
    let lines = told.lines().map(|line| {
        let (worker, does) = line.split_once(' ').expect("a worker");
        (worker.parse().expect("a number"), does.to_string())
    });
    (lines.collect(), timeline.to_string())
}

/// Checks that each worker takes one whole turn, and no more than so many are inside: how many were.
fn check(told: &[(usize, String)], workers: usize, permits: usize) -> usize {
    for worker in 1..=workers {
        let turn: Vec<_> = told.iter().filter(|(by, _)| *by == worker).collect();
        let turn: Vec<_> = turn.iter().map(|(_, does)| &**does).collect();
        let whole = ["wants the lock", "has the lock", "is releasing the lock"];
        assert_eq!(turn, whole, "worker {worker}");
    }
    assert_eq!(told.len(), 3 * workers);
    let (mut inside, mut most) = (0, 0);
    for (_, does) in told {
        match &**does {
            "has the lock" => inside += 1,
            "is releasing the lock" => inside -= 1,
            _ => {}
        }
        most = most.max(inside);
    }
    assert!(most <= permits, "{most} inside");
    most
}

#[test]
fn each_worker_has_the_lock_and_none_beside_another() {
    let (told, timeline) = told(&["--hold=1ms"]);
    check(&told, 6, 1);
    let rows = timeline.lines().skip(1).take(6);
    assert!(rows.into_iter().all(|row| row.ends_with('█')), "{timeline}");
    assert!(
        timeline.ends_with("Most at once: 1, allowed: 1\n"),
        "{timeline}"
    );
}

#[test]
fn as_many_have_it_at_once_as_there_are_permits() {
    for permits in [2, 3, 50] {
        let args = [
            "--hold=1ms",
            "--workers=20",
            "--permits",
            &permits.to_string(),
        ];
        let (told, timeline) = told(&args);
        let most = check(&told, 20, permits);
        let last = format!("Most at once: {most}, allowed: {permits}\n");
        assert!(timeline.ends_with(&last), "{timeline}");
    }
}

#[test]
fn without_unicode_the_bars_are_ascii() {
    for locale in ["C", "POSIX", "en_US.ISO-8859-1"] {
        let said = said(lesson(&["--hold=1ms", "--workers=2"]).env("LC_ALL", locale));
        assert!(said.is_ascii(), "{said}");
        assert!(said.contains(". wants the lock  # has it"), "{said}");
    }
}

#[test]
fn a_line_has_eighty_columns_without_a_terminal() {
    let (_, timeline) = told(&["--hold=20ms", "--workers=3"]);
    let widths = timeline.lines().map(|line| line.chars().count());
    assert_eq!(widths.max(), Some(80), "{timeline}");
}

#[test]
fn workers_count_together_and_lose_no_turn() {
    for with in ["channel", "mutex"] {
        for (workers, shown) in [("1", "1 worker"), ("7", "7 workers")] {
            let args = ["--count=10001", "--workers", workers, "--with", with];
            let output = run(&mut lesson(&args));
            assert_eq!(output.status.code(), Some(0));
            assert_eq!(text(&output.stdout), "10001\n");
            let told = text(&output.stderr);
            let start = format!("{shown} and a {with}: ");
            assert!(told.starts_with(&start), "{told}");
            assert!(told.ends_with(" ns a turn\n"), "{told}");
        }
    }
}
