//! Mode and owner of a file that is replaced.

use std::fs::{File, Metadata};
use std::io;

/// Gives `file` the owner, the group and the mode of the file that it replaces.
///
/// Of the mode it has read, write and execute only: set-user-ID and its kin go when a file is written
/// to. If the group cannot be kept, the new group may do no more than others may.
///
/// # Errors
/// The replaced file belongs to another user, and this process may not give files away: replacing it
/// would change its owner, and to write into it would leave a part if that failed.
#[cfg(unix)]
pub fn keep(file: &File, replaced: &Metadata) -> io::Result<()> {
    keep_within(file, replaced, 0o777)
}

/// As [`keep`], without what is missing in `most` of the mode.
///
/// # Errors
/// As [`keep`].
#[cfg(unix)]
pub fn keep_within(file: &File, replaced: &Metadata, most: u32) -> io::Result<()> {
    use crate::explained::explained;
    use std::fs::Permissions;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};

    let now = file.metadata()?;
    let (user, group) = (replaced.uid(), replaced.gid());
    let mut mode = replaced.mode() & 0o777 & most;
    if now.uid() != user {
        fchown(file, Some(user), Some(group)).map_err(|error| {
            let what = format!(
                "it belongs to user {user}, and replacing it would change that; remove it first, \
                 or name another file"
            );
            explained(what, error)
        })?;
    } else if now.gid() != group && fchown(file, None, Some(group)).is_err() {
        mode &= 0o707 | (mode & 0o007) << 3;
    }
    file.set_permissions(Permissions::from_mode(mode))
}

/// Gives `file` the permissions of the file that it replaces.
///
/// # Errors
/// They cannot be set.
#[cfg(not(unix))]
pub fn keep(file: &File, replaced: &Metadata) -> io::Result<()> {
    file.set_permissions(replaced.permissions())
}
