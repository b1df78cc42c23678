//! The echo and its traps.
//!
//! One model runs over all five. Its input and its output are small and instrumented: the input
//! brings one byte a read, may pause before one, and notes the model time at each read; the output
//! notes what was written and refuses bytes after the farewell.

use crate::echo;
use crate::echoed::{Echoed, Ending, Sizes};
use crate::model::{Check, Report, note};
use crate::sync::channel::{Receiver, bounded};
use crate::sync::time::{Duration, Instant};
use crate::sync::{Arc, Mutex, thread};
use crate::traps;
use std::io::{self, Read, Write};
use std::sync::{Mutex as Plain, MutexGuard as PlainGuard};
use workbook::recording::FailureKind;

const TIMEOUT: Duration = Duration::from_secs(30);

/// Not enough for the time to be over.
const SHORT: Duration = Duration::from_secs(20);
/// More than enough.
const LONG: Duration = Duration::from_secs(40);

/// What a person at the terminal sees, and when.
struct Terminal {
    keys: Vec<u8>,
    buffers: usize,
    began: Instant,
    /// Bytes and the farewell, in the order in which they came out. A lock of the model's: each
    /// write is a step.
    screen: Mutex<Screen>,
    input: Plain<Seen>,
}

#[derive(Default)]
struct Screen {
    bytes: Vec<u8>,
    farewell: bool,
}

/// What the input saw of its reader.
#[derive(Default)]
struct Seen {
    /// When each read began.
    reads: Vec<Instant>,
    /// How often it was read after it had brought its end.
    after_the_end: usize,
    /// When its last pause was over.
    paused_until: Option<Instant>,
    /// When the reader let go of it, after it had told that it was over.
    dropped: Option<Instant>,
}

impl Terminal {
    fn new(keys: &[u8], buffers: usize) -> Arc<Self> {
        Arc::new(Terminal {
            keys: keys.to_vec(),
            buffers,
            began: Instant::now(),
            screen: Mutex::new(Screen::default()),
            input: Plain::default(),
        })
    }

    fn deadline(&self) -> Instant {
        self.began + TIMEOUT
    }

    fn input(&self) -> PlainGuard<'_, Seen> {
        self.input.lock().unwrap()
    }

    /// Puts into a lane what happens, and when, if time has passed.
    fn tell(&self, what: String) {
        let now = self.began.elapsed();
        let now = match now.is_zero() {
            true => String::new(),
            false => format!(" at {now:?}"),
        };
        note(what + &now);
    }
}

/// What the input brings.
#[derive(Clone, Copy)]
enum Typed {
    Key(u8),
    /// The next read takes so long.
    Pause(Duration),
}

use Typed::{Key, Pause};

/// Input that knows what it will bring.
struct Script {
    typed: std::slice::Iter<'static, Typed>,
    ended: bool,
    terminal: Arc<Terminal>,
}

/// Input that another thread types.
struct Typing {
    keys: Receiver<u8>,
    terminal: Arc<Terminal>,
}

struct Output(Arc<Terminal>);

impl Read for Script {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let terminal = &self.terminal;
        terminal.input().reads.push(Instant::now());
        terminal.input().after_the_end += usize::from(self.ended);
        loop {
            match self.typed.next() {
                Some(Key(key)) => {
                    terminal.tell(format!("reads {:?}", char::from(*key)));
                    buffer[0] = *key;
                    return Ok(1);
                }
                Some(Pause(pause)) => {
                    thread::sleep(*pause);
                    terminal.input().paused_until = Some(Instant::now());
                }
                None => {
                    terminal.tell("reads the end of the input".into());
                    self.ended = true;
                    return Ok(0);
                }
            }
        }
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        self.terminal.input().dropped = Some(Instant::now());
    }
}

impl Read for Typing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.terminal.input().reads.push(Instant::now());
        match self.keys.recv() {
            Ok(key) => {
                buffer[0] = key;
                Ok(1)
            }
            Err(_) => Ok(0),
        }
    }
}

impl Drop for Typing {
    fn drop(&mut self) {
        self.terminal.input().dropped = Some(Instant::now());
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Output(terminal) = self;
        let mut screen = terminal.screen.lock();
        let text = String::from_utf8_lossy(bytes);
        terminal.tell(format!("echoes {text:?}"));
        assert!(!screen.farewell, "echoed after the farewell");
        screen.bytes.extend(bytes);
        let typed = terminal.keys.starts_with(&screen.bytes);
        assert!(typed, "{text:?} is not what was typed");
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

type Run = fn(Box<dyn Read + Send>, Output, Sizes) -> Echoed;

/// Runs the technique, or a trap, which has the same names.
macro_rules! run {
    ($($module:ident)::+) => {
        |input, output, sizes| {
            let echo = $($module)::+::Echo::start(input, output, sizes).unwrap();
            echo.wait(TIMEOUT)
        }
    };
}

/// What every echo must do, whatever comes first: what was on the screen at the end, and why.
fn echoes(
    run: Run,
    input: Box<dyn Read + Send>,
    terminal: &Arc<Terminal>,
) -> (String, &'static str) {
    let sizes = Sizes {
        read: 2,
        buffers: terminal.buffers,
    };
    let told = run(input, Output(terminal.clone()), sizes);
    let deadline = terminal.deadline();
    let returned = Instant::now();
    let timed_out = matches!(told.ending, Ending::TimedOut);
    if timed_out {
        let mut screen = terminal.screen.lock();
        terminal.tell("says farewell".into());
        screen.farewell = true;
        // A pause of the input may have outlasted the time.
        let paused = terminal.input().paused_until.unwrap_or(deadline);
        let late = returned > deadline.max(paused);
        let took = returned - terminal.began;
        assert!(!late, "the time-out of {TIMEOUT:?} came after {took:?}");
    }
    told.reader.join().unwrap().unwrap();
    let seen = terminal.input();
    // The loop may have begun a turn before, and after it nothing goes back to the reader. All the
    // buffers twice, but for the one that was being filled when the time was over.
    let late = seen.reads.iter().filter(|begun| **begun >= deadline);
    let late = late.count();
    let few = late < 2 * terminal.buffers;
    assert!(few, "the time was over, and {late} more reads were made");
    let screen = terminal.screen.lock();
    let all = timed_out || screen.bytes == terminal.keys;
    assert!(all, "the input was over, and not all of it was echoed");
    // Who begins one more read has handed over what the read before brought.
    let in_time = seen.reads.iter().filter(|begun| **begun < deadline);
    let handed_over = in_time.count().saturating_sub(1);
    let whole = screen.bytes.len() >= handed_over.min(terminal.keys.len());
    assert!(whole, "handed over in time and not echoed");
    let again = seen.after_the_end;
    assert!(again == 0, "the input was over, and was read again");
    let over_in_time = seen.dropped.expect("joined") < deadline;
    let noticed = !(over_in_time && timed_out);
    assert!(noticed, "the input was over, and the echo waited on");
    let text = String::from_utf8_lossy(&screen.bytes).into_owned();
    let ending = if timed_out {
        "timed out"
    } else {
        "end of input"
    };
    (text, ending)
}

/// Two threads: the reader and the loop.
fn two_threads(how: Check, run: Run, typed: &'static [Typed], buffers: usize) -> Report {
    how.run(move || {
        let keys = typed.iter().filter_map(|typed| match typed {
            Key(key) => Some(*key),
            Pause(_) => None,
        });
        let terminal = Terminal::new(&keys.collect::<Vec<_>>(), buffers);
        let input = Script {
            typed: typed.iter(),
            ended: false,
            terminal: terminal.clone(),
        };
        echoes(run, Box::new(input), &terminal)
    })
}

/// Three threads: another one types.
fn three_threads(how: Check, run: Run, keys: &'static [u8]) -> Report {
    how.run(move || {
        let terminal = Terminal::new(keys, 1);
        let (key_tx, key_rx) = bounded(0);
        let input = Typing {
            keys: key_rx,
            terminal: terminal.clone(),
        };
        let typist = thread::Builder::new().name("typist".into());
        let typist = typist.spawn(move || {
            for key in keys {
                // The echo may be over.
                let _ = key_tx.send(*key);
            }
        });
        let seen = echoes(run, Box::new(input), &terminal);
        typist.unwrap().join().unwrap();
        seen
    })
}

/// Two keys, as fast as they come.
const TWO: &[Typed] = &[Key(b'a'), Key(b'b')];
/// A pause that is shorter than the time-out.
const SLOW: &[Typed] = &[Pause(SHORT), Key(b'a')];
/// After a pause the time is over, and there is more to read.
const LATE: &[Typed] = &[Pause(LONG), Key(b'a'), Key(b'b')];

/// What can be on the screen after two keys: a time-out may come at any moment, also together with
/// the end.
const ALL: [&str; 4] = [
    r#"("", "timed out")"#,
    r#"("a", "timed out")"#,
    r#"("ab", "end of input")"#,
    r#"("ab", "timed out")"#,
];

/// The same for a single key.
const ONE: [&str; 3] = [
    r#"("", "timed out")"#,
    r#"("a", "end of input")"#,
    r#"("a", "timed out")"#,
];

#[test]
fn echo_with_two_threads() {
    two_threads(Check::new("05/echo").preemptions(3), run!(echo), TWO, 1)
        .holds()
        .reaches(ALL)
        .is_contended()
        .is_recorded();
}

#[test]
fn echo_with_two_buffers() {
    two_threads(
        Check::new("05/echo-two-buffers").preemptions(2),
        run!(echo),
        TWO,
        2,
    )
    .holds()
    .reaches(ALL)
    .is_contended()
    .is_recorded();
}

#[test]
fn echo_of_a_slow_input() {
    two_threads(Check::new("05/echo-slow"), run!(echo), SLOW, 1)
        .holds()
        .reaches(ONE)
        .is_contended()
        .is_recorded();
}

#[test]
fn echo_of_a_late_input() {
    two_threads(Check::new("05/echo-late"), run!(echo), LATE, 1)
        .holds()
        .reaches([
            r#"("", "timed out")"#,
            r#"("a", "timed out")"#,
            r#"("ab", "timed out")"#,
        ])
        .is_contended()
        .is_recorded();
}

#[test]
fn echo_with_three_threads() {
    let bounded = Check::new("05/echo-typed").preemptions(2);
    three_threads(bounded, run!(echo), b"a")
        .holds()
        .reaches(ONE)
        .is_contended()
        .is_recorded();
}

#[test]
fn padded() {
    two_threads(
        Check::new("05/padded"),
        run!(traps::padded),
        &[Key(b'a')],
        1,
    )
    .fails(FailureKind::Assertion, 0)
    .is_recorded();
}

#[test]
fn eof_spin() {
    two_threads(Check::new("05/eof-spin"), run!(traps::eof_spin), &[], 1)
        .fails(FailureKind::Assertion, 0)
        .is_recorded();
}

#[test]
fn rearmed_timer() {
    two_threads(
        Check::new("05/rearmed-timer"),
        run!(traps::rearmed_timer),
        SLOW,
        1,
    )
    .fails(FailureKind::Assertion, 0)
    .is_recorded();
}

#[test]
fn starved() {
    two_threads(Check::new("05/starved"), run!(traps::starved), LATE, 1)
        .fails(FailureKind::Assertion, 1)
        .is_recorded();
}
