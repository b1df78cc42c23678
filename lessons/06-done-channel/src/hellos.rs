//! The technique in its smallest form: one sender, one receiver, and a done channel.
//!
//! [`crate::done`] does the same for any number of senders and for any source of messages.
//!
//! # Examples
//! ```
//! use lesson_06::hellos::hellos;
//! use lesson_06::sync::time::Duration;
//!
//! assert_eq!(hellos(3, Duration::MAX), 3);
//! assert_eq!(hellos(0, Duration::MAX), 0);
//! ```

use crate::sync::channel::{after, bounded};
use crate::sync::time::Duration;
use crate::sync::{select, thread};

/// Receives hellos from another thread, which sends at most `most`, until `limit` has passed. Returns how
/// many it received. When it returns, the other thread has ended.
pub fn hellos(most: u32, limit: Duration) -> u32 {
    let (msg_tx, msg_rx) = bounded(0);
    let (done_tx, done_rx) = bounded::<()>(0);

    let sender = thread::spawn(move || {
        for _ in 0..most {
            select! {
                send(msg_tx, "hello") -> _ => {}
                recv(done_rx) -> _ => return,
            }
        }
    });

    let time = after(limit);
    let mut received = 0;
    loop {
        select! {
            recv(msg_rx) -> hello => match hello {
                Ok(_) => received += 1,
                Err(_) => break,
            },
            recv(time) -> _ => break,
        }
    }
    drop(done_tx);
    sender.join().expect("the sender does not panic");
    received
}
