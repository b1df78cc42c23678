//! A channel that keeps its last value only.

use crate::{models, modes};

models! {
    pub fn changes() -> Vec<i32> {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::watch::channel(0);
            tasks::spawn(async move {
                sender.send(1).unwrap();
                sender.send(2).unwrap();
            });
            let mut seen = vec![];
            while receiver.changed().await.is_ok() {
                seen.push(*receiver.borrow_and_update());
            }
            seen
        })
    }

    /// A borrow that marks nothing as seen: the same value is a change again.
    pub fn borrowed() -> (bool, bool, bool) {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::watch::channel(0);
            sender.send_modify(|value| *value += 1);
            let first = receiver.borrow().has_changed();
            let second = receiver.borrow_and_update().has_changed();
            (first, second, receiver.has_changed().unwrap())
        })
    }

    pub fn modified() -> (bool, bool, i32) {
        tasks::block_on(async {
            let (sender, receiver) = tasks::watch::channel(0);
            let modify = |even: i32| sender.send_if_modified(|value| {
                *value = even;
                even % 2 == 0
            });
            let odd = modify(1);
            let after = receiver.has_changed().unwrap();
            (odd, after, sender.send_replace(3))
        })
    }

    pub fn waited_for() -> (i32, String) {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::watch::channel(0);
            tasks::spawn(async move { (1..=2).for_each(|n| _ = sender.send_replace(n)) });
            let first = *receiver.wait_for(|value| *value > 0).await.unwrap();
            let never = receiver.wait_for(|value| *value > 2).await.map(|value| *value);
            (first, never.unwrap_err().to_string())
        })
    }

    pub fn no_receiver() -> (Result<(), i32>, i32) {
        tasks::block_on(async {
            let (sender, receiver) = tasks::watch::channel(0);
            let task = tasks::spawn(async move { drop(receiver) });
            let sent = sender.send(1).map_err(|error| error.0);
            task.await.unwrap();
            (sent, *sender.borrow())
        })
    }

    pub fn closed() -> (bool, bool) {
        tasks::block_on(async {
            let (sender, receiver) = tasks::watch::channel(0);
            let second = receiver.clone();
            let task = tasks::spawn(async move {
                sender.closed().await;
                let before = sender.is_closed();
                let _third = sender.subscribe();
                (before, sender.is_closed())
            });
            drop(receiver);
            drop(second);
            task.await.unwrap()
        })
    }

    /// The last value is a change, also when no sender is left.
    pub fn last_value() -> (bool, bool, bool) {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::watch::channel(0);
            let task = tasks::spawn(async move { sender.send(1).is_ok() });
            assert!(task.await.unwrap());
            let knows = receiver.has_changed().is_err();
            (knows, receiver.changed().await.is_ok(), receiver.changed().await.is_ok())
        })
    }

    /// To drop a wait for a change marks nothing as seen.
    pub fn late() -> (bool, i32) {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::watch::channel(0);
            tasks::spawn(async move {
                sender.send_replace(1);
                sender.closed().await;
            });
            let changed = tasks::time::timeout(Duration::from_secs(1), receiver.changed()).await;
            if changed.is_err() {
                receiver.changed().await.unwrap();
            }
            (changed.is_ok(), *receiver.borrow())
        })
    }

    pub fn selected() -> i32 {
        tasks::block_on(async {
            let (sender, mut receiver) = tasks::watch::channel(0);
            let (stop, mut stopped) = tasks::oneshot::channel::<()>();
            tasks::spawn(async move {
                sender.send_replace(1);
                drop(stop);
                sender.closed().await;
            });
            select! {
                changed = receiver.changed() => changed.unwrap(),
                _ = &mut stopped => receiver.changed().await.unwrap(),
            }
            *receiver.borrow()
        })
    }

    /// A sender waits until a borrow ends.
    pub fn borrow_holds_up() -> (i32, i32) {
        let (sender, receiver) = tasks::watch::channel(0);
        let other = thread::spawn(move || sender.send_replace(1));
        let value = receiver.borrow();
        let first = *value;
        thread::yield_now();
        let second = *value;
        drop(value);
        other.join().unwrap();
        (first, second)
    }

    /// A value is written in a section of its own, whatever its writer does meanwhile.
    pub fn writer_holds_up() -> i32 {
        let (sender, receiver) = tasks::watch::channel(0);
        let other = thread::spawn(move || sender.send_modify(|value| {
            *value = 1;
            thread::yield_now();
            *value = 2;
        }));
        let value = *receiver.borrow();
        other.join().unwrap();
        value
    }
}

#[test]
fn a_receiver_sees_the_last_value_and_may_skip_others() {
    modes::many(with_explorer::changes, ["[1, 2]", "[2]"]);
    modes::one(with_explorer::changes, ["[2]"]);
    modes::loom(true, with_loom::changes, ["[2]"]);
}

#[test]
fn a_value_is_new_until_it_is_marked_as_seen() {
    modes::many(with_explorer::borrowed, ["(true, true, false)"]);
    modes::loom(false, with_loom::borrowed, ["(true, true, false)"]);
    modes::many(with_explorer::modified, ["(false, false, 1)"]);
    modes::loom(false, with_loom::modified, ["(false, false, 1)"]);
}

#[test]
fn a_receiver_waits_for_a_certain_value() {
    let outcomes = ["(1, \"channel closed\")", "(2, \"channel closed\")"];
    modes::many(with_explorer::waited_for, outcomes);
    modes::one(with_explorer::waited_for, ["(2, \"channel closed\")"]);
    modes::loom(true, with_loom::waited_for, ["(2, \"channel closed\")"]);
}

#[test]
fn a_value_for_no_receiver_is_returned() {
    let outcomes = ["(Ok(()), 1)", "(Err(1), 0)"];
    modes::many(with_explorer::no_receiver, outcomes);
    modes::one(with_explorer::no_receiver, ["(Ok(()), 1)"]);
    modes::loom(false, with_loom::no_receiver, outcomes);
}

#[test]
fn a_sender_sees_that_no_receiver_is_left() {
    modes::many(with_explorer::closed, ["(true, false)"]);
    modes::one(with_explorer::closed, ["(true, false)"]);
    modes::loom(false, with_loom::closed, ["(true, false)"]);
}

#[test]
fn the_last_value_is_seen_after_its_sender_is_gone() {
    modes::many(with_explorer::last_value, ["(true, true, false)"]);
    modes::loom(false, with_loom::last_value, ["(true, true, false)"]);
}

#[test]
fn to_drop_a_wait_for_a_change_marks_nothing_as_seen() {
    modes::many(with_explorer::late, ["(true, 1)", "(false, 1)"]);
    modes::one(with_explorer::late, ["(true, 1)", "(false, 1)"]);
    modes::many(with_explorer::selected, ["1"]);
    modes::one(with_explorer::selected, ["1"]);
    modes::loom(true, with_loom::selected, ["1"]);
}

#[test]
fn a_borrow_holds_up_a_sender() {
    modes::many(with_explorer::borrow_holds_up, ["(0, 0)", "(1, 1)"]);
    modes::loom(false, with_loom::borrow_holds_up, ["(0, 0)", "(1, 1)"]);
}

#[test]
fn a_sender_holds_up_a_borrow() {
    modes::many(with_explorer::writer_holds_up, ["0", "2"]);
    modes::loom(false, with_loom::writer_holds_up, ["0", "2"]);
}

#[test]
fn a_task_that_sends_while_it_borrows_waits_for_itself() {
    use checker::explorer::{check, sync::tasks};
    use checker::recording::FailureKind;
    let model = || {
        tasks::block_on(async {
            let (sender, receiver) = tasks::watch::channel(0);
            let value = receiver.borrow();
            sender.send_replace(*value + 1)
        })
    };
    check("watch", model).fails(FailureKind::Deadlock, 0);
    let model = || {
        use checker::loom::sync::tasks;
        tasks::block_on(async {
            let (sender, receiver) = tasks::watch::channel(0);
            let value = receiver.borrow();
            sender.send_replace(*value + 1)
        })
    };
    checker::loom::check("watch", model).fails(FailureKind::Deadlock, 0);
}
