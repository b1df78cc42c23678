//! The trap `late-write`: nothing orders the copier's writes and the closing message.
//!
//! ```text
//!    copier                        foreground
//! 1  reads "ab"
//! 2  counts 2 bytes
//! 3                                timeout: closes the echo
//! 4                                prints the closing message
//! 5  writes "ab"
//! ```

use crate::echo::{CHUNK, Copier, Echo, uninterrupted, write};
use crate::echoed::{EchoError, Echoed, Ending};
use crate::sync::thread::Builder;
use crate::sync::time::Duration;
use std::io::{self, Read, Write};

/// Starts the correct echo with a copier that never checks whether the echo is closed.
///
/// # Errors
/// Returns an error if the thread cannot be started.
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

/// Blocks until the copier ends, but at most for `timeout`; then, at most for `grace`, until
/// everything that was accepted is written.
///
/// If the copier ends exactly at the timeout, its end is reported. A time that is too long for
/// the clock means forever.
pub fn wait(echo: Echo, timeout: Duration, _grace: Duration) -> Echoed {
    let Echo { monitor, copier } = echo;
    let mut progress = monitor.progress.lock();
    monitor.wait_while(&mut progress, timeout, |now| !now.ended);
    let ending = if progress.ended {
        Ending::CopierEnded
    } else {
        progress.closed = true;
        // TRAP: the foreground does not wait for a write in progress.
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
        // TRAP: the copier counts, but never checks whether the echo is closed.
        copier.monitor.progress.lock().read += n as u64;
        let mut rest = &chunk[..n];
        while !rest.is_empty() {
            let n = write(&mut copier.output, rest).map_err(EchoError::Write)?;
            copier.monitor.count_written(n);
            rest = &rest[n..];
        }
    }
}
