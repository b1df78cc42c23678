// Hands on the mail of two channels.

use super::sync::channel::{Receiver, never};
use super::sync::select_biased;

/// Hands all mail to `take` until the senders of both channels are gone. If there is urgent mail when
/// it looks, that is taken before any letter.
pub fn sort(
    mut urgent: Receiver<&'static str>,
    mut letters: Receiver<&'static str>,
    mut take: impl FnMut(&'static str),
) {
    let mut open = 2;
    while open > 0 {
        select_biased! {
            recv(urgent) -> mail => match mail {
                Ok(mail) => take(mail),
                Err(_) => {
                    urgent = never();
                    open -= 1;
                }
            },
            recv(letters) -> mail => match mail {
                Ok(mail) if open == 2 => take(mail),
                Ok(_) => {}
                Err(_) => {
                    letters = never();
                    open -= 1;
                }
            },
        }
    }
}
