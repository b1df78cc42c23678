//! `--copy SIZE`: echoes from memory to memory, to measure what the channels cost.

use anyhow::Context;
use lesson_05::echo::Echo;
use lesson_05::echoed::{Ending, Sizes};
use lesson_05::sync::time::{Duration, Instant};
use lesson_program::screen::Screen;
use lesson_program::words::count;
use std::io::{self, Read, Write};
use std::panic::resume_unwind;
use std::process::ExitCode;

/// An input of `left` bytes. Each read copies them, as a read from a file does.
struct Source {
    block: Vec<u8>,
    left: u64,
}

/// An output that copies what it is given, as a write to a file does.
struct Target {
    block: Vec<u8>,
    bytes: u64,
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.left).unwrap_or(usize::MAX);
        let n = buffer.len().min(left).min(self.block.len());
        buffer[..n].copy_from_slice(&self.block[..n]);
        self.left -= n as u64;
        Ok(n)
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = bytes.len().min(self.block.len());
        self.block[..n].copy_from_slice(&bytes[..n]);
        self.bytes += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Echoes `bytes` bytes.
pub fn run(bytes: u64, sizes: Sizes, screen: &Screen) -> anyhow::Result<ExitCode> {
    let source = Source {
        block: vec![b'.'; sizes.read],
        left: bytes,
    };
    let mut target = Target {
        block: vec![0; sizes.read],
        bytes: 0,
    };
    let started = Instant::now();
    let echo = Echo::start(source, &mut target, sizes).context("cannot start the reader")?;
    let echoed = echo.wait(Duration::MAX);
    let took = started.elapsed();
    if let Ending::OutputFailed(why) = echoed.ending {
        return Err(why).context("cannot write to memory");
    }
    let read = echoed.reader.join();
    let read = read.unwrap_or_else(|panic| resume_unwind(panic));
    read.context("cannot read from memory")?;
    screen.print(&format!("{} echoed\n", count(target.bytes, "byte")))?;
    let rate = bytes as f64 / took.as_secs_f64() / 1e6;
    screen.tell(&format!("{took:.0?}, {rate:.0} MB per second"));
    screen.hint("cargo run --bin lesson-05 -- --messages 1000000");
    Ok(ExitCode::SUCCESS)
}
