//! A file that is written, and has its name once it is complete.

use crate::attributes::keep;
use crate::destination::{Destination, find, folder_of};
use crate::temporary::Temporary;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes to a file that has no name yet. Dropped before it is [complete](Self::complete), it leaves
/// what was there.
#[derive(Debug)]
pub struct Output {
    file: File,
    /// The file's temporary name and its final one; `None` for a pipe or a device.
    names: Option<(Temporary, PathBuf)>,
}

impl Output {
    /// Begins to write to `path`; the [table](crate) says what happens to which destination.
    ///
    /// # Errors
    /// The destination is a folder, or belongs to another user; or its folder takes no new file. The
    /// error says what to do, and has no name in it but the folder's.
    pub fn create(path: &Path) -> io::Result<Output> {
        let (file, names) = match find(path)? {
            Destination::Open(file) => (file, None),
            Destination::New(to) => {
                let (file, temporary) = Temporary::within(folder_of(&to), false)?;
                (file, Some((temporary, to)))
            }
            Destination::Old(to, replaced) => {
                let (file, temporary) = Temporary::within(folder_of(&to), true)?;
                keep(&file, &replaced)?;
                (file, Some((temporary, to)))
            }
        };
        Ok(Output { file, names })
    }

    /// Gives the file its name.
    ///
    /// # Errors
    /// It could not be renamed, and is removed.
    pub fn complete(self) -> io::Result<()> {
        self.names
            .map_or(Ok(()), |(temporary, to)| temporary.publish(&to, true))
    }

    /// Has the file on the disk itself before it gives it its name.
    ///
    /// # Errors
    /// Some disks report only here that they are full; and as [`Self::complete`].
    pub fn complete_on_disk(self) -> io::Result<()> {
        if self.names.is_some() {
            self.file.sync_all()?;
        }
        self.complete()
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Replaces the contents of `path` by `bytes`: an interrupted run leaves what was there.
///
/// # Errors
/// As [`Output::create`] and [`Output::complete`], or it could not be written.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut output = Output::create(path)?;
    output.write_all(bytes)?;
    output.complete()
}
