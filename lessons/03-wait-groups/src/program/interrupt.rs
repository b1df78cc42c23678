//! Ctrl-C ends the program at once and leaves no partial file: whatever is temporary is on a list.
//!
//! The handler does not ask the workers: one of them may be blocked in the system. It takes the
//! list's lock and keeps it, so that nothing temporary can be made after it has tidied up.

use lesson_03::sync::Mutex;
use lesson_interrupt::at_interrupt;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::mem;
use std::path::{Path, PathBuf};

/// Files and folders that must not outlive the program. Written by [`make`] and [`forget`].
static TEMPORARY: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Makes Ctrl-C, and what else asks a program to end, remove everything on the list.
///
/// # Errors
/// See [`at_interrupt`].
pub fn leave_nothing_behind() -> anyhow::Result<()> {
    at_interrupt(|| {
        let temporary = TEMPORARY.lock();
        for path in &*temporary {
            let _ = fs::remove_file(path);
            let _ = fs::remove_dir_all(path);
        }
        mem::forget(temporary);
    })
}

/// Makes something temporary and puts it on the list, in one step.
pub fn make<T>(
    make: impl FnOnce() -> io::Result<T>,
    path: impl FnOnce(&T) -> &Path,
) -> io::Result<T> {
    let mut temporary = TEMPORARY.lock();
    let made = make()?;
    temporary.insert(path(&made).to_path_buf());
    Ok(made)
}

/// Takes it from the list: it was renamed or removed.
pub fn forget(path: &Path) {
    TEMPORARY.lock().remove(path);
}
