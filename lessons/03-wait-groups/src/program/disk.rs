//! Folders as they really are: temporary files, and the rename that publishes them.

use super::keep::keep;
use lesson_03::save::Folder;
use lesson_files::temporary::Temporary;
use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::Path;

/// A folder of the file system.
#[derive(Debug)]
pub struct Disk<'a> {
    pub folder: &'a Path,
    /// Whose times and permissions the files get.
    pub original: &'a Metadata,
    /// Whether a file is on the disk itself before it gets its name, and the name after it.
    pub fsync: bool,
}

/// A file in it.
#[derive(Debug)]
pub struct Part {
    file: File,
    /// `None` once it was published.
    temporary: Option<Temporary>,
}

impl Folder for Disk<'_> {
    type File = Part;
    type Name = Path;

    fn create(&self) -> io::Result<Part> {
        let (file, temporary) = Temporary::within(self.folder, true)?;
        let temporary = Some(temporary);
        Ok(Part { file, temporary })
    }

    fn publish(&self, part: &mut Part, name: &Path, replace: bool) -> io::Result<()> {
        let replaced = replace.then(|| fs::symlink_metadata(name).ok()).flatten();
        keep(&part.file, self.original, replaced.as_ref())?;
        if self.fsync {
            part.file.sync_all()?;
        }
        if let Some(temporary) = part.temporary.take() {
            temporary.publish(name, replace)?;
        }
        if self.fsync && cfg!(unix) {
            File::open(self.folder)?.sync_all()?;
        }
        Ok(())
    }
}

impl Write for Part {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
