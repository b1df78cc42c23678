//! The trap `rearmed-timer`: each iteration of the loop makes a new timer, so each chunk restarts the
//! timeout, which passes only once the input has been silent for that long.

use crate::echo::{Echo, Output};
use crate::echoed::{Echoed, Ending};
use crate::sync::channel::{Receiver, after};
use crate::sync::select_biased;
use crate::sync::time::Duration;
use std::io::{self, Write};

/// Writes what is read until the input ends or `timeout` has passed. If both happen at once, the
/// end of the input counts. A timeout that is too long for the clock never fires.
///
/// After the timeout, it writes at most twice as many buffers as there are. How long that takes
/// depends on the output.
pub fn wait<W: Write>(started: Echo<W>, timeout: Duration) -> Echoed {
    let Echo {
        filled,
        mut output,
        reader,
    } = started;
    let ending = echo(&mut output, &filled, timeout);
    Echoed {
        ending: ending.unwrap_or_else(Ending::OutputFailed),
        reader,
    }
}

fn echo<W: Write>(
    output: &mut Output<W>,
    filled: &Receiver<Vec<u8>>,
    timeout: Duration,
) -> io::Result<Ending> {
    loop {
        // TRAP: this timer lives for one iteration, and the next iteration starts another.
        let time = after(timeout);
        // The timer stands first, so a busy input cannot delay it.
        select_biased! {
            recv(time) -> _ => break,
            recv(filled) -> first => {
                let Ok(first) = first else {
                    return Ok(Ending::InputEnded);
                };
                output.pass(first, filled)?;
            }
        }
    }
    output.rest(filled)
}
