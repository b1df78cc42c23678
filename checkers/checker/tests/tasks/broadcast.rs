//! A channel whose every receiver gets every message.

use crate::{models, modes};

models! {
    pub fn two_receivers() -> (Vec<i32>, Vec<i32>) {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::broadcast::channel(2);
            let mut other = sender.subscribe();
            let task = tasks::spawn(async move {
                let mut all = vec![];
                while let Ok(message) = other.recv().await {
                    all.push(message);
                }
                all
            });
            assert_eq!(sender.send(1).unwrap(), 2);
            assert_eq!(sender.send(2).unwrap(), 2);
            drop(sender);
            let mut all = vec![];
            while let Ok(message) = receiver.recv().await {
                all.push(message);
            }
            (all, task.await.unwrap())
        })
    }

    pub fn slow() -> String {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::broadcast::channel(1);
            tasks::spawn(async move { (1..=3).for_each(|n| drop(sender.send(n))) });
            let (first, second) = (receiver.recv().await, receiver.recv().await);
            format!("{first:?} {second:?}")
        })
    }

    /// Capacities are rounded up to a power of two.
    pub fn rounded() -> String {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::broadcast::channel(3);
            (1..=5).for_each(|n| drop(sender.send(n)));
            let len = (sender.len(), receiver.len());
            format!("{len:?} {:?} {:?} {}", receiver.try_recv(), receiver.try_recv(), receiver.len())
        })
    }

    pub fn subscribed() -> (Option<i32>, usize) {
        tasks::block_on(async {
            let sender = tasks::broadcast::Sender::new(1);
            let sends = sender.clone();
            let task = tasks::spawn(async move { sends.send(1).unwrap_or(0) });
            let mut receiver = sender.subscribe();
            drop(sender);
            (receiver.recv().await.ok(), task.await.unwrap())
        })
    }

    pub fn closed() -> (bool, usize) {
        tasks::block_on(async {
            let (sender, receiver) = tasks::broadcast::channel::<i32>(1);
            let second = receiver.resubscribe();
            let task = tasks::spawn(async move {
                sender.closed().await;
                (sender.send(1).is_err(), sender.receiver_count())
            });
            drop(receiver);
            drop(second);
            task.await.unwrap()
        })
    }

    pub fn late() -> Vec<i32> {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::broadcast::channel(2);
            tasks::spawn(async move { (1..=2).for_each(|n| drop(sender.send(n))) });
            let mut all = vec![];
            let second = Duration::from_secs(1);
            if let Ok(message) = tasks::time::timeout(second, receiver.recv()).await {
                all.extend(message);
            }
            while let Ok(message) = receiver.recv().await {
                all.push(message);
            }
            all
        })
    }

    pub fn selected() -> Vec<i32> {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::broadcast::channel(1);
            let (stop, mut stopped) = tasks::oneshot::channel::<()>();
            tasks::spawn(async move {
                drop(sender.send(1));
                drop(stop);
            });
            let mut all = vec![];
            select! {
                message = receiver.recv() => all.extend(message),
                _ = &mut stopped => {}
            }
            while let Ok(message) = receiver.recv().await {
                all.push(message);
            }
            all
        })
    }

    pub fn weak_sender() -> Result<i32, String> {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::broadcast::channel(1);
            let weak = sender.downgrade();
            tasks::spawn(async move { weak.upgrade().map(|sender| sender.send(1).is_ok()) });
            drop(sender);
            receiver.recv().await.map_err(|error| error.to_string())
        })
    }
}

#[test]
fn every_receiver_gets_every_message() {
    modes::many(with_explorer::two_receivers, ["([1, 2], [1, 2])"]);
    modes::one(with_explorer::two_receivers, ["([1, 2], [1, 2])"]);
    modes::loom(true, with_loom::two_receivers, ["([1, 2], [1, 2])"]);
}

#[test]
fn a_slow_receiver_lags() {
    let outcomes = [
        "\"Ok(1) Ok(2)\"",
        "\"Ok(1) Err(Lagged(1))\"",
        "\"Err(Lagged(1)) Ok(2)\"",
        "\"Err(Lagged(1)) Err(Lagged(1))\"",
        "\"Err(Lagged(2)) Ok(3)\"",
    ];
    modes::many(with_explorer::slow, outcomes);
    modes::one(with_explorer::slow, ["\"Err(Lagged(2)) Ok(3)\""]);
    modes::loom(true, with_loom::slow, ["\"Err(Lagged(2)) Ok(3)\""]);
    let outcome = "\"(4, 5) Err(Lagged(1)) Ok(2) 3\"";
    modes::many(with_explorer::rounded, [outcome]);
}

#[test]
fn a_receiver_gets_what_is_sent_after_it_subscribed() {
    let outcomes = ["(Some(1), 1)", "(None, 0)"];
    modes::many(with_explorer::subscribed, outcomes);
    modes::loom(false, with_loom::subscribed, outcomes);
}

#[test]
fn a_sender_sees_that_no_receiver_is_left() {
    modes::many(with_explorer::closed, ["(true, 0)"]);
    modes::one(with_explorer::closed, ["(true, 0)"]);
    modes::loom(false, with_loom::closed, ["(true, 0)"]);
}

#[test]
fn to_drop_a_receive_loses_no_message() {
    modes::many(with_explorer::late, ["[1, 2]"]);
    modes::one(with_explorer::late, ["[1, 2]"]);
    modes::many(with_explorer::selected, ["[1]"]);
    modes::one(with_explorer::selected, ["[1]"]);
    modes::loom(true, with_loom::selected, ["[1]"]);
}

#[test]
fn a_weak_sender_does_not_keep_the_channel_open() {
    let outcomes = ["Ok(1)", "Err(\"channel closed\")"];
    modes::many(with_explorer::weak_sender, outcomes);
    modes::loom(false, with_loom::weak_sender, outcomes);
}
