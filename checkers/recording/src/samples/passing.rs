//! Models that hold, or that held until time ran out.

use super::{Build, step};
use crate::{Estimate, Recording, Verdict};

fn tally(model: &str) -> Build {
    Build::new(model, &["main", "worker 1"], &[("tally", "mutex")])
        .file(
            "lessons/04-word-tally/src/tally.rs",
            &[(18, "*tally.lock().entry(word).or_default() += 1;")],
        )
        .steps([
            step(0, "spawn worker 1"),
            step(0, "join worker 1").blocks(),
            step(1, "lock tally").at(0).on(0).is("held by worker 1"),
            step(1, "unlock tally").at(0).on(0).is("free"),
            step(1, "finish"),
            step(0, "joined worker 1"),
        ])
}

pub(super) fn holds() -> Recording {
    tally("04/tally-is-exact")
        .verdict(Verdict::Holds {
            executions: 9,
            preemptions: None,
        })
        .outcomes(&[("{\"the\": 2}", 9)])
        .done()
}

pub(super) fn holds_within_bound() -> Recording {
    let values: Vec<String> = (0..12)
        .map(|n| format!("{{\"the\": {n}, \"a\": {}}}", 12 - n))
        .collect();
    let outcomes: Vec<(&str, u64)> = values.iter().map(|value| (value.as_str(), 1042)).collect();
    tally("04/tally-is-exact/3-workers")
        .verdict(Verdict::Holds {
            executions: 12_504,
            preemptions: Some(2),
        })
        .outcomes(&outcomes)
        .done()
}

pub(super) fn not_finished() -> Recording {
    tally("08/shards-agree")
        .verdict(Verdict::NotFinished {
            executions: 184_302,
            millis: 10_004,
            preemptions: Some(1),
            estimate: Some(Estimate {
                low: 300_100,
                about: 1_234_567,
                high: 5_020_000,
            }),
        })
        .outcomes(&[("true", 184_302)])
        .done()
}
