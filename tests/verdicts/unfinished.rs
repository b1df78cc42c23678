//! What a search says of executions that it has not explored yet: at its end, and meanwhile on a terminal.

use super::sync::{Arc, Mutex, thread};
use super::{Check, NAME};
use checker::recording::{Estimate, Verdict};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;

/// Three threads that use three locks in turn: more executions than fit into a moment.
fn too_large() {
    let locks: Arc<Vec<Mutex<u32>>> = Arc::new((0..3).map(Mutex::new).collect());
    let worker = || {
        let locks = locks.clone();
        thread::spawn(move || {
            for _ in 0..3 {
                locks.iter().for_each(|lock| *lock.lock() += 1);
            }
        })
    };
    for worker in [worker(), worker(), worker()] {
        worker.join().unwrap();
    }
}

#[test]
fn the_verdict_says_how_many_executions_there_are_if_the_checker_can_tell() {
    let check = Check::new("unfinished/locks").time_limit(Duration::from_millis(400));
    let verdict = check.run(too_large).verdict();
    let Verdict::NotFinished {
        executions,
        estimate,
        ..
    } = verdict
    else {
        panic!("{verdict}");
    };
    // What loom has still to explore only loom knows.
    assert_eq!(estimate.is_some(), NAME == "explorer");
    let words = verdict.to_string();
    if let Some(Estimate { low, about, high }) = estimate {
        assert!(
            executions <= low && low <= about && about <= high,
            "{words}"
        );
        assert!(words.contains(" s, of about "), "{words}");
    } else {
        assert!(
            words.ends_with(" s") || words.contains(" s; the search with"),
            "{words}"
        );
    }
}

/// The explorer tries some executions at random after its first thousand, and may come to nothing else.
#[test]
fn what_was_explored_counts_if_time_runs_out_soon_after() {
    static EXECUTIONS: AtomicU32 = AtomicU32::new(0);
    const LIMIT: Duration = Duration::from_secs(2);
    let check = Check::new("unfinished/slow").time_limit(LIMIT);
    let report = check.run(|| {
        if EXECUTIONS.fetch_add(1, Relaxed) == 1_100 {
            std::thread::sleep(LIMIT);
        }
        too_large();
    });
    let verdict = report.verdict();
    let Verdict::NotFinished { executions, .. } = verdict else {
        panic!("{verdict}");
    };
    assert!(executions > 0, "{verdict}");
}

#[cfg(unix)]
mod on_a_terminal {
    use super::{Check, NAME, too_large};
    use checker::recording::protocol::PROGRESS;
    use lesson_testing::terminal::shown;
    use std::env;
    use std::process::Command;
    use std::time::Duration;

    /// The child's check takes so long.
    const MILLIS: &str = "TEST_UNFINISHED_MILLIS";

    /// Checks a model for as long as the tests below say.
    #[test]
    fn child() {
        if let Ok(millis) = env::var(MILLIS) {
            let limit = Duration::from_millis(millis.parse().expect("a number"));
            Check::new("unfinished/locks")
                .time_limit(limit)
                .run(too_large);
        }
    }

    fn command(millis: u32, option: Option<&str>) -> Command {
        let mut command = Command::new(env::current_exe().expect("this test"));
        command.args([
            "--exact",
            &format!("{NAME}::unfinished::on_a_terminal::child"),
        ]);
        command.args(option).env(MILLIS, millis.to_string());
        command.env("TERM", "xterm");
        command
            .env_remove("RUST_TEST_NOCAPTURE")
            .env_remove(PROGRESS);
        command
    }

    /// What a terminal shows of that check.
    fn screen(millis: u32, option: Option<&str>) -> String {
        let (screen, status) = shown(command(millis, option));
        assert_eq!(status, Some(0), "{screen}");
        screen
    }

    #[test]
    fn a_long_search_shows_one_line_that_is_gone_at_the_end() {
        let screen = screen(1_500, Some("--nocapture"));
        let lines: Vec<&str> = screen.split("\r\u{1b}[K").collect();
        let [_, first, .., rest] = lines[..] else {
            panic!("no line about the search: {screen:?}");
        };
        assert!(lines.len() > 5, "it is rewritten: {screen:?}");
        let of = [" executions, ", " of about "][usize::from(NAME == "explorer")];
        // On a busy machine the first may be of executions at random.
        let tells = lines.iter().any(|line| line.contains(of));
        assert!(tells, "{screen:?}");
        assert!(first.contains("stops in "), "{screen:?}");
        assert!(first.contains(", no failure"), "{screen:?}");
        assert!(rest.starts_with("… unfinished/locks"), "{screen:?}");
        assert!(!first.contains('\n'), "{screen}");
    }

    #[test]
    fn a_short_search_shows_nothing() {
        let screen = screen(200, Some("--nocapture"));
        assert!(!screen.contains('\u{1b}'), "{screen:?}");
    }

    #[test]
    fn where_output_is_captured_nothing_is_shown() {
        let screen = screen(900, None);
        assert!(!screen.contains("executions"), "{screen:?}");
    }

    #[test]
    fn a_parent_that_wants_to_show_it_reads_it() {
        let run = |variable: Option<&str>| {
            let mut command = command(900, None);
            command.envs(variable.map(|name| (name, "1")));
            let output = command.output().expect("a child");
            String::from_utf8(output.stderr).expect("text")
        };
        assert_eq!(run(None), "");
        let errors = run(Some(PROGRESS));
        let lines: Vec<&str> = errors.split('\r').collect();
        let [searching @ .., "", ""] = &lines[..] else {
            panic!("the line is gone at the end: {errors:?}");
        };
        assert!(!searching.is_empty(), "{errors:?}");
        let starts =
            |line: &&str| line.starts_with("Searching ") && line.ends_with("no failure yet");
        assert!(searching.iter().all(starts), "{errors:?}");
    }
}
