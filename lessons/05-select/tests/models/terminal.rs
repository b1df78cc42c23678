//! A person at a terminal: what the models of the echo read from, and write to.

use crate::model::note;
use crate::sync::channel::Receiver;
use crate::sync::time::{Duration, Instant};
use crate::sync::{Arc, Mutex, thread};
use std::io::{self, Read, Write};
use std::sync::{Mutex as Plain, MutexGuard as PlainGuard};

pub const TIMEOUT: Duration = Duration::from_secs(30);

/// Not enough for the time to be over.
pub const SHORT: Duration = Duration::from_secs(20);
/// More than enough.
pub const LONG: Duration = Duration::from_secs(40);

/// What a person at the terminal sees, and when.
pub struct Terminal {
    pub keys: Vec<u8>,
    pub buffers: usize,
    pub began: Instant,
    /// Bytes and the farewell, in the order in which they came out. A lock of the model's: each
    /// write is a step.
    pub screen: Mutex<Screen>,
    pub input: Plain<Seen>,
}

#[derive(Default)]
pub struct Screen {
    pub bytes: Vec<u8>,
    pub farewell: bool,
}

/// What the input saw of its reader.
#[derive(Default)]
pub struct Seen {
    /// When each read began.
    pub reads: Vec<Instant>,
    /// How often it was read after it had brought its end.
    pub after_the_end: usize,
    /// When its last pause is over at the earliest.
    pub paused_until: Option<Instant>,
    /// When the reader let go of it, after it had told that it was over.
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

    /// Puts into a lane what happens, and when, if time has passed.
    pub fn tell(&self, what: String) {
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
pub enum Typed {
    Key(u8),
    /// The next read takes so long.
    Pause(Duration),
}

pub use Typed::{Key, Pause};

/// Input that knows what it will bring.
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
        // Not within the lock: to look at the clock is a step.
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
                    // Noted before: who wakes need not be the next to go on.
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
