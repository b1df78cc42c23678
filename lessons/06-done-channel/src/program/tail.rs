//! The sender of `--follow`: a file that grows, is truncated, renamed and replaced.

use super::meter::Meter;
use super::place::{Identity, Place, Read};
use super::search::{Search, Searched};
use lesson_06::source::{Next, Source};
use lesson_06::sync::time::Duration;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// How long a sender waits before it checks an unchanged file again.
const LOOK: Duration = Duration::from_millis(100);

/// What a sender reports, and about which file.
#[derive(Debug)]
pub struct Piece {
    /// Its number, from 0.
    pub file: usize,
    /// What happened to it.
    pub what: What,
}

/// What happened to a file.
#[derive(Debug)]
pub enum What {
    /// It grew by these bytes.
    Grew(Vec<u8>),
    /// It does not exist yet.
    Missing,
    /// It was truncated, and is read from its beginning again.
    Truncated,
    /// A new file has its name, and this one was read to its end.
    Replaced,
    /// It cannot be read; the sender keeps trying.
    Unreadable(io::Error),
    /// It can be read again.
    Readable,
    /// It can never exist.
    Impossible(io::Error),
}

/// Why a file could not be read, when that was last reported.
#[derive(Debug, PartialEq, Eq)]
enum Trouble {
    Missing,
    Other(ErrorKind, Option<i32>),
}

/// The state of the file that has this name now.
#[derive(Debug)]
enum State {
    /// It is not open yet.
    Closed,
    Searching(Search),
    Open(Place),
}

/// A file that is followed by its name.
#[derive(Debug)]
pub struct Tail {
    file: usize,
    path: PathBuf,
    meter: Meter,
    state: State,
    /// How many lines to begin with, of a file that is there at the first look.
    lines: Option<u64>,
    /// The trouble that was reported last, until it is over.
    said: Option<Trouble>,
    ended: bool,
}

impl Tail {
    /// The file with this number, from the last `lines` lines on that it has now.
    pub fn new(file: usize, path: PathBuf, lines: u64, meter: Meter) -> Self {
        Tail {
            file,
            path,
            meter,
            state: State::Closed,
            lines: Some(lines),
            said: None,
            ended: false,
        }
    }

    /// Checks the file. Returns what to report, or how long to wait before the next check.
    fn look(&mut self) -> Result<What, Duration> {
        match std::mem::replace(&mut self.state, State::Closed) {
            State::Closed => self.open(),
            State::Searching(search) => self.search(search),
            State::Open(place) => self.read(place),
        }
    }

    fn open(&mut self) -> Result<What, Duration> {
        let lines = self.lines.take();
        let opened = regular(&self.path).and_then(|_| {
            let file = File::open(&self.path)?;
            Ok(match lines {
                Some(lines) => State::Searching(Search::new(lines, file)?),
                None => State::Open(Place::beginning(file)?),
            })
        });
        match opened {
            // No file ever has this name.
            Err(why) if self.path.as_os_str().is_empty() => {
                self.ended = true;
                Ok(What::Impossible(why))
            }
            Err(why) => self.trouble(why),
            Ok(state) => {
                self.state = state;
                self.no_trouble(Duration::ZERO)
            }
        }
    }

    fn search(&mut self, search: Search) -> Result<What, Duration> {
        match search.step() {
            Ok(Searched::Found(place)) => self.state = State::Open(place),
            Ok(Searched::Further(search)) => self.state = State::Searching(search),
            Err(why) => return self.trouble(why),
        }
        Err(Duration::ZERO)
    }

    fn read(&mut self, mut place: Place) -> Result<What, Duration> {
        // Before the read: a program that writes to the new file has finished writing to this one. As
        // long as the new one is empty, it may still write to the old one.
        let now = regular(&self.path);
        let replaced = now
            .as_ref()
            .is_ok_and(|now| now.len() > 0 && Identity::of(now) != place.identity());
        let read = place.read();
        if let Ok(Read::Nothing) | Err(_) = read
            && replaced
        {
            return Ok(What::Replaced);
        }
        // Even if it cannot be read now: it is read from here once that is possible.
        self.state = State::Open(place);
        match (read, now) {
            (Ok(Read::Bytes(bytes)), _) => {
                self.meter.read(bytes.len());
                Ok(What::Grew(bytes))
            }
            (Ok(Read::Truncated), _) => Ok(What::Truncated),
            (Err(why), _) => self.trouble(why),
            // Between a rename and what follows it there is no file of this name.
            (Ok(Read::Nothing), Err(why)) if why.kind() != ErrorKind::NotFound => self.trouble(why),
            (Ok(Read::Nothing), _) => self.no_trouble(LOOK),
        }
    }

    /// Reports what is wrong, unless that was the last report.
    fn trouble(&mut self, why: io::Error) -> Result<What, Duration> {
        let trouble = match why.kind() {
            ErrorKind::NotFound => Trouble::Missing,
            kind => Trouble::Other(kind, why.raw_os_error()),
        };
        if self.said.as_ref() == Some(&trouble) {
            return Err(LOOK);
        }
        let what = match trouble {
            Trouble::Missing => What::Missing,
            Trouble::Other(..) => What::Unreadable(why),
        };
        self.said = Some(trouble);
        Ok(what)
    }

    /// Reports that the trouble is over, unless the file was only missing.
    fn no_trouble(&mut self, next: Duration) -> Result<What, Duration> {
        match self.said.take() {
            Some(Trouble::Other(..)) => Ok(What::Readable),
            Some(Trouble::Missing) | None => Err(next),
        }
    }
}

/// Returns the metadata of a regular file. Other files are refused, because opening a pipe could block
/// forever.
fn regular(path: &Path) -> io::Result<Metadata> {
    let metadata = fs::metadata(path)?;
    match metadata.is_file() {
        true => Ok(metadata),
        false => Err(io::Error::other("it is not a regular file")),
    }
}

impl Source for Tail {
    type Message = Piece;

    fn next(&mut self) -> Next<Piece> {
        if self.ended {
            return Next::End;
        }
        let file = self.file;
        match self.look() {
            Ok(what) => Next::Message(Piece { file, what }),
            Err(pause) => Next::Wait(pause),
        }
    }
}
