//! What a select can wait for: a receive, a send.

use super::meet::{Arm, Slot, Waiting};
use super::select::Case;
use super::state::{Channel, Kind};
use super::timer::{Clockwork, Due};
use super::{Receiver, RecvError, SendError, Sender};
use crate::explorer::sync::wait::plain;
use crate::log::event::Op;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId, ThreadId};
use explorer::{Access, Object};
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

fn register<T>(
    channel: &Channel<T>,
    select: &Arc<Waiting>,
    case: usize,
    sends: bool,
    slot: &Slot<T>,
) {
    if channel.is_rendezvous() {
        channel.state().arms.push(Arm {
            select: select.clone(),
            case,
            sends,
            slot: slot.clone(),
        });
    }
}

fn withdraw<T>(channel: &Channel<T>, select: &Arc<Waiting>) {
    let arms = &mut channel.state().arms;
    arms.retain(|arm| !Arc::ptr_eq(&arm.select, select));
}

impl<T> Case for RecvCase<'_, T> {
    fn id(&self) -> ObjectId {
        self.channel.id
    }
    fn is_shared(&self) -> bool {
        self.channel.kind != Kind::Never
    }
    fn touches(&self) -> Vec<(Object, Access)> {
        self.channel.everything()
    }
    fn perhaps_touches(&self) -> Vec<(Object, Access)> {
        self.channel.perhaps()
    }
    fn is_looked_at(&self) {
        self.channel.is_looked_at();
    }
    fn tries(&self) -> Vec<(Object, Access)> {
        self.channel.tries_to_receive()
    }
    fn perhaps_tries(&self) -> Vec<(Object, Access)> {
        self.channel.perhaps_tries_to_receive()
    }
    fn is_tried(&self) {
        self.channel.is_tried_to_receive();
    }
    fn clockwork(&self) -> Option<Clockwork> {
        match self.channel.kind {
            Kind::Timer(clockwork) => Some(clockwork),
            Kind::Channel | Kind::Never => None,
        }
    }
    fn due(&self, me: ThreadId) -> Option<Due> {
        self.channel.due(me)
    }
    fn fires_at_a_look(&self, due: Due) -> bool {
        self.channel.fires_at_a_look(due)
    }
    fn refuse(&self) {
        self.channel.refuse();
    }
    fn fire(&self) {
        self.channel.fire();
    }
    fn is_ready(&self, me: ThreadId) -> bool {
        self.is_shared() && self.channel.state().can_receive(me)
    }
    fn run(&self) {
        let message = self.channel.state().receive();
        *self.result.borrow_mut() = Some(message.ok_or(RecvError));
    }
    fn is_rendezvous(&self) -> bool {
        self.channel.is_rendezvous()
    }
    fn used(&self, tried: bool) {
        self.channel.used(tried);
    }
    fn register(&self, select: &Arc<Waiting>, case: usize) {
        register(self.channel, select, case, false, &self.slot);
    }
    fn withdraw(&self, select: &Arc<Waiting>) {
        withdraw(self.channel, select);
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
            Some(Ok(_)) if self.clockwork().is_some() => {
                self.channel.tell(Op::TimerFires, Value::Unknown, loc);
            }
            Some(Ok(message)) => self.channel.tell(Op::Recv, Value::of(message), loc),
            _ => self.channel.tell(Op::RecvDisconnected, Value::Unknown, loc),
        }
    }
}

impl<T> Case for SendCase<'_, T> {
    fn id(&self) -> ObjectId {
        self.channel.id
    }
    fn is_shared(&self) -> bool {
        true
    }
    fn touches(&self) -> Vec<(Object, Access)> {
        self.channel.everything()
    }
    fn perhaps_touches(&self) -> Vec<(Object, Access)> {
        self.channel.perhaps()
    }
    fn is_looked_at(&self) {
        self.channel.is_looked_at();
    }
    fn tries(&self) -> Vec<(Object, Access)> {
        self.channel.tries_to_send()
    }
    fn perhaps_tries(&self) -> Vec<(Object, Access)> {
        vec![]
    }
    fn is_tried(&self) {
        self.channel.is_tried_to_send();
    }
    fn clockwork(&self) -> Option<Clockwork> {
        None
    }
    fn due(&self, _me: ThreadId) -> Option<Due> {
        None
    }
    fn fires_at_a_look(&self, _due: Due) -> bool {
        false
    }
    fn refuse(&self) {}
    fn fire(&self) {}
    fn is_ready(&self, me: ThreadId) -> bool {
        self.channel.state().can_send(self.channel.capacity, me)
    }
    fn run(&self) {
        let message = self.take_message();
        let sent = self.channel.state().send(message, self.channel.capacity);
        *self.result.borrow_mut() = Some(sent.map_err(SendError));
    }
    fn is_rendezvous(&self) -> bool {
        self.channel.is_rendezvous()
    }
    fn used(&self, tried: bool) {
        self.channel.used(tried);
    }
    fn register(&self, select: &Arc<Waiting>, case: usize) {
        register(self.channel, select, case, true, &self.slot);
    }
    fn withdraw(&self, select: &Arc<Waiting>) {
        withdraw(self.channel, select);
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
