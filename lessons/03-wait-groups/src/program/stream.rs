//! `-`: standard input, compressed to standard output.

use anyhow::{Context, bail};
use lesson_03::compress::{CompressError, Deflater, Header, compress};
use lesson_program::screen::Screen;
use lesson_program::streams;
use lesson_program::words::bytes;
use std::io::{ErrorKind, IsTerminal};
use std::process::ExitCode;

/// Compresses a stream. Its header has neither a name nor a time.
pub fn run(level: u32, screen: &Screen) -> anyhow::Result<ExitCode> {
    let input = streams::buffered_input().context("cannot read standard input")?;
    let output = streams::buffered_output().context("cannot write to standard output")?;
    if output.is_terminal() {
        bail!(
            "standard output is a terminal, and compressed bytes would garble it; redirect it to a file or a pipe"
        );
    }
    let mut deflater = Deflater::new(level);
    match compress(
        &mut deflater,
        &Header::default(),
        input.lock(),
        output.lock(),
    ) {
        Ok(sizes) => {
            let (read, written) = (bytes(sizes.read), bytes(sizes.written));
            screen.tell_person(&format!("{read} to {written}"));
            Ok(ExitCode::SUCCESS)
        }
        // The reader has closed the pipe, so there is nothing left to do.
        Err(CompressError::Write(cause)) if cause.kind() == ErrorKind::BrokenPipe => {
            Ok(ExitCode::SUCCESS)
        }
        Err(CompressError::Write(cause)) => Err(cause).context("cannot write to standard output"),
        Err(CompressError::Read(cause)) => Err(cause).context("cannot read standard input"),
    }
}
