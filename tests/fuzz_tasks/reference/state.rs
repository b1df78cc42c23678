//! What a program's tasks share, and how far each of them is.

use crate::language::{Leaf, Note, Program};

/// Permits, first come, first served.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Permits {
    pub free: usize,
    pub closed: bool,
    /// Task and arm.
    pub queue: Vec<(usize, usize)>,
}

/// One future of a running await.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Arm {
    pub leaf: Leaf,
    /// It is in a queue, or was handed all and has not been polled since.
    pub queued: bool,
    pub missing: usize,
    /// Of a sleep.
    pub timer: Timer,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Timer {
    pub armed: bool,
    pub fired: bool,
}

/// A running await.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Wait {
    pub arms: Vec<Arm>,
    /// Of a timeout, or of what the search may drop.
    pub timer: Timer,
    /// In which order this poll polls them; empty: a poll begins.
    pub order: Vec<usize>,
    /// Its result is known: what is left of its futures is dropped.
    pub over: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Life {
    Unborn,
    /// Not polled yet.
    Born,
    Running,
    Idle,
    /// What it has is dropped, one thing after another.
    Dropping,
    Over,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Task {
    pub life: Life,
    pub pc: usize,
    /// Steps of a statement that are done.
    pub part: u8,
    pub wait: Option<Wait>,
    pub woken: bool,
    pub aborted: bool,
    pub finished: bool,
    pub victim: bool,
    /// Main waits for its end.
    pub joined: bool,
    /// Main has its handle.
    pub handle: bool,
    pub notes: Vec<Note>,
    pub guard: bool,
    pub permits: Vec<usize>,
    pub sender: bool,
    pub receiver: bool,
    pub thread_sender: bool,
    pub thread_receiver: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct State {
    pub tasks: Vec<Task>,
    pub queue: Vec<u8>,
    pub capacity: usize,
    pub slots: Permits,
    pub closed: bool,
    pub senders: usize,
    pub receives: Option<usize>,
    pub lock: Permits,
    pub semaphore: Permits,
    pub thread_lock: Option<usize>,
    pub thread_count: u8,
    pub thread_messages: usize,
    pub thread_ends: (bool, bool),
    pub drops: u32,
    pub spawned: Vec<usize>,
    /// Main is over: so many were told to be dropped.
    pub shut_down: usize,
}

/// What permits stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Slots,
    Lock,
    Semaphore,
}

impl Permits {
    fn new(free: usize) -> Self {
        Permits {
            free,
            closed: false,
            queue: vec![],
        }
    }
}

impl State {
    pub fn new(program: &Program) -> Self {
        let tasks = (0..program.tasks.len()).map(|task| Task {
            life: if task == 0 { Life::Born } else { Life::Unborn },
            pc: 0,
            part: 0,
            wait: None,
            woken: false,
            aborted: false,
            finished: false,
            victim: false,
            joined: false,
            handle: false,
            notes: vec![],
            guard: false,
            permits: vec![],
            sender: true,
            receiver: program.receiver == task,
            thread_sender: program.threads.is_some_and(|(sends, _)| sends == task),
            thread_receiver: program
                .threads
                .is_some_and(|(_, receives)| receives == task),
        });
        State {
            tasks: tasks.collect(),
            queue: vec![],
            capacity: program.capacity,
            slots: Permits::new(program.capacity),
            closed: false,
            senders: program.tasks.len(),
            receives: None,
            lock: Permits::new(1),
            semaphore: Permits::new(program.permits),
            thread_lock: None,
            thread_count: 0,
            thread_messages: 0,
            thread_ends: (program.threads.is_some(), program.threads.is_some()),
            drops: program.drops,
            spawned: vec![],
            shut_down: 0,
        }
    }

    pub fn permits(&mut self, of: Of) -> &mut Permits {
        match of {
            Of::Slots => &mut self.slots,
            Of::Lock => &mut self.lock,
            Of::Semaphore => &mut self.semaphore,
        }
    }

    pub fn arm(&mut self, task: usize, arm: usize) -> &mut Arm {
        let wait = self.tasks[task].wait.as_mut();
        &mut wait.expect("it waits").arms[arm]
    }

    pub fn wake(&mut self, task: usize) {
        self.tasks[task].woken = true;
    }

    /// Gives permits back: to who waits, the first of them first.
    pub fn add(&mut self, of: Of, mut n: usize) {
        while n > 0 {
            let Some((task, arm)) = self.permits(of).queue.first().copied() else {
                self.permits(of).free += n;
                return;
            };
            let arm = self.arm(task, arm);
            let given = n.min(arm.missing);
            arm.missing -= given;
            n -= given;
            if arm.missing == 0 {
                self.permits(of).queue.remove(0);
                self.wake(task);
            }
        }
    }

    pub fn try_acquire(&mut self, of: Of, n: usize) -> bool {
        let permits = self.permits(of);
        let free = !permits.closed && permits.free >= n;
        if free {
            permits.free -= n;
        }
        free
    }

    /// `None`: it waits. Otherwise whether it has them.
    pub fn acquire(&mut self, of: Of, n: usize, task: usize, arm: usize) -> Option<bool> {
        if self.permits(of).closed {
            return Some(false);
        }
        let waits = self.arm(task, arm).clone();
        if waits.queued {
            let has = waits.missing == 0;
            self.arm(task, arm).queued = !has;
            return has.then_some(true);
        }
        let now = n.min(self.permits(of).free);
        self.permits(of).free -= now;
        if now == n {
            return Some(true);
        }
        self.permits(of).queue.push((task, arm));
        (self.arm(task, arm).queued, self.arm(task, arm).missing) = (true, n - now);
        None
    }

    /// A future that waits for permits is dropped.
    pub fn give_up(&mut self, task: usize, arm: usize) {
        let waits = self.arm(task, arm).clone();
        self.arm(task, arm).queued = false;
        let (of, n) = of(waits.leaf).expect("it waits for permits");
        self.permits(of).queue.retain(|who| *who != (task, arm));
        self.add(of, n - waits.missing);
        if of == Of::Slots {
            self.wake_if_idle();
        }
    }

    /// The last slot of a closed channel is back: no message will come.
    pub fn wake_if_idle(&mut self) {
        if self.closed && self.slots.free == self.capacity {
            self.wake_receiver();
        }
    }

    pub fn wake_receiver(&mut self) {
        if let Some(task) = self.receives.take() {
            self.wake(task);
        }
    }

    pub fn close(&mut self, of: Of) {
        self.permits(of).closed = true;
        for (task, _) in std::mem::take(&mut self.permits(of).queue) {
            self.wake(task);
        }
    }

    pub fn drop_sender(&mut self, task: usize) {
        if std::mem::take(&mut self.tasks[task].sender) {
            self.senders -= 1;
            if self.senders == 0 {
                self.wake_receiver();
            }
        }
    }

    pub fn drop_receiver(&mut self, task: usize) {
        if std::mem::take(&mut self.tasks[task].receiver) {
            self.closed = true;
            self.close(Of::Slots);
            self.queue.clear();
        }
    }

    pub fn unlock(&mut self, task: usize) {
        if std::mem::take(&mut self.tasks[task].guard) {
            self.add(Of::Lock, 1);
        }
    }

    /// Drops the next thing that the task has. False: there is nothing left.
    pub fn drop_next(&mut self, task: usize) -> bool {
        let arms = self.tasks[task].wait.as_ref().map(|wait| wait.arms.clone());
        let queued = arms.and_then(|arms| arms.iter().position(|arm| arm.queued));
        if let Some(arm) = queued {
            self.give_up(task, arm);
            return true;
        }
        self.tasks[task].wait = None;
        let has = &mut self.tasks[task];
        if has.guard {
            self.unlock(task);
        } else if !has.permits.is_empty() {
            let n = has.permits.remove(0);
            self.add(Of::Semaphore, n);
        } else if has.sender {
            self.drop_sender(task);
        } else if has.receiver {
            self.drop_receiver(task);
        } else if std::mem::take(&mut has.thread_sender) {
            self.thread_ends.0 = false;
        } else if std::mem::take(&mut has.thread_receiver) {
            self.thread_ends.1 = false;
        } else {
            // Main also has those that it did not spawn.
            let mut others = 1..self.tasks.len();
            let unborn = others.find(|other| {
                let other = &self.tasks[*other];
                let has =
                    other.sender || other.receiver || other.thread_sender || other.thread_receiver;
                task == 0 && other.life == Life::Unborn && has
            });
            return unborn.is_some_and(|other| self.drop_next(other));
        }
        true
    }
}

pub fn of(leaf: Leaf) -> Option<(Of, usize)> {
    match leaf {
        Leaf::Send(_) => Some((Of::Slots, 1)),
        Leaf::Lock => Some((Of::Lock, 1)),
        Leaf::Acquire(n) => Some((Of::Semaphore, n)),
        Leaf::Recv | Leaf::Sleep | Leaf::Join(_) => None,
    }
}
