//! The technique without a done channel: the receiver hangs up.
//!
//! In Go, sending on a closed channel panics, so a receiver must not close it. In Rust the receiver
//! can drop its end: sending then fails, and hands the message back to the sender, who ends.
//!
//! ```text
//!    receiver                      sender
//! 1                                sends "hello" ...
//! 2  takes "hello"
//! 3                                sends "hello" ...
//! 4  time is over: hangs up
//! 5                                gets "hello" back: closes msg, ends
//! 6  joins it
//! ```
//!
//! A sender that has nothing to send does not hear it: so the receiver wakes those who wait, and
//! they try to send, earlier than they would have. The message that came back is dropped, and
//! counted.

use crate::books::{Books, Event, Outlet, Presence};
use crate::source::{Next, Source, Stop};
use crate::sync::channel::bounded;
use crate::sync::thread::{Builder, JoinHandle};
use crate::sync::{Parker, Unparker, select};
use std::io;

struct Sending<S: Source, B: Books> {
    source: S,
    msg: Outlet<S::Message, B>,
    /// Not the thread's own `park`: a channel may use that too, and take the ring for its own.
    bell: Parker,
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
    let msg = Outlet::new("msg", msg_tx, books);
    let (mut senders, mut bells) = (vec![], vec![]);
    let started = start(sources, msg, books, &mut senders, &mut bells);
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
    // From now on sending fails.
    drop(msg_rx);
    for bell in bells {
        bell.unpark();
    }
    join(senders);
    started
}

/// Starts the senders, who then hold the only sending ends of `msg`.
fn start<S: Source, B: Books>(
    sources: Vec<S>,
    msg: Outlet<S::Message, B>,
    books: &B,
    senders: &mut Vec<JoinHandle<()>>,
    bells: &mut Vec<Unparker>,
) -> io::Result<()> {
    let outlets = vec![msg; sources.len()];
    for (i, (source, msg)) in sources.into_iter().zip(outlets).enumerate() {
        let (bell, books) = (Parker::new(), books.clone());
        bells.push(bell.unparker().clone());
        let sender = Builder::new().name(format!("sender {}", i + 1));
        senders.push(sender.spawn({
            let books = books.clone();
            move || {
                let sending = Sending {
                    source,
                    msg,
                    bell,
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
                    if self.msg.tx.send(message).is_err() {
                        return self.books.note(Event::Dropped);
                    }
                }
                Next::Wait(pause) => self.bell.park_timeout(pause),
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
