//! `-`: standard input, compressed to standard output.

use super::names::bytes;
use super::screen::Screen;
use anyhow::{Context, bail};
use lesson_03::compress::{CompressError, Deflater, Header, compress};
use std::io::{self, ErrorKind, IsTerminal};
use std::process::ExitCode;

/// Compresses a stream. Its header has neither a name nor a time.
pub fn run(level: u32, screen: &Screen) -> anyhow::Result<ExitCode> {
    let output = io::stdout();
    if output.is_terminal() {
        bail!("compressed bytes are not for a terminal: send them to a file or a pipe");
    }
    let mut deflater = Deflater::new(level);
    match compress(
        &mut deflater,
        &Header::default(),
        io::stdin().lock(),
        output.lock(),
    ) {
        Ok(sizes) => {
            if io::stderr().is_terminal() {
                screen.tell(&format!(
                    "{} to {}",
                    bytes(sizes.read),
                    bytes(sizes.written)
                ));
            }
            Ok(ExitCode::SUCCESS)
        }
        // Nobody reads on.
        Err(CompressError::Write(cause)) if cause.kind() == ErrorKind::BrokenPipe => {
            Ok(ExitCode::SUCCESS)
        }
        Err(CompressError::Write(cause)) => Err(cause).context("cannot write to standard output"),
        Err(CompressError::Read(cause)) => Err(cause).context("cannot read standard input"),
    }
}
