//! The sender of `--follow`: a file that grows, is cut off, renamed and replaced.

use super::meter::Meter;
use super::place::{Identity, Place, Read};
use lesson_06::source::{Next, Source};
use lesson_06::sync::time::Duration;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::PathBuf;

/// How long from one look at a file that says nothing to the next.
const LOOK: Duration = Duration::from_millis(100);

/// What a sender has to say, and about which file.
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
    /// It is not there yet.
    Missing,
    /// It was cut off: it begins again.
    Truncated,
    /// There is a new one of its name, and this one was read to its end.
    Replaced,
    /// It cannot be read, and is given up.
    Failed(io::Error),
}

/// A file that is followed by its name.
#[derive(Debug)]
pub struct Tail {
    file: usize,
    path: PathBuf,
    meter: Meter,
    place: Option<Place>,
    /// How many lines to begin with, of a file that is there at the first look.
    lines: Option<u64>,
    missing: bool,
    failed: bool,
}

impl Tail {
    /// The file with this number, from the last `lines` lines on that it has now.
    pub fn new(file: usize, path: PathBuf, lines: u64, meter: Meter) -> Self {
        Tail {
            file,
            path,
            meter,
            place: None,
            lines: Some(lines),
            missing: false,
            failed: false,
        }
    }

    /// Looks at the file; `None`: it has nothing to say.
    fn look(&mut self) -> io::Result<Option<What>> {
        let Some(place) = &mut self.place else {
            return self.open();
        };
        // Before the read: whoever writes to the new file has written the last to this one. As long
        // as the new one is empty, they may still write to the old one.
        let identity = place.identity();
        let replaced = fs::metadata(&self.path)
            .is_ok_and(|now| now.is_file() && now.len() > 0 && Identity::of(&now) != identity);
        match place.read()? {
            Read::Bytes(bytes) => {
                self.meter.read(bytes.len());
                Ok(Some(What::Grew(bytes)))
            }
            Read::Truncated => Ok(Some(What::Truncated)),
            Read::Nothing if replaced => {
                self.place = None;
                Ok(Some(What::Replaced))
            }
            Read::Nothing => Ok(None),
        }
    }

    fn open(&mut self) -> io::Result<Option<What>> {
        let opened = fs::metadata(&self.path).and_then(|metadata| match metadata.is_file() {
            // To open a pipe could wait for ever.
            false => Err(io::Error::other("it is no regular file")),
            true => File::open(&self.path),
        });
        let lines = self.lines.take();
        match opened {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let said = std::mem::replace(&mut self.missing, true);
                Ok((!said).then_some(What::Missing))
            }
            Err(error) => Err(error),
            Ok(file) => {
                self.missing = false;
                self.place = Some(match lines {
                    Some(lines) => Place::before_the_last(lines, file)?,
                    None => Place::beginning(file)?,
                });
                self.look()
            }
        }
    }
}

impl Source for Tail {
    type Message = Piece;

    fn next(&mut self) -> Next<Piece> {
        if self.failed {
            return Next::End;
        }
        let what = self.look().unwrap_or_else(|error| {
            self.failed = true;
            Some(What::Failed(error))
        });
        let file = self.file;
        what.map_or(Next::Wait(LOOK), |what| Next::Message(Piece { file, what }))
    }
}
