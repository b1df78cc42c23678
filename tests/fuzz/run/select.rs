//! Selects over arms that are known only when the program runs. How each side offers that is in
//! `super::super::select`.

use super::super::select::choose;
use super::super::sync::channel::{Receiver, RecvError, SendError, Sender};
use super::super::sync::time::Instant;
use super::channels::Message;
use super::world::{Mine, World};
use crate::language::{Arm, GO, Op, message};
use crate::outcome::Note;

pub enum Case<'a> {
    Recv(&'a Receiver<Message>),
    Send(&'a Sender<Message>, u64),
    Timer(&'a Receiver<Instant>),
}

pub fn run(world: &World, mine: &mut Mine, place: usize, op: &Op) -> Option<Vec<Note>> {
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
            Arm::Send(GO) => Case::Send(world.go.sender(), message(mine.me, place, k)),
            Arm::Recv(GO) => Case::Recv(world.go.receiver()),
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
        Ok((k, Taken::Message(message))) => vec![Note::Arm(k), mine.keep(message)],
        Ok((k, Taken::Note(note))) => vec![Note::Arm(k), note],
        Err(note) => vec![note],
    })
}

/// What came of an arm.
pub enum Taken {
    Message(Message),
    Note(Note),
}

pub fn received(result: Result<Message, RecvError>) -> Taken {
    result.map_or(Taken::Note(Note::Disconnected), Taken::Message)
}

pub fn fired(result: Result<Instant, RecvError>) -> Taken {
    Taken::Note(result.map_or(Note::Disconnected, |_| Note::Fired))
}

pub fn sent(result: Result<(), SendError<Message>>) -> Taken {
    Taken::Note(result.map_or(Note::Disconnected, |()| Note::Ok))
}
