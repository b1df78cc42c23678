//! Where a file goes: what is there already, and where links lead.

use crate::explained::{explained, refused};
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// As many links in a row as Linux follows.
const MOST_LINKS: u32 = 40;

/// What a path is the name of, once its links are followed.
#[derive(Debug)]
pub enum Destination {
    /// Nothing.
    New(PathBuf),
    /// A file, to be replaced.
    Old(PathBuf, Metadata),
    /// A pipe, a device or an open file, to be written to as it is.
    Open(File),
}

/// Finds out what `path` is the name of.
///
/// # Errors
/// It is a folder, its links lead in a circle, or it cannot be opened or looked up.
pub fn find(path: &Path) -> io::Result<Destination> {
    let bytes = path.as_os_str().as_encoded_bytes();
    match fs::metadata(path) {
        Ok(about) if about.is_dir() => Err(refused("it is a folder; name a file in it")),
        Ok(about) => match follow(path)? {
            Followed::Name(name) if about.is_file() => Ok(Destination::Old(name, about)),
            _ => open(path, &about).map(Destination::Open),
        },
        Err(_) if bytes.is_empty() => Err(refused("its name is empty; name a file")),
        // A link in a circle, or to what cannot be looked up.
        Err(error) if error.kind() != ErrorKind::NotFound => follow(path).and(Err(error)),
        Err(_) if bytes.ends_with(b"/") || path.file_name().is_none() => Err(refused(
            "it would be a folder, by its name; make it first, and name a file in it",
        )),
        Err(error) => match follow(path)? {
            Followed::Name(name) => Ok(Destination::New(name)),
            Followed::Descriptor => Err(error),
        },
    }
}

/// Where links lead.
enum Followed {
    Name(PathBuf),
    /// Not to a name but to an open file, as `/dev/stdout` and all of `/proc/self/fd` do.
    Descriptor,
}

fn follow(path: &Path) -> io::Result<Followed> {
    let mut at = path.to_path_buf();
    for _ in 0..=MOST_LINKS {
        let Ok(to) = fs::read_link(&at) else {
            return Ok(Followed::Name(at));
        };
        let folder = folder_of(&at);
        if fs::canonicalize(folder).is_ok_and(|folder| folder.starts_with("/proc")) {
            return Ok(Followed::Descriptor);
        }
        at = folder.join(to);
    }
    Err(refused("its links lead in a circle; name a file"))
}

/// Opens what is written to as it is. Standard output and standard error are shared: what was written
/// to them before stays, and what is written next follows.
fn open(path: &Path, about: &Metadata) -> io::Result<File> {
    #[cfg(unix)]
    {
        use std::os::fd::AsFd;
        let streams = [
            io::stdout().as_fd().try_clone_to_owned(),
            io::stderr().as_fd().try_clone_to_owned(),
        ];
        for stream in streams.into_iter().flatten().map(File::from) {
            if stream.metadata().is_ok_and(|other| same(about, &other)) {
                return Ok(stream);
            }
        }
    }
    let mut options = File::options();
    let opened = match about.is_file() {
        true => options.append(true).open(path),
        false => options.write(true).open(path),
    };
    opened.map_err(|error| explained("it cannot be opened for writing", error))
}

#[cfg(unix)]
fn same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// The folder that a file is in; the current one has no name.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
