//! What a child runs: a trap that hangs, whose threads say how far they are, or one whose memory is
//! measured.

use super::args::{Trap, Way};
use super::sample::SAMPLE;
use super::stats::peak;
use anyhow::Context;
use lesson_08::collect::Collect;
use lesson_08::pass_once::{Consumer, pass_once};
use lesson_08::pipe::pipe;
use lesson_08::traps;
use lesson_program::child::end_with_parent;
use lesson_program::screen::forgive;
use std::io::{self, ErrorKind, Read, Write};
use std::process::ExitCode;

/// Bytes that are read at once.
const PIECE: usize = 512;

/// How much is passed on when memory is measured.
pub const MUCH: u64 = 32 * 1024 * 1024;

/// What a child says before the bytes that it took at the most.
pub const PEAK: &str = "peak ";

/// Runs the trap, or the technique in its place.
pub fn run(trap: Trap, way: Way) -> anyhow::Result<ExitCode> {
    end_with_parent().context("cannot start a thread")?;
    let three: [Consumer; 3] = [bytes, lines, words];
    let input = SAMPLE.as_bytes();
    let join = Collect::Join;
    let counted = match (trap, way) {
        (Trap::BufferEverything, way) => {
            let input = io::repeat(b'.').take(MUCH);
            let three: [Consumer; 3] = [drain; 3];
            let counted = match way {
                Way::Wrong => traps::buffer_everything::pass_once(input, pipe, three, join),
                Way::Right => pass_once(input, pipe, three, join),
            };
            if let Some(peak) = peak() {
                say(PEAK, peak)?;
            }
            counted
        }
        (Trap::ReaderGone, Way::Wrong) => {
            traps::reader_gone::pass_once(input, pipe, [bytes, refuses, words], join)
        }
        (Trap::OneThread, Way::Wrong) => traps::one_thread::pass_once(input, pipe, three, join),
        (Trap::ForgottenClose, Way::Wrong) => {
            traps::forgotten_close::pass_once(input, pipe, three, join)
        }
        (Trap::TeeOrder, Way::Wrong) => traps::tee_order::pass_once(input, pipe, three, join),
        (Trap::SamePipe, Way::Wrong) => traps::same_pipe::pass_once(input, pipe, three, join),
        _ => pass_once(input, pipe, three, join),
    };
    counted.context("the trap ended")?;
    Ok(ExitCode::SUCCESS)
}

fn bytes(input: &mut dyn Read) -> io::Result<u64> {
    follow("bytes ", input)
}

fn lines(input: &mut dyn Read) -> io::Result<u64> {
    follow("lines ", input)
}

fn words(input: &mut dyn Read) -> io::Result<u64> {
    follow("words ", input)
}

/// Reads to the end and says how far it is.
fn follow(name: &str, input: &mut dyn Read) -> io::Result<u64> {
    let (mut got, mut piece) = (0, [0; PIECE]);
    loop {
        say(name, got)?;
        match input.read(&mut piece)? {
            0 => return Ok(got),
            n => got += n as u64,
        }
    }
}

/// Reads one piece and goes.
fn refuses(input: &mut dyn Read) -> io::Result<u64> {
    let got = input.read(&mut [0; PIECE])?;
    say("lines ", got as u64)?;
    Err(io::Error::new(ErrorKind::InvalidData, "not for me"))
}

fn drain(input: &mut dyn Read) -> io::Result<u64> {
    let (mut got, mut block) = (0, vec![0; 64 * 1024]);
    loop {
        say("got ", got)?;
        match input.read(&mut block)? {
            0 => return Ok(got),
            n => got += n as u64,
        }
    }
}

/// Tells the parent. One that is gone has closed this child's input, which ends it.
fn say(what: &str, n: u64) -> io::Result<()> {
    let mut output = io::stdout().lock();
    let written = writeln!(output, "{what}{n}").and_then(|()| output.flush());
    forgive(written).map_err(io::Error::other)
}
