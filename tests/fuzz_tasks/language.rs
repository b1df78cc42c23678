//! Small programs of tasks, and what may come of them.

use std::fmt;

/// What can be awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Leaf {
    Recv,
    Send(u8),
    /// The lock; its guard is kept.
    Lock,
    /// So many permits, which are kept.
    Acquire(usize),
    Sleep,
    /// The end of a task. Only main has handles.
    Join(usize),
}

/// What a task does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stmt {
    /// Only main does.
    Spawn(usize),
    Abort(usize),
    Await(Leaf),
    /// With a timer that may fire at any moment.
    Timeout(Leaf),
    Cancellable(Leaf),
    Select {
        biased: bool,
        arms: [Leaf; 2],
    },
    Yield,
    TryRecv,
    TrySend(u8),
    TryAcquire,
    Close,
    DropSender,
    DropReceiver,
    Unlock,
    /// Drops the permits that were acquired last.
    Release,
    Forget,
    AddPermits(usize),
    CloseSemaphore,
    /// Within a lock of threads.
    LockedTrySend(u8),
    /// Over a channel of threads, which has no bound.
    ThreadSend,
    /// As a thread does: the poll waits.
    ThreadRecv,
}

/// What a statement told its task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Note {
    Began,
    Value(u8),
    Ok,
    Closed,
    Full,
    Empty,
    NoPermits,
    Disconnected,
    Elapsed,
    Dropped,
    /// The arm that a select took; its result follows.
    Arm(u8),
    Joined,
    Cancelled,
    /// What the statement needs is gone.
    Missing,
}

/// A program. Task 0 is main.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Program {
    pub seed: u64,
    pub capacity: usize,
    pub permits: usize,
    /// So many tasks may be dropped at any of their awaits.
    pub drops: u32,
    /// The arms of a select are hidden, so it cannot look at them in one step.
    pub hidden: bool,
    /// The task that has the receiver.
    pub receiver: usize,
    /// The tasks that have the ends of the channel of threads, if there is one.
    pub threads: Option<(usize, usize)>,
    pub tasks: Vec<Vec<Stmt>>,
}

impl Stmt {
    pub fn leaves(&self) -> Vec<Leaf> {
        match self {
            Stmt::Await(leaf) | Stmt::Timeout(leaf) | Stmt::Cancellable(leaf) => vec![*leaf],
            Stmt::Select { arms, .. } => arms.to_vec(),
            _ => vec![],
        }
    }
}

impl Program {
    pub fn stmts(&self) -> impl Iterator<Item = &Stmt> {
        self.tasks.iter().flatten()
    }

    /// Whether a poll may wait as a thread does.
    pub fn blocks(&self) -> bool {
        self.stmts().any(|stmt| *stmt == Stmt::ThreadRecv)
    }
}

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "seed {}: capacity {}, permits {}, drops {}, hidden {}, receiver {}, threads {:?}",
            self.seed,
            self.capacity,
            self.permits,
            self.drops,
            self.hidden,
            self.receiver,
            self.threads
        )?;
        for (i, stmts) in self.tasks.iter().enumerate() {
            writeln!(f, "  task {i}: {stmts:?}")?;
        }
        Ok(())
    }
}

/// How a program ends, and what each task was told until then.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Outcome {
    pub ended: bool,
    pub notes: Vec<Vec<Note>>,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = if self.ended { "ended" } else { "deadlock" };
        write!(f, "{end} {:?}", self.notes)
    }
}
