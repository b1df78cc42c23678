//! Words are gathered until the typist is done or somebody says quit. Complete `gather`: if those
//! who could say quit are gone, it goes on without them.

use super::sync::channel::{Receiver, never};
use super::sync::select;

/// Takes words until there are no more, or somebody says quit.
// CHANGED: `quit` may be replaced.
pub fn gather(words: Receiver<&'static str>, mut quit: Receiver<()>) -> Vec<&'static str> {
    let mut gathered = vec![];
    loop {
        select! {
            recv(words) -> word => match word {
                Ok(word) => gathered.push(word),
                Err(_) => return gathered,
            },
            // CHANGED: a channel whose senders are gone is always ready; another, which never is, takes its
            // place.
            recv(quit) -> said => match said {
                Ok(()) => return gathered,
                Err(_) => quit = never(),
            },
        }
    }
}
