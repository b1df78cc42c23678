//! Ctrl-C, and what else asks a program to end, as a channel that is closed.

use lesson_06::sync::Mutex;
use lesson_06::sync::atomic::{AtomicBool, Ordering};
use lesson_06::sync::channel::{Receiver, Sender, bounded};

/// The end that closes the channel. Taken by the first who asks.
static ASK: Mutex<Option<Sender<()>>> = Mutex::new(None);
/// Set before the channel is closed.
static BY_A_PERSON: AtomicBool = AtomicBool::new(false);

/// A channel that is closed once somebody asks.
///
/// Where Ctrl-C is ignored, as behind `nohup` or an `&` in a script, it stays ignored, and SIGTERM
/// ends the program at once.
pub fn listen() -> Receiver<()> {
    let (ask, asked) = bounded(0);
    *ASK.lock() = Some(ask);
    let _ = ctrlc::try_set_handler(|| {
        BY_A_PERSON.store(true, Ordering::Release);
        ask_to_stop();
    });
    asked
}

/// Asks, if nobody has yet.
pub fn ask_to_stop() {
    ASK.lock().take();
}

/// Whether it was Ctrl-C or a signal that asked.
pub fn by_a_person() -> bool {
    BY_A_PERSON.load(Ordering::Acquire)
}
