//! `gather` collects words until the typist is done or another thread asks it to quit. Complete it: when
//! every thread that could ask is gone, it continues without them.

use super::sync::channel::{Receiver, never};
use super::sync::select;

/// Receives words until there are no more, or until a message arrives on `quit`.
pub fn gather(words: Receiver<&'static str>, mut quit: Receiver<()>) -> Vec<&'static str> {
    let mut gathered = vec![];
    loop {
        select! {
            recv(words) -> word => match word {
                Ok(word) => gathered.push(word),
                Err(_) => return gathered,
            },
            recv(quit) -> _ => quit = never(),
        }
    }
}
