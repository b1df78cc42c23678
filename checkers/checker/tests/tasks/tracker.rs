//! `TaskTracker`.

use super::checked::{deadlocks, dropped, everywhere, loom_one, many, one};

super::models! {
    /// A wait ends when the tracker is closed and its tasks are gone.
    pub fn waits_for_all() -> u32 {
        tasks::block_on(async {
            let (tracker, count) = (tasks::TaskTracker::new(), Arc::new(AtomicU32::new(0)));
            for _ in 0..2 {
                let count = Arc::clone(&count);
                tracker.spawn(async move { count.fetch_add(1, SeqCst) });
            }
            tracker.close();
            tracker.wait().await;
            assert_eq!(tracker.len(), 0);
            assert!(tracker.is_empty() && tracker.is_closed());
            count.load(SeqCst)
        })
    }

    /// An open tracker is waited for although it is empty.
    pub fn never_closed() {
        tasks::block_on(async {
            let tracker = tasks::TaskTracker::new();
            tracker.spawn(async {});
            tracker.wait().await;
        });
    }

    /// A task can be spawned after the tracker was closed.
    pub fn spawned_late() -> usize {
        tasks::block_on(async {
            let (tracker, count) = (tasks::TaskTracker::new(), Arc::new(AtomicU32::new(0)));
            let (token, theirs) = (tracker.token(), Arc::clone(&count));
            let late = tracker.clone();
            tasks::spawn(async move {
                late.spawn(async move { theirs.fetch_add(1, SeqCst) });
                drop(token);
            });
            assert!(tracker.close() && !tracker.close());
            tracker.wait().await;
            count.load(SeqCst) as usize + tracker.len()
        })
    }

    /// A wait that was made while the tracker was closed and empty ends although it is open again; a later one does not.
    pub fn reopened() -> (bool, bool) {
        tasks::block_on(async {
            let tracker = tasks::TaskTracker::new();
            let open = tracker.wait();
            tracker.close();
            let closed = tracker.wait();
            assert!(tracker.reopen() && !tracker.reopen());
            let _token = tracker.token();
            open.await;
            closed.await;
            let late = tasks::time::timeout(Duration::from_secs(1), tracker.wait()).await;
            (true, late.is_ok())
        })
    }

    /// A task counts until its future is dropped, however that is.
    pub fn aborted() -> usize {
        tasks::block_on(async {
            let tracker = tasks::TaskTracker::new();
            let task = tracker.spawn(std::future::pending::<()>());
            tracker.close();
            task.abort();
            tracker.wait().await;
            tracker.len()
        })
    }

    /// A tracked future that its caller drops.
    pub fn future_is_dropped() -> bool {
        tasks::block_on(async {
            let (tracker, notify) = (tasks::TaskTracker::new(), tasks::Notify::new());
            let tracked = tracker.track_future(notify.notified());
            assert_eq!(tracker.len(), 1);
            let done = tasks::time::timeout(Duration::from_secs(1), tracked).await.is_ok();
            tracker.close();
            tracker.wait().await;
            done
        })
    }

    /// A wait that is dropped takes nothing from the next.
    pub fn wait_is_dropped() -> bool {
        tasks::block_on(async {
            let tracker = tasks::TaskTracker::new();
            tracker.spawn(async {});
            tracker.close();
            let first = tasks::cancellable(tracker.wait()).await.is_ok();
            tracker.wait().await;
            first
        })
    }

    /// The same, with a select.
    pub fn wait_in_a_select() -> bool {
        tasks::block_on(async {
            let (tracker, stop) = (tasks::TaskTracker::new(), tasks::CancellationToken::new());
            let theirs = stop.clone();
            tracker.spawn(async move { theirs.cancel() });
            tracker.close();
            let first = tasks::select! {
                () = tracker.wait() => true,
                () = stop.cancelled() => false,
            };
            tracker.wait().await;
            first
        })
    }

    /// The check drops one of two tasks.
    pub fn one_is_dropped() -> usize {
        tasks::block_on(async {
            let tracker = tasks::TaskTracker::new();
            let tasks = [(); 2].map(|()| tracker.spawn(tasks::yield_now()));
            tracker.close();
            tracker.wait().await;
            let mut finished = 0;
            for task in tasks {
                finished += usize::from(task.await.is_ok());
            }
            finished
        })
    }
}

#[test]
fn a_wait_ends_when_all_are_gone() {
    many(explored::waits_for_all).holds().reaches(["2"]);
    one(explored::waits_for_all).holds().reaches(["2"]);
    loom_one(loomed::waits_for_all).holds().reaches(["2"]);
    many(explored::spawned_late).holds().reaches(["1"]);
    one(explored::spawned_late).holds().reaches(["1"]);
}

#[test]
fn an_open_tracker_is_waited_for() {
    deadlocks(explored::never_closed, loomed::never_closed);
}

#[test]
fn a_wait_sees_that_the_tracker_was_done() {
    everywhere(explored::reopened, loomed::reopened, ["(true, false)"]);
}

#[test]
fn an_aborted_task_is_gone() {
    everywhere(explored::aborted, loomed::aborted, ["0"]);
}

#[test]
fn a_dropped_future_is_gone() {
    everywhere(
        explored::future_is_dropped,
        loomed::future_is_dropped,
        ["false"],
    );
}

#[test]
fn a_dropped_wait_takes_nothing() {
    let outcomes = ["false", "true"];
    everywhere(explored::wait_is_dropped, loomed::wait_is_dropped, outcomes);
    many(explored::wait_in_a_select).holds().reaches(outcomes);
    one(explored::wait_in_a_select).holds().reaches(outcomes);
    loom_one(loomed::wait_in_a_select).holds().reaches(outcomes);
}

#[test]
fn a_task_dropped_at_any_await_is_gone() {
    for report in dropped(explored::one_is_dropped) {
        report.holds().reaches(["1", "2"]);
    }
}
