//! One pass for three consumers: all see everything, and end. One model over the technique and its
//! traps.

use crate::collect::Collect;
use crate::handover::Handover;
use crate::model::{self, Check, Report, note};
use crate::pass_once::{Consumer, pass_once};
use crate::pipe::{Ends, over};
use crate::traps;
use crate::waiting::Sleep;
use checker::recording::FailureKind;
use std::io::{self, ErrorKind, Read};

fn pipe() -> Ends<Handover<Sleep>> {
    over(Handover::default())
}

/// Reads to the end and counts bytes.
fn count(input: &mut dyn Read) -> io::Result<u64> {
    let mut found = 0;
    loop {
        match input.read(&mut [0; 2])? {
            0 => return Ok(found),
            n => found += n as u64,
        }
    }
}

/// Looks at the first byte and refuses the rest.
fn refuse(input: &mut dyn Read) -> io::Result<u64> {
    let _ = input.read(&mut [0; 1])?;
    note("refuses");
    Err(io::Error::new(ErrorKind::InvalidData, "refused"))
}

/// Two bytes, and then the end or a failure.
struct Input {
    read: bool,
    fails: bool,
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if !self.read {
            self.read = true;
            buffer[..2].copy_from_slice(b"ab");
            return Ok(2);
        }
        match self.fails {
            true => Err(io::Error::new(ErrorKind::TimedOut, "the disk is gone")),
            false => Ok(0),
        }
    }
}

/// What happens to the input and to a consumer.
#[derive(Clone, Copy)]
enum Case {
    Whole,
    InputFails,
    ConsumerRefuses,
}

/// What is right: all three see both bytes; or all end, and the reason is told.
fn model(case: Case, pass: impl Fn(Input, [Consumer; 3]) -> io::Result<[u64; 3]>) -> String {
    let input = Input {
        read: false,
        fails: matches!(case, Case::InputFails),
    };
    let second = match case {
        Case::ConsumerRefuses => refuse,
        _ => count,
    };
    let found = pass(input, [count, second, count]);
    let found = found.map_err(|error| error.to_string());
    let right = match case {
        Case::Whole => Ok([2, 2, 2]),
        Case::InputFails => Err("the disk is gone".to_string()),
        Case::ConsumerRefuses => Err("refused".to_string()),
    };
    assert!(
        found == right,
        "the caller got {found:?} instead of {right:?}"
    );
    format!("{found:?}")
}

/// It holds, this is its outcome, and a thread waits.
#[track_caller]
fn holds(report: &Report, outcome: &str) {
    report
        .holds()
        .reaches([outcome])
        .is_contended()
        .is_recorded();
}

const WHOLE: &str = r#""Ok([2, 2, 2])""#;

fn collected(id: &str, collect: Collect, preemptions: u32) -> Report {
    Check::new(id).preemptions(preemptions).run(move || {
        model(Case::Whole, |input, consumers| {
            pass_once(input, pipe, consumers, collect)
        })
    })
}

#[test]
fn collected_by_joining() {
    let report = collected("08/once-join", Collect::Join, 2);
    holds(&report, WHOLE);
}

#[test]
fn collected_by_a_wait_group() {
    let report = collected("08/once-wait-group", Collect::WaitGroup, 2);
    holds(&report, WHOLE);
}

#[test]
fn collected_by_select() {
    let report = collected("08/once-select", Collect::Select, 1);
    holds(&report, WHOLE);
}

fn collected_in_order() {
    let report = collected("08/once-in-order", Collect::InOrder, 2);
    holds(&report, WHOLE);
}

model::slower!(collected_in_order);

fn joined(id: &str, case: Case) -> Report {
    Check::new(id).preemptions(2).run(move || {
        model(case, |input, consumers| {
            pass_once(input, pipe, consumers, Collect::Join)
        })
    })
}

#[test]
fn an_input_that_fails_ends_all() {
    let report = joined("08/once-input-fails", Case::InputFails);
    holds(&report, r#""Err(\"the disk is gone\")""#);
}

#[test]
fn a_consumer_that_refuses_ends_all() {
    let report = joined("08/once-consumer-refuses", Case::ConsumerRefuses);
    holds(&report, r#""Err(\"refused\")""#);
}

/// The model over a trap.
macro_rules! trap {
    ($trap:ident, $id:literal, $case:ident, $kind:ident) => {
        #[test]
        fn $trap() {
            Check::new($id)
                .run(|| {
                    model(Case::$case, |input, consumers| {
                        traps::$trap::pass_once(input, pipe, consumers, Collect::Join)
                    })
                })
                .fails(FailureKind::$kind, 0)
                .is_recorded();
        }
    };
}

trap!(one_thread, "08/one-thread", Whole, Deadlock);
trap!(forgotten_close, "08/forgotten-close", Whole, Deadlock);
trap!(reader_gone, "08/reader-gone", ConsumerRefuses, Deadlock);
trap!(error_swallowed, "08/error-swallowed", InputFails, Assertion);
trap!(tee_order, "08/tee-order", Whole, Deadlock);
trap!(same_pipe, "08/same-pipe", Whole, Deadlock);

/// A buffer in place of each pipe: the technique is the same, what carries the bytes is wrong.
#[test]
fn shared_buffer() {
    let buffer = || over(traps::shared_buffer::Ring::<Sleep>::new(8));
    Check::new("08/shared-buffer")
        .run(move || {
            model(Case::Whole, |input, consumers| {
                pass_once(input, buffer, consumers, Collect::Join)
            })
        })
        .fails(FailureKind::Assertion, 1)
        .is_recorded();
}

/// Right: only the memory that it takes is wrong.
#[test]
fn buffer_everything() {
    Check::new("08/buffer-everything")
        .preemptions(2)
        .run(|| {
            model(Case::Whole, |input, consumers| {
                traps::buffer_everything::pass_once(input, pipe, consumers, Collect::Join)
            })
        })
        .holds()
        .reaches([WHOLE])
        .is_recorded();
}
