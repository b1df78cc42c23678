//! A file that is not complete: it has another name in the same folder, and goes at Ctrl-C.

use lesson_08::sync::{Arc, Mutex};
use std::fs::File;
use std::io;
use std::mem::forget;
use std::path::{Path, PathBuf};
use tempfile::{Builder, TempPath};

/// Where the file is, while there is one.
#[derive(Debug)]
pub struct Unfinished(Arc<Mutex<Option<TempPath>>>);

impl Unfinished {
    /// None yet; from now on Ctrl-C removes what there is, and ends the program.
    ///
    /// # Errors
    /// Nobody can listen for Ctrl-C.
    pub fn gone_at_interrupt() -> anyhow::Result<Self> {
        let unfinished = Arc::new(Mutex::new(None));
        let goes = unfinished.clone();
        lesson_interrupt::at_interrupt(move || {
            let mut file = goes.lock();
            drop(file.take());
            // None is begun or completed any more.
            forget(file);
        })?;
        Ok(Unfinished(unfinished))
    }

    /// Begins a file that will be at `path`.
    ///
    /// # Errors
    /// The folder takes none.
    pub fn begin(&self, path: &Path) -> io::Result<File> {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let mut builder = Builder::new();
        builder.prefix(".unfinished-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As any new file: the process's mask takes away what it wants.
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let mut unfinished = self.0.lock();
        let (file, at) = builder
            .tempfile_in(folder)
            .map_err(without_name)?
            .into_parts();
        *unfinished = Some(at);
        Ok(file)
    }

    /// Where it is now, while it is unfinished.
    pub fn at(&self) -> Option<PathBuf> {
        self.0.lock().as_ref().map(|at| at.to_path_buf())
    }

    /// Gives it its name, in place of a file that has it if it `replaces`.
    ///
    /// # Errors
    /// It could not be renamed, and is removed.
    pub fn complete(&self, path: &Path, replaces: bool) -> io::Result<()> {
        let mut unfinished = self.0.lock();
        let Some(at) = unfinished.take() else {
            return Ok(());
        };
        if replaces {
            at.persist(path).map_err(|failed| failed.error)
        } else {
            at.persist_noclobber(path).map_err(|failed| failed.error)
        }
    }

    /// Removes it.
    pub fn remove(&self) {
        drop(self.0.lock().take());
    }
}

/// The cause alone: nobody asked for the name that it has meanwhile.
fn without_name(why: io::Error) -> io::Error {
    let cause = why.get_ref().and_then(|why| why.source());
    let cause = cause.map(ToString::to_string);
    cause.map_or_else(
        || why.kind().into(),
        |cause| io::Error::new(why.kind(), cause),
    )
}
