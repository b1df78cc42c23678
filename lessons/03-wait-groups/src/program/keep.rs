//! What the compressed file takes over from the original: permissions and times, as `gzip` does.

use std::fs::{File, FileTimes, Metadata};
use std::io;
use std::time::{SystemTime, UNIX_EPOCH};

/// Gives `file` the permissions and times of the original, and its owners where that is allowed.
///
/// If it replaces a file, it keeps that file's owners, and its permissions but for those that the
/// original lacks.
pub fn keep(file: &File, original: &Metadata, replaced: Option<&Metadata>) -> io::Result<()> {
    permissions(file, original, replaced)?;
    let mut times = FileTimes::new();
    if let Ok(time) = original.accessed() {
        times = times.set_accessed(time);
    }
    if let Ok(time) = original.modified() {
        times = times.set_modified(time);
    }
    file.set_times(times)
}

/// Read, write and execute only: no set-user-ID for data. Without the original's group, the group
/// gets nothing.
#[cfg(unix)]
fn permissions(file: &File, original: &Metadata, replaced: Option<&Metadata>) -> io::Result<()> {
    use std::fs::Permissions;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};

    let mut mode = original.mode() & 0o777;
    if let Some(replaced) = replaced {
        return lesson_files::attributes::keep_within(file, replaced, mode);
    }
    let (user, group) = (Some(original.uid()), Some(original.gid()));
    if fchown(file, user, group).is_err() && fchown(file, None, group).is_err() {
        mode &= !0o070;
    }
    file.set_permissions(Permissions::from_mode(mode))
}

/// Elsewhere a new file has its folder's permissions. One that is read-only could not be renamed.
#[cfg(not(unix))]
fn permissions(_: &File, _: &Metadata, _: Option<&Metadata>) -> io::Result<()> {
    Ok(())
}

/// When the original was modified, as gzip's header counts it: 0 where that cannot be said.
pub fn modified(original: &Metadata) -> u32 {
    let time = original.modified().unwrap_or(SystemTime::UNIX_EPOCH);
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    since.as_secs().try_into().unwrap_or(0)
}
