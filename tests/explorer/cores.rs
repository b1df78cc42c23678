//! A search on several OS threads reports what it reports on one.

use checker::explorer::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use checker::explorer::sync::{Arc, Mutex, thread};
use checker::explorer::{Check, Effort, Report};
use checker::recording::{Execution, FailureKind, Outcome, Recording, Verdict};
use std::num::NonZero;
use std::time::Duration;

/// On a busy machine too, no time limit ends it first.
fn on(workers: usize, id: &str) -> Check {
    let check = Check::new(id).time_limit(Duration::from_secs(3_600));
    check.workers(NonZero::new(workers).unwrap())
}

/// All that is said and recorded, but for how long it took.
#[derive(Debug, PartialEq)]
struct Said {
    /// Those of the pass that failed.
    failed_after: Option<u64>,
    verdict: String,
    screen: String,
    outcomes: Vec<Outcome>,
    executions: Vec<Execution>,
    limits: Vec<&'static str>,
    contended: u64,
    crowd: usize,
}

fn said(report: &Report) -> Said {
    let line = report.line();
    let (verdict, _seconds) = line.rsplit_once("  ").unwrap();
    let seconds = |line: &&str| !line.contains(" s)") && !line.ends_with(" s");
    let screen = report.screen();
    let lines: Vec<_> = screen.lines().filter(seconds).collect();
    Said {
        failed_after: match report.verdict() {
            Verdict::Fails { executions, .. } => Some(executions),
            _ => None,
        },
        verdict: verdict.into(),
        screen: lines.join("\n"),
        outcomes: report.recording.outcomes.clone(),
        executions: report.recording.executions.clone(),
        limits: report.limits.clone(),
        contended: report.contended,
        crowd: report.crowd,
    }
}

/// What 1, 2 and 3 OS threads say, which is the same.
#[track_caller]
fn alike<T: std::fmt::Debug>(
    id: &str,
    model: impl Fn() -> T + Send + Sync + Clone + 'static,
) -> Report {
    let report = on(1, id).run(model.clone());
    let one = said(&report);
    for workers in [2, 3] {
        let more = said(&on(workers, id).run(model.clone()));
        assert_eq!(more, one, "{workers} OS threads");
    }
    report
}

fn last_zero(n: usize) -> usize {
    let array: Vec<AtomicUsize> = (0..=n).map(|_| AtomicUsize::new(0)).collect();
    thread::scope(|scope| {
        let looks = scope.spawn(|| {
            let mut i = n;
            while array[i].load(SeqCst) != 0 {
                i -= 1;
            }
            i
        });
        for j in 1..=n {
            let array = &array;
            scope.spawn(move || array[j].store(array[j - 1].load(SeqCst) + 1, SeqCst));
        }
        looks.join().unwrap()
    })
}

#[test]
fn what_holds() {
    let report = alike("cores/lastzero", || last_zero(9));
    let all = Some(Effort {
        runs: 1_536,
        traces: 1_536,
    });
    assert_eq!(report.holds().effort, all);
    let Recording {
        outcomes,
        executions,
        ..
    } = &report.recording;
    let counts = outcomes.iter().map(|outcome| outcome.count);
    assert_eq!(counts.sum::<u64>(), 1_536);
    for outcome in outcomes {
        let schedule = executions[outcome.execution].schedule.as_ref().unwrap();
        let check = Check::new("cores/again").replay(schedule);
        assert_eq!(check.run(|| last_zero(9)).outcomes(), [&outcome.value]);
    }
}

/// Two threads that take turns by chance, so often.
fn turns(n: usize) -> String {
    let order = Arc::new(Mutex::new(String::new()));
    let each = |name: char| {
        let order = order.clone();
        thread::spawn(move || (0..n).for_each(|_| order.lock().push(name)))
    };
    let threads = [each('a'), each('b')];
    threads
        .into_iter()
        .for_each(|thread| thread.join().unwrap());
    order.lock().clone()
}

/// The story too.
#[test]
fn what_fails() {
    let report = alike("cores/turns", || {
        let order = turns(7);
        assert!(!["aabbabbabaabab", "abbbabbabaaaab", "babababbabaaba"].contains(&order.as_str()));
    });
    report.fails(FailureKind::Assertion, 6);
}

/// Threads that enter by chance, each once.
fn entries(n: u8) -> String {
    let order = Arc::new(Mutex::new(String::new()));
    let each = |name: u8| {
        let order = order.clone();
        thread::spawn(move || order.lock().push(char::from(b'a' + name)))
    };
    let threads: Vec<_> = (0..n).map(each).collect();
    for thread in threads {
        thread.join().unwrap();
    }
    order.lock().clone()
}

/// The first part that fails counts, though others may fail before it.
#[test]
fn what_fails_in_several_parts() {
    const FAILING: [&str; 6] = [
        "cgebfad", "dgbfaec", "fbgdcae", "gbcfdea", "gcbfdea", "gfdecba",
    ];
    let report = alike("cores/entries", || {
        let order = entries(7);
        if order.starts_with("gc") {
            // The part that comes first takes longest.
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!(!FAILING.contains(&order.as_str()));
    });
    let Verdict::Fails { executions, .. } = report.fails(FailureKind::Assertion, 0).verdict()
    else {
        unreachable!();
    };
    // Neither the first 1,000 nor those at random find one.
    assert!(executions > 1_000, "{executions}");
}

#[test]
fn the_limit_of_executions_counts_those_of_all_parts() {
    let on = |workers| on(workers, "cores/limit").preemptions(2).run(|| turns(9));
    let report = on(1);
    let line = report.line();
    assert!(line.contains("more preemptions were not tried"), "{line}");
    assert_eq!(said(&on(2)), said(&report));
}

#[test]
fn time_is_up_for_all() {
    let check = on(2, "cores/time").time_limit(Duration::from_secs(2));
    let report = check.run(|| turns(14));
    assert!(report.time < Duration::from_secs(4), "{}", report.line());
    let Verdict::NotFinished { executions, .. } = report.verdict() else {
        panic!("{}", report.line());
    };
    assert!(executions > 0, "{}", report.line());
}

/// It is one execution among thousands, in a part that any of the OS threads may search.
#[test]
fn what_blocks_an_os_thread_is_noticed() {
    let report = on(2, "cores/blocks").run(|| {
        if turns(7) == "abbbabbabaaaab" {
            let (_send, receive) = std::sync::mpsc::channel::<()>();
            let _ = receive.recv();
        }
    });
    let Verdict::Fails { kind, .. } = report.verdict() else {
        panic!("{}", report.line());
    };
    assert_eq!(kind, FailureKind::Unseen, "{}", report.line());
}
