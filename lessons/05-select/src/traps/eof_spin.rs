//! The trap `eof-spin`: the end of the input is sent as if it were data, and read again, forever. It is a
//! variation of ours: the original sends nothing at the end of its input, and spins there in silence.

use crate::echo::{Echo, Reader, ends, uninterrupted};
use crate::echoed::Sizes;
use crate::patient;
use crate::sync::thread::Builder;
use std::io::{self, Read};

/// Starts the technique's echo with a reader that mistakes the end of the input for data.
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
        // TRAP: 0 means the end of the input, and is never checked.
        buffer.truncate(n);
        reader.progress.count_read(n);
        if reader.filled.send(buffer).is_err() {
            return Ok(());
        }
    }
    Ok(())
}
