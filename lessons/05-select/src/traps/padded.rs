//! The trap `padded`: the whole buffer is sent, although the read filled only its beginning.
//!
//! The original sends zeros after the bytes that were read. With buffers that are reused it is worse:
//! what follows is what an earlier read left there.

use crate::echo::{Echo, Reader, ends, uninterrupted};
use crate::echoed::Sizes;
use crate::patient;
use crate::sync::thread::Builder;
use std::io::{self, Read};

/// Starts the technique's echo with a reader that sends its whole buffer.
///
/// # Errors
/// Returns an error if the thread cannot be started.
pub fn start<R, W>(input: R, output: W, sizes: Sizes) -> io::Result<Echo<W>>
where
    R: Read + Send + 'static,
{
    let (reader, filled, output) = ends(input, output, sizes);
    let reader = Builder::new()
        .name("reader".into())
        .spawn(move || run(reader))?;
    Ok(Echo {
        filled,
        output,
        reader,
    })
}

fn run<R: Read>(mut reader: Reader<R>) -> io::Result<()> {
    // Fails once the loop has ended, because no more buffers are returned then.
    while let Ok(mut buffer) = patient::recv(&reader.empty) {
        buffer.resize(reader.sizes.read, 0);
        let n = uninterrupted(|| reader.input.read(&mut buffer))?;
        if n == 0 {
            return Ok(());
        }
        // TRAP: the unused rest of the buffer is sent too.
        reader.progress.count_read(n);
        if reader.filled.send(buffer).is_err() {
            return Ok(());
        }
    }
    Ok(())
}
