//! Ctrl-C: the program ends with status 130, and no temporary folder stays behind.

use lesson_program::screen::Screen;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Held while a build is under way, which takes a second or two.
static BUILDING: Mutex<()> = Mutex::new(());

/// The program was asked to end.
static ASKED: AtomicBool = AtomicBool::new(false);

/// A build that is under way.
#[derive(Debug)]
pub struct Building(Option<MutexGuard<'static, ()>>);

/// Keeps the program from ending until the guard is dropped.
pub fn hold_off() -> Building {
    Building(Some(
        BUILDING.lock().unwrap_or_else(PoisonError::into_inner),
    ))
}

impl Drop for Building {
    /// Who was asked to end meanwhile does nothing more.
    fn drop(&mut self) {
        drop(self.0.take());
        // Pairs with the store of who asks, who takes the lock afterwards.
        while ASKED.load(Ordering::Acquire) {
            thread::park();
        }
    }
}

/// Listens from now on. Who asks the program to end waits for a build to be done: it writes in a
/// folder that it removes itself, and nothing could stop it sooner.
///
/// # Errors
/// As [`lesson_interrupt::at_interrupt`].
pub fn listen(screen: &Arc<Screen>) -> anyhow::Result<()> {
    let screen = screen.clone();
    lesson_interrupt::at_interrupt(move || {
        ASKED.store(true, Ordering::Release);
        if BUILDING.try_lock().is_err() {
            screen.tell("The build that is under way is ended first.");
        }
        // It is not released: nothing is built any more.
        std::mem::forget(BUILDING.lock());
    })
}
