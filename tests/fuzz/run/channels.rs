//! Channels, timers, and what is counted.

use super::super::sync::channel::{RecvError, SendError, Sender};
use super::super::sync::channel::{RecvTimeoutError, SendTimeoutError, TryRecvError, TrySendError};
use super::super::sync::counted::Arc as Counted;
use super::ops::Noted;
use super::world::{Mine, TIME, World, deadline};
use crate::language::{Op, message};
use crate::outcome::Note;

/// What threads send each other.
pub struct Message {
    pub value: u64,
    pub holds: Held,
}

/// What a message holds besides.
pub enum Held {
    Nothing,
    /// Of channel 1.
    Sender(Sender<Message>),
    Counted(Counted<u64>),
}

impl Message {
    pub fn plain(value: u64) -> Self {
        let holds = Held::Nothing;
        Message { value, holds }
    }
}

impl Mine {
    /// Keeps what a message holds.
    pub fn keep(&mut self, message: Message) -> Note {
        match message.holds {
            Held::Nothing => {}
            Held::Sender(sender) => self.senders[1].push(sender),
            Held::Counted(counted) => self.counted.push(counted),
        }
        Note::Value(message.value)
    }

    /// Sends what holds something; it comes back if nobody will receive it.
    fn send(&mut self, channel: usize, value: u64, holds: Held) -> Note {
        let sender = self.senders[channel].last().expect("it has one");
        match sender.send(Message { value, holds }) {
            Ok(()) => Note::Ok,
            Err(SendError(back)) => {
                self.keep(back);
                Note::Disconnected
            }
        }
    }
}

pub fn sends(world: &World, mine: &mut Mine, place: usize, op: &Op) -> Noted {
    let value = message(mine.me, place, 0);
    let message = Message::plain(value);
    let sender = |c: usize| mine.senders[c].last();
    Some(vec![match *op {
        Op::Send(c) => match sender(c)?.send(message) {
            Ok(()) => Note::Ok,
            Err(_) => Note::Disconnected,
        },
        Op::TrySend(c) => match sender(c)?.try_send(message) {
            Ok(()) => Note::Ok,
            Err(TrySendError::Full(_)) => Note::Full,
            Err(TrySendError::Disconnected(_)) => Note::Disconnected,
        },
        Op::SendTimeout(c) => {
            let sent = match world.program.deadlines {
                false => sender(c)?.send_timeout(message, TIME),
                true => sender(c)?.send_deadline(message, deadline()),
            };
            match sent {
                Ok(()) => Note::Ok,
                Err(SendTimeoutError::Timeout(_)) => Note::TimedOut,
                Err(SendTimeoutError::Disconnected(_)) => Note::Disconnected,
            }
        }
        Op::SendSender => {
            sender(0)?;
            let held = mine.senders[1].pop()?;
            mine.send(0, value, Held::Sender(held))
        }
        Op::SendCounted(c) => {
            sender(c)?;
            let held = mine.counted.pop()?;
            mine.send(c, value, Held::Counted(held))
        }
        _ => return None,
    }])
}

fn tried(error: TryRecvError) -> Note {
    match error {
        TryRecvError::Empty => Note::Empty,
        TryRecvError::Disconnected => Note::Disconnected,
    }
}

pub fn receives(world: &World, mine: &mut Mine, op: &Op) -> Noted {
    let receiver = |c: usize| mine.receivers[c].last();
    let received = match *op {
        Op::Recv(c) => receiver(c)?.recv().map_err(|RecvError| Note::Disconnected),
        Op::TryRecv(c) => receiver(c)?.try_recv().map_err(tried),
        Op::RecvTimeout(c) => {
            let received = match world.program.deadlines {
                false => receiver(c)?.recv_timeout(TIME),
                true => receiver(c)?.recv_deadline(deadline()),
            };
            received.map_err(|error| match error {
                RecvTimeoutError::Timeout => Note::TimedOut,
                RecvTimeoutError::Disconnected => Note::Disconnected,
            })
        }
        Op::Iter(c) => {
            let receiver = mine.receivers[c].pop()?;
            receiver
                .iter()
                .for_each(|message| mine.note(world, message));
            mine.receivers[c].push(receiver);
            Err(Note::End)
        }
        Op::TryIter(c) => {
            let receiver = mine.receivers[c].pop()?;
            receiver
                .try_iter()
                .for_each(|message| mine.note(world, message));
            mine.receivers[c].push(receiver);
            Err(Note::End)
        }
        _ => return None,
    };
    Some(vec![
        received.map_or_else(|note| note, |message| mine.keep(message)),
    ])
}

impl Mine {
    /// Messages of an iterator are noted as they come: it may never end.
    pub fn note(&mut self, world: &World, message: Message) {
        let note = self.keep(message);
        world.note(self.me, &[note]);
    }
}

pub fn timers(world: &World, op: &Op) -> Noted {
    Some(vec![match *op {
        Op::RecvTimer(t) => {
            let fired = world.timers[t].recv();
            fired.map_or(Note::Disconnected, |_| Note::Fired)
        }
        Op::TryRecvTimer(t) => world.timers[t]
            .try_recv()
            .map_or_else(tried, |_| Note::Fired),
        Op::LenTimer(t) => Note::Value(world.timers[t].len() as u64),
        _ => return None,
    }])
}

pub fn holds(mine: &mut Mine, op: &Op) -> Noted {
    let note = match *op {
        Op::Len(c) => match (mine.senders[c].last(), mine.receivers[c].last()) {
            (Some(sender), _) => Note::Value(sender.len() as u64),
            (None, receiver) => Note::Value(receiver?.len() as u64),
        },
        Op::IsEmpty(c) => match (mine.senders[c].last(), mine.receivers[c].last()) {
            (Some(sender), _) => Note::Is(sender.is_empty()),
            (None, receiver) => Note::Is(receiver?.is_empty()),
        },
        Op::IsFull(c) => match (mine.senders[c].last(), mine.receivers[c].last()) {
            (Some(sender), _) => Note::Is(sender.is_full()),
            (None, receiver) => Note::Is(receiver?.is_full()),
        },
        Op::CloneSender(c) => {
            let clone = mine.senders[c].last()?.clone();
            mine.senders[c].push(clone);
            return Some(vec![]);
        }
        Op::CloneReceiver(c) => {
            let clone = mine.receivers[c].last()?.clone();
            mine.receivers[c].push(clone);
            return Some(vec![]);
        }
        Op::DropSender(c) => {
            drop(mine.senders[c].pop()?);
            return Some(vec![]);
        }
        Op::DropReceiver(c) => {
            drop(mine.receivers[c].pop()?);
            return Some(vec![]);
        }
        _ => return None,
    };
    Some(vec![note])
}
