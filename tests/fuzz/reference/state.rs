//! The state of a program: plain data for every object.

use super::Rules;
use super::once::Gate;
pub use super::place::{At, Guard, Life, Thread};
use crate::language::{AFTER, CHANNELS, GO, Program, TWO};
use crate::outcome::Note;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct State {
    pub threads: Vec<Thread>,
    pub mutexes: [Mutex; TWO],
    pub rw_locks: [RwLock; TWO],
    /// Who waits for the condition variable of each mutex, in the order of arrival.
    pub waiting: [Vec<usize>; TWO],
    /// The thread that waits at the barrier for a second one.
    pub arrived: Option<usize>,
    pub atomics: [u64; TWO],
    pub flag: bool,
    pub queues: [Vec<Message>; CHANNELS],
    /// Go's channel was.
    pub closed: bool,
    pub once: Gate,
    /// What is written once, and what it holds then.
    pub cell: Gate,
    pub content: u64,
    pub timers: [Timer; TWO],
    /// What follows depends on what a ticker knows: see [`Rules::sure_ticks`].
    pub unsure: bool,
    /// How late it is at least, in time limits: all are of one length. It may be later than that.
    pub now: u8,
    pub rules: Rules,
}

/// A message, and what it holds besides.
pub type Message = (u64, Option<Held>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Held {
    /// Of channel 1.
    Sender,
    Counted,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Mutex {
    pub held: bool,
    pub value: u64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct RwLock {
    /// Besides the upgradable one.
    pub readers: u8,
    pub upgradable: bool,
    pub writer: bool,
    /// A writer that waits for the readers to leave, and keeps others out.
    pub pending: bool,
    pub value: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Timer {
    /// Delivers from this time on, after so many deliveries.
    At {
        deadline: u8,
        before: u8,
    },
    Gone,
}

impl State {
    pub fn new(program: &Program, rules: Rules) -> Self {
        State {
            threads: (0..program.threads.len())
                .map(|i| Thread::new(program, i))
                .collect(),
            mutexes: Default::default(),
            rw_locks: Default::default(),
            waiting: Default::default(),
            arrived: None,
            atomics: [0; TWO],
            flag: false,
            queues: Default::default(),
            closed: false,
            once: Gate::New,
            cell: Gate::New,
            content: 0,
            timers: [0, 1].map(|t| match program.uses_timer(t) {
                true => Timer::At {
                    deadline: 1,
                    before: 0,
                },
                false => Timer::Gone,
            }),
            unsure: false,
            now: 0,
            rules,
        }
    }

    /// The state in which `thread` has finished its operation with these notes.
    pub fn done(mut self, thread: usize, notes: &[Note]) -> State {
        let thread = &mut self.threads[thread];
        thread.notes.extend(notes);
        thread.place += 1;
        thread.at = At::Begin;
        thread.began = self.now;
        self
    }

    /// The state in which `thread` has what a message held.
    pub fn keep(mut self, thread: usize, held: Option<Held>) -> State {
        let thread = &mut self.threads[thread];
        match held {
            Some(Held::Sender) => thread.senders[1] += 1,
            Some(Held::Counted) => thread.counts += 1,
            None => {}
        }
        self
    }

    /// What is held so, wherever it is but with threads that can use it.
    fn carried(&self, what: Held) -> u8 {
        let queued = self.queues.iter().flatten().filter_map(|message| message.1);
        let trash = self.threads.iter().flat_map(|thread| thread.trash.clone());
        queued.chain(trash).filter(|held| *held == what).count() as u8
    }

    pub fn senders(&self, channel: usize) -> u8 {
        let threads = self.threads.iter();
        let own: u8 = threads.map(|thread| thread.senders[channel]).sum();
        match channel {
            1 => own + self.carried(Held::Sender),
            GO => (!self.closed).into(),
            _ => own,
        }
    }

    pub fn receivers(&self, channel: usize) -> u8 {
        let threads = self.threads.iter();
        match channel {
            GO => (!self.closed).into(),
            _ => threads.map(|thread| thread.receivers[channel]).sum(),
        }
    }

    pub fn counts(&self) -> u8 {
        let own: u8 = self.threads.iter().map(|thread| thread.counts).sum();
        own + self.carried(Held::Counted)
    }

    /// The state in which `thread` is elsewhere within its operation.
    pub fn at(mut self, thread: usize, at: At) -> State {
        self.threads[thread].at = at;
        self
    }

    /// The state after a change.
    pub fn with(&self, change: impl FnOnce(&mut State)) -> State {
        let mut state = self.clone();
        change(&mut state);
        state
    }

    /// The state in which the time limit of the thread's operation has passed.
    pub fn late(self, thread: usize) -> State {
        let now = self.threads[thread].began + 1;
        match self.timers != [Timer::Gone; TWO] && !self.rules.loose_timers && now > self.now {
            true => self.later(now, None),
            false => self,
        }
    }

    /// The state at a later time. `known`: the timer that delivers then.
    fn later(mut self, now: u8, known: Option<usize>) -> State {
        let is_new = |deadline| self.now < deadline && deadline <= now;
        let unsure = self
            .timers
            .iter()
            .enumerate()
            .any(|(i, timer)| match *timer {
                Timer::At { deadline, before } => {
                    i != AFTER
                        && Some(i) != known
                        && before >= self.rules.early_ticks
                        && is_new(deadline)
                }
                Timer::Gone => false,
            });
        self.unsure |= unsure && self.rules.sure_ticks;
        self.now = now;
        self
    }

    /// The states in which time has passed until a timer delivers. `early`: while threads can run,
    /// which a ticker does only so often.
    pub fn time_passes(&self, early: bool) -> Vec<State> {
        let mut later = vec![];
        if self.rules.loose_timers {
            return later;
        }
        for (i, timer) in self.timers.iter().enumerate() {
            if let Timer::At { deadline, before } = *timer
                && deadline > self.now
                && early == (i == AFTER || before < self.rules.early_ticks)
            {
                later.push(self.clone().later(deadline, Some(i)));
            }
        }
        later
    }
}
