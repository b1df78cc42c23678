//! Turns Ctrl-C, and every other request to end, into a channel that is closed.

use lesson_06::sync::Mutex;
use lesson_06::sync::atomic::{AtomicBool, Ordering};
use lesson_06::sync::channel::{Receiver, Sender, bounded};
use lesson_interrupt::on_interrupt;

/// The sending end, whose drop closes the channel. The first request takes it.
static ASK: Mutex<Option<Sender<()>>> = Mutex::new(None);
/// Set before the channel is closed.
static BY_A_PERSON: AtomicBool = AtomicBool::new(false);

/// Returns a channel that is closed once a request to end arrives.
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

/// Asks the receiver to stop, unless that was requested before.
pub fn ask_to_stop() {
    ASK.lock().take();
}

/// Whether Ctrl-C or a signal was the request.
pub fn by_a_person() -> bool {
    BY_A_PERSON.load(Ordering::Acquire)
}
