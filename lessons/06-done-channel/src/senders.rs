//! The senders' threads: what each of them owns, how they are started, and how all are joined.

use crate::books::{Books, Event, Outlet, Presence};
use crate::source::Source;
use crate::sync::thread::{Builder, JoinHandle};
use std::io;

/// What a sender's thread owns.
pub struct Sending<S: Source, B: Books, D> {
    pub source: S,
    pub msg: Outlet<S::Message, B>,
    /// What wakes a sender that is waiting: the done channel, or a bell.
    pub signal: D,
    pub books: B,
    /// Dropped last.
    _presence: Presence<B>,
}

/// Starts a thread for each source that runs `send`, each with a signal of its own. These threads then
/// own the only sending ends of `msg`.
pub fn start<S: Source, B: Books, D: Send + 'static>(
    sources: Vec<S>,
    msg: Outlet<S::Message, B>,
    mut signal: impl FnMut() -> D,
    books: &B,
    send: fn(Sending<S, B, D>),
    senders: &mut Vec<JoinHandle<()>>,
) -> io::Result<()> {
    let outlets = vec![msg; sources.len()];
    for (i, (source, msg)) in sources.into_iter().zip(outlets).enumerate() {
        let (signal, books) = (signal(), books.clone());
        let sender = Builder::new().name(format!("sender {}", i + 1));
        senders.push(sender.spawn({
            let books = books.clone();
            move || {
                send(Sending {
                    source,
                    msg,
                    signal,
                    _presence: Presence(books.clone()),
                    books,
                });
            }
        })?);
        books.note(Event::ThreadStarted);
    }
    Ok(())
}

/// Waits for every sender to end. If one of them panicked, the panic continues here.
pub fn join(senders: Vec<JoinHandle<()>>) {
    let ended: Vec<_> = senders.into_iter().map(|sender| sender.join()).collect();
    if let Some(Err(panicked)) = ended.into_iter().find(Result::is_err) {
        std::panic::resume_unwind(panicked);
    }
}
