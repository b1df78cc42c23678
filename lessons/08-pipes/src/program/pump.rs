//! Passes bytes on from an end of the system to another one, and knows which of the two failed.

use lesson_08::sync::atomic::{AtomicU64, Ordering};
use std::io::{self, ErrorKind, Read, Write};

/// As much as a pipe of Linux holds.
pub const BLOCK: usize = 64 * 1024;

/// Which end failed.
#[derive(Debug)]
pub enum Failed {
    /// Nothing more could be read.
    Read(io::Error),
    /// Nothing more could be written.
    Write(io::Error),
}

/// How far it is. The thread that passes on writes both; any other one may look.
#[derive(Debug, Default)]
pub struct Passed {
    read: AtomicU64,
    written: AtomicU64,
}

impl Passed {
    /// How many bytes were written.
    pub fn written(&self) -> u64 {
        // Relaxed: a figure for a person, as all of them here.
        self.written.load(Ordering::Relaxed)
    }

    /// How many bytes were read and not written.
    pub fn kept(&self) -> u64 {
        let written = self.written();
        self.read.load(Ordering::Relaxed).saturating_sub(written)
    }
}

/// Passes everything on, as it comes, to the end of `input`.
///
/// # Errors
/// An end failed.
pub fn pump(mut input: impl Read, mut output: impl Write, passed: &Passed) -> Result<(), Failed> {
    let mut block = vec![0; BLOCK];
    loop {
        let n = match input.read(&mut block) {
            Ok(0) => return output.flush().map_err(Failed::Write),
            Ok(n) => n,
            Err(why) if why.kind() == ErrorKind::Interrupted => continue,
            Err(why) => return Err(Failed::Read(why)),
        };
        passed.read.fetch_add(n as u64, Ordering::Relaxed);
        let mut rest = &block[..n];
        while !rest.is_empty() {
            let n = match output.write(rest) {
                Ok(0) => return Err(Failed::Write(ErrorKind::WriteZero.into())),
                Ok(n) => n,
                Err(why) if why.kind() == ErrorKind::Interrupted => continue,
                Err(why) => return Err(Failed::Write(why)),
            };
            passed.written.fetch_add(n as u64, Ordering::Relaxed);
            rest = &rest[n..];
        }
    }
}

/// Passes everything on in blocks of so many bytes, where it does not matter which end fails.
///
/// # Errors
/// An end failed.
pub fn pass_on(size: usize, mut input: impl Read, mut output: impl Write) -> io::Result<()> {
    let mut block = vec![0; size];
    loop {
        match input.read(&mut block) {
            Ok(0) => return Ok(()),
            Ok(n) => output.write_all(&block[..n])?,
            Err(why) if why.kind() == ErrorKind::Interrupted => {}
            Err(why) => return Err(why),
        }
    }
}
