//! `RwLock`.

use super::checked::{deadlocks, dropped, everywhere, loom_one, many, one};

super::models! {
    /// Two readers meet while both hold the lock.
    pub fn readers_meet() {
        tasks::block_on(async {
            let shared = Arc::new((tasks::RwLock::new(()), tasks::Barrier::new(2)));
            let theirs = Arc::clone(&shared);
            let other = tasks::spawn(async move {
                let _guard = theirs.0.read().await;
                theirs.1.wait().await;
            });
            let guard = shared.0.read().await;
            shared.1.wait().await;
            drop(guard);
            other.await.unwrap();
        });
    }

    /// A read and a write that is not atomic, under the lock.
    pub fn writers_exclude() -> u32 {
        tasks::block_on(async {
            let count = Arc::new(tasks::RwLock::new(0));
            let theirs = Arc::clone(&count);
            let add = |count: Arc<tasks::RwLock<u32>>| async move {
                let mut guard = count.write().await;
                let before = *guard;
                tasks::yield_now().await;
                *guard = before + 1;
            };
            let other = tasks::spawn(add(theirs));
            add(Arc::clone(&count)).await;
            other.await.unwrap();
            *count.read().await
        })
    }

    /// A writer that waits holds up the second read of a task that reads already.
    pub fn reads_twice() {
        tasks::block_on(async {
            let lock = Arc::new(tasks::RwLock::new(0));
            let theirs = Arc::clone(&lock);
            let first = lock.read().await;
            let writer = tasks::spawn(async move { *theirs.write().await += 1 });
            tasks::yield_now().await;
            let second = lock.read().await;
            drop((first, second));
            writer.await.unwrap();
        });
    }

    /// The same, but the writer gives up: what it had set aside goes to the reader.
    pub fn writer_gives_up() -> bool {
        tasks::block_on(async {
            let lock = Arc::new(tasks::RwLock::new(0));
            let theirs = Arc::clone(&lock);
            let first = lock.read().await;
            let writer = tasks::spawn(async move {
                tasks::time::timeout(Duration::from_secs(1), theirs.write()).await.is_ok()
            });
            tasks::yield_now().await;
            let second = lock.read().await;
            drop((first, second));
            writer.await.unwrap()
        })
    }

    /// The same, with a writer that is aborted.
    pub fn writer_is_aborted() -> bool {
        tasks::block_on(async {
            let lock = Arc::new(tasks::RwLock::new(0));
            let theirs = Arc::clone(&lock);
            let first = lock.read().await;
            let writer = tasks::spawn(async move { drop(theirs.write().await) });
            tasks::yield_now().await;
            writer.abort();
            let second = lock.read().await;
            drop((first, second));
            writer.await.is_ok()
        })
    }

    /// A writer in a select with another arm.
    pub fn writer_in_a_select() -> bool {
        tasks::block_on(async {
            let lock = Arc::new(tasks::RwLock::new(0));
            let (theirs, stop) = (Arc::clone(&lock), tasks::CancellationToken::new());
            let token = stop.clone();
            let first = lock.read().await;
            let writer = tasks::spawn(async move {
                tasks::select! {
                    guard = theirs.write() => { drop(guard); true }
                    () = token.cancelled() => false,
                }
            });
            tasks::yield_now().await;
            stop.cancel();
            drop(lock.read().await);
            drop(first);
            writer.await.unwrap()
        })
    }

    /// The check drops a reader or a writer: the lock is free for this task.
    pub fn any_is_dropped() -> (bool, bool) {
        tasks::block_on(async {
            let lock = Arc::new(tasks::RwLock::new(0));
            let (of_writer, of_reader) = (Arc::clone(&lock), Arc::clone(&lock));
            let writer = tasks::spawn(async move {
                let _guard = of_writer.write().await;
                tasks::yield_now().await;
            });
            let reader = tasks::spawn(async move {
                let _guard = of_reader.read().await;
                tasks::yield_now().await;
            });
            drop(lock.write().await);
            (writer.await.is_ok(), reader.await.is_ok())
        })
    }

    /// No writer gets in between a write and the read that it becomes.
    pub fn downgraded() -> u32 {
        tasks::block_on(async {
            let lock = Arc::new(tasks::RwLock::new(0));
            let theirs = Arc::clone(&lock);
            let mut guard = lock.write().await;
            let writer = tasks::spawn(async move { *theirs.write().await = 7 });
            *guard = 1;
            let guard = guard.downgrade();
            tasks::yield_now().await;
            let seen = *guard;
            drop(guard);
            writer.await.unwrap();
            seen
        })
    }

    /// What a try finds: free, read, waited for by a writer, written.
    pub fn tries() -> Vec<bool> {
        tasks::block_on(async {
            let lock = Arc::new(tasks::RwLock::with_max_readers(0, 2));
            let mut found = vec![];
            let first = lock.try_read();
            found.push(first.is_ok());
            found.push(lock.try_write().is_ok());
            let second = Arc::clone(&lock).try_read_owned();
            found.push(second.is_ok());
            found.push(lock.try_read().is_ok());
            drop(second);
            let mut writes = Box::pin(lock.write());
            let pending = tasks::poll_fn(|context| {
                std::task::Poll::Ready(Future::poll(writes.as_mut(), context).is_pending())
            });
            found.push(pending.await);
            found.push(lock.try_read().is_ok());
            drop(first);
            found.push(lock.try_read().is_ok());
            drop(writes);
            found.push(lock.try_write().is_ok());
            found
        })
    }

    /// A reader and a writer wait for a writer: the first to come is served first, and both are in the end.
    pub fn in_turn() -> Vec<&'static str> {
        tasks::block_on(async {
            let lock = Arc::new(tasks::RwLock::new(vec![]));
            let (of_writer, of_reader) = (Arc::clone(&lock), Arc::clone(&lock));
            let mut guard = lock.write().await;
            let writer = tasks::spawn(async move { of_writer.write_owned().await.push("writer") });
            let reader = tasks::spawn(async move { of_reader.read_owned().await.len() });
            guard.push("main");
            drop(guard);
            writer.await.unwrap();
            let found = if reader.await.unwrap() == 1 { "before" } else { "after" };
            let mut order = lock.read().await.clone();
            order.push(found);
            order
        })
    }
}

#[test]
fn readers_share() {
    many(explored::readers_meet).holds();
    one(explored::readers_meet).holds();
    loom_one(loomed::readers_meet).holds();
}

#[test]
fn a_writer_is_alone() {
    many(explored::writers_exclude).holds().reaches(["2"]);
    one(explored::writers_exclude).holds().reaches(["2"]);
    loom_one(loomed::writers_exclude).holds().reaches(["2"]);
}

#[test]
fn a_second_read_deadlocks_behind_a_writer() {
    deadlocks(explored::reads_twice, loomed::reads_twice);
}

#[test]
fn a_writer_that_gives_up_lets_readers_in() {
    let outcomes = ["false", "true"];
    many(explored::writer_gives_up).holds().reaches(outcomes);
    one(explored::writer_gives_up).holds().reaches(outcomes);
    loom_one(loomed::writer_gives_up).holds().reaches(outcomes);
}

#[test]
fn a_writer_that_is_aborted_lets_readers_in() {
    // It may be in the midst of its first poll, and finish.
    let outcomes = ["false", "true"];
    many(explored::writer_is_aborted).holds().reaches(outcomes);
    one(explored::writer_is_aborted).holds().reaches(["false"]);
    loom_one(loomed::writer_is_aborted)
        .holds()
        .reaches(["false"]);
}

#[test]
fn a_writer_that_loses_a_select_lets_readers_in() {
    many(explored::writer_in_a_select).holds();
    one(explored::writer_in_a_select).holds();
    loom_one(loomed::writer_in_a_select).holds();
}

#[test]
fn a_drop_at_any_await_frees_the_lock() {
    for report in dropped(explored::any_is_dropped) {
        report
            .holds()
            .reaches(["(false, true)", "(true, false)", "(true, true)"]);
    }
}

#[test]
fn no_writer_gets_in_between_a_write_and_its_read() {
    everywhere(explored::downgraded, loomed::downgraded, ["1"]);
}

#[test]
fn a_try_finds_readers_and_writers() {
    let outcomes = ["[true, false, true, false, true, false, false, true]"];
    everywhere(explored::tries, loomed::tries, outcomes);
}

#[test]
fn both_are_served_in_the_end() {
    let outcomes = [
        r#"["main", "writer", "after"]"#,
        r#"["main", "writer", "before"]"#,
    ];
    many(explored::in_turn).holds().reaches(outcomes);
    one(explored::in_turn).holds().reaches(outcomes);
}
