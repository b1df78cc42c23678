//! Stacks on which threads of models run, and notice of one that overflows.
//!
//! Each is as large as [`SIZE`], whichever checker runs the thread, and a guard page lies below it. A thread
//! that recurses further hits that page. Then the OS thread stops for good, and the flag that it gave to
//! [`tell`] is set, so that another OS thread can say which model it was. An OS thread that gave none ends
//! the process with a signal, as ever; and so do all of them on Windows, where std names the OS thread.
//!
//! | module | what it holds |
//! |---|---|
//! | `pool` | stacks that are kept for the next execution: to make one is a system call |
//! | `overflow` | the handler of the signal; on Windows nothing |

mod pool;

#[cfg_attr(unix, path = "overflow.rs")]
#[cfg_attr(not(unix), path = "unnoticed.rs")]
mod overflow;

pub use corosensei::stack::DefaultStack as Stack;
pub use overflow::tell;
pub use pool::{SIZE, keep, run, take};
