//! The technique: a done channel, and both sides select.
//!
//! The receiver knows when to stop, and closes `done`, which only it can close. A sender waits for
//! both at once: for somebody to take its message, and for `done`. So it never waits for a receiver
//! who has gone, and it alone closes `msg`, by ending:
//!
//! ```text
//!    receiver                      sender
//! 1                                selects: send "hello", or done
//! 2  takes "hello"
//! 3                                selects: send "hello", or done
//! 4  time is over: closes done
//! 5                                done: keeps "hello", closes msg, ends
//! 6  joins it
//! ```
//!
//! The message that a sender was about to send is dropped, and counted. [`crate::join`] drops none.

use crate::books::{Books, Event, Outlet, Presence};
use crate::source::{Next, Source, Stop};
use crate::sync::channel::{Receiver, RecvTimeoutError, bounded};
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
    // Closing reaches every sender, however many there are, and waits for none.
    drop(done);
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
        loop {
            match self.source.next() {
                Next::Message(message) => {
                    self.books.note(Event::Sent);
                    select! {
                        send(self.msg.tx, message) -> sent => if sent.is_err() {
                            return self.books.note(Event::Dropped);
                        },
                        recv(self.done) -> _ => return self.books.note(Event::Dropped),
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
