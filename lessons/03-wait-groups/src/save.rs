//! The technique: a file comes under its name whole, or not at all.
//!
//! It is written under a name of its own in the same folder, and renamed when nothing can fail any
//! more. Whoever looks sees nothing, the old file or the new one, never a part.
//!
//! ```text
//!    writer                        somebody who looks
//! 1  opens a temporary file
//! 2  writes a part
//! 3                                sees no file, or the old one
//! 4  writes the rest
//! 5  publishes
//! 6                                sees all of it
//! ```

use std::io;

/// A folder in which files are published by a rename.
pub trait Folder {
    /// A file in it. Dropped before it was published, it vanishes.
    type File;
    /// What a file is published as.
    type Name: ?Sized;

    /// Opens a new file that nobody knows by name.
    ///
    /// # Errors
    /// It could not be opened.
    fn create(&self) -> io::Result<Self::File>;

    /// Gives the file its name, in one step that nobody can see half of.
    ///
    /// # Errors
    /// [`io::ErrorKind::AlreadyExists`] if there is one of that name and it is not to be replaced;
    /// or the rename failed. The file then has no name.
    fn publish(&self, file: &mut Self::File, name: &Self::Name, replace: bool) -> io::Result<()>;
}

// ANCHOR: save
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
    let written = write(&mut file)?;
    folder.publish(&mut file, name, replace)?;
    Ok(written)
}
// ANCHOR_END: save
