//! Ctrl-C, and what else asks a program to end, as a channel that is closed.

use lesson_06::sync::Mutex;
use lesson_06::sync::atomic::{AtomicBool, Ordering};
use lesson_06::sync::channel::{Receiver, Sender, bounded};
use lesson_interrupt::on_interrupt;

/// The end that closes the channel. Taken by the first who asks.
static ASK: Mutex<Option<Sender<()>>> = Mutex::new(None);
/// Set before the channel is closed.
static BY_A_PERSON: AtomicBool = AtomicBool::new(false);

/// A channel that is closed once somebody asks.
///
/// # Errors
/// See [`on_interrupt`].
pub fn listen() -> anyhow::Result<Receiver<()>> {
    let (ask, asked) = bounded(0);
    *ASK.lock() = Some(ask);
    on_interrupt(|| {
        BY_A_PERSON.store(true, Ordering::Release);
        ask_to_stop();
    })?;
    Ok(asked)
}

/// Asks, if nobody has yet.
pub fn ask_to_stop() {
    ASK.lock().take();
}

/// Whether it was Ctrl-C or a signal that asked.
pub fn by_a_person() -> bool {
    BY_A_PERSON.load(Ordering::Acquire)
}
