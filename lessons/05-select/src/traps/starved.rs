//! The trap `starved`: two channels are tried in order, so the busy one starves the other. While there
//! is something to echo, the timer is never checked. Besides, the loop cannot block: it polls.

use crate::echo::{Echo, Output};
use crate::echoed::{Echoed, Ending};
use crate::sync::channel::{Receiver, TryRecvError, after};
use crate::sync::thread::yield_now;
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
    let time = after(timeout);
    loop {
        // TRAP: in this order, the timer is checked only when no buffer is there.
        match filled.try_recv() {
            Ok(first) => output.pass(first, filled)?,
            Err(TryRecvError::Disconnected) => return Ok(Ending::InputEnded),
            Err(TryRecvError::Empty) if time.try_recv().is_ok() => break,
            Err(TryRecvError::Empty) => yield_now(),
        }
    }
    output.rest(filled)
}
