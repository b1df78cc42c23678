//! A nil channel of Go blocks forever, and threads that have the same one do not meet on it.

use super::sync::go::Chan;
use super::sync::select;
use super::{check, named};
use checker::recording::FailureKind;

/// What main waits for while another thread does something with the same channel.
#[track_caller]
fn waits(model: &str, mine: fn(&Chan<u32>), theirs: fn(&Chan<u32>)) -> String {
    let report = check(model, move || {
        let jobs = Chan::nil();
        let shared = jobs.clone();
        let other = named("other", move || theirs(&shared));
        mine(&jobs);
        other.join().unwrap();
    });
    report.fails(FailureKind::Deadlock, 0);
    let (_, failure) = report.recording.counterexample().expect("it fails");
    let [main, _other] = &failure.waits[..] else {
        panic!("both wait: {failure:?}");
    };
    format!("{}, {}", main.text, main.until.as_deref().unwrap_or(""))
}

fn sends(jobs: &Chan<u32>) {
    jobs.send(1);
}

fn receives(jobs: &Chan<u32>) {
    let _ = jobs.recv();
}

fn selects_to_send(jobs: &Chan<u32>) {
    let idle = Chan::<u32>::new(0);
    select! {
        send(jobs.sender(), 1) -> sent => sent.unwrap(),
        recv(idle.receiver()) -> _ => {}
    }
}

fn selects_to_receive(jobs: &Chan<u32>) {
    let idle = Chan::<u32>::new(0);
    select! {
        recv(jobs.receiver()) -> _ => {}
        recv(idle.receiver()) -> _ => {}
    }
}

#[test]
fn to_send_and_to_receive_block_forever() {
    let sends_beside = |model: &str, theirs| waits(model, sends, theirs);
    for (model, theirs) in [
        ("verdicts/nil-send", receives as fn(&Chan<u32>)),
        ("verdicts/nil-send-select", selects_to_receive),
        ("verdicts/nil-sends", sends),
    ] {
        let main = sends_beside(model, theirs);
        assert_eq!(main, "send 1 to jobs, because it is nil", "{model}");
    }
    let main = waits("verdicts/nil-receive", receives, selects_to_send);
    assert_eq!(main, "receive from jobs, because it is nil");
}

#[test]
fn a_select_waits_for_its_other_arms() {
    let main = waits("verdicts/nil-selects", selects_to_send, selects_to_receive);
    assert!(main.starts_with("select: "), "{main}");
}

#[test]
fn to_close_it_panics() {
    let closes = check("verdicts/nil-close", || Chan::<u32>::nil().close());
    closes.fails(FailureKind::Assertion, 0);
    assert!(closes.screen().contains("close of nil channel"));
}
