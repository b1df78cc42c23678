//! One file: opened, compressed, saved. It knows nothing of groups or other files.

use super::disk::Disk;
use super::keep::modified;
use anyhow::{Context, anyhow, bail};
use lesson_03::compress::{CompressError, Deflater, Header, Sizes, compress};
use lesson_03::save::save;
use lesson_03::sync::Mutex;
use lesson_program::words::{bytes, show};
use lesson_progress::Progress;
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// A file to compress.
#[derive(Debug)]
pub struct Job {
    /// Its number among all inputs, for messages in a fixed order.
    pub number: usize,
    pub input: PathBuf,
    pub output: PathBuf,
}

/// What all jobs share.
#[derive(Debug)]
pub struct Workshop {
    pub level: u32,
    pub force: bool,
    pub fsync: bool,
    pub progress: Progress,
    /// Compressors that are not in use.
    pub deflaters: Mutex<Vec<Deflater>>,
}

/// The result of one file.
#[derive(Debug)]
pub struct Compressed {
    pub sizes: Sizes,
    pub warning: Option<String>,
}

/// Compresses one file.
pub fn perform(job: &Job, workshop: &Workshop) -> anyhow::Result<Compressed> {
    let input = show(&job.input);
    let output = show(&job.output);
    let file = File::open(&job.input).with_context(|| format!("cannot read {input}"))?;
    let before = file
        .metadata()
        .with_context(|| format!("cannot read {input}"))?;
    if !before.is_file() {
        bail!("{input} is no longer a file");
    }
    match fs::symlink_metadata(&job.output) {
        Ok(_) if !workshop.force => bail!("{output} already exists; use --force to replace it"),
        // A link may point to another input.
        Ok(there) if !there.is_file() => {
            bail!(
                "{output} is not a regular file, and --force replaces only those; remove it first"
            )
        }
        _ => {}
    }
    let header = Header {
        name: name(&job.input),
        modified: modified(&before),
    };
    // Files in /proc report a length of 0 and are not empty.
    let most = match before.len() {
        0 => u64::MAX,
        length => length,
    };
    let disk = Disk {
        folder: job.output.parent().unwrap_or(Path::new(".")),
        original: &before,
        fsync: workshop.fsync,
    };
    let mut deflater = workshop.deflaters.lock().pop();
    let with = deflater.get_or_insert_with(|| Deflater::new(workshop.level));
    let saved = save(&disk, &job.output, workshop.force, |part| {
        let bytes = workshop.progress.watch((&file).take(most));
        compress(with, &header, bytes, part)
    });
    workshop.deflaters.lock().extend(deflater);
    let sizes = saved.map_err(|error| match error {
        CompressError::Read(cause) => anyhow!(cause).context(format!("cannot read {input}")),
        CompressError::Write(cause) if cause.kind() == ErrorKind::AlreadyExists => {
            anyhow!("{output} already exists; use --force to replace it")
        }
        CompressError::Write(cause) => anyhow!(cause).context(format!("cannot write {output}")),
    })?;
    let now = file.metadata().map_or(before.len(), |now| now.len());
    let warning = changed(before.len(), sizes.read, now).map(|how| {
        let held = bytes(sizes.read);
        format!("{input} {how} while it was read: {output} holds its first {held}")
    });
    Ok(Compressed { sizes, warning })
}

/// How a file of this size has changed in the meantime, if the copy lacks the change.
fn changed(before: u64, read: u64, now: u64) -> Option<&'static str> {
    if before > 0 && read < before {
        Some("shrank")
    } else if now > read {
        Some("grew")
    } else {
        None
    }
}

/// The name that the header gets: without folders, in the bytes of the system.
#[cfg(unix)]
fn name(input: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    input
        .file_name()
        .map_or(vec![], |name| name.as_bytes().to_vec())
}

/// The name that the header gets: without folders.
#[cfg(not(unix))]
fn name(input: &Path) -> Vec<u8> {
    let name = input.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn workshop() -> Workshop {
        Workshop {
            level: 6,
            force: false,
            fsync: true,
            progress: Progress::of_bytes(Some(0)),
            deflaters: Mutex::default(),
        }
    }

    fn job(folder: &Path) -> Job {
        Job {
            number: 0,
            input: folder.join("a"),
            output: folder.join("a.gz"),
        }
    }

    #[test]
    fn a_file_that_grew_or_shrank_is_told_of() {
        assert_eq!(changed(10, 10, 10), None);
        assert_eq!(changed(10, 10, 11), Some("grew"));
        assert_eq!(changed(10, 9, 9), Some("shrank"));
        assert_eq!(changed(10, 9, 12), Some("shrank"));
        // One of /proc: its size is not known.
        assert_eq!(changed(0, 100, 0), None);
    }

    #[test]
    fn a_file_that_vanished_fails_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let error = perform(&job(folder.path()), &workshop()).unwrap_err();
        let shown = format!("{error:#}");
        assert!(shown.starts_with("cannot read "), "{shown}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_file_that_became_a_folder_fails() {
        let folder = tempfile::tempdir().unwrap();
        let job = job(folder.path());
        fs::create_dir(&job.input).unwrap();
        // Windows does not even open it.
        assert!(perform(&job, &workshop()).is_err());
        assert!(!job.output.exists());
    }

    #[test]
    fn an_output_that_came_meanwhile_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let original = File::create(folder.path().join("a")).unwrap();
        let original = original.metadata().unwrap();
        let name = folder.path().join("a.gz");
        let disk = Disk {
            folder: folder.path(),
            original: &original,
            fsync: false,
        };
        let saved: Result<(), CompressError> = save(&disk, &name, false, |part| {
            part.write_all(b"new")?;
            Ok(fs::write(&name, b"theirs")?)
        });
        let Err(CompressError::Write(error)) = saved else {
            panic!("{saved:?}");
        };
        assert_eq!(error.kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&name).unwrap(), b"theirs");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
