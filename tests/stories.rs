//! What a story says about an execution that fails: the same under both checkers.

use checker::recording::{Execution, Failure, Recording};

mod with_explorer {
    use checker::explorer::{self as model, sync};
    include!("stories/both.rs");
}

mod with_loom {
    use checker::loom::{self as model, sync};
    include!("stories/both.rs");
}

fn story(recording: &Recording) -> (&Execution, &Failure) {
    recording.counterexample().expect("it fails")
}

/// `main: lock right, until other unlocks it → other`, for each thread that waits.
fn waits(recording: &Recording) -> Vec<String> {
    let (execution, failure) = story(recording);
    let name = |thread: &usize| execution.threads[*thread].as_str();
    let waits = failure.waits.iter().map(|wait| {
        let on: Vec<&str> = wait.on.iter().map(name).collect();
        let until = wait.until.as_deref().unwrap_or_default();
        let line = format!("{}: {}, {until}", name(&wait.thread), wait.text);
        match on.is_empty() {
            true => line,
            false => format!("{line} → {}", on.join(", ")),
        }
    });
    waits.collect()
}

mod stale {
    include!("stories/stale.rs");
}

mod shortest {
    include!("stories/shortest.rs");
}
