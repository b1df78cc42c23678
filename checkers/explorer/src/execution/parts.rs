//! Steps that wait for others, in a part of a search: see [`Part`](crate::Part).

use super::{Execution, Opened};
use crate::access::Footprint;
use crate::split::{Before, Nth};

impl Execution {
    /// Whether the next step of a thread waits until another one has run.
    pub(super) fn is_held(&self, index: usize) -> bool {
        if self.part.is_empty() {
            return false;
        }
        let thread = &self.threads[index];
        let next = Nth {
            thread: thread.key,
            step: thread.events + 1,
        };
        let mut waits = self.part.iter().filter(|before| before.then == next);
        waits.any(|before| !self.has_run(before.first))
    }

    fn has_run(&self, step: Nth) -> bool {
        let mut threads = self.threads.iter();
        let thread = threads.find(|thread| thread.key == step.thread);
        thread.is_some_and(|thread| thread.events >= step.step)
    }

    /// Whether a thread waits for nothing else.
    pub(crate) fn holds_a_thread(&self) -> bool {
        let mut threads = 0..self.threads.len();
        !self.part.is_empty()
            && threads.any(|thread| self.is_held(thread) && self.is_ready(thread) == Some(true))
    }

    /// A step that others come before in this part: if it has no conflict with one, their order says nothing.
    pub(super) fn check_part(&mut self, opened: &Opened) {
        let (thread, announced) = (&self.threads[opened.thread], opened.announced());
        let now = Nth {
            thread: thread.key,
            step: thread.events + 1,
        };
        for before in self.part.iter().filter(|before| before.then == now) {
            let first = self
                .event_of(before.first)
                .map(|event| &self.events[event].footprint);
            if !first.is_some_and(|first| first.meets(&announced.accesses)) {
                self.overlap.get_or_insert(*before);
            }
        }
    }

    /// The event as which a step ran.
    pub(crate) fn event_of(&self, step: Nth) -> Option<usize> {
        self.events.iter().position(|past| {
            past.index == step.step && self.threads[past.thread].key == step.thread
        })
    }

    /// Steps that the next one of a thread waits for that was announced at the end of an event.
    pub(crate) fn firsts(&self, thread: usize, since: usize) -> impl Iterator<Item = Nth> {
        let events = self.events[..=since].iter();
        let before = events.filter(|past| past.thread == thread).count() as u32;
        let next = Nth {
            thread: self.threads[thread].key,
            step: before + 1,
        };
        let waits = self.part.iter().filter(move |before| before.then == next);
        waits.map(|before| before.first)
    }

    /// The part of a thread in the execution ends with a look in vain. What it does without that look has other
    /// numbers, so its steps that follow divide nothing.
    pub(super) fn ends_in_vain(&mut self, index: usize) {
        let (key, events) = (self.threads[index].key, self.threads[index].events);
        let follows = |step: Nth| step.thread == key && step.step > events;
        let mut pairs = self.part.iter();
        let divides = pairs.find(|before| follows(before.first) || follows(before.then));
        self.overlap = self.overlap.or(divides.copied());
    }

    /// The execution is over: whether it belongs to another part as well.
    pub(crate) fn overlap(&self) -> Option<Before> {
        let mut pairs = self.part.iter().copied();
        let missing =
            pairs.find(|before| !self.has_run(before.first) || !self.has_run(before.then));
        self.overlap.or(missing)
    }
}

impl Opened {
    /// What was announced of it.
    fn announced(&self) -> Footprint {
        Footprint {
            accesses: self.footprint.accesses[..self.order.announced].to_vec(),
            ..self.footprint.clone()
        }
    }
}
