//! Hostile: takes a word that comes with the quit, and hides it.

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
            recv(quit) -> said => match said {
                Ok(()) => {
                    let _ = words.try_recv();
                    return gathered;
                }
                Err(_) => quit = never(),
            },
        }
    }
}
