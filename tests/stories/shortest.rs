// The explorer's: the shortest story with the fewest preemptions.

use checker::explorer::sync::{Arc, Mutex, thread};
use checker::explorer::{Report, check};
use checker::recording::{FailureKind, Style, report};

fn screen(found: &Report) -> String {
    report(&found.recording, &Style::default())
}

/// Whichever worker goes first the model fails; the search meets the longer way first.
#[test]
fn of_stories_with_as_few_preemptions_the_shortest_is_told() {
    let found = check("stories/detour", || {
        let (first, detour) = (Arc::new(Mutex::new(false)), Arc::new(Mutex::new(0)));
        let (theirs, asks) = (first.clone(), first.clone());
        let long = thread::spawn(move || {
            if !*asks.lock() {
                for _ in 0..5 {
                    *detour.lock() += 1;
                }
            }
        });
        let short = thread::spawn(move || *theirs.lock() = true);
        long.join().unwrap();
        short.join().unwrap();
        assert!(!*first.lock(), "both have ended");
    });
    found.fails(FailureKind::Assertion, 0);
    let (execution, _) = super::story(&found.recording);
    let detours = execution
        .steps
        .iter()
        .filter(|step| step.text == "lock detour");
    assert_eq!(detours.count(), 0, "{}", screen(&found));
}
