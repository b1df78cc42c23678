//! `Notify`.

use super::checked::{dropped, everywhere, loom, loom_one, many, one};
use checker::recording::FailureKind;

super::models! {
    /// Two notifications without a waiter are one permit.
    pub fn one_permit() -> (bool, bool) {
        tasks::block_on(async {
            let notify = tasks::Notify::new();
            notify.notify_one();
            notify.notify_one();
            notify.notified().await;
            let again = tasks::time::timeout(Duration::from_secs(1), notify.notified());
            (true, again.await.is_ok())
        })
    }

    /// First come, first notified; or last, if asked for. What is notified already stays so.
    pub fn first_and_last() -> Vec<bool> {
        tasks::block_on(async {
            let notify = tasks::Notify::new();
            let mut waits: Vec<_> = (0..3).map(|_| Box::pin(notify.notified())).collect();
            for wait in &mut waits {
                assert!(!wait.as_mut().enable());
            }
            notify.notify_last();
            notify.notify_one();
            waits.iter_mut().map(|wait| wait.as_mut().enable()).collect()
        })
    }

    /// Dropped waiters pass their notification on: each to the end of the queue from which it was notified.
    pub fn passed_on() -> Vec<bool> {
        tasks::block_on(async {
            let notify = tasks::Notify::new();
            let mut waits: Vec<_> = (0..4).map(|_| Box::pin(notify.notified())).collect();
            for wait in &mut waits {
                assert!(!wait.as_mut().enable());
            }
            notify.notify_last();
            drop(waits.pop());
            let mut notified: Vec<bool> = waits.iter_mut().map(|wait| wait.as_mut().enable()).collect();
            notify.notify_one();
            drop(waits.remove(0));
            notified.extend(waits.iter_mut().map(|wait| wait.as_mut().enable()));
            notified
        })
    }

    /// To notify all reaches futures that were never polled, takes no permit, and stores none.
    pub fn all_that_exist() -> (bool, bool) {
        tasks::block_on(async {
            let notify = tasks::Notify::new();
            notify.notify_one();
            let before = notify.notified();
            notify.notify_waiters();
            let after = notify.notified();
            before.await;
            after.await;
            let third = tasks::time::timeout(Duration::from_secs(1), notify.notified());
            (true, third.await.is_ok())
        })
    }

    /// No wakeup is lost, whichever comes first.
    pub fn permit_or_waiter() {
        tasks::block_on(async {
            let notify = Arc::new(tasks::Notify::new());
            let theirs = Arc::clone(&notify);
            tasks::spawn(async move { theirs.notify_one() });
            notify.notified().await;
        });
    }

    /// The flag is read before the future is made, so the notification may come in between.
    pub fn flag_then_future() {
        tasks::block_on(async {
            let shared = Arc::new((AtomicBool::new(false), tasks::Notify::new()));
            let theirs = Arc::clone(&shared);
            tasks::spawn(async move {
                theirs.0.store(true, SeqCst);
                theirs.1.notify_waiters();
            });
            if !shared.0.load(SeqCst) {
                shared.1.notified().await;
            }
        });
    }

    /// The future is made before the flag is read.
    pub fn future_then_flag() {
        tasks::block_on(async {
            let shared = Arc::new((AtomicBool::new(false), tasks::Notify::new()));
            let theirs = Arc::clone(&shared);
            tasks::spawn(async move {
                theirs.0.store(true, SeqCst);
                theirs.1.notify_waiters();
            });
            let notified = shared.1.notified();
            if !shared.0.load(SeqCst) {
                notified.await;
            }
        });
    }

    /// One notification, which goes to this task if the other does not use it.
    pub fn dropped_by_its_caller() -> bool {
        tasks::block_on(async {
            let notify = Arc::new(tasks::Notify::new());
            let (first, second) = (Arc::clone(&notify), Arc::clone(&notify));
            let waits = tasks::spawn(async move { tasks::cancellable(first.notified()).await.is_ok() });
            tasks::spawn(async move { second.notify_one() });
            let used = waits.await.unwrap();
            if !used {
                notify.notified().await;
            }
            used
        })
    }

    /// The same, with a select that may take its other arm.
    pub fn dropped_by_a_select() -> bool {
        tasks::block_on(async {
            let notify = Arc::new(tasks::Notify::new());
            let (stop, stopped) = (tasks::CancellationToken::new(), tasks::CancellationToken::new());
            let (first, second) = (Arc::clone(&notify), Arc::clone(&notify));
            let theirs = stop.clone();
            let waits = tasks::spawn(async move {
                tasks::select! {
                    () = first.notified() => true,
                    () = theirs.cancelled() => false,
                }
            });
            tasks::spawn(async move {
                second.notify_one();
                stop.cancel();
                stopped.cancel();
            });
            let used = waits.await.unwrap();
            if !used {
                notify.notified().await;
            }
            used
        })
    }

    /// The same, with a task that is aborted.
    pub fn dropped_by_an_abort() -> bool {
        tasks::block_on(async {
            let notify = Arc::new(tasks::Notify::new());
            let (first, second) = (Arc::clone(&notify), Arc::clone(&notify));
            let waits = tasks::spawn(async move { first.notified().await });
            tasks::spawn(async move { second.notify_one() });
            waits.abort();
            let used = waits.await.is_ok();
            if !used {
                notify.notified().await;
            }
            used
        })
    }

    /// The same, with a timeout: of two tasks, one waits with one.
    pub fn dropped_by_a_timeout() -> bool {
        tasks::block_on(async {
            let notify = Arc::new(tasks::Notify::new());
            let (first, second) = (Arc::clone(&notify), Arc::clone(&notify));
            let waits = tasks::spawn(async move {
                tasks::time::timeout(Duration::from_secs(1), first.notified()).await.is_ok()
            });
            tasks::spawn(async move { second.notify_one() });
            let used = waits.await.unwrap();
            if !used {
                notify.notified().await;
            }
            used
        })
    }

    /// The same, with nothing that drops: the check may.
    pub fn dropped_by_the_check() -> bool {
        tasks::block_on(async {
            let notify = Arc::new(tasks::Notify::new());
            let (first, second) = (Arc::clone(&notify), Arc::clone(&notify));
            let waits = tasks::spawn(async move { first.notified().await });
            tasks::yield_now().await;
            second.notify_one();
            let used = waits.await.is_ok();
            if !used {
                notify.notified().await;
            }
            used
        })
    }

    /// Two waiters, both notified at once.
    pub fn two_at_once() -> u32 {
        tasks::block_on(async {
            let notify = Arc::new(tasks::Notify::new());
            let tasks: Vec<_> = (0..2).map(|_| tasks::spawn(Arc::clone(&notify).notified_owned())).collect();
            notify.notify_waiters();
            let mut woken = 0;
            for task in tasks {
                task.await.unwrap();
                woken += 1;
            }
            woken
        })
    }
}

#[test]
fn there_is_one_permit() {
    everywhere(explored::one_permit, loomed::one_permit, ["(true, false)"]);
}

#[test]
fn the_first_or_the_last_is_notified() {
    let outcomes = ["[true, false, true]"];
    everywhere(explored::first_and_last, loomed::first_and_last, outcomes);
}

#[test]
fn a_notification_is_passed_on_to_its_end_of_the_queue() {
    let outcomes = ["[false, false, true, true, true]"];
    everywhere(explored::passed_on, loomed::passed_on, outcomes);
}

#[test]
fn all_that_exist_are_notified_and_the_permit_stays() {
    everywhere(
        explored::all_that_exist,
        loomed::all_that_exist,
        ["(true, false)"],
    );
}

#[test]
fn no_wakeup_is_lost() {
    everywhere(explored::permit_or_waiter, loomed::permit_or_waiter, []);
}

#[test]
fn a_flag_read_before_the_future_is_made_loses_the_wakeup() {
    for report in [
        many(explored::flag_then_future),
        loom(loomed::flag_then_future),
    ] {
        report.fails(FailureKind::Deadlock, 1);
    }
    one(explored::flag_then_future).holds();
}

#[test]
fn a_flag_read_after_the_future_is_made_does_not() {
    everywhere(explored::future_then_flag, loomed::future_then_flag, []);
}

#[test]
fn a_notification_survives_its_caller() {
    let outcomes = ["false", "true"];
    everywhere(
        explored::dropped_by_its_caller,
        loomed::dropped_by_its_caller,
        outcomes,
    );
}

#[test]
fn a_notification_survives_a_select() {
    let outcomes = ["false", "true"];
    many(explored::dropped_by_a_select)
        .holds()
        .reaches(outcomes);
    one(explored::dropped_by_a_select).holds().reaches(outcomes);
    loom_one(loomed::dropped_by_a_select)
        .holds()
        .reaches(outcomes);
}

#[test]
fn a_notification_survives_an_abort() {
    let outcomes = ["false", "true"];
    many(explored::dropped_by_an_abort)
        .holds()
        .reaches(outcomes);
    one(explored::dropped_by_an_abort)
        .holds()
        .reaches(["false"]);
    loom(loomed::dropped_by_an_abort).holds().reaches(outcomes);
}

#[test]
fn a_notification_survives_a_timeout() {
    let outcomes = ["false", "true"];
    everywhere(
        explored::dropped_by_a_timeout,
        loomed::dropped_by_a_timeout,
        outcomes,
    );
}

#[test]
fn a_notification_survives_a_drop_at_any_await() {
    for report in dropped(explored::dropped_by_the_check) {
        report.holds().reaches(["false", "true"]);
    }
}

#[test]
fn all_waiters_wake_at_once() {
    // The futures are made before the tasks are started.
    everywhere(explored::two_at_once, loomed::two_at_once, ["2"]);
}
