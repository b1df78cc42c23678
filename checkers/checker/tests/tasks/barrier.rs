//! `Barrier`.

use super::checked::{everywhere, loom, loom_one, many, one};

super::models! {
    /// Who leads, of two.
    pub fn leader() -> (bool, bool) {
        tasks::block_on(async {
            let barrier = Arc::new(tasks::Barrier::new(2));
            let theirs = Arc::clone(&barrier);
            let other = tasks::spawn(async move { theirs.wait().await.is_leader() });
            let own = barrier.wait().await.is_leader();
            (own, other.await.unwrap())
        })
    }

    /// Each round has a leader, and no task is in the second before both have left the first.
    pub fn two_rounds() -> u32 {
        tasks::block_on(async {
            let shared = Arc::new((tasks::Barrier::new(2), AtomicU32::new(0)));
            let theirs = Arc::clone(&shared);
            let meets = |shared: Arc<(tasks::Barrier, AtomicU32)>| async move {
                let mut leads = 0;
                for round in 1..=2 {
                    shared.1.fetch_add(1, SeqCst);
                    leads += u32::from(shared.0.wait().await.is_leader());
                    assert!(shared.1.load(SeqCst) >= 2 * round, "it passed too early");
                }
                leads
            };
            let other = tasks::spawn(meets(theirs));
            meets(shared).await + other.await.unwrap()
        })
    }

    /// A task has arrived although its future is dropped: this is not cancel safe, as in tokio.
    pub fn arrived_although_dropped() -> (bool, bool) {
        tasks::block_on(async {
            let barrier = tasks::Barrier::new(2);
            let first = tasks::time::timeout(Duration::from_secs(1), barrier.wait()).await;
            (first.is_ok(), barrier.wait().await.is_leader())
        })
    }

    /// A select arrives if it polls that arm first, even if it takes another one.
    pub fn arrived_in_a_select() -> bool {
        tasks::block_on(async {
            let barrier = tasks::Barrier::new(2);
            tasks::select! {
                _ = barrier.wait() => unreachable!("no other task arrives"),
                () = std::future::ready(()) => {}
            }
            let second = tasks::time::timeout(Duration::from_secs(1), barrier.wait()).await;
            second.is_ok()
        })
    }

    /// Three tasks: one of them leads.
    pub fn three() -> usize {
        tasks::block_on(async {
            let barrier = Arc::new(tasks::Barrier::new(3));
            let mut set = tasks::JoinSet::new();
            for _ in 0..3 {
                let barrier = Arc::clone(&barrier);
                set.spawn(async move { barrier.wait().await.is_leader() });
            }
            set.join_all().await.into_iter().filter(|leads| *leads).count()
        })
    }
}

#[test]
fn one_of_two_leads() {
    let outcomes = ["(false, true)", "(true, false)"];
    many(explored::leader).holds().reaches(outcomes);
    loom(loomed::leader).holds().reaches(outcomes);
    // On one thread the task that spawns arrives first.
    one(explored::leader).holds().reaches(["(false, true)"]);
    loom_one(loomed::leader).holds().reaches(["(false, true)"]);
}

#[test]
fn a_barrier_is_reused() {
    many(explored::two_rounds).holds().reaches(["2"]);
    one(explored::two_rounds).holds().reaches(["2"]);
    loom_one(loomed::two_rounds).holds().reaches(["2"]);
}

#[test]
fn a_dropped_task_has_arrived() {
    let (explored, loomed) = (
        explored::arrived_although_dropped,
        loomed::arrived_although_dropped,
    );
    everywhere(explored, loomed, ["(false, true)"]);
}

#[test]
fn a_select_may_arrive() {
    let outcomes = ["false", "true"];
    everywhere(
        explored::arrived_in_a_select,
        loomed::arrived_in_a_select,
        outcomes,
    );
}

#[test]
fn one_of_three_leads() {
    many(explored::three).holds().reaches(["1"]);
    one(explored::three).holds().reaches(["1"]);
}
