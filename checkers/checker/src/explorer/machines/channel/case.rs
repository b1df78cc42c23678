//! What a select asks of a receive, and of a send.

use super::meet::{self, Slot, Waiting};
use super::select::Arm;
use super::state::{Channel, Kind};
use super::timer::{Clockwork, Due};
use crate::explorer::sync::channel::{RecvCase, SendCase};
use crate::log::ThreadId;
use explorer::{Access, Object};
use std::sync::Arc;

fn register<T>(
    channel: &Channel<T>,
    select: &Arc<Waiting>,
    case: usize,
    sends: bool,
    slot: &Slot<T>,
) {
    if !channel.is_timer() && !channel.is_never() {
        channel.state().arms.push(meet::Arm {
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

impl<T> Arm for RecvCase<'_, T> {
    fn everything(&self) -> Vec<(Object, Access)> {
        self.channel.everything()
    }
    fn touches(&self) -> Vec<(Object, Access)> {
        self.channel.looks_to_receive()
    }
    fn is_polled(&self) {
        self.channel.is_polled(false);
    }
    fn is_looked_at(&self) {
        self.channel.has_looked_to_receive();
    }
    fn is_taken(&self) {
        self.channel.is_received_from();
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
    fn is_ready(&self, me: ThreadId) -> bool {
        self.channel.state().can_receive(me)
    }
    fn register(&self, select: &Arc<Waiting>, case: usize) {
        register(self.channel, select, case, false, &self.slot);
    }
    fn withdraw(&self, select: &Arc<Waiting>) {
        withdraw(self.channel, select);
    }
}

impl<T> Arm for SendCase<'_, T> {
    fn everything(&self) -> Vec<(Object, Access)> {
        self.channel.everything()
    }
    fn touches(&self) -> Vec<(Object, Access)> {
        self.channel.looks_to_send()
    }
    fn is_polled(&self) {
        self.channel.is_polled(true);
    }
    fn is_looked_at(&self) {
        self.channel.has_looked_to_send();
    }
    fn is_taken(&self) {
        self.channel.is_sent_to();
    }
    fn is_ready(&self, me: ThreadId) -> bool {
        self.channel.state().can_send(self.channel.capacity, me)
    }
    fn register(&self, select: &Arc<Waiting>, case: usize) {
        register(self.channel, select, case, true, &self.slot);
    }
    fn withdraw(&self, select: &Arc<Waiting>) {
        withdraw(self.channel, select);
    }
}
