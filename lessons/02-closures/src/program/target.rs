//! A file that has its name only when all of it is there: written beside, then renamed.

use anyhow::{Context, anyhow};
use lesson_02::sync::{Arc, Mutex, MutexGuard};
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process;

/// Where the bytes are to end up.
#[derive(Debug)]
pub struct Target {
    path: PathBuf,
    beside: Arc<Beside>,
}

/// The file beside, while there is one. Created, renamed and removed under the lock, by the closure
/// or by whoever gives up.
#[derive(Debug, Default)]
pub struct Beside(Mutex<Option<PathBuf>>);

impl Beside {
    /// Removes the file; while the guard lives, no other one is created or renamed.
    pub fn give_up(&self) -> MutexGuard<'_, Option<PathBuf>> {
        let mut beside = self.0.lock();
        if let Some(path) = beside.take() {
            // It may be gone already; and there is nobody left to tell.
            let _ = fs::remove_file(path);
        }
        beside
    }
}

impl Target {
    /// Nothing is created yet. The second is for whoever has to give up.
    pub fn new(path: &Path) -> (Target, Arc<Beside>) {
        // A link stays a link: what it points to is replaced.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.into());
        let beside = Arc::<Beside>::default();
        let target = Target {
            path,
            beside: beside.clone(),
        };
        (target, beside)
    }

    /// Creates the file beside. What is no regular file, a pipe or a device, cannot be replaced, and
    /// is written to as it is.
    pub fn create(self) -> anyhow::Result<Writer> {
        let cannot = || format!("cannot write {}", self.path.display());
        let before = fs::metadata(&self.path).ok();
        if before.as_ref().is_some_and(fs::Metadata::is_dir) {
            return Err(anyhow!("it is a folder; name a file in it")).with_context(cannot);
        }
        let file = if before.as_ref().is_some_and(|before| !before.is_file()) {
            OpenOptions::new().write(true).open(&self.path)
        } else {
            let file = self.create_beside();
            match (&file, before) {
                // What replaces a file may be read by those who could read that.
                (Ok(file), Some(before)) => file
                    .set_permissions(before.permissions())
                    .and(file.try_clone()),
                _ => file,
            }
        };
        let file = match file {
            Ok(file) => file,
            Err(error) => {
                drop(self.beside.give_up());
                let error = match error.kind() {
                    ErrorKind::NotFound => {
                        anyhow!(error).context("its folder is not there; make it first")
                    }
                    _ => anyhow!(error),
                };
                return Err(error).with_context(cannot);
            }
        };
        Ok(Writer { file, target: self })
    }

    fn create_beside(&self) -> std::io::Result<File> {
        for n in 0.. {
            let name = format!(".lesson-02-{}-{n}.tmp", process::id());
            let path = self.path.with_file_name(name);
            let mut beside = self.beside.0.lock();
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Ok(file) => {
                    *beside = Some(path);
                    return Ok(file);
                }
                failed => return failed,
            }
        }
        unreachable!("one of the names is free")
    }
}

/// Writes to the file beside, which is removed if it is dropped before it is finished.
#[derive(Debug)]
pub struct Writer {
    file: File,
    target: Target,
}

impl Writer {
    pub fn write(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        let written = self.file.write_all(bytes);
        written.with_context(|| format!("cannot write {}", self.target.path.display()))
    }

    /// Flushes, and gives the file its name.
    pub fn finish(self) -> anyhow::Result<()> {
        let path = &self.target.path;
        let cannot = || format!("cannot write {}", path.display());
        let replaces = self.target.beside.0.lock().is_some();
        if replaces {
            // Some disks tell only here that they are full. It may take long, so not under the lock.
            self.file.sync_all().with_context(cannot)?;
        }
        let mut beside = self.target.beside.0.lock();
        if let Some(temporary) = &*beside {
            fs::rename(temporary, path).with_context(cannot)?;
            *beside = None;
        }
        Ok(())
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.target.beside.give_up());
    }
}

/// Whether both are names of one file.
pub fn same_file(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let id = |path: &Path| {
            fs::metadata(path)
                .map(|about| (about.dev(), about.ino()))
                .ok()
        };
        id(one).is_some() && id(one) == id(other)
    }
    #[cfg(not(unix))]
    {
        let id = |path: &Path| fs::canonicalize(path).ok();
        id(one).is_some() && id(one) == id(other)
    }
}
