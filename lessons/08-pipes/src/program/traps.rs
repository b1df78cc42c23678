//! `--trap NAME`: runs a bug on real threads until it fails, and says which lines to read.

use super::args::{Trap, Way};
use super::child::{MUCH, PEAK};
use super::sample::SAMPLE;
use anyhow::bail;
use lesson_08::collect::Collect;
use lesson_08::pass_once::{Consumer, pass_once};
use lesson_08::pipe::{over, pipe};
use lesson_08::sync::thread::sleep;
use lesson_08::sync::time::Duration;
use lesson_08::traps;
use lesson_08::waiting::Sleep;
use lesson_program::args::name;
use lesson_program::child::{PATIENCE, Told, watch};
use lesson_program::screen::Screen;
use lesson_program::trap::Story;
use lesson_program::words;
use std::io::{self, ErrorKind, Read};
use std::process::ExitCode;

/// Runs `trap` until it fails, at most `runs` times.
pub fn run(trap: Trap, runs: u32, screen: &Screen) -> anyhow::Result<ExitCode> {
    story(trap).run(&trap, runs, screen, |_| once(trap))
}

/// What went wrong in one run of the trap, if it did.
fn once(trap: Trap) -> anyhow::Result<Option<String>> {
    match trap {
        Trap::OneThread
        | Trap::ForgottenClose
        | Trap::ReaderGone
        | Trap::TeeOrder
        | Trap::SamePipe => Ok(hung(trap, &child(trap, Way::Wrong)?)),
        Trap::ErrorSwallowed => Ok(swallowed()),
        Trap::SharedBuffer => Ok(missed()),
        Trap::BufferEverything => {
            let wrong = child(trap, Way::Wrong)?;
            let right = child(trap, Way::Right)?;
            if wrong.hung() || right.hung() {
                // The machine is busy.
                return Ok(None);
            }
            let (Some(wrong), Some(right)) = (peak(&wrong), peak(&right)) else {
                bail!("this operating system does not report how much memory a program took");
            };
            Ok((wrong > right + 2 * MUCH).then(|| {
                let [wrong, right] = [wrong, right].map(words::bytes);
                format!("it took {wrong}, compared with {right} over two pipes")
            }))
        }
    }
}

fn child(trap: Trap, way: Way) -> anyhow::Result<Told> {
    watch(&["--trap", &name(&trap), "--in-child", &name(&way)])
}

fn peak(told: &Told) -> Option<u64> {
    told.after(PEAK)?.parse().ok()
}

/// Which thread waits for which in a child that hung.
fn hung(trap: Trap, told: &Told) -> Option<String> {
    let got = ["bytes ", "lines ", "words "].map(|who| told.after(who));
    if !told.hung() || got == [None; 3] {
        return None;
    }
    let waits = match trap {
        Trap::OneThread => {
            "bytes is blocked in its first read, because a tee writes into the pipe to lines\n\
             lines and words run after bytes, in the same thread"
        }
        Trap::ForgottenClose => {
            "lines and words wait for more bytes, or for the end\n\
             the writers stay open until lines and words have finished"
        }
        Trap::ReaderGone => {
            "lines rejected the text and returned, but its reader is still open\n\
             bytes is blocked in a read, because a tee writes into the pipe to lines\n\
             words waits for bytes"
        }
        Trap::TeeOrder => {
            "words waits until lines has finished before it reads\n\
             bytes is blocked in a read, because a tee writes into the pipe to words\n\
             lines waits for more bytes, which only bytes can write"
        }
        // The others do not hang.
        _ => {
            "bytes and lines wait for bytes in the same pipe, and words waits for bytes, too\n\
             only bytes writes into that pipe, and only what it has read from it"
        }
    };
    let all = SAMPLE.len();
    let got = got.map(|got| got.unwrap_or("0"));
    let [bytes, lines, words] = got;
    let patience = words::time(PATIENCE);
    Some(format!(
        "nothing moved for {patience}, so it was ended\n{waits}\n\
         of {all} bytes, bytes has received {bytes}, lines {lines}, words {words}"
    ))
}

/// An input that fails half-way.
struct Fails<'a>(&'a [u8]);

const CUT: &str = "the connection was cut";

impl Read for Fails<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer)? {
            0 => Err(io::Error::new(ErrorKind::ConnectionReset, CUT)),
            n => Ok(n),
        }
    }
}

fn swallowed() -> Option<String> {
    let half = &SAMPLE.as_bytes()[..SAMPLE.len() / 2];
    let three: [Consumer; 3] = [drain; 3];
    let counted = traps::error_swallowed::pass_once(Fails(half), pipe, three, Collect::Join);
    let [bytes, ..] = counted.ok()?;
    let all = SAMPLE.len();
    Some(format!(
        "success: {bytes} of {all} bytes were counted, although {CUT}"
    ))
}

/// A slow input, like a disk.
struct Slow<'a>(&'a [u8]);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        sleep(Duration::from_millis(1));
        self.0.read(buffer)
    }
}

fn missed() -> Option<String> {
    let buffer = || over(traps::shared_buffer::Ring::<Sleep>::new(64 * 1024));
    let input = Slow(SAMPLE.as_bytes());
    let three: [Consumer; 3] = [drain; 3];
    let counted = pass_once(input, buffer, three, Collect::Join);
    let all = SAMPLE.len() as u64;
    match counted {
        Ok(found) if found == [all; 3] => None,
        Ok([bytes, lines, words]) => Some(format!(
            "of {all} bytes, bytes has received {bytes}, lines {lines}, words {words}"
        )),
        Err(error) => Some(format!(
            "one of them read too early, saw the end, and returned: {error}"
        )),
    }
}

/// Reads to the end.
fn drain(input: &mut dyn Read) -> io::Result<u64> {
    let (mut got, mut piece) = (0, [0; 512]);
    loop {
        match input.read(&mut piece)? {
            0 => return Ok(got),
            n => got += n as u64,
        }
    }
}

/// What is wrong with it and what was expected.
fn story(trap: Trap) -> Story {
    let (wrong, expected) = match trap {
        Trap::OneThread => (
            "all in one thread, one job after the other",
            "all three read at the same time",
        ),
        Trap::ForgottenClose => (
            "the writers are never closed",
            "the readers see the end when the input ends",
        ),
        Trap::ReaderGone => (
            "a consumer that fails leaves its reader open",
            "the writer gets an error, and all three stop",
        ),
        Trap::ErrorSwallowed => (
            "a failed input ends the stream as if it were whole",
            "the failure of the input is reported",
        ),
        Trap::SharedBuffer => (
            "a buffer in place of each pipe: an empty buffer looks like the end",
            "all three see every byte",
        ),
        Trap::TeeOrder => (
            "one of two tees is not drained while the other one is",
            "all three read at the same time",
        ),
        Trap::SamePipe => (
            "a pipe is copied into itself",
            "the bytes that are written into a pipe were read from somewhere else",
        ),
        Trap::BufferEverything => {
            let much = words::bytes(MUCH);
            return Story {
                lesson: "08-pipes",
                wrong: "the whole input is in memory, three times, before any consumer starts",
                expected: format!("{much} pass through a program that needs a few MB"),
            };
        }
    };
    Story {
        lesson: "08-pipes",
        wrong,
        expected: expected.into(),
    }
}
