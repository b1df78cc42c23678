//! A place in a file that grows, and whether the file is still the one that was read.
//!
//! The last bytes that were read are kept, and each read begins with them. If they are no longer there,
//! the file was truncated, however much was written to it since. One system call reads both, so no write
//! can happen in between.

use std::fs::{File, Metadata};
use std::io;

/// The size of one read.
pub const BLOCK: usize = 64 * 1024;
/// How many of the bytes before it a place remembers.
const SEAM: usize = 64;

/// A file, open at a place.
#[derive(Debug)]
pub struct Place {
    file: File,
    identity: Identity,
    position: u64,
    /// The bytes before `position`, up to [`SEAM`] of them.
    seam: Vec<u8>,
}

/// The result of a read.
#[derive(Debug, PartialEq, Eq)]
pub enum Read {
    /// These bytes.
    Bytes(Vec<u8>),
    /// Nothing yet.
    Nothing,
    /// The file was truncated; the next read is from its beginning.
    Truncated,
}

/// The identity of a file, whatever its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity(u64, u64);

impl Identity {
    /// Of the file with this metadata.
    #[cfg(unix)]
    pub fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Identity(metadata.dev(), metadata.ino())
    }

    /// Of the file with this metadata: when it was made, as std knows no better.
    #[cfg(not(unix))]
    pub fn of(metadata: &Metadata) -> Self {
        let made = metadata.created().ok();
        let made = made.and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        let made = made.unwrap_or_default();
        Identity(made.as_secs(), made.subsec_nanos().into())
    }
}

impl Place {
    /// The beginning of a file.
    ///
    /// # Errors
    /// Returns an error if the file's metadata cannot be read.
    pub fn beginning(file: File) -> io::Result<Self> {
        let identity = Identity::of(&file.metadata()?);
        Ok(Place {
            file,
            identity,
            position: 0,
            seam: vec![],
        })
    }

    /// The place after the first `position` bytes of the file, or its beginning if it has fewer by now.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read.
    pub fn at(mut self, position: u64) -> io::Result<Self> {
        let mut seam = vec![0; SEAM.min(position as usize)];
        let start = position - seam.len() as u64;
        if self.fill(&mut seam, start)? == seam.len() {
            (self.position, self.seam) = (position, seam);
        }
        Ok(self)
    }

    /// How many bytes the file has.
    ///
    /// # Errors
    /// Returns an error if the file's metadata cannot be read.
    pub fn length(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    /// Reads from `at` until `buffer` is full or the file ends; the place stays where it is.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read.
    pub fn fill(&self, buffer: &mut [u8], at: u64) -> io::Result<usize> {
        let mut filled = 0;
        while filled < buffer.len() {
            match read_at(&self.file, &mut buffer[filled..], at + filled as u64)? {
                0 => break,
                n => filled += n,
            }
        }
        Ok(filled)
    }

    /// Which file it is.
    pub fn identity(&self) -> Identity {
        self.identity
    }

    /// Reads what follows.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read.
    pub fn read(&mut self) -> io::Result<Read> {
        let known = self.seam.len();
        let mut buffer = vec![0; known + BLOCK];
        let n = read_at(&self.file, &mut buffer, self.position - known as u64)?;
        buffer.truncate(n);
        if n < known || buffer[..known] != self.seam {
            self.position = 0;
            self.seam.clear();
            return Ok(Read::Truncated);
        }
        if n == known {
            return Ok(Read::Nothing);
        }
        self.position += (n - known) as u64;
        let seam = n.saturating_sub(SEAM);
        self.seam = buffer[seam..].to_vec();
        buffer.drain(..known);
        Ok(Read::Bytes(buffer))
    }
}

fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    loop {
        #[cfg(unix)]
        let read = std::os::unix::fs::FileExt::read_at(file, buffer, at);
        #[cfg(windows)]
        let read = std::os::windows::fs::FileExt::seek_read(file, buffer, at);
        match read {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Write;

    /// What a log goes through.
    #[derive(Clone, Debug)]
    enum Act {
        Append(Vec<u8>),
        Truncate,
        Look,
    }

    fn acts() -> impl Strategy<Value = Vec<Act>> {
        let act = prop_oneof![
            4 => prop::collection::vec(any::<u8>(), 1..200).prop_map(Act::Append),
            1 => Just(Act::Truncate),
            4 => Just(Act::Look),
        ];
        prop::collection::vec(act, 1..40)
    }

    /// Reads to the end: what came, and whether the file was cut off on the way.
    fn drain(place: &mut Place) -> (Vec<u8>, u32) {
        let (mut came, mut truncated) = (vec![], 0);
        loop {
            match place.read().unwrap() {
                Read::Bytes(bytes) => came.extend(bytes),
                Read::Truncated => truncated += 1,
                Read::Nothing => return (came, truncated),
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_written_comes_once_and_in_order(acts in acts()) {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("log");
            let mut log = File::options().create(true).append(true).open(&path).unwrap();
            let mut place = Place::beginning(File::open(&path).unwrap()).unwrap();
            // What the file has that was not shown, and whether it was cut off behind our back.
            let (mut unseen, mut seen, mut cut) = (vec![], 0, 0);
            let acts = acts.into_iter().enumerate().chain([(1000, Act::Look)]);
            for (i, act) in acts {
                match act {
                    Act::Append(mut bytes) => {
                        // No two are alike, as lines with a time are.
                        bytes.extend((i as u32).to_le_bytes());
                        log.write_all(&bytes).unwrap();
                        unseen.extend(bytes);
                    }
                    Act::Truncate => {
                        log.set_len(0).unwrap();
                        unseen.clear();
                        cut = cut.max(u32::from(seen > 0));
                        seen = 0;
                    }
                    Act::Look => {
                        let (came, truncated) = drain(&mut place);
                        prop_assert_eq!(truncated, cut);
                        prop_assert_eq!(&came, &unseen);
                        seen += came.len();
                        unseen.clear();
                        cut = 0;
                    }
                }
            }
        }
    }
}
