//! `CancellationToken`.

use super::checked::{dropped, everywhere, loom_one, many, one};

super::models! {
    /// A cancellation reaches descendants, not parents and siblings.
    pub fn descends() -> [bool; 5] {
        tasks::block_on(async {
            let root = tasks::CancellationToken::new();
            let (left, right) = (root.child_token(), root.child_token());
            let below = left.child_token();
            left.cancel();
            let late = left.child_token();
            [&root, &left, &right, &below, &late].map(tasks::CancellationToken::is_cancelled)
        })
    }

    /// A middle token whose handles are gone does not cut off what descends from it.
    pub fn middle_is_gone() -> bool {
        tasks::block_on(async {
            let root = tasks::CancellationToken::new();
            let below = root.child_token().child_token();
            root.cancel();
            below.cancelled().await;
            below.is_cancelled()
        })
    }

    /// All that wait for a token or a child of it go on.
    pub fn all_wake() -> u32 {
        tasks::block_on(async {
            let token = tasks::CancellationToken::new();
            let (same, child) = (token.clone(), token.child_token());
            let first = tasks::spawn(async move { same.cancelled().await });
            let second = tasks::spawn(child.cancelled_owned());
            token.cancel();
            first.await.unwrap();
            second.await.unwrap();
            2
        })
    }

    /// Parent and child are cancelled together: whoever sees one sees the other.
    pub fn together() -> bool {
        tasks::block_on(async {
            let parent = tasks::CancellationToken::new();
            let child = parent.child_token();
            let theirs = parent.clone();
            let task = tasks::spawn(async move { theirs.cancel() });
            let before = child.is_cancelled();
            let after = parent.is_cancelled();
            task.await.unwrap();
            assert!(!before || after, "the child was cancelled alone");
            before
        })
    }

    /// A future that is ready is preferred to a cancellation, but not to one that came before.
    pub fn run_until() -> (Option<u32>, Option<u32>, Option<u32>) {
        tasks::block_on(async {
            let token = tasks::CancellationToken::new();
            let ready = token.run_until_cancelled(std::future::ready(1)).await;
            let theirs = token.clone();
            let both = token.run_until_cancelled(async move { theirs.cancel(); 2 }).await;
            let late = token.run_until_cancelled(std::future::ready(3)).await;
            (ready, both, late)
        })
    }

    /// The future is dropped with what it holds.
    pub fn run_until_dropped() -> (Option<u32>, bool) {
        tasks::block_on(async {
            let token = tasks::CancellationToken::new();
            let (sender, mut receiver) = tasks::mpsc::channel::<u32>(1);
            let theirs = token.clone();
            let task = tasks::spawn(theirs.run_until_cancelled_owned(async move {
                std::future::pending::<()>().await;
                drop(sender);
            }));
            token.cancel();
            (receiver.recv().await, task.await.unwrap().is_none())
        })
    }

    /// A guard cancels, unless it is disarmed.
    pub fn guards() -> [bool; 3] {
        tasks::block_on(async {
            let tokens = [(); 3].map(|()| tasks::CancellationToken::new());
            let disarmed = tokens[0].clone().drop_guard().disarm();
            drop(tokens[1].clone().drop_guard());
            drop(tokens[2].drop_guard_ref());
            assert!(disarmed == tokens[0]);
            tokens.map(|token| token.is_cancelled())
        })
    }

    /// A wait that is dropped takes nothing from the next.
    pub fn wait_is_dropped() -> bool {
        tasks::block_on(async {
            let token = tasks::CancellationToken::new();
            let theirs = token.clone();
            tasks::spawn(async move { theirs.cancel() });
            let first = tasks::cancellable(token.cancelled()).await.is_ok();
            token.cancelled().await;
            first
        })
    }

    /// The same, with a timeout.
    pub fn wait_in_time() -> bool {
        tasks::block_on(async {
            let token = tasks::CancellationToken::new();
            let theirs = token.clone();
            tasks::spawn(async move { theirs.cancel() });
            let first = tasks::time::timeout(Duration::from_secs(1), token.cancelled()).await.is_ok();
            token.cancelled().await;
            first
        })
    }

    /// A select of a message and a stop, again and again.
    pub fn select_until() -> u32 {
        tasks::block_on(async {
            let token = tasks::CancellationToken::new();
            let (sender, mut receiver) = tasks::mpsc::channel(1);
            let theirs = token.clone();
            let task = tasks::spawn(async move {
                sender.send(1).await.unwrap();
                theirs.cancel();
                sender
            });
            let mut received = 0;
            loop {
                tasks::select! {
                    Some(more) = receiver.recv() => received += more,
                    () = token.cancelled() => break,
                }
            }
            drop(task.await.unwrap());
            received
        })
    }

    /// The check drops the task that has the guard: the other one stops.
    pub fn guard_of_a_dropped_task() {
        tasks::block_on(async {
            let token = tasks::CancellationToken::new();
            let guard = token.clone().drop_guard();
            tasks::spawn(async move {
                tasks::yield_now().await;
                drop(guard);
            });
            token.cancelled().await;
        });
    }
}

#[test]
fn a_cancellation_descends() {
    let outcomes = ["[false, true, false, true, true]"];
    everywhere(explored::descends, loomed::descends, outcomes);
    everywhere(explored::middle_is_gone, loomed::middle_is_gone, ["true"]);
}

#[test]
fn all_that_wait_wake() {
    everywhere(explored::all_wake, loomed::all_wake, ["2"]);
}

#[test]
fn parent_and_child_are_cancelled_together() {
    many(explored::together).holds().reaches(["false", "true"]);
    one(explored::together).holds().reaches(["false"]);
    super::checked::loom(loomed::together)
        .holds()
        .reaches(["false", "true"]);
}

#[test]
fn a_future_runs_until_a_cancellation() {
    let outcomes = ["(Some(1), Some(2), None)"];
    everywhere(explored::run_until, loomed::run_until, outcomes);
    let outcomes = ["(None, true)"];
    many(explored::run_until_dropped).holds().reaches(outcomes);
    one(explored::run_until_dropped).holds().reaches(outcomes);
    loom_one(loomed::run_until_dropped)
        .holds()
        .reaches(outcomes);
}

#[test]
fn a_guard_cancels_unless_disarmed() {
    everywhere(explored::guards, loomed::guards, ["[false, true, true]"]);
}

#[test]
fn a_dropped_wait_takes_nothing() {
    let outcomes = ["false", "true"];
    everywhere(explored::wait_is_dropped, loomed::wait_is_dropped, outcomes);
    everywhere(explored::wait_in_time, loomed::wait_in_time, outcomes);
}

#[test]
fn a_stop_may_come_before_the_message() {
    let outcomes = ["0", "1"];
    many(explored::select_until).holds().reaches(outcomes);
    one(explored::select_until).holds().reaches(outcomes);
}

#[test]
fn a_dropped_task_stops_the_others() {
    for report in dropped(explored::guard_of_a_dropped_task) {
        report.holds();
    }
}
