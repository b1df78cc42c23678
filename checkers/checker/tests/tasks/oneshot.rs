//! A channel for one message.

use crate::{models, modes};

models! {
    pub fn answer() -> Option<i32> {
        tasks::block_on(async {
            let (sender, receiver) = tasks::oneshot::channel();
            tasks::spawn(async move { sender.send(7) });
            receiver.await.ok()
        })
    }

    pub fn no_answer() -> String {
        tasks::block_on(async {
            let (sender, receiver) = tasks::oneshot::channel::<i32>();
            tasks::spawn(async move { drop(sender) });
            receiver.await.unwrap_err().to_string()
        })
    }

    /// The message comes back if the receiver is gone before it is sent, and is dropped with it otherwise.
    pub fn receiver_dropped() -> Result<(), i32> {
        tasks::block_on(async {
            let (sender, receiver) = tasks::oneshot::channel();
            let task = tasks::spawn(async move { sender.send(7) });
            drop(receiver);
            task.await.unwrap()
        })
    }

    /// What was sent before the receiver closes the channel is received.
    pub fn closed_then_received() -> (Result<(), i32>, Option<i32>) {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::oneshot::channel();
            let task = tasks::spawn(async move { sender.send(7) });
            receiver.close();
            let received = receiver.try_recv().ok();
            (task.await.unwrap(), received)
        })
    }

    pub fn tried() -> String {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::oneshot::channel();
            let task = tasks::spawn(async move { sender.send(7).is_ok() });
            let first = receiver.try_recv();
            task.await.unwrap();
            format!("{first:?} {:?} {}", receiver.try_recv(), receiver.is_terminated())
        })
    }

    /// A sender that waits until its receiver is gone is woken.
    pub fn abandoned() -> bool {
        tasks::block_on(async {
            let (mut sender, receiver) = tasks::oneshot::channel::<i32>();
            let task = tasks::spawn(async move {
                sender.closed().await;
                sender.is_closed()
            });
            drop(receiver);
            task.await.unwrap()
        })
    }

    /// A timeout of `&mut receiver` loses nothing.
    pub fn late() -> (bool, Option<i32>) {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::oneshot::channel();
            tasks::spawn(async move { sender.send(7) });
            match tasks::time::timeout(Duration::from_secs(1), &mut receiver).await {
                Ok(message) => (true, message.ok()),
                Err(_) => (false, receiver.await.ok()),
            }
        })
    }

    /// A timeout of the receiver itself drops it, and what was sent.
    pub fn too_late() -> (bool, bool) {
        tasks::block_on(async {
            let (sender, receiver) = tasks::oneshot::channel();
            let task = tasks::spawn(async move { sender.send(7).is_ok() });
            let received = tasks::time::timeout(Duration::from_secs(1), receiver).await;
            (received.is_ok(), task.await.unwrap())
        })
    }

    /// The sender is dropped with its task.
    pub fn aborted() -> Option<i32> {
        tasks::block_on(async {
            let (sender, receiver) = tasks::oneshot::channel();
            let task = tasks::spawn(async move {
                tasks::yield_now().await;
                sender.send(7)
            });
            task.abort();
            receiver.await.ok()
        })
    }

    pub fn to_a_thread() -> Option<i32> {
        let (sender, receiver) = tasks::oneshot::channel();
        let other = thread::spawn(move || receiver.blocking_recv().ok());
        sender.send(7).unwrap();
        other.join().unwrap()
    }

    pub fn selected() -> (i32, i32) {
        tasks::block_on(async {
            let (first, mut one) = tasks::oneshot::channel();
            let (second, mut two) = tasks::oneshot::channel();
            tasks::spawn(async move { first.send(1) });
            tasks::spawn(async move { second.send(2) });
            select! {
                message = &mut one => (message.unwrap(), two.await.unwrap()),
                message = &mut two => (message.unwrap(), one.await.unwrap()),
            }
        })
    }
}

#[test]
fn answers() {
    modes::many(with_explorer::answer, ["Some(7)"]);
    modes::one(with_explorer::answer, ["Some(7)"]);
    modes::loom(false, with_loom::answer, ["Some(7)"]);
    modes::loom(true, with_loom::answer, ["Some(7)"]);
    modes::dropping(with_explorer::answer, ["Some(7)"]);
}

#[test]
fn a_sender_that_is_dropped_ends_the_wait() {
    modes::many(with_explorer::no_answer, ["\"channel closed\""]);
    modes::one(with_explorer::no_answer, ["\"channel closed\""]);
    modes::loom(false, with_loom::no_answer, ["\"channel closed\""]);
}

#[test]
fn a_message_for_a_receiver_that_is_gone_is_returned() {
    modes::many(with_explorer::receiver_dropped, ["Err(7)", "Ok(())"]);
    modes::one(with_explorer::receiver_dropped, ["Err(7)"]);
    modes::loom(false, with_loom::receiver_dropped, ["Err(7)", "Ok(())"]);
}

#[test]
fn a_message_that_was_sent_before_the_close_is_received() {
    let outcomes = ["(Err(7), None)", "(Ok(()), Some(7))"];
    modes::many(with_explorer::closed_then_received, outcomes);
    modes::one(with_explorer::closed_then_received, ["(Err(7), None)"]);
    modes::loom(false, with_loom::closed_then_received, outcomes);
}

#[test]
fn a_try_does_not_wait() {
    let outcomes = ["\"Err(Empty) Ok(7) true\"", "\"Ok(7) Err(Closed) true\""];
    modes::many(with_explorer::tried, outcomes);
    modes::one(with_explorer::tried, ["\"Err(Empty) Ok(7) true\""]);
    modes::loom(false, with_loom::tried, outcomes);
}

#[test]
fn a_sender_sees_that_its_receiver_is_gone() {
    modes::many(with_explorer::abandoned, ["true"]);
    modes::one(with_explorer::abandoned, ["true"]);
    modes::loom(false, with_loom::abandoned, ["true"]);
}

#[test]
fn a_timeout_of_a_borrowed_receiver_loses_nothing() {
    let outcomes = ["(true, Some(7))", "(false, Some(7))"];
    modes::many(with_explorer::late, outcomes);
    modes::one(with_explorer::late, outcomes);
    modes::loom(true, with_loom::late, outcomes);
}

#[test]
fn a_timeout_of_a_receiver_loses_the_message() {
    let outcomes = ["(true, true)", "(false, true)", "(false, false)"];
    modes::many(with_explorer::too_late, outcomes);
}

#[test]
fn a_task_that_is_aborted_drops_its_sender() {
    modes::many(with_explorer::aborted, ["None", "Some(7)"]);
    modes::loom(false, with_loom::aborted, ["None", "Some(7)"]);
}

#[test]
fn a_thread_waits_for_a_task() {
    modes::many(with_explorer::to_a_thread, ["Some(7)"]);
    modes::loom(false, with_loom::to_a_thread, ["Some(7)"]);
}

#[test]
fn a_select_leaves_the_other_message() {
    modes::many(with_explorer::selected, ["(1, 2)", "(2, 1)"]);
    modes::one(with_explorer::selected, ["(1, 2)", "(2, 1)"]);
    modes::loom(true, with_loom::selected, ["(1, 2)", "(2, 1)"]);
}
