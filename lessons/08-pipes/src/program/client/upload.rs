//! An upload under way: what comes out of the pipe, until the server answers.

use lesson_08::pipe::PipeReader;
use lesson_08::sync::Arc;
use lesson_08::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::io::{self, Read};

/// What the body, the socket and the thread that listens for an early answer share.
#[derive(Debug)]
pub struct Upload {
    reader: PipeReader,
    /// Set by the body at its real end.
    whole: AtomicBool,
    /// Set by the thread that sees that the server has answered, or has gone, before that.
    cut: AtomicBool,
    /// Bytes that the socket took. Written by the socket.
    sent: AtomicU64,
}

impl Upload {
    /// An upload of all that comes out of this pipe.
    pub fn new(reader: PipeReader) -> Self {
        Upload {
            reader,
            whole: AtomicBool::new(false),
            cut: AtomicBool::new(false),
            sent: AtomicU64::new(0),
        }
    }

    /// The server has answered. Before the body's end, nothing more is sent: also what feeds the
    /// pipe ends.
    pub fn answered(&self) {
        if !self.whole.load(Ordering::SeqCst) {
            self.cut();
        }
    }

    /// The rest is not received.
    pub fn cut(&self) {
        self.cut.store(true, Ordering::SeqCst);
        self.reader.close();
    }

    /// Whether the server answered, or had gone, before it had everything.
    pub fn is_cut(&self) -> bool {
        self.cut.load(Ordering::SeqCst)
    }

    /// How many bytes went out, with what HTTP puts around them.
    pub fn sent(&self) -> u64 {
        self.sent.load(Ordering::Relaxed)
    }

    /// So many more went out.
    pub fn add(&self, bytes: usize) {
        self.sent.fetch_add(bytes as u64, Ordering::Relaxed);
    }
}

/// The request's body.
#[derive(Debug)]
pub struct Body(pub Arc<Upload>);

impl Read for Body {
    /// The end of an upload that was cut is no real one: the socket sends nothing of it.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = (&self.0.reader).read(buffer);
        match read {
            _ if self.0.is_cut() => Ok(0),
            Ok(0) if !buffer.is_empty() => {
                self.0.whole.store(true, Ordering::SeqCst);
                Ok(0)
            }
            read => read,
        }
    }
}
