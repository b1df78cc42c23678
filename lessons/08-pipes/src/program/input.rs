//! What is counted: files and standard input.

use super::limit::{Input, Limit};
use lesson_program::streams;
use lesson_program::words::show;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata};
use std::io::{self, IsTerminal};
use std::path::Path;

/// Where an input comes from.
#[derive(Debug)]
pub enum Source<'a> {
    /// A file, or what else has a path.
    Path(&'a Path),
    /// Standard input, under this name if it has one.
    StandardInput(Option<&'a OsStr>),
}

impl<'a> Source<'a> {
    /// Those of the command line: none is standard input.
    pub fn all(names: &'a [OsString]) -> Vec<Source<'a>> {
        let source = |name: &'a OsString| match name.as_os_str() {
            name if name == "-" => Source::StandardInput(Some(name)),
            name => Source::Path(name.as_ref()),
        };
        match names {
            [] => vec![Source::StandardInput(None)],
            names => names.iter().map(source).collect(),
        }
    }

    /// Its name behind the numbers.
    pub fn name(&self) -> Option<&OsStr> {
        match self {
            Source::Path(path) => Some(path.as_os_str()),
            Source::StandardInput(name) => *name,
        }
    }

    /// Its name in a message.
    pub fn shown(&self) -> String {
        match self {
            Source::Path(path) => show(path),
            Source::StandardInput(_) => "standard input".into(),
        }
    }

    /// Whether a person types it.
    pub fn is_typed(&self) -> bool {
        matches!(self, Source::StandardInput(_)) && io::stdin().is_terminal()
    }

    /// What the system knows of it.
    ///
    /// # Errors
    /// Nothing.
    pub fn about(&self) -> io::Result<Metadata> {
        match self {
            Source::Path(path) => fs::metadata(path),
            Source::StandardInput(_) => about_standard_input(),
        }
    }

    /// Opens it; with a limit, it reaches its reader through a pipe that is closed in time.
    ///
    /// # Errors
    /// It could not be opened, or not in time.
    pub fn open(&self, limit: Option<&Limit>) -> io::Result<Input> {
        let Some(limit) = limit else {
            return match self {
                Source::Path(path) => open(path),
                Source::StandardInput(_) => open_standard_input(),
            };
        };
        match self {
            Source::Path(path) => {
                let path = path.to_path_buf();
                limit.read(move || open(&path))
            }
            Source::StandardInput(_) => limit.read(open_standard_input),
        }
    }
}

fn open(path: &Path) -> io::Result<Input> {
    Ok(Box::new(File::open(path)?))
}

fn open_standard_input() -> io::Result<Input> {
    Ok(Box::new(streams::input()?))
}

#[cfg(unix)]
fn about_standard_input() -> io::Result<Metadata> {
    use std::os::fd::AsFd;
    File::from(io::stdin().as_fd().try_clone_to_owned()?).metadata()
}

#[cfg(not(unix))]
fn about_standard_input() -> io::Result<Metadata> {
    Err(io::ErrorKind::Unsupported.into())
}
