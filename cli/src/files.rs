//! Files that are there whole, or as they were.

use std::io::{self, Write};
use std::path::Path;

/// Writes a file beside and renames it: an interrupted run leaves what was there.
///
/// # Errors
/// It cannot be written.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mut beside = tempfile::NamedTempFile::new_in(folder).map_err(plain)?;
    beside.write_all(bytes)?;
    beside.persist(path)?;
    Ok(())
}

/// Without the name of the file beside, which says nothing to anybody.
fn plain(error: io::Error) -> io::Error {
    let cause = error.get_ref().and_then(|error| error.source());
    match cause.map(ToString::to_string) {
        Some(cause) => io::Error::new(error.kind(), cause),
        None => error,
    }
}
