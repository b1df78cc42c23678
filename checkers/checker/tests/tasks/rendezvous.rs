//! A channel without a slot.

use crate::{models, modes};

models! {
    /// The receiver has the message when the send is over.
    pub fn meets() -> (bool, Option<i32>) {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::rendezvous::channel();
            let task = tasks::spawn(async move { receiver.recv().await });
            let sent = sender.send(7).await.is_ok();
            (sent, task.await.unwrap())
        })
    }

    pub fn two_senders() -> Vec<i32> {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::rendezvous::channel();
            for n in 1..=2 {
                let sender = sender.clone();
                tasks::spawn(async move { sender.send(n).await });
            }
            drop(sender);
            let mut all = vec![];
            while let Some(n) = receiver.recv().await {
                all.push(n);
            }
            all
        })
    }

    /// The message comes back, unless the receiver has it.
    pub fn receiver_dropped() -> (Result<(), i32>, Option<i32>) {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::rendezvous::channel();
            let task = tasks::spawn(async move {
                let received = tasks::time::timeout(Duration::from_secs(1), receiver.recv()).await;
                received.ok().flatten()
            });
            tasks::yield_now().await;
            let sent = sender.send(7).await.map_err(|error| error.0);
            (sent, task.await.unwrap())
        })
    }

    /// A receiver that is dropped wakes the send that waits for it.
    pub fn abandoned() -> Result<(), i32> {
        tasks::block_on(async {
            let (sender, receiver) = tasks::rendezvous::channel();
            tasks::spawn(async move { drop(receiver) });
            sender.send(7).await.map_err(|error| error.0)
        })
    }

    /// A send that is dropped takes its message along, or has been received.
    pub fn send_dropped() -> (bool, Option<i32>) {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::rendezvous::channel();
            let task = tasks::spawn(async move {
                let sent = tasks::time::timeout(Duration::from_secs(1), sender.send(7)).await;
                sent.is_ok()
            });
            let received = receiver.recv().await;
            (task.await.unwrap(), received)
        })
    }

    /// A receive that is dropped loses no message.
    pub fn receive_dropped() -> (Option<i32>, bool) {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::rendezvous::channel();
            let task = tasks::spawn(async move { sender.send(7).await.is_ok() });
            let first = tasks::time::timeout(Duration::from_secs(1), receiver.recv()).await;
            let received = match first {
                Ok(received) => received,
                Err(_) => receiver.recv().await,
            };
            (received, task.await.unwrap())
        })
    }

    pub fn selected() -> (&'static str, Option<i32>) {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::rendezvous::channel();
            let (stop, mut stopped) = tasks::oneshot::channel::<()>();
            let task = tasks::spawn(async move { receiver.recv().await });
            tasks::spawn(async move { drop(stop) });
            let taken = select! {
                _ = sender.send(7) => "sent",
                _ = &mut stopped => "stopped",
            };
            drop(sender);
            (taken, task.await.unwrap())
        })
    }

    pub fn aborted() -> Option<i32> {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::rendezvous::channel();
            let task = tasks::spawn(async move { sender.send(7).await });
            task.abort();
            receiver.recv().await
        })
    }
}

#[test]
fn a_send_is_over_when_the_receiver_has_the_message() {
    modes::many(with_explorer::meets, ["(true, Some(7))"]);
    modes::one(with_explorer::meets, ["(true, Some(7))"]);
    modes::loom(false, with_loom::meets, ["(true, Some(7))"]);
    modes::loom(true, with_loom::meets, ["(true, Some(7))"]);
}

#[test]
fn sends_are_received_in_the_order_of_their_offers() {
    modes::many(with_explorer::two_senders, ["[1, 2]", "[2, 1]"]);
    modes::one(with_explorer::two_senders, ["[1, 2]", "[2, 1]"]);
    modes::loom(true, with_loom::two_senders, ["[1, 2]", "[2, 1]"]);
    modes::dropping(
        with_explorer::two_senders,
        ["[1, 2]", "[2, 1]", "[1]", "[2]"],
    );
}

#[test]
fn a_message_that_is_not_received_is_returned() {
    let outcomes = ["(Ok(()), Some(7))", "(Err(7), None)"];
    modes::many(with_explorer::abandoned, ["Err(7)"]);
    modes::one(with_explorer::abandoned, ["Err(7)"]);
    modes::loom(false, with_loom::abandoned, ["Err(7)"]);
    modes::many(with_explorer::receiver_dropped, outcomes);
    modes::one(with_explorer::receiver_dropped, outcomes);
    modes::loom(true, with_loom::receiver_dropped, outcomes);
}

#[test]
fn a_send_that_is_dropped_is_received_or_not_and_knows_only_if_it_ends() {
    let outcomes = ["(true, Some(7))", "(false, Some(7))", "(false, None)"];
    modes::many(with_explorer::send_dropped, outcomes);
    modes::many(with_explorer::aborted, ["Some(7)", "None"]);
    modes::loom(false, with_loom::aborted, ["Some(7)", "None"]);
}

#[test]
fn to_drop_a_receive_loses_no_message() {
    modes::many(with_explorer::receive_dropped, ["(Some(7), true)"]);
    modes::one(with_explorer::receive_dropped, ["(Some(7), true)"]);
    modes::loom(true, with_loom::receive_dropped, ["(Some(7), true)"]);
}

#[test]
fn a_select_withdraws_its_offer() {
    let outcomes = [
        "(\"sent\", Some(7))",
        "(\"stopped\", Some(7))",
        "(\"stopped\", None)",
    ];
    modes::many(with_explorer::selected, outcomes);
}
