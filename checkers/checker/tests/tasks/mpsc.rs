//! What a channel has besides `send` and `recv`.

use crate::{models, modes};

models! {
    /// A send that waits for two slots is given one, and the channel is closed. The future is dropped or ends with an
    /// error, and has to wake the receiver, which waits until every slot is back. tokio 1.52 did not.
    pub fn reservation_dropped_after_close() -> Option<i32> {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::mpsc::channel::<i32>(2);
            let held = sender.clone().try_reserve_owned().unwrap();
            let reserves = sender.clone();
            let task = tasks::spawn(async move {
                let second = Duration::from_secs(1);
                tasks::time::timeout(second, reserves.reserve_many(2)).await.is_ok()
            });
            tasks::yield_now().await;
            receiver.close();
            drop(held);
            let received = received_beside_another(&mut receiver).await;
            drop((task.await, sender));
            received
        })
    }

    /// A permit that is released after the close has to wake the receiver. tokio once did not.
    pub fn release_after_close() -> Option<i32> {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::mpsc::channel::<i32>(1);
            let permit = sender.reserve_owned().await.unwrap();
            let task = tasks::spawn(async move { permit.release() });
            receiver.close();
            let received = received_beside_another(&mut receiver).await;
            drop(task.await.unwrap());
            received
        })
    }

    /// A task that waits for something besides does not wait in its place: unless it is woken, it waits forever.
    async fn received_beside_another(receiver: &mut tasks::mpsc::Receiver<i32>) -> Option<i32> {
        let (_open, mut other) = tasks::mpsc::channel::<i32>(1);
        select! {
            message = receiver.recv() => message,
            message = other.recv() => message,
        }
    }

    pub fn owned_permit_sends() -> (Option<i32>, Option<i32>) {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::mpsc::channel(1);
            tasks::spawn(async move {
                let permit = sender.reserve_owned().await.unwrap();
                let sender = permit.send(1);
                drop(sender);
            });
            (receiver.recv().await, receiver.recv().await)
        })
    }

    pub fn owned_reservation_dropped() -> (bool, Option<i32>) {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::mpsc::channel(1);
            sender.try_send(1).unwrap();
            let second = Duration::from_secs(1);
            let reserving = tasks::time::timeout(second, sender.clone().reserve_owned());
            let task = tasks::spawn(async move { reserving.await.is_ok() });
            tasks::yield_now().await;
            let received = receiver.recv().await;
            let reserved = task.await.unwrap();
            // The slot is free, however it ended.
            sender.try_send(2).unwrap();
            assert_eq!(receiver.recv().await, Some(2));
            (reserved, received)
        })
    }

    pub fn sent_in_time() -> (String, Option<i32>) {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::mpsc::channel(1);
            sender.try_send(1).unwrap();
            let task = tasks::spawn(async move {
                let sent = sender.send_timeout(2, Duration::from_secs(1)).await;
                sent.map_or_else(|error| format!("{error:?} {}", error.into_inner()), |()| "sent".into())
            });
            tasks::yield_now().await;
            assert_eq!(receiver.recv().await, Some(1));
            let received = receiver.recv().await;
            (task.await.unwrap(), received)
        })
    }

    pub fn many_received() -> Vec<Vec<i32>> {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::mpsc::channel(2);
            tasks::spawn(async move {
                for n in 1..=3 {
                    sender.send(n).await.unwrap();
                }
            });
            let mut all = vec![];
            loop {
                let mut some = vec![];
                if receiver.recv_many(&mut some, 2).await == 0 {
                    return all;
                }
                all.push(some);
            }
        })
    }

    pub fn none_of_none() -> usize {
        tasks::block_on(async {
            let (_sender, mut receiver) = tasks::mpsc::channel::<i32>(1);
            receiver.recv_many(&mut vec![], 0).await
        })
    }

    pub fn many_dropped() -> (usize, Vec<i32>) {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::mpsc::channel(2);
            tasks::spawn(async move {
                sender.send(1).await.unwrap();
                sender.send(2).await.unwrap();
            });
            let mut all = vec![];
            let second = Duration::from_secs(1);
            let first = tasks::time::timeout(second, receiver.recv_many(&mut all, 2)).await;
            while receiver.recv_many(&mut all, 2).await > 0 {}
            (first.unwrap_or(0), all)
        })
    }

    pub fn threads() -> Vec<i32> {
        let (sender, mut receiver) = tasks::mpsc::channel(1);
        let other = thread::spawn(move || (1..=2).for_each(|n| sender.blocking_send(n).unwrap()));
        let mut received = vec![];
        received.extend(receiver.blocking_recv());
        while receiver.blocking_recv_many(&mut received, 2) > 0 {}
        other.join().unwrap();
        received
    }

    pub fn weak_sender() -> (bool, Option<i32>) {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::mpsc::channel(1);
            let weak = sender.downgrade();
            let task = tasks::spawn(async move {
                match weak.upgrade() {
                    Some(sender) => sender.send(1).await.is_ok(),
                    None => false,
                }
            });
            drop(sender);
            let received = receiver.recv().await;
            (task.await.unwrap(), received)
        })
    }

    pub fn closed() -> (bool, usize, usize) {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::mpsc::channel::<i32>(2);
            sender.try_send(1).unwrap();
            let task = tasks::spawn(async move {
                let other = sender.clone();
                let (first, second) = tasks::join!(sender.closed(), other.closed());
                assert_eq!((first, second), ((), ()));
                (sender.same_channel(&other), sender.max_capacity(), sender.capacity())
            });
            receiver.close();
            drop(receiver);
            task.await.unwrap()
        })
    }

    /// Nothing but the channel wakes the task, so it stays asleep unless the close does.
    pub fn closed_beside_another() -> &'static str {
        tasks::block_on(async {
            let (sender, receiver) = tasks::mpsc::channel::<i32>(1);
            let (_open, mut other) = tasks::mpsc::channel::<i32>(1);
            tasks::spawn(async move { drop(receiver) });
            select! {
                () = sender.closed() => "closed",
                _ = other.recv() => "received",
            }
        })
    }

    pub fn too_many() -> (String, String) {
        tasks::block_on(async {
            let (sender, _receiver) = tasks::mpsc::channel::<i32>(1);
            let waited = sender.reserve_many(2).await.map(drop);
            let tried = sender.try_reserve_many(2).map(drop);
            (format!("{waited:?}"), format!("{tried:?}"))
        })
    }

    /// What was in the queue of a receiver that is dropped gives its slots back.
    pub fn slots_of_a_receiver_dropped() -> (usize, usize) {
        tasks::block_on(async {
            let (sender, receiver) = tasks::mpsc::channel(2);
            sender.try_send(1).unwrap();
            let before = sender.capacity();
            drop(receiver);
            (before, sender.capacity())
        })
    }
}

#[test]
fn a_reservation_dropped_after_the_close_does_not_cause_a_deadlock() {
    modes::many(with_explorer::reservation_dropped_after_close, ["None"]);
    modes::one(with_explorer::reservation_dropped_after_close, ["None"]);
    modes::loom(true, with_loom::reservation_dropped_after_close, ["None"]);
    modes::dropping(with_explorer::reservation_dropped_after_close, ["None"]);
}

#[test]
fn a_permit_released_after_the_close_wakes_the_receiver() {
    modes::many(with_explorer::release_after_close, ["None"]);
    modes::one(with_explorer::release_after_close, ["None"]);
    modes::loom(false, with_loom::release_after_close, ["None"]);
    modes::loom(true, with_loom::release_after_close, ["None"]);
}

#[test]
fn an_owned_permit_sends() {
    modes::many(with_explorer::owned_permit_sends, ["(Some(1), None)"]);
    modes::one(with_explorer::owned_permit_sends, ["(Some(1), None)"]);
    modes::loom(false, with_loom::owned_permit_sends, ["(Some(1), None)"]);
}

#[test]
fn an_owned_reservation_that_is_dropped_gives_its_slot_back() {
    let outcomes = ["(true, Some(1))", "(false, Some(1))"];
    modes::many(with_explorer::owned_reservation_dropped, outcomes);
    modes::one(with_explorer::owned_reservation_dropped, outcomes);
    modes::loom(true, with_loom::owned_reservation_dropped, outcomes);
}

#[test]
fn a_message_that_is_not_sent_in_time_is_returned() {
    let outcomes = ["(\"sent\", Some(2))", "(\"Timeout(..) 2\", None)"];
    modes::many(with_explorer::sent_in_time, outcomes);
    modes::one(with_explorer::sent_in_time, outcomes);
    modes::loom(true, with_loom::sent_in_time, outcomes);
}

#[test]
fn many_are_received_in_order() {
    let outcomes = ["[[1], [2], [3]]", "[[1], [2, 3]]", "[[1, 2], [3]]"];
    modes::many(with_explorer::many_received, outcomes);
    modes::one(with_explorer::many_received, ["[[1, 2], [3]]"]);
    modes::one(with_explorer::none_of_none, ["0"]);
}

#[test]
fn to_drop_a_receive_of_many_loses_none() {
    let outcomes = ["(0, [1, 2])", "(1, [1, 2])", "(2, [1, 2])"];
    modes::many(with_explorer::many_dropped, outcomes);
}

#[test]
fn threads_wait_as_tasks_do() {
    modes::many(with_explorer::threads, ["[1, 2]"]);
    modes::one(with_explorer::threads, ["[1, 2]"]);
    modes::loom(true, with_loom::threads, ["[1, 2]"]);
}

#[test]
fn a_weak_sender_does_not_keep_the_channel_open() {
    let outcomes = ["(true, Some(1))", "(false, None)"];
    modes::many(with_explorer::weak_sender, outcomes);
    modes::loom(false, with_loom::weak_sender, outcomes);
}

#[test]
fn senders_wait_until_the_channel_is_closed() {
    modes::many(with_explorer::closed, ["(true, 2, 1)", "(true, 2, 2)"]);
    modes::one(with_explorer::closed, ["(true, 2, 2)"]);
    modes::many(with_explorer::closed_beside_another, ["\"closed\""]);
    modes::one(with_explorer::closed_beside_another, ["\"closed\""]);
    modes::loom(false, with_loom::closed_beside_another, ["\"closed\""]);
}

#[test]
fn more_slots_than_there_are_cannot_be_reserved() {
    let outcome = "(\"Err(SendError { .. })\", \"Err(Full(..))\")";
    modes::many(with_explorer::too_many, [outcome]);
    modes::loom(false, with_loom::too_many, [outcome]);
}

#[test]
fn a_receiver_that_is_dropped_frees_its_slots() {
    modes::many(with_explorer::slots_of_a_receiver_dropped, ["(1, 2)"]);
    modes::loom(false, with_loom::slots_of_a_receiver_dropped, ["(1, 2)"]);
}

#[test]
#[should_panic(expected = "Cannot block the current thread from within a runtime")]
fn a_task_must_not_block_its_thread() {
    use checker::explorer::{check, sync::tasks};
    let model = || {
        let (sender, _receiver) = tasks::mpsc::channel(1);
        tasks::block_on(async { sender.blocking_send(1).is_ok() })
    };
    check("blocking", model).holds();
}
