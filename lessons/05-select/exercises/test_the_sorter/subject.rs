// Passes on the mail of two channels.

use super::sync::channel::{Receiver, never};
use super::sync::select_biased;

/// Calls `take` with all mail, until the senders of both channels have been dropped. If urgent mail is
/// ready when it selects, that is taken before any letter.
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
                Ok(mail) => take(mail),
                Err(_) => {
                    letters = never();
                    open -= 1;
                }
            },
        }
    }
}
