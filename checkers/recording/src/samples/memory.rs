//! Failures of memory: used by two threads at once, or never freed.

use super::{Build, step};
use crate::{FailureKind, Recording};

pub(super) fn data_race() -> Recording {
    Build::new(
        "07/unsynchronised",
        &["main", "worker 1", "worker 2"],
        &[("count", "cell")],
    )
    .file(
        "lessons/07-flags/src/traps/unsynchronised.rs",
        &[
            (15, "let workers = [spawn(1), spawn(2)];"),
            (21, "// SAFETY: none, which is the bug."),
            (22, "count.with_mut(|count| unsafe { *count += 1 });"),
        ],
    )
    .steps([
        step(0, "spawn worker 1").at(0),
        step(0, "spawn worker 2").at(0),
        step(1, "write count (plain memory)").at(2).on(0),
        step(1, "finish"),
        step(2, "write count (plain memory)").at(2).on(0),
    ])
    .fails(
        FailureKind::DataRace,
        2,
        "worker 1 and worker 2 access count, and no happens-before relation orders the two accesses",
        Some(2),
        (0, 1, 0),
    )
    .done()
}

pub(super) fn leak() -> Recording {
    Build::new("03/circle", &["main"], &[("node", "mutex")])
        .file(
            "lessons/03-wait-groups/src/traps/circle.rs",
            &[
                (6, "let node = Arc::new(Node::default());"),
                (7, "*node.next.lock() = Some(node.clone());"),
            ],
        )
        .steps([
            step(0, "lock node").at(1).on(0).is("held by main"),
            step(0, "unlock node").at(1).on(0).is("free"),
        ])
        .fails(
            FailureKind::Leak,
            0,
            "node was never dropped: 1 reference is left",
            Some(0),
            (0, 1, 0),
        )
        .done()
}
