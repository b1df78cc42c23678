//! One input: a file that is read in blocks, or a stream.

use super::stream::Stream;
use lesson_04::sync::Mutex;
use std::io;
use std::path::{Path, PathBuf};

/// A source of words.
#[derive(Debug)]
pub struct Input {
    path: PathBuf,
    pub kind: Kind,
    /// Written by the worker that notices.
    noticed: Mutex<Noticed>,
}

/// How an input is read.
#[derive(Debug)]
pub enum Kind {
    /// A file of this length, whose blocks any worker reads, in any order.
    File { length: u64 },
    /// Read from first to last, by one worker at a time.
    Stream(Mutex<Stream>),
}

/// What went wrong while an input was read.
#[derive(Debug, Default)]
pub struct Noticed {
    /// The first failure.
    pub failed: Option<io::Error>,
    /// Some bytes were not UTF-8.
    pub is_odd: bool,
}

impl Input {
    pub fn file(path: PathBuf, length: u64) -> Self {
        Input::new(path, Kind::File { length })
    }

    pub fn stream(path: PathBuf) -> Self {
        let stream = Stream::of_file(path.clone());
        Input::new(path, Kind::Stream(Mutex::new(stream)))
    }

    pub fn standard_input() -> Self {
        let stream = Stream::of_standard_input();
        Input::new("standard input".into(), Kind::Stream(Mutex::new(stream)))
    }

    fn new(path: PathBuf, kind: Kind) -> Self {
        Input {
            path,
            kind,
            noticed: Mutex::default(),
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Keeps the first failure, since others usually follow from it.
    pub fn fail(&self, error: io::Error) {
        self.noticed.lock().failed.get_or_insert(error);
    }

    pub fn is_odd(&self) {
        self.noticed.lock().is_odd = true;
    }

    /// Returns what went wrong, once no worker reads the input any more.
    pub fn into_noticed(self) -> (PathBuf, Noticed) {
        (self.path, self.noticed.into_inner())
    }
}
