//! Memory in which loom finds races.

pub(crate) use crate::loom::engine::RawUnsafeCell as UnsafeMemory;
