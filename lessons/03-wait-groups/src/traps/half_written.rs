//! The bug `half-written`: the file gets its final name first, and is then written.
//!
//! ```text
//!    writer                        another process
//! 1  opens the file: the old one is gone
//! 2  writes a part
//! 3                                sees a part
//! 4  fails: disk full
//! 5                                sees a part, forever
//! ```

use crate::save::Folder;
use std::io;

/// Creates the file `name` in `folder` with what `write` writes, or no file if that fails.
///
/// # Errors
/// `write` failed, or the file could not be opened or published. The folder is then unchanged.
pub fn save<F: Folder, R, E: From<io::Error>>(
    folder: &F,
    name: &F::Name,
    replace: bool,
    write: impl FnOnce(&mut F::File) -> Result<R, E>,
) -> Result<R, E> {
    let mut file = folder.create()?;
    // TRAP: published first, and written afterwards.
    folder.publish(&mut file, name, replace)?;
    let written = write(&mut file)?;
    Ok(written)
}
