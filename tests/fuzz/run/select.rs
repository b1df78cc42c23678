//! Selects over arms that are known only when the program runs. How each side offers that is in
//! `super::super::select`.

use super::super::select::choose;
use super::super::sync::channel::{Receiver, RecvError, SendError, Sender};
use super::super::sync::time::Instant;
use super::world::{Mine, World};
use crate::language::{Arm, Op, message};
use crate::outcome::Note;

pub enum Case<'a> {
    Recv(&'a Receiver<u64>),
    Send(&'a Sender<u64>, u64),
    Timer(&'a Receiver<Instant>),
}

pub fn run(world: &World, mine: &Mine, place: usize, op: &Op) -> Option<Vec<Note>> {
    let Op::Select {
        arms,
        otherwise,
        biased,
    } = op
    else {
        return None;
    };
    let cases: Vec<Case> = arms
        .iter()
        .enumerate()
        .map(|(k, arm)| match *arm {
            Arm::Send(c) => match mine.senders[c].last() {
                Some(sender) => Case::Send(sender, message(mine.me, place, k)),
                None => Case::Recv(&world.never),
            },
            Arm::Recv(c) => Case::Recv(mine.receivers[c].last().unwrap_or(&world.never)),
            Arm::Timer(t) => Case::Timer(&world.timers[t]),
            Arm::Never => Case::Recv(&world.never),
        })
        .collect();
    Some(match choose(&cases, *otherwise, *biased) {
        Ok((k, note)) => vec![Note::Arm(k), note],
        Err(note) => vec![note],
    })
}

pub fn received(result: Result<u64, RecvError>) -> Note {
    result.map_or(Note::Disconnected, Note::Value)
}

pub fn fired(result: Result<Instant, RecvError>) -> Note {
    result.map_or(Note::Disconnected, |_| Note::Fired)
}

pub fn sent(result: Result<(), SendError<u64>>) -> Note {
    result.map_or(Note::Disconnected, |()| Note::Ok)
}
