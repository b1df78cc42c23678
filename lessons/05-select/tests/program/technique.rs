//! The techniques on real threads, between ends that misbehave.

use lesson_05::echo::Echo;
use lesson_05::echoed::{Echoed, Ending, Sizes};
use lesson_05::merge::merge;
use lesson_05::sync::channel::{Sender, bounded};
use lesson_05::taken::Taken;
use lesson_05::within::within;
use lesson_testing::ends::{Broken, INTERRUPTED, Scripted, Step, blocked, typed};
use proptest::collection::vec;
use proptest::prelude::*;
use std::io::{self, ErrorKind};
use std::thread;
use std::time::Duration;

const SIZES: Sizes = Sizes {
    read: 1024,
    buffers: 4,
};

/// Echoes to the end: how it ended. What came out is in `output`.
fn echo(input: Scripted, output: &mut Scripted, sizes: Sizes) -> Echoed {
    let echo = Echo::start(input, output, sizes).unwrap();
    echo.wait(Duration::MAX)
}

/// Echoes an input that ends; nothing fails.
fn echo_all(input: Scripted, output: &mut Scripted, sizes: Sizes) {
    let echoed = echo(input, output, sizes);
    assert!(matches!(echoed.ending, Ending::InputEnded));
    echoed.reader.join().unwrap().unwrap();
}

#[test]
fn interrupted_calls_are_made_again() {
    let input = typed(b"abc", [INTERRUPTED, Ok(2), INTERRUPTED]);
    let mut output = typed(b"", [INTERRUPTED, INTERRUPTED]);
    output.flushes = [ErrorKind::Interrupted].into();
    echo_all(input, &mut output, SIZES);
    assert_eq!(output.bytes(), b"abc");
}

/// What an end that works may do.
fn steps() -> impl Strategy<Value = Vec<Step>> {
    vec(
        prop_oneof![(1..9_usize).prop_map(Ok), Just(INTERRUPTED)],
        0..40,
    )
}

proptest! {
    // Each starts threads that give up the core: on a busy machine a case takes long.
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn every_byte_comes_through_however_it_is_split(
        bytes in vec(any::<u8>(), 0..200),
        reads in steps(),
        writes in steps(),
        read in 1..20_usize,
        buffers in 1..5_usize,
    ) {
        let mut output = typed(b"", writes);
        echo_all(typed(&bytes, reads), &mut output, Sizes { read, buffers });
        prop_assert_eq!(output.bytes(), bytes);
    }

    #[test]
    fn a_merge_keeps_each_order_whatever_the_capacities(
        lefts in vec(any::<u8>(), 0..50),
        rights in vec(any::<u16>(), 0..50),
        capacities in (0..5_usize, 0..5_usize),
        batch in 1..5_usize,
    ) {
        let (left_tx, left_rx) = bounded(capacities.0);
        let (right_tx, right_rx) = bounded(capacities.1);
        let (to_left, to_right) = (lefts.clone(), rights.clone());
        let left = thread::spawn(move || send_all(to_left, &left_tx));
        let right = thread::spawn(move || send_all(to_right, &right_tx));
        let (mut from_left, mut from_right, mut ends) = (vec![], vec![], vec![]);
        merge(left_rx, right_rx, batch, |taken| match taken {
            Taken::Left(message) => from_left.push(message),
            Taken::Right(message) => from_right.push(message),
            Taken::LeftEnded => ends.push('l'),
            Taken::RightEnded => ends.push('r'),
        });
        left.join().unwrap();
        right.join().unwrap();
        prop_assert_eq!(from_left, lefts);
        prop_assert_eq!(from_right, rights);
        ends.sort_unstable();
        prop_assert_eq!(ends, ['l', 'r']);
    }
}

fn send_all<T>(messages: Vec<T>, to: &Sender<T>) {
    // Not `unwrap`: the message need not know how to be shown.
    assert!(lesson_05::ends::send_all(messages, to).is_ok());
}

#[test]
fn a_failed_write_is_told_and_what_came_before_is_written() {
    let mut output = typed(b"", [Ok(2), Err(ErrorKind::StorageFull)]);
    let echoed = echo(typed(b"abc", []), &mut output, SIZES);
    let Ending::OutputFailed(why) = echoed.ending else {
        panic!("{:?}", echoed.ending);
    };
    assert_eq!(why.kind(), ErrorKind::StorageFull);
    assert_eq!(output.bytes(), b"ab");
    echoed.reader.join().unwrap().unwrap();
}

#[test]
fn an_output_that_takes_nothing_is_an_error() {
    let echoed = echo(typed(b"abc", []), &mut typed(b"", [Ok(0)]), SIZES);
    let Ending::OutputFailed(why) = echoed.ending else {
        panic!("{:?}", echoed.ending);
    };
    assert_eq!(why.kind(), ErrorKind::WriteZero);
}

#[test]
fn a_failed_flush_is_an_error() {
    let mut output = typed(b"", []);
    output.flushes = [ErrorKind::StorageFull].into();
    let echoed = echo(typed(b"abc", []), &mut output, SIZES);
    assert!(matches!(echoed.ending, Ending::OutputFailed(_)));
}

#[test]
fn a_failed_read_is_told_after_what_came_before_it() {
    let input = typed(b"abc", [Ok(3), Err(ErrorKind::ConnectionReset)]);
    let mut output = typed(b"", []);
    let echoed = echo(input, &mut output, SIZES);
    assert!(matches!(echoed.ending, Ending::InputEnded));
    let why = echoed.reader.join().unwrap().unwrap_err();
    assert_eq!(why.kind(), ErrorKind::ConnectionReset);
    assert_eq!(output.bytes(), b"abc");
}

#[test]
fn a_panic_in_the_input_ends_the_wait_and_reaches_the_joiner() {
    let echo = Echo::start(Broken, io::sink(), SIZES).unwrap();
    let echoed = echo.wait(Duration::MAX);
    assert!(matches!(echoed.ending, Ending::InputEnded));
    let panic = echoed.reader.join().unwrap_err();
    assert_eq!(panic.downcast_ref(), Some(&"broken"));
}

#[test]
fn what_a_blocked_output_did_not_take_is_counted() {
    let (output, has_begun, go_on) = blocked();
    let echo = Echo::start(&b"abc"[..], output, SIZES).unwrap();
    let progress = echo.progress();
    let foreground = thread::spawn(|| echo.wait(Duration::ZERO));
    // The time may be over before anything was read; then there is nothing to wait for.
    if has_begun.recv().is_ok() {
        assert_eq!(progress.pending(), 3);
    }
    drop(go_on);
    let echoed = foreground.join().unwrap();
    echoed.reader.join().unwrap().unwrap();
}

#[test]
fn work_that_is_done_in_time_hands_over_its_result() {
    assert_eq!(within(Duration::MAX, || 2).unwrap().unwrap(), 2);
}

#[test]
fn work_that_takes_too_long_is_left_behind_and_can_be_joined() {
    let (go_on, go) = bounded::<()>(0);
    let late = within(Duration::from_millis(1), move || go.recv().is_err());
    let worker = late.unwrap().unwrap_err();
    drop(go_on);
    assert!(worker.join().unwrap());
}

#[test]
#[should_panic(expected = "broken")]
fn a_panic_in_the_work_reaches_the_waiting_thread() {
    let _ = within(Duration::MAX, || panic!("broken"));
}
