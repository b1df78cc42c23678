//! Closing a channel as Go does: no thread can send any more, and receivers get what is left.

use super::state::Channel;
use crate::explorer::step::{Step, tell};
use crate::log::Loc;
use crate::log::event::{Event, Op, State as Shown};

impl<T> Channel<T> {
    /// Closes it, in one step. False if it is closed already.
    pub(crate) fn close(&self, loc: Loc) -> bool {
        let step = Step::new(Op::Close, loc).on(self.id);
        self.closes(step).take_it();
        let mut state = self.state();
        let closes = state.senders > 0;
        (state.senders, state.receivers) = (0, 0);
        state.tell_selects();
        if closes {
            state.sender_drops.push(explorer::now());
            state.receiver_drops.push(explorer::now());
        }
        drop(state);
        let event = Event::new(Op::Close, Some(loc)).on(self.id);
        tell(event.state(Shown::Disconnected));
        closes
    }
}
