//! What happens to each kind of destination.
#![cfg(unix)]

use lesson_files::{Output, replace};
use std::error::Error;
use std::fs::{self, Permissions};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::Path;
use std::thread;
use tempfile::tempdir;

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The error with its causes, as a program prints it.
fn told(error: &io::Error) -> String {
    let mut told = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        told += &format!(": {error}");
        cause = error.source();
    }
    told
}

#[test]
fn a_replaced_file_keeps_its_mode() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("file");
    for mode in [0o600, 0o640, 0o755, 0o604, 0o444, 0o6755] {
        fs::write(&file, "before").unwrap();
        fs::set_permissions(&file, Permissions::from_mode(mode)).unwrap();
        replace(&file, b"after").unwrap();
        let now = fs::metadata(&file).unwrap().mode() & 0o7777;
        assert_eq!(now, mode & 0o777, "{mode:o}");
        assert_eq!(fs::read(&file).unwrap(), b"after");
        fs::remove_file(&file).unwrap();
    }
}

/// While it is written too, and even if all may read the folder.
#[test]
fn a_private_file_is_private_from_the_beginning() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "before").unwrap();
    fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
    let output = Output::create(&file).unwrap();
    for name in names(folder.path()) {
        let mode = fs::metadata(folder.path().join(&name)).unwrap().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    drop(output);
}

#[test]
fn root_keeps_the_owner_and_the_group() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "before").unwrap();
    if chown(&file, Some(65_534), Some(65_533)).is_err() {
        eprintln!("skipped: only root may give a file to another user");
        return;
    }
    fs::set_permissions(&file, Permissions::from_mode(0o640)).unwrap();
    replace(&file, b"after").unwrap();
    let now = fs::metadata(&file).unwrap();
    assert_eq!((now.uid(), now.gid()), (65_534, 65_533));
    assert_eq!(now.mode() & 0o777, 0o640);
}

#[test]
fn a_chain_of_links_stays_and_its_end_is_written() {
    for there in [true, false] {
        let folder = tempdir().unwrap();
        let path = |name| folder.path().join(name);
        fs::create_dir(path("below")).unwrap();
        if there {
            fs::write(path("end"), "before").unwrap();
        }
        symlink("below/second", path("first")).unwrap();
        // Relative to the folder that the link is in.
        symlink("../third", path("below/second")).unwrap();
        symlink(path("end"), path("third")).unwrap();
        replace(&path("first"), b"after").unwrap();
        assert_eq!(fs::read(path("end")).unwrap(), b"after");
        for link in ["first", "below/second", "third"] {
            assert!(fs::symlink_metadata(path(link)).unwrap().is_symlink());
        }
        assert_eq!(names(folder.path()), ["below", "end", "first", "third"]);
    }
}

#[test]
fn links_that_lead_in_a_circle_are_refused() {
    let folder = tempdir().unwrap();
    let path = |name| folder.path().join(name);
    symlink("two", path("one")).unwrap();
    symlink("one", path("two")).unwrap();
    let error = replace(&path("one"), b"after").unwrap_err();
    assert_eq!(told(&error), "its links lead in a circle; name a file");
    assert_eq!(names(folder.path()), ["one", "two"]);
}

#[test]
fn a_link_into_a_folder_that_is_missing_is_refused() {
    let folder = tempdir().unwrap();
    let link = folder.path().join("link");
    symlink("none/file", &link).unwrap();
    let error = told(&replace(&link, b"after").unwrap_err());
    assert!(error.starts_with("its folder is not there; make it first: "));
    assert_eq!(names(folder.path()), ["link"]);
}

#[test]
fn names_that_are_no_files_are_refused() {
    let folder = tempdir().unwrap();
    let error = replace(folder.path(), b"").unwrap_err();
    assert_eq!(told(&error), "it is a folder; name a file in it");
    for none in ["none/", "none/.."] {
        assert!(replace(&folder.path().join(none), b"").is_err(), "{none}");
    }
    let error = replace(Path::new(""), b"").unwrap_err();
    assert_eq!(told(&error), "its name is empty; name a file");
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_dropped_output_leaves_what_was_there() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "before").unwrap();
    let mut output = Output::create(&file).unwrap();
    output.write_all(b"half of ").unwrap();
    assert_eq!(names(folder.path()).len(), 2);
    drop(output);
    assert_eq!(names(folder.path()), ["file"]);
    assert_eq!(fs::read(&file).unwrap(), b"before");
}

/// The documentation says so: the other name is of another file then.
#[test]
fn a_hard_link_keeps_the_old_contents() {
    let folder = tempdir().unwrap();
    let path = |name| folder.path().join(name);
    fs::write(path("file"), "before").unwrap();
    fs::hard_link(path("file"), path("other")).unwrap();
    replace(&path("file"), b"after").unwrap();
    assert_eq!(fs::read(path("other")).unwrap(), b"before");
}

#[cfg(target_os = "linux")]
#[test]
fn devices_are_written_to_and_stay() {
    use std::os::unix::fs::FileTypeExt;

    replace(Path::new("/dev/null"), b"text").unwrap();
    let error = replace(Path::new("/dev/full"), b"text").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::StorageFull);
    for device in ["/dev/null", "/dev/full"] {
        let kind = fs::metadata(device).unwrap().file_type();
        assert!(kind.is_char_device(), "{device}");
    }
}

#[test]
fn a_named_pipe_is_written_to_and_stays() {
    use rustix::fs::{CWD, Mode, mkfifoat};
    use std::os::unix::fs::FileTypeExt;

    let folder = tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    mkfifoat(CWD, &pipe, Mode::RUSR | Mode::WUSR).unwrap();
    let reads = {
        let pipe = pipe.clone();
        thread::spawn(move || {
            let mut text = String::new();
            fs::File::open(pipe)?.read_to_string(&mut text)?;
            io::Result::Ok(text)
        })
    };
    replace(&pipe, b"text").unwrap();
    assert_eq!(reads.join().unwrap().unwrap(), "text");
    assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
    assert_eq!(names(folder.path()), ["pipe"]);
}
