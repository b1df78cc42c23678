//! How a thread enters a reader-writer lock, and what its steps are called.

use crate::log::event::Op;

/// What a thread wants to do under the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// Read, after writers that wait for readers to leave.
    Read,
    /// Read, before writers that wait for readers to leave.
    ReadRecursive,
    /// Read, and perhaps write later: one thread at a time.
    Upgradable,
    Write,
}

impl Entry {
    /// It waits until it is in.
    pub(crate) fn waits(self) -> Op {
        match self {
            Entry::Read => Op::Read,
            Entry::ReadRecursive => Op::ReadRecursive,
            Entry::Upgradable => Op::ReadUpgradable,
            Entry::Write => Op::Write,
        }
    }

    /// It goes in only if it can at once.
    pub(crate) fn tries(self, taken: bool) -> Op {
        match self {
            Entry::Read | Entry::ReadRecursive => Op::TryRead { taken },
            Entry::Upgradable => Op::TryReadUpgradable { taken },
            Entry::Write => Op::TryWrite { taken },
        }
    }

    /// It leaves.
    pub(crate) fn leaves(self) -> Op {
        match self {
            Entry::Read | Entry::ReadRecursive => Op::UnlockRead,
            Entry::Upgradable => Op::UnlockUpgradable,
            Entry::Write => Op::UnlockWrite,
        }
    }

    /// It may do less from now on, as `self`.
    pub(crate) fn downgrades(self) -> Op {
        let upgradable = self == Entry::Upgradable;
        Op::DowngradeLock { upgradable }
    }
}
