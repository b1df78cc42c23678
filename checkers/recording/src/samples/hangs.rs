//! Failures of threads that never come to an end.

use super::{Build, step};
use crate::{FailureKind, Recording};

pub(super) fn two_locks() -> Recording {
    Build::new(
        "03/lock-order",
        &["main", "other"],
        &[("left", "mutex"), ("right", "mutex")],
    )
    .file(
        "lessons/03-transfers/src/traps/lock_order.rs",
        &[
            (
                22,
                "let other = thread::spawn(move || swap(&right, &left));",
            ),
            (30, "let a = first.lock();"),
            (31, "let b = second.lock();"),
        ],
    )
    .steps([
        step(0, "spawn other").at(0),
        step(0, "lock left").at(1).on(0).is("held by main"),
        step(1, "lock right")
            .at(1)
            .on(1)
            .is("held by other")
            .instead_of(0),
        step(1, "lock left").at(2).on(0).blocks(),
        step(0, "lock right").at(2).on(1).blocks(),
    ])
    .fails(FailureKind::Deadlock, 0, "deadlock", Some(2), (1, 2, 1))
    .waits(0, "lock right", "until other unlocks it", &[1], 2)
    .waits(1, "lock left", "until main unlocks it", &[0], 2)
    .done()
}

pub(super) fn three_locks() -> Recording {
    let names = ["main", "ada", "blaise", "charles"];
    let forks = [
        ("fork 1", "mutex"),
        ("fork 2", "mutex"),
        ("fork 3", "mutex"),
    ];
    let take =
        |thread: usize, fork: usize| step(thread, &format!("lock fork {}", fork + 1)).on(fork);
    Build::new("03/philosophers", &names, &forks)
        .file(
            "lessons/03-transfers/src/traps/philosophers.rs",
            &[
                (11, "let _left = left.lock();"),
                (12, "let _right = right.lock();"),
                (19, "philosopher.join();"),
            ],
        )
        .steps([
            step(0, "spawn all three"),
            step(0, "join ada").at(2).blocks(),
            take(1, 0).at(0).is("held by ada"),
            take(2, 1).at(0).is("held by blaise").instead_of(1),
            take(3, 2).at(0).is("held by charles").instead_of(2),
            take(3, 0).at(1).blocks(),
            take(1, 1).at(1).blocks(),
            take(2, 2).at(1).blocks(),
        ])
        .fails(FailureKind::Deadlock, 1, "deadlock", None, (2, 31, 14))
        .waits(0, "join ada", "until ada finishes", &[1], 2)
        .waits(1, "lock fork 2", "until blaise unlocks it", &[2], 1)
        .waits(2, "lock fork 3", "until charles unlocks it", &[3], 1)
        .waits(3, "lock fork 1", "until ada unlocks it", &[1], 1)
        .done()
}

pub(super) fn done_blocks() -> Recording {
    let objects = [
        ("msg", "channel"),
        ("done", "channel"),
        ("until", "timer"),
        ("every", "timer"),
    ];
    Build::new("01/done-blocks", &["main", "sender"], &objects)
        .file(
            "lessons/01-echo/src/traps/done_blocks.rs",
            &[
                (20, "let sender = thread::spawn(move || while done.try_recv().is_err() { msg.send(line()) });"),
                (27, "select! { recv(msg) -> line => print(line), recv(until) -> _ => break }"),
                (31, "done.send(()).unwrap();"),
                (44, "msg.send(\"hello\").unwrap();"),
            ],
        )
        .steps([
            step(0, "spawn sender").at(0),
            step(0, "select msg or until").at(1).on(2).chose("select chose \"until\" although \"msg\" was ready too"),
            step(0, "send () to done").at(2).on(1).blocks(),
            step(1, "send \"hello\" to msg").at(3).on(0).blocks(),
        ])
        .fails(FailureKind::Deadlock, 0, "deadlock", None, (0, 2, 0))
        .waits(0, "send () to done", "until sender receives from done", &[1], 2)
        .waits(1, "send \"hello\" to msg", "until main receives from msg", &[0], 3)
        .done()
}

pub(super) fn spinning() -> Recording {
    let spin = || {
        [
            step(0, "load ready → false").at(1).on(0),
            step(0, "yield").at(2),
        ]
    };
    Build::new("07/spinning", &["main", "producer"], &[("ready", "atomic")])
        .file(
            "lessons/07-flags/src/traps/spinning.rs",
            &[
                (8, "let producer = thread::spawn(move || produce(&queue));"),
                (10, "while !ready.load(Ordering::Acquire) {"),
                (11, "thread::yield_now();"),
            ],
        )
        .steps([step(0, "spawn producer").at(0), step(1, "finish")])
        .steps((0..60).flat_map(|_| spin()))
        .fails(FailureKind::Livelock, 0, "", Some(1), (0, 1, 0))
        .done()
}

pub(super) fn left_running() -> Recording {
    Build::new(
        "02/forgotten-join",
        &["main", "worker 1"],
        &[("results", "channel")],
    )
    .file(
        "lessons/02-closures/src/traps/forgotten_join.rs",
        &[
            (
                9,
                "thread::spawn(move || results.send(compute()).unwrap());",
            ),
            (12, "let first = results.recv().unwrap();"),
        ],
    )
    .steps([
        step(0, "spawn worker 1").at(0),
        step(0, "receive from results").at(1).on(0).blocks(),
        step(1, "send 41 to results").at(0).on(0).is("1 of 1 full"),
        step(0, "receive 41 from results").at(1).on(0).is("0 of 1"),
        step(1, "send 42 to results").at(0).on(0).is("1 of 1 full"),
        step(1, "send 43 to results").at(0).on(0).blocks(),
        step(0, "finish"),
    ])
    .fails(
        FailureKind::ThreadLeftRunning,
        0,
        "main returned while another thread is blocked forever",
        None,
        (0, 1, 0),
    )
    .waits(
        1,
        "send 43 to results",
        "until main receives from results",
        &[0],
        0,
    )
    .done()
}
