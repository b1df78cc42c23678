//! `--trap NAME`: runs a wrong way on real threads until it shows, and says what to look at.

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

/// Runs `trap` until it shows, `runs` times at most.
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
                bail!("this system does not tell how much memory a program took");
            };
            Ok((wrong > right + 2 * MUCH).then(|| {
                let [wrong, right] = [wrong, right].map(words::bytes);
                format!("it took {wrong}, and {right} over two pipes")
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

/// Who waits for whom in a child that hung.
fn hung(trap: Trap, told: &Told) -> Option<String> {
    let got = ["bytes ", "lines ", "words "].map(|who| told.after(who));
    if !told.hung() || got == [None; 3] {
        return None;
    }
    let waits = match trap {
        Trap::OneThread => {
            "bytes waits in its first read: a tee writes into the pipe to lines\n\
             lines and words wait for bytes to be done: they run in the same thread after it"
        }
        Trap::ForgottenClose => {
            "lines and words wait for more, or for the end, from writers that are open\n\
             the writers wait to be closed until lines and words are done"
        }
        Trap::ReaderGone => {
            "lines refused its text, and is gone: its reader is open, and nobody reads\n\
             bytes waits in a read: a tee writes into the pipe to lines\n\
             words waits for bytes"
        }
        Trap::TeeOrder => {
            "words waits for lines to be done before it reads\n\
             bytes waits in a read: a tee writes into the pipe to words\n\
             lines waits for the end, which comes from bytes"
        }
        // The others do not hang.
        _ => {
            "bytes and lines wait for something to be written into their pipe\n\
             only bytes writes into it, what it has read from it; words waits for bytes"
        }
    };
    let all = SAMPLE.len();
    let got = got.map(|got| got.unwrap_or("0"));
    let [bytes, lines, words] = got;
    let patience = words::time(PATIENCE);
    Some(format!(
        "nothing moved for {patience}, and it was ended\n{waits}\n\
         of {all} bytes, bytes has got {bytes}, lines {lines}, words {words}"
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
        "success: {bytes} bytes of {all} were counted, and nobody heard that {CUT}"
    ))
}

/// An input that takes its time, as disks do.
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
            "of {all} bytes, bytes has got {bytes}, lines {lines}, words {words}"
        )),
        Err(error) => Some(format!(
            "one of them looked too early, saw the end, and left: {error}"
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

/// What is wrong with it.
fn story(trap: Trap) -> Story {
    let (wrong, expected) = match trap {
        Trap::OneThread => (
            "all in one thread, one job after the other",
            "each of the three reads while the others do",
        ),
        Trap::ForgottenClose => (
            "nobody closes the writers",
            "the readers come to the end when the input does",
        ),
        Trap::ReaderGone => (
            "a reader that fails leaves its end of the pipe open",
            "whoever writes to it hears that it is gone, and all three end",
        ),
        Trap::ErrorSwallowed => (
            "a failed input ends the stream as if it were whole",
            "the failure of the input is told",
        ),
        Trap::SharedBuffer => (
            "a buffer in place of each pipe: nothing there yet looks like the end",
            "all three see every byte",
        ),
        Trap::TeeOrder => (
            "one of two tees in a row is not drained while the other is",
            "each of the three reads while the others do",
        ),
        Trap::SamePipe => (
            "a pipe is copied into itself",
            "what is written comes from somewhere else",
        ),
        Trap::BufferEverything => {
            let much = words::bytes(MUCH);
            return Story {
                lesson: "08-pipes",
                wrong: "the whole input is held in memory, three times, before anybody counts",
                expected: format!("{much} pass through a program that takes a few"),
            };
        }
    };
    Story {
        lesson: "08-pipes",
        wrong,
        expected: expected.into(),
    }
}
