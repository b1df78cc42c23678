//! A select over crossbeam's channels: what its macros are made of.

use super::run::select::{Case, Taken, fired, received, sent};
use super::run::{Message, TIME};
use crate::language::Otherwise;
use crate::outcome::Note;
use crossbeam::channel::Select;

/// The arm that was taken, and what came of it; or what came if none was.
pub fn choose(cases: &[Case], otherwise: Otherwise, biased: bool) -> Result<(usize, Taken), Note> {
    let mut select = match biased {
        true => Select::new_biased(),
        false => Select::new(),
    };
    for case in cases {
        match case {
            Case::Recv(from) => select.recv(from),
            Case::Send(to, _) => select.send(to),
            Case::Timer(from) => select.recv(from),
        };
    }
    let taken = match otherwise {
        Otherwise::Wait => select.select(),
        Otherwise::Default => select.try_select().map_err(|_| Note::Default)?,
        Otherwise::Timeout => select.select_timeout(TIME).map_err(|_| Note::TimedOut)?,
    };
    let k = taken.index();
    let note = match &cases[k] {
        Case::Recv(from) => received(taken.recv(from)),
        Case::Send(to, message) => sent(taken.send(to, Message::plain(*message))),
        Case::Timer(from) => fired(taken.recv(from)),
    };
    Ok((k, note))
}
