//! The technique: a file appears under its name whole, or not at all.
//!
//! It is written under a temporary name in the same folder, and renamed once nothing else can fail.
//! Another process sees no file, the old file or the new one, never a part.
//!
//! ```text
//!    writer                        another process
//! 1  opens a temporary file
//! 2  writes a part
//! 3                                sees no file, or the old one
//! 4  writes the rest
//! 5  publishes
//! 6                                sees all of it
//! ```

use std::io;

/// A folder in which a file is published by renaming it.
pub trait Folder {
    /// A file in it. If it is dropped before it is published, it is removed.
    type File;
    /// The name under which a file is published.
    type Name: ?Sized;

    /// Opens a new file under a temporary name.
    ///
    /// # Errors
    /// It could not be opened.
    fn create(&self) -> io::Result<Self::File>;

    /// Gives the file its final name, in one atomic step.
    ///
    /// # Errors
    /// [`io::ErrorKind::AlreadyExists`] if a file of that name exists and `replace` is false; or the
    /// rename failed. The file is then still unpublished.
    fn publish(&self, file: &mut Self::File, name: &Self::Name, replace: bool) -> io::Result<()>;
}

// ANCHOR: save
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
    let written = write(&mut file)?;
    folder.publish(&mut file, name, replace)?;
    Ok(written)
}
// ANCHOR_END: save
