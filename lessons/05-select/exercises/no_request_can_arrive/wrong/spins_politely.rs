//! `gather` collects words until the typist is done or another thread asks it to quit. Complete it: when
//! every thread that could ask is gone, it continues without them.

use super::sync::channel::Receiver;
use super::sync::{select, thread};

/// Receives words until there are no more, or until a message arrives on `quit`.
pub fn gather(words: Receiver<&'static str>, quit: Receiver<()>) -> Vec<&'static str> {
    let mut gathered = vec![];
    loop {
        select! {
            recv(words) -> word => match word {
                Ok(word) => gathered.push(word),
                Err(_) => return gathered,
            },
            recv(quit) -> said => {
                if said.is_ok() {
                    return gathered;
                }
                // Lets the typist run, but selects again at once for as long as no word arrives.
                thread::yield_now();
            }
        }
    }
}
