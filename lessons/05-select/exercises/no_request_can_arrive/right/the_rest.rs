//! Right: gathers the rest without a select.

use super::sync::channel::Receiver;
use super::sync::select;
pub fn gather(words: Receiver<&'static str>, quit: Receiver<()>) -> Vec<&'static str> {
    let mut gathered = vec![];
    loop {
        select! {
            recv(words) -> word => match word { Ok(word) => gathered.push(word), Err(_) => return gathered },
            recv(quit) -> said => { if said.is_err() { gathered.extend(words.iter()); } return gathered; }
        }
    }
}
