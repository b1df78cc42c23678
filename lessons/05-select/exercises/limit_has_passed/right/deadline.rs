//! Right: receives until a deadline.

use super::sync::channel::{Receiver, RecvTimeoutError};
use super::sync::time::{Duration, Instant};
#[derive(Debug)]
pub enum End {
    Done,
    Expired,
}
pub fn gather(words: &Receiver<&'static str>, limit: Duration) -> (Vec<&'static str>, End) {
    let deadline = Instant::now() + limit;
    let mut gathered = vec![];
    loop {
        if Instant::now() >= deadline {
            return (gathered, End::Expired);
        }
        match words.recv_deadline(deadline) {
            Ok(word) => gathered.push(word),
            Err(RecvTimeoutError::Timeout) => return (gathered, End::Expired),
            Err(RecvTimeoutError::Disconnected) => return (gathered, End::Done),
        }
    }
}
