//! Which threads unwind from a panic: std knows of the OS thread only, on which all of them run.

use crate::context::Context;

/// Whether the running thread did so already; from now on it does, or does not.
pub(crate) fn began_to_unwind(unwinds: bool) -> bool {
    Context::live(|context| {
        let fate = &mut context.fates[context.thread];
        std::mem::replace(&mut fate.began_to_unwind, unwinds)
    })
    .unwrap_or(false)
}

/// The running thread waits while a panic unwinds in it, or goes on.
pub(crate) fn halfway(waits: bool) {
    Context::live(|context| {
        let thread = context.thread;
        context.fates[thread].unwinds = true;
        match waits {
            true => context.halfway.push(thread),
            false => context.halfway.retain(|other| *other != thread),
        }
    });
}

/// Whether a panic unwinds in the running thread.
///
/// A panic that was caught is over: seen as soon as std says that no thread panics. One that begins and is
/// caught while another thread waits halfway counts until then.
pub(crate) fn unwinds() -> bool {
    let panics = std::thread::panicking();
    Context::with(|context| {
        let fate = &mut context.fates[context.thread];
        fate.unwinds &= panics;
        panics && (context.halfway.is_empty() || fate.unwinds)
    })
    .unwrap_or(panics)
}

/// The running thread of an execution that is over begins to unwind, perhaps while another one waits
/// in the midst of a panic.
pub(crate) fn now_unwinds() {
    Context::with(|context| {
        let thread = context.thread;
        context.fates[thread].unwinds |= !context.halfway.is_empty();
    });
}

/// Tells whether a panic unwinds in the running thread. Needed only by models in which one thread
/// panics while another one waits in a destructor that a panic runs: std cannot tell then.
pub fn unwinding(unwinds: bool) {
    Context::live(|context| {
        let thread = context.thread;
        context.fates[thread].unwinds = unwinds;
    });
}
