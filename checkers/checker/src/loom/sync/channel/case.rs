//! What the select engine can wait for: a receive, a send.

use super::select::Case;
use super::state::{Channel, Slot};
use super::{Receiver, RecvError, SendError, Sender};
use crate::log::Loc;
use crate::log::event::Op;
use crate::log::value::Value;
use crate::loom::sync::wait::{Object, Waiter, plain};
use std::cell::RefCell;
use std::sync::Arc;

/// A receive that may be chosen.
#[derive(Debug)]
pub struct RecvCase<'a, T> {
    channel: &'a Channel<T>,
    slot: Slot<T>,
    result: RefCell<Option<Result<T, RecvError>>>,
}

/// A send that may be chosen.
#[derive(Debug)]
pub struct SendCase<'a, T> {
    channel: &'a Channel<T>,
    /// The message, until it was sent or came back.
    slot: Slot<T>,
    value: Value,
    result: RefCell<Option<Result<(), SendError<T>>>>,
}

impl<'a, T> RecvCase<'a, T> {
    /// A receive from `receiver`.
    pub fn new(receiver: &'a Receiver<T>) -> Self {
        RecvCase {
            channel: &receiver.0,
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
        SendCase {
            channel: &sender.0,
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
    fn object(&self) -> &Object {
        &self.channel.object
    }
    fn is_shared(&self) -> bool {
        self.channel.kind != "never"
    }
    fn version(&self) -> u64 {
        self.channel.state().version
    }
    fn is_armed(&self) -> bool {
        self.channel.is_armed()
    }
    fn fire_if_due(&self) {
        self.channel.fire_if_due();
    }
    fn fire(&self) {
        self.channel.fire();
    }
    fn is_ready(&self) -> bool {
        self.channel.state().can_receive()
    }
    fn run(&self) {
        let message = self.channel.state().receive();
        *self.result.borrow_mut() = Some(message.ok_or(RecvError));
    }
    fn is_rendezvous(&self) -> bool {
        self.channel.is_rendezvous()
    }
    fn tried(&self) {
        self.channel.used(true);
    }
    fn selected(&self) {
        self.channel.used(false);
    }
    fn park(&self, waiter: &Arc<Waiter>, case: usize) {
        self.channel.state().park_receiver(waiter, case, &self.slot);
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
            Some(Ok(_)) if self.channel.kind == "timer" => {
                self.channel.tell(Op::TimerFires, Value::Unknown, loc);
            }
            Some(Ok(message)) => self.channel.tell(Op::Recv, Value::of(message), loc),
            _ => self.channel.tell(Op::RecvDisconnected, Value::Unknown, loc),
        }
    }
}

impl<T> Case for SendCase<'_, T> {
    fn object(&self) -> &Object {
        &self.channel.object
    }
    fn is_shared(&self) -> bool {
        true
    }
    fn version(&self) -> u64 {
        self.channel.state().version
    }
    fn is_armed(&self) -> bool {
        false
    }
    fn fire_if_due(&self) {}
    fn fire(&self) {}
    fn is_ready(&self) -> bool {
        self.channel.state().can_send(self.channel.capacity)
    }
    fn run(&self) {
        let sent = self.channel.state().send(self.take_message());
        *self.result.borrow_mut() = Some(sent.map_err(SendError));
    }
    fn is_rendezvous(&self) -> bool {
        self.channel.is_rendezvous()
    }
    fn tried(&self) {
        self.channel.used(true);
    }
    fn selected(&self) {
        self.channel.used(false);
    }
    fn park(&self, waiter: &Arc<Waiter>, case: usize) {
        self.channel.state().park_sender(waiter, case, &self.slot);
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
