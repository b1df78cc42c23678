//! `JoinSet`.

use super::checked::{dropped, everywhere, loom_one, many, one};

super::models! {
    /// Tasks are joined in the order in which they finish; an empty set has no next.
    pub fn in_order() -> (Vec<u32>, bool) {
        tasks::block_on(async {
            let mut set = tasks::JoinSet::new();
            for i in 1..=2 {
                set.spawn(async move { i });
            }
            assert_eq!(set.len(), 2);
            let mut order = vec![];
            while let Some(result) = set.join_next().await {
                order.push(result.unwrap());
            }
            (order, set.is_empty() && set.join_next().await.is_none())
        })
    }

    /// To drop the set aborts its tasks: the channel of one that would wait forever is closed.
    pub fn aborted_by_drop() -> Option<u32> {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::mpsc::channel::<u32>(1);
            let mut set = tasks::JoinSet::new();
            set.spawn(async move {
                std::future::pending::<()>().await;
                drop(sender);
            });
            drop(set);
            receiver.recv().await
        })
    }

    /// What a finished task returned is dropped with the set.
    pub fn result_dropped() -> Option<u32> {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::mpsc::channel::<u32>(1);
            let mut set = tasks::JoinSet::new();
            set.spawn(async move { sender });
            drop(set);
            receiver.recv().await
        })
    }

    /// Detached tasks go on, and the set does not see what they return.
    pub fn detached() -> (Option<u32>, u32) {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::mpsc::channel(1);
            let mut set = tasks::JoinSet::new();
            set.spawn(async move {
                sender.send(7).await.unwrap();
                1
            });
            set.detach_all();
            assert!(set.is_empty());
            set.spawn(async { 2 });
            let received = receiver.recv().await;
            let next = set.join_next().await.unwrap().unwrap();
            assert!(set.join_next().await.is_none());
            (received, next)
        })
    }

    /// To drop a join loses no task.
    pub fn join_is_cancel_safe() -> (bool, u32) {
        tasks::block_on(async {
            let mut set = tasks::JoinSet::new();
            set.spawn(async { 7 });
            match tasks::cancellable(set.join_next()).await {
                Ok(result) => (true, result.unwrap().unwrap()),
                Err(tasks::Dropped) => (false, set.join_next().await.unwrap().unwrap()),
            }
        })
    }

    /// The same, with a timeout.
    pub fn join_in_time() -> (bool, u32) {
        tasks::block_on(async {
            let mut set = tasks::JoinSet::new();
            set.spawn(async { 7 });
            match tasks::time::timeout(Duration::from_secs(1), set.join_next()).await {
                Ok(result) => (true, result.unwrap().unwrap()),
                Err(_) => (false, set.join_next().await.unwrap().unwrap()),
            }
        })
    }

    /// The same, with a select.
    pub fn join_in_a_select() -> u32 {
        tasks::block_on(async {
            let (stop, mut set) = (tasks::CancellationToken::new(), tasks::JoinSet::new());
            let theirs = stop.clone();
            set.spawn(async move {
                theirs.cancel();
                7
            });
            tasks::select! {
                result = set.join_next() => return result.unwrap().unwrap(),
                () = stop.cancelled() => {}
            }
            set.join_next().await.unwrap().unwrap()
        })
    }

    /// One task runs forever, one has finished or not.
    pub fn shut_down() -> usize {
        tasks::block_on(async {
            let mut set = tasks::JoinSet::new();
            set.spawn(std::future::pending::<()>());
            set.spawn(async {});
            set.shutdown().await;
            set.len()
        })
    }

    /// An aborted task is joined as such, or it finished before.
    pub fn aborted() -> Vec<bool> {
        tasks::block_on(async {
            let mut set = tasks::JoinSet::new();
            set.spawn(async {});
            let handle = set.spawn(std::future::pending());
            handle.abort();
            let mut results = vec![];
            while let Some(result) = set.join_next().await {
                results.push(result.is_err_and(|error| error.is_cancelled()));
            }
            results.sort();
            results
        })
    }

    /// A task that is aborted before its first poll is never polled on one thread.
    pub fn aborted_at_once() -> bool {
        tasks::block_on(async {
            let task = tasks::spawn(async {});
            task.abort();
            task.await.is_ok()
        })
    }

    /// A panic is reported to the task that joins.
    pub fn panicked() -> bool {
        tasks::block_on(async {
            let mut set = tasks::JoinSet::new();
            set.spawn(async { panic!("on purpose") });
            set.join_next().await.unwrap().unwrap_err().is_panic()
        })
    }

    /// A try finds a task that has finished.
    pub fn tried() -> Option<u32> {
        tasks::block_on(async {
            let mut set: tasks::JoinSet<u32> = [async { 7 }].into_iter().collect();
            let found = set.try_join_next().map(Result::unwrap);
            assert_eq!(set.len(), usize::from(found.is_none()));
            assert_eq!(set.join_all().await.len(), usize::from(found.is_none()));
            found
        })
    }

    /// The task that joins is dropped: so is the set, and with it the task that is joined.
    pub fn joiner_is_dropped() -> Option<u32> {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::mpsc::channel::<u32>(1);
            let joiner = tasks::spawn(async move {
                let mut set = tasks::JoinSet::new();
                set.spawn(async move {
                    tasks::yield_now().await;
                    drop(sender);
                });
                set.join_next().await;
            });
            let received = receiver.recv().await;
            let _ = joiner.await;
            received
        })
    }
}

#[test]
fn the_first_to_finish_is_joined_first() {
    let outcomes = ["([1, 2], true)", "([2, 1], true)"];
    everywhere(explored::in_order, loomed::in_order, outcomes);
}

#[test]
fn a_dropped_set_aborts() {
    everywhere(explored::aborted_by_drop, loomed::aborted_by_drop, ["None"]);
}

#[test]
fn a_dropped_set_drops_results() {
    everywhere(explored::result_dropped, loomed::result_dropped, ["None"]);
}

#[test]
fn detached_tasks_go_on() {
    many(explored::detached).holds().reaches(["(Some(7), 2)"]);
    one(explored::detached).holds().reaches(["(Some(7), 2)"]);
    loom_one(loomed::detached).holds().reaches(["(Some(7), 2)"]);
}

#[test]
fn a_dropped_join_loses_no_task() {
    let outcomes = ["(false, 7)", "(true, 7)"];
    everywhere(
        explored::join_is_cancel_safe,
        loomed::join_is_cancel_safe,
        outcomes,
    );
    everywhere(explored::join_in_time, loomed::join_in_time, outcomes);
    everywhere(explored::join_in_a_select, loomed::join_in_a_select, ["7"]);
}

#[test]
fn a_shutdown_leaves_none() {
    everywhere(explored::shut_down, loomed::shut_down, ["0"]);
}

#[test]
fn an_aborted_task_is_joined() {
    everywhere(explored::aborted, loomed::aborted, ["[false, true]"]);
}

#[test]
fn a_task_aborted_before_its_first_poll_is_not_polled() {
    many(explored::aborted_at_once)
        .holds()
        .reaches(["false", "true"]);
    one(explored::aborted_at_once).holds().reaches(["false"]);
    loom_one(loomed::aborted_at_once).holds().reaches(["false"]);
}

#[test]
fn a_panic_is_joined() {
    many(explored::panicked).holds().reaches(["true"]);
    one(explored::panicked).holds().reaches(["true"]);
}

#[test]
fn a_try_joins_what_has_finished() {
    many(explored::tried).holds().reaches(["None", "Some(7)"]);
    one(explored::tried).holds().reaches(["None"]);
    loom_one(loomed::tried).holds();
}

#[test]
fn a_dropped_joiner_aborts_its_tasks() {
    for report in dropped(explored::joiner_is_dropped) {
        report.holds().reaches(["None"]);
    }
}
