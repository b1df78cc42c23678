//! The two kinds of reader-writer locks, whose guards are of two types.

use super::ops::Noted;
use crate::language::Op;

/// What a thread has of one of them.
pub trait Held<'w> {
    /// Becomes another guard, if it can.
    fn change(self: Box<Self>, me: usize, op: &Op) -> (Box<dyn Held<'w> + 'w>, Noted);

    /// Whether it wrote.
    ///
    /// # Errors
    /// It is upgradable: it comes back.
    fn forget(self: Box<Self>) -> Result<bool, Box<dyn Held<'w> + 'w>>;
}

/// Its readers wait behind a writer that waits.
#[path = "."]
pub mod plain {
    pub use super::super::super::sync::RwLock as Lock;
    pub use super::super::super::sync::RwLockReadGuard as Read;
    pub use super::super::super::sync::RwLockUpgradableReadGuard as Upgradable;
    pub use super::super::super::sync::RwLockWriteGuard as Write;

    #[path = "rw_lock.rs"]
    pub mod ops;
}

/// Its readers do not.
#[path = "."]
pub mod recursive {
    pub use super::super::super::sync::RecursiveRwLock as Lock;
    pub use super::super::super::sync::RecursiveRwLockReadGuard as Read;
    pub use super::super::super::sync::RecursiveRwLockUpgradableReadGuard as Upgradable;
    pub use super::super::super::sync::RecursiveRwLockWriteGuard as Write;

    #[path = "rw_lock.rs"]
    pub mod ops;
}
