//! Go's channels: to close one excludes sending, and where partners meet receiving.

use super::commute::traces;
use checker::explorer::check;
use checker::explorer::sync::go::Chan;
use checker::explorer::sync::thread;
use checker::recording::FailureKind;

/// A thread that sends, one that receives, and main closes: whether the message was sent, and received.
fn send_receive_close(capacity: usize) -> (bool, Option<u32>) {
    let chan = Chan::new(capacity);
    let (sends, receives) = (chan.clone(), chan.clone());
    let sends = thread::spawn(move || sends.send(1));
    let receives = thread::spawn(move || receives.recv());
    chan.close();
    (sends.join().is_ok(), receives.join().unwrap())
}

#[test]
fn every_search_finds_the_same_where_partners_meet() {
    let outcomes = ["(false, None)", "(true, Some(1))"];
    assert_ne!(traces(&outcomes, || send_receive_close(0)), 0);
}

/// What was sent before the close can be received after it.
#[test]
fn every_search_finds_the_same_where_messages_stay() {
    let outcomes = ["(false, None)", "(true, Some(1))"];
    assert_eq!(traces(&outcomes, || send_receive_close(1)), 2);
}

/// A sender that waits for room goes on after a receive or after the close, whichever comes first: what it does
/// after the close has to follow from that.
#[test]
fn a_sender_that_waits_for_room_may_send_before_the_close() {
    let outcomes = ["(false, true, 1)", "(true, true, 1)", "(true, true, 2)"];
    let found = traces(&outcomes, || {
        let chan = Chan::new(1);
        let (sends, closes) = (chan.clone(), chan.clone());
        let sends = thread::spawn(move || sends.send(2));
        let closes = thread::spawn(move || {
            closes.send(1);
            closes.close();
        });
        let received = chan.recv().unwrap();
        (sends.join().is_ok(), closes.join().is_ok(), received)
    });
    assert_eq!(found, 4);
}

#[test]
fn every_search_finds_the_same_where_two_close() {
    let outcomes = ["([false, true], 0)", "([true, false], 0)"];
    let found = traces(&outcomes, || {
        let chan = Chan::<u32>::new(1);
        let threads = [(); 2].map(|()| {
            let chan = chan.clone();
            thread::spawn(move || chan.close())
        });
        (threads.map(|thread| thread.join().is_ok()), chan.len())
    });
    assert_eq!(found, 2);
}

#[test]
fn what_go_panics_with_is_told() {
    let sends = check("go/send", || {
        let chan = Chan::new(1);
        chan.close();
        chan.send(1);
    });
    sends.fails(FailureKind::Assertion, 0);
    assert!(sends.screen().contains("send on closed channel"));
    let closes = check("go/close", || {
        let chan = Chan::<u32>::new(1);
        chan.close();
        chan.close();
    });
    closes.fails(FailureKind::Assertion, 0);
    assert!(closes.screen().contains("close of closed channel"));
}

/// No handle that is dropped closes it.
#[test]
fn a_channel_that_no_thread_closes_is_waited_for_forever() {
    let report = check("go/left", || {
        let chan = Chan::<u32>::new(1);
        drop(chan.clone());
        chan.recv()
    });
    report.fails(FailureKind::Deadlock, 0);
}
