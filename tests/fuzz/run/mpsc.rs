//! std's channel, which has one receiver.

use super::super::sync::mpsc::{self, Receiver, SendError};
use super::super::sync::mpsc::{RecvError, RecvTimeoutError, TryRecvError, TrySendError};
use super::channels::{Held, Message};
use super::ops::Noted;
use super::world::{Mine, TIME, World};
use crate::language::{MPSC, Op, message};
use crate::outcome::Note;

/// The sending side: with a capacity it is of another type.
#[derive(Clone)]
pub enum Sender {
    Unbounded(mpsc::Sender<Message>),
    Bounded(mpsc::SyncSender<Message>),
}

pub fn channel(capacity: Option<usize>) -> (Sender, Receiver<Message>) {
    match capacity {
        Some(capacity) => {
            let (sender, receiver) = mpsc::sync_channel(capacity);
            (Sender::Bounded(sender), receiver)
        }
        None => {
            let (sender, receiver) = mpsc::channel();
            (Sender::Unbounded(sender), receiver)
        }
    }
}

impl Sender {
    fn send(&self, message: Message) -> Result<(), SendError<Message>> {
        match self {
            Sender::Unbounded(sender) => sender.send(message),
            Sender::Bounded(sender) => sender.send(message),
        }
    }

    /// Without a capacity there is no such operation: a send never waits.
    fn try_send(&self, message: Message) -> Result<(), TrySendError<Message>> {
        match self {
            Sender::Unbounded(sender) => sender
                .send(message)
                .map_err(|SendError(back)| TrySendError::Disconnected(back)),
            Sender::Bounded(sender) => sender.try_send(message),
        }
    }
}

pub fn run(world: &World, mine: &mut Mine, place: usize, op: &Op) -> Noted {
    let value = message(mine.me, place, 0);
    let note = match op {
        Op::Send(MPSC) => match mine.mpsc_senders.last()?.send(Message::plain(value)) {
            Ok(()) => Note::Ok,
            Err(SendError(_)) => Note::Disconnected,
        },
        Op::TrySend(MPSC) => match mine.mpsc_senders.last()?.try_send(Message::plain(value)) {
            Ok(()) => Note::Ok,
            Err(TrySendError::Full(_)) => Note::Full,
            Err(TrySendError::Disconnected(_)) => Note::Disconnected,
        },
        Op::SendCounted(MPSC) => {
            let sender = mine.mpsc_senders.last()?;
            let holds = Held::Counted(mine.counted.pop()?);
            match sender.send(Message { value, holds }) {
                Ok(()) => Note::Ok,
                Err(SendError(back)) => {
                    mine.keep(back);
                    Note::Disconnected
                }
            }
        }
        Op::CloneSender(MPSC) => {
            let clone = mine.mpsc_senders.last()?.clone();
            mine.mpsc_senders.push(clone);
            return Some(vec![]);
        }
        Op::DropSender(MPSC) => {
            drop(mine.mpsc_senders.pop()?);
            return Some(vec![]);
        }
        Op::DropReceiver(MPSC) => {
            drop(mine.mpsc_receiver.take()?);
            return Some(vec![]);
        }
        op => return receives(world, mine, op),
    };
    Some(vec![note])
}

fn receives(world: &World, mine: &mut Mine, op: &Op) -> Noted {
    let received = match op {
        Op::Recv(MPSC) => {
            let received = mine.mpsc_receiver.as_ref()?.recv();
            received.map_err(|RecvError| Note::Disconnected)
        }
        Op::TryRecv(MPSC) => {
            let received = mine.mpsc_receiver.as_ref()?.try_recv();
            received.map_err(|error| match error {
                TryRecvError::Empty => Note::Empty,
                TryRecvError::Disconnected => Note::Disconnected,
            })
        }
        Op::RecvTimeout(MPSC) => {
            let received = mine.mpsc_receiver.as_ref()?.recv_timeout(TIME);
            received.map_err(|error| match error {
                RecvTimeoutError::Timeout => Note::TimedOut,
                RecvTimeoutError::Disconnected => Note::Disconnected,
            })
        }
        Op::Iter(MPSC) => {
            let receiver = mine.mpsc_receiver.take()?;
            let messages = receiver.iter();
            messages.for_each(|message| mine.note(world, message));
            mine.mpsc_receiver = Some(receiver);
            Err(Note::End)
        }
        Op::TryIter(MPSC) => {
            let receiver = mine.mpsc_receiver.take()?;
            let messages = receiver.try_iter();
            messages.for_each(|message| mine.note(world, message));
            mine.mpsc_receiver = Some(receiver);
            Err(Note::End)
        }
        _ => return None,
    };
    Some(vec![
        received.map_or_else(|note| note, |message| mine.keep(message)),
    ])
}
