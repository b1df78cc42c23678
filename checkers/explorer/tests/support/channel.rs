//! A channel with a buffer.

use explorer::{Access, Event, Object};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

/// A buffer. Its ends are two objects: a send and a receive commute.
#[derive(Clone)]
pub struct Channel(Rc<ChannelState>);

struct ChannelState {
    head: Object,
    tail: Object,
    capacity: usize,
    queue: RefCell<VecDeque<(u32, Event)>>,
    freed: RefCell<Vec<Event>>,
    sent: Cell<usize>,
}

impl Channel {
    pub fn new(capacity: usize) -> Self {
        Channel(Rc::new(ChannelState {
            head: explorer::object(),
            tail: explorer::object(),
            capacity,
            queue: RefCell::default(),
            freed: RefCell::default(),
            sent: Cell::new(0),
        }))
    }

    fn has_room(&self) -> bool {
        self.0.queue.borrow().len() < self.0.capacity
    }

    fn put(&self, value: u32) {
        let state = &self.0;
        if let Some(slot) = state.sent.get().checked_sub(state.capacity) {
            explorer::after(state.freed.borrow()[slot]);
        }
        state.sent.set(state.sent.get() + 1);
        state.queue.borrow_mut().push_back((value, explorer::now()));
    }

    fn take(&self) -> Option<u32> {
        let (value, sent) = self.0.queue.borrow_mut().pop_front()?;
        explorer::after(sent);
        self.0.freed.borrow_mut().push(explorer::now());
        Some(value)
    }

    pub fn send(&self, value: u32) {
        let me = self.clone();
        let touches = [(self.0.tail, Access::EXCLUSIVE)];
        explorer::step("send", &touches, move || me.has_room());
        self.put(value);
    }

    pub fn receive(&self) -> u32 {
        let me = self.clone();
        let touches = [(self.0.head, Access::EXCLUSIVE)];
        explorer::step("receive", &touches, move || !me.0.queue.borrow().is_empty());
        self.take().expect("the guard held")
    }

    fn both(&self) -> [(Object, Access); 2] {
        [self.0.head, self.0.tail].map(|end| (end, Access::EXCLUSIVE))
    }

    pub fn try_send(&self, value: u32) -> bool {
        explorer::step("try_send", &self.both(), || true);
        let room = self.has_room();
        if room {
            self.put(value);
        } else {
            explorer::unchanged();
        }
        room
    }

    pub fn try_receive(&self) -> Option<u32> {
        explorer::step("try_receive", &self.both(), || true);
        let value = self.take();
        if value.is_none() {
            explorer::unchanged();
        }
        value
    }
}
