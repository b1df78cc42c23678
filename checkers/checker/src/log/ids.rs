//! Numbers of threads and objects, and places in the source.

use std::hash::{Hash, Hasher};
use std::panic::Location;

pub(crate) type Loc = &'static Location<'static>;
pub(crate) type ThreadId = u16;

/// An object of one execution.
///
/// It knows that execution, so that an object that outlives it, in a `static` say, is noticed when
/// it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObjectId {
    /// Where it was made.
    pub(crate) loc: Loc,
    pub(crate) execution: u32,
    index: u16,
}

impl ObjectId {
    pub(crate) fn new(index: usize, execution: u32, loc: Loc) -> Self {
        ObjectId {
            loc,
            execution,
            index: index as u16,
        }
    }

    /// Its number among the objects of its execution.
    pub(crate) fn index(self) -> usize {
        self.index.into()
    }
}

impl Hash for ObjectId {
    /// Equal in every execution that does the same.
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}
