//! Failures that take a preemption.

use super::{Build, step};
use crate::{FailureKind, Recording};

pub(super) fn lost_update() -> Recording {
    Build::new(
        "04/lost-update",
        &["main", "worker 1", "worker 2"],
        &[("tally", "mutex")],
    )
    .file(
        "lessons/04-word-tally/src/traps/lost_update.rs",
        &[
            (
                14,
                "let workers: Vec<_> = (1..=2).map(|n| scope.spawn(move || count(n))).collect();",
            ),
            (18, "let seen = tally.lock().get(word);"),
            (19, "tally.lock().set(word, seen + 1);"),
            (24, "worker.join();"),
            (
                27,
                "assert_eq!(tally.lock().total(), 2, \"1 word was lost\");",
            ),
        ],
    )
    .steps([
        step(0, "spawn worker 1").at(0),
        step(0, "spawn worker 2").at(0),
        step(0, "join worker 1").at(3).blocks(),
        step(1, "lock tally").at(1).on(0).is("held by worker 1"),
        step(1, "read the → 0").at(1).on(0),
        step(1, "unlock tally").at(1).on(0).is("free, {}"),
        step(2, "lock tally")
            .at(1)
            .on(0)
            .is("held by worker 2")
            .instead_of(1),
        step(2, "read the → 0").at(1).on(0),
        step(2, "unlock tally").at(1).on(0).is("free, {}"),
        step(2, "lock tally").at(2).on(0).is("held by worker 2"),
        step(2, "write the = 1").at(2).on(0),
        step(2, "unlock tally").at(2).on(0).is("free, {the: 1}"),
        step(2, "finish"),
        step(1, "lock tally").at(2).on(0).is("held by worker 1"),
        step(1, "write the = 1").at(2).on(0),
        step(1, "unlock tally").at(2).on(0).is("free, {the: 1}"),
        step(1, "finish"),
        step(0, "joined worker 1").at(3),
        step(0, "join worker 2").at(3),
        step(0, "lock tally").at(4).on(0).is("held by main"),
    ])
    .fails(
        FailureKind::Assertion,
        0,
        "assertion `left == right` failed: 1 word was lost\n  left: 1\n right: 2",
        Some(4),
        (1, 3, 2),
    )
    .done()
}

/// A long execution with two preemptions and a choice, steps in two files.
pub(super) fn pool_shut_down() -> Recording {
    let job = |worker: usize, n: usize| {
        [
            step(worker, &format!("receive job {n} from jobs"))
                .at(0)
                .on(0)
                .is(&format!("{} of 16", 16 - n)),
            step(worker, "add 1 to finished")
                .at(1)
                .on(1)
                .is(&format!("{n}")),
        ]
    };
    Build::new(
        "06/shut-down-early",
        &["main", "worker 1", "worker 2"],
        &[("jobs", "channel"), ("finished", "atomic")],
    )
    .file(
        "lessons/06-worker-pool/src/pool.rs",
        &[
            (31, "let Ok(job) = jobs.recv() else { break };"),
            (33, "finished.fetch_add(1, Ordering::Release);"),
        ],
    )
    .file(
        "lessons/06-worker-pool/src/traps/shut_down_early.rs",
        &[
            (12, "pool.submit(job);"),
            (17, "if finished.load(Ordering::Acquire) + 1 >= submitted {"),
            (18, "return jobs.len();"),
        ],
    )
    .steps([
        step(0, "spawn worker 1").at(2),
        step(0, "spawn worker 2").at(2),
    ])
    .steps((1..=16).map(|n| {
        step(0, &format!("send job {n} to jobs"))
            .at(2)
            .on(0)
            .is(&format!("{n} of 16"))
    }))
    .steps((1..=6).flat_map(|n| job(1, n)))
    .steps([job(2, 7)[0].clone().instead_of(1)])
    .steps([job(2, 7)[1].clone()])
    .steps((8..=15).flat_map(|n| job(2, n)))
    .steps([
        step(0, "receive from done, or 10 ms")
            .at(3)
            .chose("the timeout expired")
            .instead_of(2),
        step(0, "load finished → 15").at(3).on(1),
    ])
    .fails(
        FailureKind::Assertion,
        0,
        "a job was still queued",
        Some(4),
        (2, 1204, 377),
    )
    .done()
}

/// More threads than fit side by side, with names and texts that are too long.
pub(super) fn crowded() -> Recording {
    let threads = [
        "main",
        "reader of the first file",
        "reader of the second file",
        "writer",
        "logger",
    ];
    Build::new(
        "05/crowded",
        &threads,
        &[("lines from both files", "channel"), ("log", "mutex")],
    )
    .file(
        "lessons/05-pipeline/src/traps/crowded.rs",
        &[
            (
                7,
                "let line = lines.recv().expect(\"a reader is still there\");",
            ),
            (9, "log.lock().push(line.clone());"),
        ],
    )
    .steps([
        step(0, "spawn all").at(0),
        step(1, "send \"the first line of the first file\" to lines")
            .at(0)
            .on(0)
            .is("1 of 2"),
        step(2, "send \"the first line of the second file\" to lines")
            .at(0)
            .on(0)
            .is("2 of 2 full"),
        step(3, "receive \"the first line of the first file\" from lines")
            .at(0)
            .on(0)
            .is("1 of 2"),
        step(4, "lock log")
            .at(1)
            .on(1)
            .is("held by logger")
            .instead_of(3),
        step(3, "lock log").at(1).on(1).blocks(),
        step(4, "unlock log").at(1).on(1).is("free"),
    ])
    .fails(
        FailureKind::Assertion,
        3,
        "called `Option::unwrap()` on a `None` value",
        Some(0),
        (1, 9, 4),
    )
    .done()
}
