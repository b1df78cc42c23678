//! The state of a program: where each thread is, and plain data for every object.

use super::Rules;
use crate::language::{AFTER, Program, TWO};
use crate::outcome::Note;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct State {
    pub threads: Vec<Thread>,
    pub mutexes: [Mutex; TWO],
    pub rw_lock: RwLock,
    /// Who waits for the condition variable of each mutex, in the order of arrival.
    pub waiting: [Vec<usize>; TWO],
    /// The thread that waits at the barrier for a second one.
    pub arrived: Option<usize>,
    pub atomics: [u64; TWO],
    pub flag: bool,
    pub queues: [Vec<Message>; TWO],
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
    pub readers: u8,
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

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Thread {
    pub life: Life,
    /// The operation that it is at.
    pub place: usize,
    pub at: At,
    pub notes: Vec<Note>,
    /// In the order in which they were taken.
    pub guards: Vec<Guard>,
    pub senders: [u8; TWO],
    pub receivers: [u8; TWO],
    pub in_group: bool,
    /// How many references to what is counted.
    pub counts: u8,
    /// What it has to drop first: messages that nobody will read held it.
    pub trash: Vec<Held>,
    /// Has started those whom it starts.
    pub started: bool,
    /// An `unpark` that no `park` has used.
    pub permit: bool,
    pub parker_permit: bool,
    /// Was woken for no reason before, by each condition variable.
    pub bothered: [bool; TWO],
    /// Its `park` returned for no reason before.
    pub roused: bool,
    /// Another thread has completed its operation, and it has not gone on since.
    pub completed: bool,
    /// When its operation began, at the earliest.
    pub began: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Life {
    /// Was not started.
    Unborn,
    Runs,
    /// Drops what it has.
    Leaves {
        panicked: bool,
    },
    Ended {
        panicked: bool,
        joined: bool,
    },
}

/// How far a thread is within an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum At {
    Begin,
    /// A condition variable's wait that has the lock; `own`: the operation took it itself.
    Locked {
        own: bool,
    },
    /// Waits for what only the operation knows.
    Waiting {
        own: bool,
    },
    /// Was notified or timed out, and takes the lock again.
    Retakes {
        own: bool,
        timed_out: bool,
    },
    /// Gives back the lock that it took itself.
    Releases,
    /// A biased select that found nothing in so many arms.
    Looked(usize),
    /// A bounded loop in which so many tries have failed.
    Failed(usize),
    /// Waits in these arms of a select: a bit for each.
    Registered(u8),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Guard {
    Mutex(usize),
    Read,
    Write,
}

impl State {
    pub fn new(program: &Program, rules: Rules) -> Self {
        let thread = |i| Thread {
            life: match program.parents[i] {
                0 => Life::Runs,
                _ => Life::Unborn,
            },
            place: 0,
            at: At::Begin,
            notes: vec![],
            guards: vec![],
            senders: [0, 1].map(|c| program.sends(i, c).into()),
            receivers: [0, 1].map(|c| program.receives(i, c).into()),
            in_group: program.in_group(i),
            counts: program.counts(i).into(),
            trash: vec![],
            started: i == 0 || program.children(i).next().is_none(),
            permit: false,
            parker_permit: false,
            bothered: [false; TWO],
            roused: false,
            completed: false,
            began: 0,
        };
        State {
            threads: (0..program.threads.len()).map(thread).collect(),
            mutexes: Default::default(),
            rw_lock: RwLock::default(),
            waiting: Default::default(),
            arrived: None,
            atomics: [0; TWO],
            flag: false,
            queues: Default::default(),
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
            _ => own,
        }
    }

    pub fn receivers(&self, channel: usize) -> u8 {
        let threads = self.threads.iter();
        threads.map(|thread| thread.receivers[channel]).sum()
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
