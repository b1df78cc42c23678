//! Sending and receiving, and senders and receivers that come and go.

use super::select_cases;
use super::state::Channel;
use crate::log::Loc;
use crate::log::event::{Op, State};
use crate::loom::sync::channel::{Mode, RecvCase, RecvError, SendCase, SendError};

impl<T> Channel<T> {
    /// Sends, waiting for room or for a receiver.
    pub(crate) fn send(&self, message: T, loc: Loc) -> Result<(), SendError<T>> {
        let case = SendCase::to(self, message);
        select_cases(&[&case], Mode::Wait, false, loc);
        case.take_result()
            .unwrap_or_else(|| Err(SendError(case.take_message())))
    }

    /// Receives, waiting for a message.
    pub(crate) fn recv(&self, loc: Loc) -> Result<T, RecvError> {
        let case = RecvCase::from(self);
        select_cases(&[&case], Mode::Wait, false, loc);
        case.take_result().unwrap_or(Err(RecvError))
    }

    pub(crate) fn add_sender(&self) {
        self.state().senders += 1;
    }

    pub(crate) fn add_receiver(&self) {
        self.state().receivers += 1;
    }

    pub(crate) fn drop_sender(&self) {
        let pass = self.object.pass(Op::DropSender { last: false }, None);
        let mut state = self.state();
        state.senders -= 1;
        state.version += 1;
        let last = state.senders == 0;
        drop(state);
        self.tell_dropped(Op::DropSender { last }, last);
        // Published before anybody wakes.
        drop(pass);
        if last {
            self.state().disconnect_receivers();
        }
    }

    /// Closes it for good, as Go does. False if it is closed already.
    pub(crate) fn close(&self, loc: Loc) -> bool {
        let pass = self.object.pass(Op::Close, loc);
        let mut state = self.state();
        let closes = state.senders > 0;
        (state.senders, state.receivers) = (0, 0);
        state.version += 1;
        drop(state);
        let event = self.object.event(Op::Close, loc);
        event.state(State::Disconnected).record();
        // Published before anybody wakes.
        drop(pass);
        self.state().disconnect_receivers();
        self.state().disconnect_senders();
        closes
    }

    pub(crate) fn drop_receiver(&self) {
        let pass = self.object.pass(Op::DropReceiver { last: false }, None);
        let mut state = self.state();
        state.receivers -= 1;
        state.version += 1;
        let last = state.receivers == 0;
        drop(state);
        self.tell_dropped(Op::DropReceiver { last }, last);
        drop(pass);
        if last {
            self.state().disconnect_senders();
            // As crossbeam's, a channel with room for any number drops what will not be read; one
            // with a capacity keeps it until its last sender is gone too. std's drop it in either
            // case. Messages may hold senders and receivers: their turn comes when nothing is locked.
            let unread = match self.keeps_unread {
                false => std::mem::take(&mut self.state().queue),
                true => Default::default(),
            };
            drop(unread);
        }
    }
}
