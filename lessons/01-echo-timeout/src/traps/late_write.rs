//! The trap `late-write`: nothing orders the copier against the farewell.
//!
//! ```text
//!    copier                        foreground
//! 1  reads "ab"
//! 2  counts 2 bytes
//! 3                                time is over
//! 4                                says farewell
//! 5  writes "ab"
//! ```

use crate::echo::{CHUNK, Copier, Echo, uninterrupted, write};
use crate::echoed::{EchoError, Echoed, Ending};
use crate::sync::thread::Builder;
use crate::sync::time::Duration;
use std::io::{self, Read, Write};

/// Starts the technique's echo with a copier that never looks whether it is closed.
///
/// # Errors
/// The thread could not be started.
pub fn start<R, W>(input: R, output: W) -> io::Result<Echo>
where
    R: Read + Send + 'static,
    W: Write + Send + 'static,
{
    let copier = Copier::new(input, output);
    let monitor = copier.monitor.clone();
    let copier = Builder::new()
        .name("copier".into())
        .spawn(move || run(copier))?;
    Ok(Echo { monitor, copier })
}

/// Waits until the copier ends, but no longer than `timeout`; then, no longer than `grace`,
/// until all that was accepted is written.
///
/// If both end at once, it is the copier's end that counts. A time too long for the clock is
/// for ever.
pub fn wait(echo: Echo, timeout: Duration, _grace: Duration) -> Echoed {
    let Echo { monitor, copier } = echo;
    let mut progress = monitor.progress.lock();
    monitor.wait_while(&mut progress, timeout, |now| !now.ended);
    let ending = if progress.ended {
        Ending::CopierEnded
    } else {
        progress.closed = true;
        // TRAP: the foreground does not wait for a write under way.
        Ending::TimedOut
    };
    Echoed {
        ending,
        read: progress.read,
        written: progress.written,
        error: progress.error.take(),
        copier,
    }
}

fn run<R: Read, W: Write>(mut copier: Copier<R, W>) {
    copier.error = copy(&mut copier).err();
}

fn copy<R: Read, W: Write>(copier: &mut Copier<R, W>) -> Result<(), EchoError> {
    let mut chunk = vec![0; CHUNK];
    loop {
        let n = uninterrupted(|| copier.input.read(&mut chunk)).map_err(EchoError::Read)?;
        if n == 0 {
            return Ok(());
        }
        // TRAP: the copier never looks whether the time is over.
        copier.monitor.progress.lock().read += n as u64;
        let mut rest = &chunk[..n];
        while !rest.is_empty() {
            let n = write(&mut copier.output, rest).map_err(EchoError::Write)?;
            copier.monitor.count_written(n);
            rest = &rest[n..];
        }
    }
}
