//! Right: a channel on which nothing arrives takes the place of the closed one.

use super::sync::channel::{Receiver, never};
use super::sync::select;
pub fn gather(words: Receiver<&'static str>, mut quit: Receiver<()>) -> Vec<&'static str> {
    let mut gathered = Vec::new();
    loop {
        select! {
            recv(words) -> word => { let Ok(word) = word else { break gathered }; gathered.push(word); }
            recv(quit) -> said => match said { Ok(()) => break gathered, Err(_) => quit = never() },
        }
    }
}
