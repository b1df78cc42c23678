//! From the command line to the list of inputs, which includes the files in folders.

use super::input::Input;
use anyhow::anyhow;
use lesson_program::words::show;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

/// Returns all inputs that `paths` stand for, in order, and the paths that could not be listed.
///
/// A folder stands for the files in it and in its subfolders, sorted by name. Links to folders and
/// anything that is not a file (a socket, a named pipe) are skipped there.
pub fn list(paths: &[PathBuf]) -> (Vec<Input>, Vec<anyhow::Error>) {
    let (mut inputs, mut failed) = (vec![], vec![]);
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(Input::standard_input());
            continue;
        }
        match fs::metadata(path) {
            Ok(about) if about.is_dir() => walk(path, &mut inputs, &mut failed),
            Ok(about) => inputs.push(input(path.clone(), &about)),
            Err(error) => failed.push(cannot_read(path, error)),
        }
    }
    (inputs, failed)
}

fn walk(folder: &Path, inputs: &mut Vec<Input>, failed: &mut Vec<anyhow::Error>) {
    let entries = fs::read_dir(folder).and_then(|entries| entries.collect::<Result<Vec<_>, _>>());
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => return failed.push(cannot_read(folder, error)),
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
        match fs::metadata(&path) {
            Ok(about) if about.is_file() => inputs.push(input(path, &about)),
            Ok(about) if about.is_dir() && !is_link => walk(&path, inputs, failed),
            Ok(_) => {}
            Err(error) => failed.push(cannot_read(&path, error)),
        }
    }
}

/// A file of known length is read in blocks. A length of 0 means nothing: files in /proc report it too.
fn input(path: PathBuf, about: &Metadata) -> Input {
    match about.len() {
        1.. if about.is_file() => Input::file(path, about.len()),
        _ => Input::stream(path),
    }
}

/// A failure that names its path.
pub fn cannot_read(path: &Path, error: std::io::Error) -> anyhow::Error {
    anyhow!(error).context(format!("cannot read {}", show(path)))
}
