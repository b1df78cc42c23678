//! The correct echo on real threads, between ends that misbehave, and the first version beside it.

use lesson_01::echo::Echo;
use lesson_01::echoed::{EchoError, Echoed, Ending};
use lesson_01::first_try;
use lesson_testing::ends::{Broken, INTERRUPTED, Scripted, blocked, typed};
use std::io::{self, ErrorKind};
use std::sync::mpsc::Sender;
use std::time::Duration;

/// Echoes to the end: how it ended and what came out.
fn echo(input: Scripted, output: Scripted) -> (Echoed, Vec<u8>) {
    let written = output.written.clone();
    let echo = Echo::start(input, output).unwrap();
    let echoed = echo.wait(Duration::MAX, Duration::MAX);
    assert_eq!(echoed.ending, Ending::CopierEnded);
    let written = written.lock().unwrap().clone();
    (echoed, written)
}

#[test]
fn interrupted_calls_are_made_again() {
    let input = typed(b"abc", [INTERRUPTED, Ok(2), INTERRUPTED]);
    let mut output = typed(b"", [INTERRUPTED, INTERRUPTED]);
    output.flushes = [ErrorKind::Interrupted].into();
    let (echoed, written) = echo(input, output);
    assert!(echoed.error.is_none());
    assert_eq!((echoed.read, echoed.written), (3, 3));
    assert_eq!(written, b"abc");
}

#[test]
fn writes_cut_short_are_continued() {
    let (echoed, written) = echo(typed(b"abcdef", []), typed(b"", [Ok(1), Ok(2)]));
    assert_eq!((echoed.read, echoed.written), (6, 6));
    assert_eq!(written, b"abcdef");
}

#[test]
fn a_failed_write_is_told_with_what_was_written_before() {
    let output = typed(b"", [Ok(2), Err(ErrorKind::StorageFull)]);
    let (echoed, written) = echo(typed(b"abc", []), output);
    let Some(EchoError::Write(why)) = echoed.error else {
        panic!("{:?}", echoed.error);
    };
    assert_eq!(why.kind(), ErrorKind::StorageFull);
    assert_eq!((echoed.read, echoed.written), (3, 2));
    assert_eq!(written, b"ab");
}

#[test]
fn an_output_that_takes_nothing_is_an_error() {
    let (echoed, _) = echo(typed(b"abc", []), typed(b"", [Ok(0)]));
    let Some(EchoError::Write(why)) = echoed.error else {
        panic!("{:?}", echoed.error);
    };
    assert_eq!(why.kind(), ErrorKind::WriteZero);
}

#[test]
fn what_could_not_be_flushed_does_not_count_as_written() {
    let mut output = typed(b"", []);
    output.flushes = [ErrorKind::StorageFull].into();
    let (echoed, _) = echo(typed(b"abc", []), output);
    assert!(matches!(echoed.error, Some(EchoError::Write(_))));
    assert_eq!((echoed.read, echoed.written), (3, 0));
}

#[test]
fn a_failed_read_is_told_after_what_came_before_it() {
    let input = typed(b"abc", [Ok(3), Err(ErrorKind::ConnectionReset)]);
    let (echoed, written) = echo(input, typed(b"", []));
    assert!(matches!(echoed.error, Some(EchoError::Read(_))));
    assert_eq!(written, b"abc");
}

#[test]
fn a_panic_in_the_input_ends_the_wait_and_reaches_the_joiner() {
    let echo = Echo::start(Broken, io::sink()).unwrap();
    let echoed = echo.wait(Duration::MAX, Duration::MAX);
    assert_eq!(echoed.ending, Ending::CopierEnded);
    let panic = echoed.copier.join().unwrap_err();
    assert_eq!(panic.downcast_ref(), Some(&"broken"));
}

/// An echo whose first write has begun, and what lets it go.
fn begun() -> (Echo, Sender<()>) {
    let (output, has_begun, go_on) = blocked();
    let echo = Echo::start(&b"abc"[..], output).unwrap();
    has_begun.recv().unwrap();
    (echo, go_on)
}

#[test]
fn a_blocked_output_is_not_waited_for_longer_than_the_grace() {
    let (echo, go_on) = begun();
    let echoed = echo.wait(Duration::ZERO, Duration::from_millis(1));
    assert_eq!(echoed.ending, Ending::TimedOut);
    assert_eq!((echoed.read, echoed.written), (3, 0));
    drop(go_on);
    echoed.copier.join().unwrap();
}

#[test]
fn a_write_under_way_is_waited_for_within_the_grace() {
    let (echo, go_on) = begun();
    let foreground = std::thread::spawn(|| echo.wait(Duration::ZERO, Duration::MAX));
    drop(go_on);
    let echoed = foreground.join().unwrap();
    assert_eq!((echoed.read, echoed.written), (3, 3));
    echoed.copier.join().unwrap();
}

#[test]
fn the_first_version_ends_with_its_input() {
    let (ending, copier) = first_try::echo(&b"abc"[..], io::sink(), Duration::MAX).unwrap();
    assert_eq!(ending, Ending::CopierEnded);
    copier.join().unwrap();
}

#[test]
fn the_first_version_reports_a_write_that_failed_in_time() {
    let output = typed(b"", [Err(ErrorKind::StorageFull)]);
    let failed = first_try::echo(&b"abc"[..], output, Duration::MAX);
    assert_eq!(failed.unwrap_err().kind(), ErrorKind::StorageFull);
}

#[test]
fn the_first_version_writes_on_after_it_has_timed_out() {
    let (output, has_begun, go_on) = blocked();
    let (ending, copier) = first_try::echo(&b"abc"[..], output, Duration::ZERO).unwrap();
    assert_eq!(ending, Ending::TimedOut);
    // The write cannot end before it is let go, which is now.
    has_begun.recv().unwrap();
    drop(go_on);
    copier.join().unwrap();
}
