//! A person at a terminal: the input and the output of the models of the echo.

use crate::model::note;
use crate::sync::channel::Receiver;
use crate::sync::time::{Duration, Instant};
use crate::sync::{Arc, Mutex, thread};
use std::io::{self, Read, Write};
use std::sync::{Mutex as Plain, MutexGuard as PlainGuard};

pub const TIMEOUT: Duration = Duration::from_secs(30);

/// Shorter than the timeout.
pub const SHORT: Duration = Duration::from_secs(20);
/// Longer than the timeout.
pub const LONG: Duration = Duration::from_secs(40);

/// What a person at the terminal sees, and when.
pub struct Terminal {
    pub keys: Vec<u8>,
    pub buffers: usize,
    pub began: Instant,
    /// Bytes and the closing message, in the order in which they were written. The lock is a checked
    /// type, so each write is a step.
    pub screen: Mutex<Screen>,
    pub input: Plain<Seen>,
}

#[derive(Default)]
pub struct Screen {
    pub bytes: Vec<u8>,
    pub closed: bool,
}

/// What the input saw of its reader.
#[derive(Default)]
pub struct Seen {
    /// When each read began.
    pub reads: Vec<Instant>,
    /// How often it was read after it had returned its end.
    pub after_the_end: usize,
    /// When its last pause ends at the earliest.
    pub paused_until: Option<Instant>,
    /// When the reader dropped it, after the loop had learned of its end.
    pub dropped: Option<Instant>,
}

impl Terminal {
    pub fn new(keys: &[u8], buffers: usize) -> Arc<Self> {
        Arc::new(Terminal {
            keys: keys.to_vec(),
            buffers,
            began: Instant::now(),
            screen: Mutex::new(Screen::default()),
            input: Plain::default(),
        })
    }

    pub fn deadline(&self) -> Instant {
        self.began + TIMEOUT
    }

    pub fn input(&self) -> PlainGuard<'_, Seen> {
        self.input.lock().unwrap()
    }

    /// Adds a row to the thread's lane: what happens, and when, if time has passed.
    pub fn tell(&self, what: String) {
        let now = self.began.elapsed();
        let now = match now.is_zero() {
            true => String::new(),
            false => format!(" at {now:?}"),
        };
        note(what + &now);
    }
}

/// What the input returns.
#[derive(Clone, Copy)]
pub enum Typed {
    Key(u8),
    /// The next read takes this long.
    Pause(Duration),
}

pub use Typed::{Key, Pause};

/// Input that is known from the start.
pub struct Script {
    pub typed: std::slice::Iter<'static, Typed>,
    pub ended: bool,
    pub terminal: Arc<Terminal>,
}

/// Input that another thread types.
pub struct Typing {
    pub keys: Receiver<u8>,
    pub terminal: Arc<Terminal>,
}

pub struct Output(pub Arc<Terminal>);

impl Read for Script {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let terminal = &self.terminal;
        // Outside of the lock, because reading the clock is a step.
        let now = Instant::now();
        terminal.input().reads.push(now);
        terminal.input().after_the_end += usize::from(self.ended);
        loop {
            match self.typed.next() {
                Some(Key(key)) => {
                    terminal.tell(format!("reads {:?}", char::from(*key)));
                    buffer[0] = *key;
                    return Ok(1);
                }
                Some(Pause(pause)) => {
                    // Noted before the sleep, because another thread may run first when it ends.
                    let until = Instant::now() + *pause;
                    terminal.input().paused_until = Some(until);
                    thread::sleep(*pause);
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
        let now = Instant::now();
        self.terminal.input().reads.push(now);
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
        assert!(!screen.closed, "echoed after the closing message");
        screen.bytes.extend(bytes);
        let typed = terminal.keys.starts_with(&screen.bytes);
        assert!(typed, "{text:?} is not what was typed");
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
