//! Temporary files and folders, on a list: an interrupt removes what is on it.

use crate::explained::explained;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::mem::forget;
#[cfg(unix)]
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tempfile::{Builder, TempPath};

/// How the names of temporary files begin and end.
const NAME: (&str, &str) = (".unfinished-", ".tmp");

/// What must not outlive the program. Everything is created, renamed and taken off under its lock.
static LISTED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn listed() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    // Each change of it is one step, so a panic leaves it whole.
    LISTED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes everything on the list. Nothing temporary is created or renamed any more: a thread that
/// tries to waits until the process ends.
pub fn remove_all() {
    let listed = listed();
    for path in &*listed {
        // It may be gone already, and no thread is left that could report a failure.
        let _ = fs::remove_file(path);
        let _ = fs::remove_dir_all(path);
    }
    forget(listed);
}

/// Makes something temporary and puts it on the list, in one step.
///
/// From then on a limit on the size of files is an error of the write that exceeds it.
///
/// # Errors
/// `make` failed.
pub fn make<T>(
    make: impl FnOnce() -> io::Result<T>,
    path: impl FnOnce(&T) -> &Path,
) -> io::Result<(T, Listed)> {
    lesson_interrupt::survive_file_limit()?;
    let mut listed = listed();
    let made = make()?;
    let path = path(&made).to_path_buf();
    listed.insert(path.clone());
    Ok((made, Listed(path)))
}

/// An entry of the list, taken off when it is dropped. Drop it after the file.
#[derive(Debug)]
pub struct Listed(PathBuf);

impl Drop for Listed {
    fn drop(&mut self) {
        listed().remove(&self.0);
    }
}

/// Whether a file has the name of a temporary file: another run may be writing it.
pub fn is_temporary(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with(NAME.0) && name.ends_with(NAME.1)
}

/// A file without its final name. It is removed when this is dropped.
#[derive(Debug)]
pub struct Temporary {
    // In this order: removed first, then taken off the list.
    path: Option<TempPath>,
    _listed: Listed,
}

impl Temporary {
    /// Creates a file in `folder`. If it is `private`, only this user may read it; else the process's
    /// umask decides.
    ///
    /// # Errors
    /// The folder takes no new file.
    pub fn within(folder: &Path, private: bool) -> io::Result<(File, Temporary)> {
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        options.mode(if private { 0o600 } else { 0o666 });
        // Elsewhere a new file has its folder's permissions.
        #[cfg(not(unix))]
        let _ = private;
        let mut builder = Builder::new();
        builder.prefix(NAME.0).suffix(NAME.1);
        // Opened here, since the builder puts the temporary name into its own errors.
        let create = || builder.make_in(folder, |path| options.open(path));
        let made = make(create, |made| made.path());
        let (made, listed) = made.map_err(|error| refused_by(folder, error))?;
        let (file, path) = made.into_parts();
        let temporary = Temporary {
            path: Some(path),
            _listed: listed,
        };
        Ok((file, temporary))
    }

    /// The temporary name.
    pub fn path(&self) -> &Path {
        self.path.as_deref().unwrap_or(Path::new(""))
    }

    /// Gives the file the name `to`, in one step. Unless it `replaces`, a file of that name stays.
    ///
    /// # Errors
    /// [`ErrorKind::AlreadyExists`] if a file stays; or it could not be renamed. It is removed then.
    pub fn publish(mut self, to: &Path, replaces: bool) -> io::Result<()> {
        let Some(path) = self.path.take() else {
            return Ok(());
        };
        let listed = listed();
        let published = match replaces {
            true => path.persist(to),
            false => path.persist_noclobber(to),
        };
        // The guard goes first: taking it off the list locks again.
        drop(listed);
        published.map_err(|failed| failed.error)
    }
}

/// Why a folder takes no new file, and what to do about it.
fn refused_by(folder: &Path, error: io::Error) -> io::Error {
    match error.kind() {
        ErrorKind::NotFound => explained("its folder is not there; make it first", error),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => explained(
            format!("its folder {folder:?} takes no new file; make it writable, or name another"),
            error,
        ),
        _ => error,
    }
}
