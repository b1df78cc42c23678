//! The trap `abandoned`: bytes that were accepted but not yet written at the timeout are lost.
//!
//! ```text
//!    copier                        foreground
//! 1  reads "ab"
//! 2  accepts 2 bytes
//! 3                                timeout: closes the echo, waits
//! 4  finds the echo closed: ends
//! 5                                prints the closing message; "ab" is lost
//! ```

use crate::echo::{CHUNK, Copier, Echo, uninterrupted, write};
use crate::echoed::EchoError;
use crate::sync::thread::Builder;
use std::io::{self, Read, Write};

/// Starts the correct echo with a copier that gives up at the timeout.
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

fn run<R: Read, W: Write>(mut copier: Copier<R, W>) {
    copier.error = copy(&mut copier).err();
}

fn copy<R: Read, W: Write>(copier: &mut Copier<R, W>) -> Result<(), EchoError> {
    let mut chunk = vec![0; CHUNK];
    loop {
        let n = uninterrupted(|| copier.input.read(&mut chunk)).map_err(EchoError::Read)?;
        if n == 0 || !copier.monitor.accept(n) {
            return Ok(());
        }
        let mut rest = &chunk[..n];
        while !rest.is_empty() {
            // TRAP: checks again, and drops bytes that were accepted.
            if copier.monitor.progress.lock().closed {
                return Ok(());
            }
            let n = write(&mut copier.output, rest).map_err(EchoError::Write)?;
            copier.monitor.count_written(n);
            rest = &rest[n..];
        }
    }
}
