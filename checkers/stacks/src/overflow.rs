//! Notices that a thread of a model has hit the guard page below its stack. The only unsafe code here.
//!
//! The kernel then sends a signal to the OS thread, and the handler runs on the alternate stack that std
//! gives to every thread. What it may do is little: another thread may hold any lock, so it must not wait for
//! one, allocate or print. It sets a flag, and stops its OS thread for good.

use crate::{SIZE, Stack};
use corosensei::stack::Stack as _;
use libc::{SA_ONSTACK, SA_SIGINFO, SIGBUS, SIGSEGV, c_int, c_void, siginfo_t};
use std::cell::{Cell, RefCell};
use std::mem::zeroed;
use std::ops::Range;
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Which of them it is depends on the system.
const SIGNALS: [c_int; 2] = [SIGSEGV, SIGBUS];

/// Who handled them before: std, which says so of stacks of its own.
static BEFORE: OnceLock<[libc::sigaction; 2]> = OnceLock::new();

thread_local! {
    /// The flag of this OS thread, or null. It has no destructor, so the handler may read it at any moment.
    static FLAG: Cell<*const AtomicBool> = const { Cell::new(ptr::null()) };
    /// Keeps that flag.
    static OWNED: RefCell<Option<Arc<AtomicBool>>> = const { RefCell::new(None) };
    /// The guard pages below the stacks of this OS thread.
    static GUARDS: RefCell<Vec<Range<usize>>> = const { RefCell::new(vec![]) };
}

/// From now on `flag` is set when a stack of this OS thread overflows, and the OS thread stops for good.
pub fn tell(flag: Arc<AtomicBool>) {
    // The handler must not be the first to touch it.
    GUARDS.with(|_| ());
    FLAG.set(Arc::as_ptr(&flag));
    OWNED.with(|owned| *owned.borrow_mut() = Some(flag));
}

/// Notices an overflow of this stack, which belongs to this OS thread until that ends.
pub(crate) fn watch(stack: &Stack) {
    let guard = stack.limit().get()..stack.base().get() - SIZE;
    GUARDS.with(|guards| guards.borrow_mut().push(guard));
    install();
}

/// Makes this handler the first: loom's coroutines come with one of their own, which may have come later.
fn install() {
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    // SAFETY: all zeros are a valid `sigaction`, and `handle` is a handler for the flags that are set.
    let before = unsafe {
        let mut action: libc::sigaction = zeroed();
        action.sa_sigaction = handle as *const () as libc::sighandler_t;
        action.sa_flags = SA_SIGINFO | SA_ONSTACK;
        SIGNALS.map(|signal| {
            let mut before = zeroed();
            libc::sigaction(signal, &action, &mut before);
            before
        })
    };
    let other = |action: &libc::sigaction| action.sa_sigaction != handle as *const () as usize;
    if before.iter().all(other) {
        BEFORE.get_or_init(|| before);
    }
}

extern "C" fn handle(signal: c_int, info: *mut siginfo_t, _: *mut c_void) {
    // SAFETY: the kernel hands over a valid one, and these signals have an address.
    let address = unsafe { (*info).si_addr() } as usize;
    // SAFETY: null, or a flag that this OS thread owns.
    match unsafe { FLAG.get().as_ref() } {
        Some(flag) if is_in_guard(address) => {
            flag.store(true, Ordering::Relaxed);
            loop {
                // SAFETY: it only waits. Nothing of this OS thread runs any more.
                unsafe { libc::pause() };
            }
        }
        _ => pass_on(signal),
    }
}

fn is_in_guard(address: usize) -> bool {
    let found = GUARDS.try_with(|guards| {
        // Borrowed while a stack is made: then that is not the one that overflows.
        let guards = guards.try_borrow().ok()?;
        guards
            .iter()
            .find(|guard| guard.contains(&address))
            .map(|_| ())
    });
    matches!(found, Ok(Some(())))
}

/// The instruction runs again, and the handler that was there before deals with it.
fn pass_on(signal: c_int) {
    let at = SIGNALS.iter().position(|known| *known == signal);
    let before = at.and_then(|at| Some(&BEFORE.get()?[at]));
    // SAFETY: a valid action, or the default one; both calls may be made in a handler.
    unsafe {
        match before {
            Some(before) => drop(libc::sigaction(signal, before, ptr::null_mut())),
            None => drop(libc::signal(signal, libc::SIG_DFL)),
        }
    }
}
