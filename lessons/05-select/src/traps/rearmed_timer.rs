//! The trap `rearmed-timer`: each turn of the loop makes a new timer, so the time begins anew with
//! all that is read: it is over only when the input is silent for that long.

use crate::echo::{Echo, Output};
use crate::echoed::{Echoed, Ending};
use crate::sync::channel::{Receiver, after};
use crate::sync::select_biased;
use crate::sync::time::Duration;
use std::io::{self, Write};

/// Writes what is read until the input or the time is over; the end of the input counts if both
/// come at once. A time too long for the clock is for ever.
///
/// Once the time is over, it writes at most twice as many buffers as there are. How long that
/// takes is up to the output.
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
        // TRAP: it lives for one turn, and begins anew in the next.
        let time = after(timeout);
        // The interrupt first: a busy input cannot keep it waiting.
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
