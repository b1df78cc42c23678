//! The models of lesson 01: the correct echo, the first version, and the traps.
//!
//! One model runs over the correct echo and each trap. Its input and its output are small and
//! instrumented: the input records the model time at which the copier dropped it, and the output
//! records what was written and fails if anything is written after the closing message.

use crate::echo::Echo;
use crate::echoed::{Echoed, Ending};
use crate::first_try;
use crate::model::{self, Check, Report, check, note};
use crate::traps::{abandoned, late_write, sleeps_past_eof};
use checker::recording::FailureKind;
use std::io::{self, Read, Write};
use std::sync::Mutex as Plain;

use crate::sync::channel::{Receiver, bounded};
use crate::sync::time::{Duration, Instant};
use crate::sync::{Arc, Mutex, thread};

const TIMEOUT: Duration = Duration::from_secs(30);
const GRACE: Duration = Duration::from_secs(1);

/// What is typed.
const KEYS: &[u8] = b"ab";

/// Everything that can be on the screen in the end. A timeout may occur at any moment, even
/// together with the end of the input.
const ALL: [&str; 4] = [
    r#"("", "timed out")"#,
    r#"("a", "timed out")"#,
    r#"("ab", "end of input")"#,
    r#"("ab", "timed out")"#,
];

/// What a person at the terminal sees, and when.
struct Terminal {
    /// The bytes, and whether the closing message has been printed. The lock belongs to the model,
    /// so each write is a step.
    screen: Mutex<Screen>,
    /// The model time at which the copier dropped its input, after it had notified the foreground.
    ended: Plain<Option<Instant>>,
}

#[derive(Default)]
struct Screen {
    bytes: Vec<u8>,
    closed: bool,
}

impl Terminal {
    fn new() -> Arc<Self> {
        Arc::new(Terminal {
            screen: Mutex::new(Screen::default()),
            ended: Plain::new(None),
        })
    }
}

/// Input that is complete from the start: one byte per read, then the end.
struct Typed {
    keys: &'static [u8],
    terminal: Arc<Terminal>,
}

/// Input that another thread types.
struct Typing {
    keys: Receiver<u8>,
    terminal: Arc<Terminal>,
}

struct Output(Arc<Terminal>);

impl Read for Typed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        (&mut self.keys).take(1).read(buffer)
    }
}

impl Read for Typing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.keys.recv() {
            Ok(key) => {
                buffer[0] = key;
                Ok(1)
            }
            Err(_) => Ok(0),
        }
    }
}

impl Drop for Typed {
    fn drop(&mut self) {
        *self.terminal.ended.lock().unwrap() = Some(Instant::now());
    }
}

impl Drop for Typing {
    fn drop(&mut self) {
        *self.terminal.ended.lock().unwrap() = Some(Instant::now());
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut screen = self.0.screen.lock();
        note(format!("echoes {:?}", String::from_utf8_lossy(bytes)));
        assert!(!screen.closed, "echoed after the closing message");
        screen.bytes.extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

type Run = fn(Box<dyn Read + Send>, Output) -> Echoed;

/// Runs the correct echo, or a trap in place of its start, its wait, or both.
macro_rules! run {
    () => {
        run!(Echo::start, Echo::wait)
    };
    ($start:path, $wait:path) => {
        |input, output| $wait($start(input, output).unwrap(), TIMEOUT, GRACE)
    };
}

/// Checks what every echo must do, whichever event is first. Returns what was on the screen in the
/// end, and why the echo ended.
fn echoes(
    run: Run,
    input: Box<dyn Read + Send>,
    keys: &[u8],
    terminal: &Arc<Terminal>,
) -> (String, &'static str) {
    let deadline = Instant::now() + TIMEOUT;
    let told = run(input, Output(terminal.clone()));
    let timed_out = told.ending == Ending::TimedOut;
    let returned = Instant::now();
    let waited = told.read == told.written || returned >= deadline + GRACE;
    assert!(waited, "accepted, not written, and not waited for");
    if timed_out && told.read == told.written {
        let mut screen = terminal.screen.lock();
        note("prints Timed out.");
        screen.closed = true;
    }
    told.copier.join().unwrap();
    let screen = terminal.screen.lock();
    let whole = screen.bytes.len() as u64 == told.read;
    assert!(whole, "accepted but never written");
    assert!(keys.starts_with(&screen.bytes), "in order, and once");
    let all = timed_out || screen.bytes == keys;
    assert!(all, "the input ended, but not all of it was written");
    let ended = terminal.ended.lock().unwrap().expect("joined");
    let at_once = returned < deadline || ended >= deadline;
    assert!(at_once, "the input had ended, but the echo kept waiting");
    let text = String::from_utf8_lossy(&screen.bytes).into_owned();
    let ending = if timed_out {
        "timed out"
    } else {
        "end of input"
    };
    (text, ending)
}

/// Two threads: the input is complete from the start.
fn two_threads(id: &str, run: Run) -> Report {
    check(id, move || typed(run))
}

fn typed(run: Run) -> (String, &'static str) {
    let terminal = Terminal::new();
    let input = Typed {
        keys: KEYS,
        terminal: terminal.clone(),
    };
    echoes(run, Box::new(input), KEYS, &terminal)
}

/// Three threads: one of them types.
fn three_threads(how: Check, run: Run, keys: &'static [u8]) -> Report {
    with_typists(how, run, 1, keys)
}

/// The copier and `typists` threads, each of which types the same keys.
fn with_typists(how: Check, run: Run, typists: usize, keys: &'static [u8]) -> Report {
    how.run(move || {
        let terminal = Terminal::new();
        let (key_tx, key_rx) = bounded(0);
        let input = Typing {
            keys: key_rx,
            terminal: terminal.clone(),
        };
        let typed = (1..=typists).map(|_| {
            let key_tx = key_tx.clone();
            let typist = thread::Builder::new().name("typist".into());
            let typist = typist.spawn(move || {
                for key in keys {
                    // The echo may be over.
                    let _ = key_tx.send(*key);
                }
            });
            typist.unwrap()
        });
        let typed: Vec<_> = typed.collect();
        drop(key_tx);
        let seen = echoes(run, Box::new(input), &keys.repeat(typists), &terminal);
        typed.into_iter().for_each(|typist| typist.join().unwrap());
        seen
    })
}

#[test]
fn echo_with_two_threads() {
    two_threads("01/echo", run!())
        .holds()
        .reaches(ALL)
        .is_contended()
        .is_recorded();
}

fn echo_with_three_threads() {
    three_threads(Check::new("01/echo-typed"), run!(), b"a")
        .holds()
        .reaches([
            r#"("", "timed out")"#,
            r#"("a", "end of input")"#,
            r#"("a", "timed out")"#,
        ])
        .is_contended()
        .is_recorded();
}

model::slower!(echo_with_three_threads);

#[test]
fn echo_with_three_threads_and_two_keys() {
    let bounded = Check::new("01/echo-typed-twice").preemptions(2);
    three_threads(bounded, run!(), KEYS)
        .holds()
        .reaches(ALL)
        .is_contended()
        .is_recorded();
}

/// Three threads besides main: two of them type the same key.
fn echo_with_four_threads() {
    with_typists(Check::new("01/echo-two-typists"), run!(), 2, b"a")
        .holds()
        .reaches([
            r#"("", "timed out")"#,
            r#"("a", "timed out")"#,
            r#"("aa", "end of input")"#,
            r#"("aa", "timed out")"#,
        ])
        .is_contended()
        .is_recorded();
}

model::larger!(echo_with_four_threads);

#[test]
fn echo_survives_spurious_wakeups() {
    Check::new("01/echo-spurious")
        .preemptions(2)
        .spurious_wakeups()
        .run(|| typed(run!()))
        .holds()
        .reaches(ALL)
        .is_contended()
        .is_recorded();
}

#[test]
fn first_try() {
    check("01/first-try", || {
        let terminal = Terminal::new();
        let input = Typed {
            keys: KEYS,
            terminal: terminal.clone(),
        };
        let echoed = first_try::echo(input, Output(terminal.clone()), TIMEOUT);
        let (ending, copier) = echoed.unwrap();
        if ending == Ending::TimedOut {
            let mut screen = terminal.screen.lock();
            note("prints Timed out.");
            screen.closed = true;
        }
        copier.join().unwrap();
    })
    .fails(FailureKind::Assertion, 0)
    .is_recorded();
}

#[test]
fn late_write() {
    let run = run!(late_write::start, late_write::wait);
    two_threads("01/late-write", run)
        .fails(FailureKind::Assertion, 0)
        .is_recorded();
}

#[test]
fn sleeps_past_eof() {
    let run = run!(Echo::start, sleeps_past_eof::wait);
    two_threads("01/sleeps-past-eof", run)
        .fails(FailureKind::Assertion, 0)
        .is_recorded();
}

#[test]
fn abandoned() {
    let run = run!(abandoned::start, Echo::wait);
    two_threads("01/abandoned", run)
        .fails(FailureKind::Assertion, 1)
        .is_recorded();
}
