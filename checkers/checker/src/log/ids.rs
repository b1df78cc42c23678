//! Numbers of threads and objects, and places in the source.

use std::panic::Location;

pub(crate) type Loc = &'static Location<'static>;
pub(crate) type ThreadId = u16;
pub(crate) type ObjectId = u16;
