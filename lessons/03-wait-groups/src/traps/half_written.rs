//! The trap `half-written`: the file is opened under its own name and then written.
//!
//! ```text
//!    writer                        somebody who looks
//! 1  opens the file: an old one is gone
//! 2  writes a part
//! 3                                sees a part
//! 4  fails: disk full
//! 5                                sees a part, for ever
//! ```

use crate::save::Folder;
use std::io;

/// Makes the file `name` in `folder`: what `write` writes into it, or nothing if that fails.
///
/// # Errors
/// `write` failed, or the file could not be opened or published. The folder is as it was before.
pub fn save<F: Folder, R, E: From<io::Error>>(
    folder: &F,
    name: &F::Name,
    replace: bool,
    write: impl FnOnce(&mut F::File) -> Result<R, E>,
) -> Result<R, E> {
    let mut file = folder.create()?;
    // TRAP: the name first, then what it stands for.
    folder.publish(&mut file, name, replace)?;
    let written = write(&mut file)?;
    Ok(written)
}
