//! The trap `done-blocks` (L11 as it is written): `done` is sent, and that waits for the sender.
//!
//! The sender looks at `done` only between two messages. If it is about to send one, both wait:
//!
//! ```text
//!    receiver                      sender
//! 1                                looks at done: not yet
//! 2                                sends "hello", waits for the receiver
//! 3  time is over
//! 4  sends done, waits for the sender
//! ```

use crate::books::{Books, Event, Outlet, Presence};
use crate::source::{Next, Source, Stop};
use crate::sync::channel::{Receiver, RecvTimeoutError, TryRecvError, bounded};
use crate::sync::select;
use crate::sync::thread::{Builder, JoinHandle};
use std::io;

struct Sending<S: Source, B: Books> {
    source: S,
    msg: Outlet<S::Message, B>,
    done: Receiver<()>,
    books: B,
    /// The last to be dropped.
    _presence: Presence<B>,
}

/// Starts a sender for each source, and hands what they send to `receive`, until all of them have
/// ended by themselves or `stop` says so. When it returns, all of them have ended.
///
/// # Errors
/// A thread could not be started; those that were have ended.
///
/// # Panics
/// If a source did, once all have ended.
pub fn run<S: Source, B: Books>(
    sources: Vec<S>,
    stop: &Stop,
    books: &B,
    mut receive: impl FnMut(S::Message),
) -> io::Result<()> {
    let (msg_tx, msg_rx) = bounded(0);
    let (done_tx, done_rx) = bounded::<()>(0);
    let done = Outlet::new("done", done_tx, books);
    let msg = Outlet::new("msg", msg_tx, books);
    let mut senders = vec![];
    let started = start(sources, msg, &done_rx, books, &mut senders);
    while started.is_ok() {
        select! {
            recv(msg_rx) -> message => match message {
                Ok(message) => {
                    books.note(Event::Received);
                    receive(message);
                }
                // Closed: every sender has ended.
                Err(_) => break,
            },
            recv(stop.until) -> _ => break,
            recv(stop.asked) -> _ => break,
        }
    }
    for _ in &senders {
        // TRAP: waits until a sender looks at `done`; it may be waiting for us.
        let _ = done.tx.send(());
    }
    drop(done);
    // A sender may be about to send: somebody has to receive until the last has closed `msg`.
    for message in &msg_rx {
        books.note(Event::Received);
        receive(message);
    }
    join(senders);
    started
}

/// Starts the senders, who then hold the only sending ends of `msg`.
fn start<S: Source, B: Books>(
    sources: Vec<S>,
    msg: Outlet<S::Message, B>,
    done: &Receiver<()>,
    books: &B,
    senders: &mut Vec<JoinHandle<()>>,
) -> io::Result<()> {
    let outlets = vec![msg; sources.len()];
    for (i, (source, msg)) in sources.into_iter().zip(outlets).enumerate() {
        let (done, books) = (done.clone(), books.clone());
        let sender = Builder::new().name(format!("sender {}", i + 1));
        senders.push(sender.spawn({
            let books = books.clone();
            move || {
                let sending = Sending {
                    source,
                    msg,
                    done,
                    _presence: Presence(books.clone()),
                    books,
                };
                sending.run();
            }
        })?);
        books.note(Event::ThreadStarted);
    }
    Ok(())
}

impl<S: Source, B: Books> Sending<S, B> {
    fn run(mut self) {
        while let Err(TryRecvError::Empty) = self.done.try_recv() {
            match self.source.next() {
                Next::Message(message) => {
                    self.books.note(Event::Sent);
                    if self.msg.tx.send(message).is_err() {
                        return self.books.note(Event::Dropped);
                    }
                }
                Next::Wait(pause) => match self.done.recv_timeout(pause) {
                    Err(RecvTimeoutError::Timeout) => {}
                    _ => return,
                },
                Next::End => return,
            }
        }
    }
}

/// Waits for every sender to end. A panic of one of them goes on here.
fn join(senders: Vec<JoinHandle<()>>) {
    let ended: Vec<_> = senders.into_iter().map(|sender| sender.join()).collect();
    if let Some(Err(panicked)) = ended.into_iter().find(Result::is_err) {
        std::panic::resume_unwind(panicked);
    }
}
