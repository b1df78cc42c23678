//! What a select can wait for: a receive, a send.

use super::machines::channel::{Arm, Channel, Slot};
use super::machines::tell;
use super::{Deadline, Receiver, RecvError, SendError, Sender};
use crate::log::event::{Event, Op};
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use crate::plain::plain;
use std::cell::RefCell;
use std::sync::Arc;

/// An operation that may be chosen.
#[doc(hidden)]
pub trait Case: Arm {
    fn id(&self) -> ObjectId;
    /// False for a channel that nothing ever happens on.
    fn is_shared(&self) -> bool;
    /// Whether partners meet in its channel, since no message stays there.
    fn is_rendezvous(&self) -> bool;
    /// A thread tried it in vain, or a select waits for it and for others.
    fn used(&self, tried: bool);
    /// Fires its timer.
    fn fire(&self) {}
    /// Does it, which is possible now.
    fn run(&self);
    /// Takes what the partner left.
    fn collect(&self);
    fn op(&self) -> Op;
    /// The message to send.
    fn value(&self) -> Value;
    /// Writes it into the log.
    fn tell(&self, loc: Loc);
}

/// What to do if no case is ready.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Mode {
    /// Wait.
    Wait,
    /// Go on without.
    Try,
    /// Wait, but no longer than this; `None`: forever.
    Until(Deadline),
}

/// A receive that may be chosen.
#[derive(Debug)]
pub struct RecvCase<'a, T> {
    pub(crate) channel: &'a Channel<T>,
    pub(crate) slot: Slot<T>,
    result: RefCell<Option<Result<T, RecvError>>>,
}

/// A send that may be chosen.
#[derive(Debug)]
pub struct SendCase<'a, T> {
    pub(crate) channel: &'a Channel<T>,
    /// The message, until it was sent or came back.
    pub(crate) slot: Slot<T>,
    value: Value,
    result: RefCell<Option<Result<(), SendError<T>>>>,
}

impl<'a, T> RecvCase<'a, T> {
    /// A receive from `receiver`.
    pub fn new(receiver: &'a Receiver<T>) -> Self {
        RecvCase::from(&*receiver.0)
    }

    pub(crate) fn from(channel: &'a Channel<T>) -> Self {
        RecvCase {
            channel,
            slot: Slot::default(),
            result: RefCell::default(),
        }
    }

    /// What was received, if this case was chosen.
    pub fn take_result(&self) -> Option<Result<T, RecvError>> {
        self.result.take()
    }
}

impl<'a, T> SendCase<'a, T> {
    /// A send of `message` to `sender`.
    pub fn new(sender: &'a Sender<T>, message: T) -> Self {
        SendCase::to(&sender.0, message)
    }

    pub(crate) fn to(channel: &'a Channel<T>, message: T) -> Self {
        SendCase {
            channel,
            value: Value::of(&message),
            slot: Arc::new(Some(message).into()),
            result: RefCell::default(),
        }
    }

    /// Whether it was sent, if this case was chosen.
    pub fn take_result(&self) -> Option<Result<(), SendError<T>>> {
        self.result.take()
    }

    /// The message that was not sent.
    pub fn take_message(&self) -> T {
        plain(&self.slot).take().expect("not sent")
    }
}

impl<T> Case for RecvCase<'_, T> {
    fn id(&self) -> ObjectId {
        self.channel.id()
    }
    fn is_shared(&self) -> bool {
        !self.channel.is_never()
    }
    fn is_rendezvous(&self) -> bool {
        self.channel.is_rendezvous()
    }
    fn used(&self, tried: bool) {
        self.channel.used(tried);
    }
    fn fire(&self) {
        self.channel.fire();
    }
    fn run(&self) {
        let message = self.channel.state().receive();
        *self.result.borrow_mut() = Some(message.ok_or(RecvError));
    }
    fn collect(&self) {
        let message = plain(&self.slot).take();
        *self.result.borrow_mut() = Some(message.ok_or(RecvError));
    }
    fn op(&self) -> Op {
        Op::Recv
    }
    fn value(&self) -> Value {
        Value::Unknown
    }
    fn tell(&self, loc: Loc) {
        match &*self.result.borrow() {
            Some(Ok(_)) if self.channel.is_timer() => {
                self.channel.tell(Op::TimerFires, Value::Unknown, loc);
            }
            Some(Ok(message)) => self.channel.tell(Op::Recv, Value::of(message), loc),
            _ => self.channel.tell(Op::RecvDisconnected, Value::Unknown, loc),
        }
    }
}

impl<T> Case for SendCase<'_, T> {
    fn id(&self) -> ObjectId {
        self.channel.id()
    }
    fn is_shared(&self) -> bool {
        true
    }
    fn is_rendezvous(&self) -> bool {
        self.channel.is_rendezvous()
    }
    fn used(&self, tried: bool) {
        self.channel.used(tried);
    }
    fn run(&self) {
        let sent = self.channel.send_now(self.take_message());
        *self.result.borrow_mut() = Some(sent.map_err(SendError));
    }
    fn collect(&self) {
        let back = plain(&self.slot).take();
        *self.result.borrow_mut() = Some(back.map_or(Ok(()), |message| Err(SendError(message))));
    }
    fn op(&self) -> Op {
        Op::Send
    }
    fn value(&self) -> Value {
        self.value.clone()
    }
    fn tell(&self, loc: Loc) {
        let op = match &*self.result.borrow() {
            Some(Ok(())) => Op::Send,
            _ => Op::SendDisconnected,
        };
        self.channel.tell(op, self.value.clone(), loc);
    }
}

/// Ends a select after the execution has failed, when no other thread waits for this one anymore.
#[doc(hidden)]
pub fn gone() -> ! {
    loop {
        recorder::aftermath();
    }
}

/// Records that no arm of a select was ready, or that it timed out.
#[doc(hidden)]
pub fn tell_default(timed: bool, loc: Loc) {
    let op = if timed {
        Op::SelectTimedOut
    } else {
        Op::SelectDefault
    };
    tell(Event::new(op, Some(loc)));
}
