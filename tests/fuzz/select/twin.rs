//! A select over twins, as `select!` writes it. This module is compiled once for each checker.

use super::run::select::{Case, Taken, fired, received, sent};
use super::run::{Message, TIME};
use super::sync::channel::{Case as Twin, Mode, RecvCase, SendCase};
use super::sync::channel::{deadline_in, gone, select_cases, tell_default};
use super::sync::time::Instant;
use crate::language::Otherwise;
use crate::outcome::Note;

enum Arm<'a> {
    Recv(RecvCase<'a, Message>),
    Send(SendCase<'a, Message>),
    Timer(RecvCase<'a, Instant>),
}

/// The arm that was taken, and what came of it; or what came if none was.
pub fn choose(cases: &[Case], otherwise: Otherwise, biased: bool) -> Result<(usize, Taken), Note> {
    let here = std::panic::Location::caller();
    let arms: Vec<Arm> = cases
        .iter()
        .map(|case| match case {
            Case::Recv(from) => Arm::Recv(RecvCase::new(from)),
            Case::Send(to, message) => Arm::Send(SendCase::new(to, Message::plain(*message))),
            Case::Timer(from) => Arm::Timer(RecvCase::new(from)),
        })
        .collect();
    let twins: Vec<&dyn Twin> = arms
        .iter()
        .map(|arm| match arm {
            Arm::Recv(case) => case as &dyn Twin,
            Arm::Send(case) => case,
            Arm::Timer(case) => case,
        })
        .collect();
    let mode = match otherwise {
        Otherwise::Wait => Mode::Wait,
        Otherwise::Default => Mode::Try,
        Otherwise::Timeout => Mode::Until(deadline_in(TIME)),
    };
    let Some(k) = select_cases(&twins, mode, biased, here) else {
        return Err(match otherwise {
            Otherwise::Wait => gone(),
            Otherwise::Default => {
                tell_default(false, here);
                Note::Default
            }
            Otherwise::Timeout => {
                tell_default(true, here);
                Note::TimedOut
            }
        });
    };
    let note = match &arms[k] {
        Arm::Recv(case) => case.take_result().map(received),
        Arm::Send(case) => case.take_result().map(sent),
        Arm::Timer(case) => case.take_result().map(fired),
    };
    Ok((k, note.expect("it was taken")))
}
