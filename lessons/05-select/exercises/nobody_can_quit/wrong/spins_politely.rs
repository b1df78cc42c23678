//! Words are gathered until the typist is done or somebody says quit. Complete `gather`: if those
//! who could say quit are gone, it goes on without them.

use super::sync::channel::Receiver;
use super::sync::{select, thread};

/// Takes words until there are no more, or somebody says quit.
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
                // Lets the typist type; and wakes again at once, as long as nobody types.
                thread::yield_now();
            }
        }
    }
}
