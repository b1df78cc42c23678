//! Folders as they really are: temporary files, and the rename that publishes them.

use super::interrupt;
use super::keep::keep;
use lesson_03::save::Folder;
use std::fs::{File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::TempPath;

/// Temporary files are called so; they are not compressed if an input folder has some.
pub const PREFIX: &str = ".lesson-03-";
pub const SUFFIX: &str = ".tmp";

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
    temporary: Option<Temporary>,
}

/// The name of a file that has no final one.
#[derive(Debug)]
struct Temporary {
    path: Option<TempPath>,
    listed: PathBuf,
}

impl Folder for Disk<'_> {
    type File = Part;
    type Name = Path;

    fn create(&self) -> io::Result<Part> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX).suffix(SUFFIX);
        let made = interrupt::make(|| builder.tempfile_in(self.folder), |made| made.path())?;
        let listed = made.path().to_path_buf();
        let (file, path) = made.into_parts();
        let path = Some(path);
        Ok(Part {
            file,
            temporary: Some(Temporary { path, listed }),
        })
    }

    fn publish(&self, part: &mut Part, name: &Path, replace: bool) -> io::Result<()> {
        keep(&part.file, self.original)?;
        if self.fsync {
            part.file.sync_all()?;
        }
        let mut temporary = part.temporary.take();
        if let Some(path) = temporary
            .as_mut()
            .and_then(|temporary| temporary.path.take())
        {
            match replace {
                true => path.persist(name)?,
                false => path.persist_noclobber(name)?,
            }
        }
        if self.fsync && cfg!(unix) {
            File::open(self.folder)?.sync_all()?;
        }
        Ok(())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // Removes the file, unless it was renamed.
        drop(self.path.take());
        interrupt::forget(&self.listed);
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
