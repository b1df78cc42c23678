//! From the paths on the command line to jobs: walks folders, skips compressed files, and ensures that
//! no two jobs write the same file.

use super::job::Job;
use anyhow::{Context, anyhow};
use lesson_files::temporary::is_temporary;
use lesson_program::words::{count, show};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// What was found besides jobs.
#[derive(Debug, Default)]
pub struct Found {
    /// Inputs that cannot be compressed, with their number.
    pub failures: Vec<(usize, anyhow::Error)>,
    pub warnings: Vec<(usize, String)>,
    /// Files in folders that end in `.gz`.
    zipped: u64,
    /// Things in folders that are neither files nor folders: links, pipes, devices.
    others: u64,
}

/// Finds the files, and passes each to `submit` as soon as it is known.
///
/// A folder is listed completely before any of its files is submitted, so that files which appear in
/// the meantime are not found.
pub struct Finder<'a, F> {
    output_dir: Option<&'a Path>,
    /// The output folder's real path: it is not walked into.
    output_real: Option<PathBuf>,
    submit: F,
    found: Found,
    number: usize,
    /// Folders by the name that they were given, and by their real path.
    folders: HashMap<PathBuf, usize>,
    /// For each file that will be written (folder, name): the folder that its input is in.
    outputs: HashMap<(usize, OsString), usize>,
}

impl<'a, F: FnMut(Job)> Finder<'a, F> {
    pub fn new(output_dir: Option<&'a Path>, submit: F) -> Self {
        Finder {
            output_dir,
            output_real: output_dir.and_then(|folder| fs::canonicalize(folder).ok()),
            submit,
            found: Found::default(),
            number: 0,
            folders: HashMap::new(),
            outputs: HashMap::new(),
        }
    }

    /// Finds the files below all paths.
    pub fn find(mut self, paths: &[PathBuf]) -> Found {
        for path in paths {
            if let Err(error) = self.named(path) {
                self.fail(error);
            }
        }
        let (zipped, others) = (self.found.zipped, self.found.others);
        if zipped > 0 {
            self.warn(format!("skipped {} in .gz", ending(zipped)));
        }
        if others > 0 {
            let what = count(others, "link or special file");
            self.warn(format!(
                "skipped {}",
                what.replace("link or special files", "links or special files")
            ));
        }
        self.found
    }

    /// A path of the command line. A link is followed here, because it was named explicitly.
    fn named(&mut self, path: &Path) -> anyhow::Result<()> {
        if path == Path::new("-") {
            return Err(anyhow!(
                "- is standard input and must be the only path; to name a file, write ./-"
            ));
        }
        let metadata = fs::metadata(path).with_context(|| format!("cannot read {}", show(path)))?;
        if metadata.is_dir() {
            self.walk(path);
            return Ok(());
        }
        if !metadata.is_file() {
            return Err(anyhow!("{} is neither a file nor a folder", show(path)));
        }
        if is_zipped(path) {
            self.warn(format!("skipped {}: it ends in .gz", show(path)));
            return Ok(());
        }
        let folder = parent(path);
        let to = self.output_dir.unwrap_or(folder);
        self.file(path.to_path_buf(), folder, to);
        Ok(())
    }

    /// All files below a folder, in the order of their names.
    fn walk(&mut self, top: &Path) {
        let mut folders = vec![top.to_path_buf()];
        while let Some(folder) = folders.pop() {
            match self.list(&folder) {
                Ok((files, below)) => {
                    let to = self.output_for(top, &folder);
                    match to {
                        Ok(to) => files
                            .into_iter()
                            .for_each(|name| self.file(folder.join(name), &folder, &to)),
                        Err(error) => self.fail(error),
                    }
                    folders.extend(below.into_iter().rev().map(|name| folder.join(name)));
                }
                Err(error) => self.fail(error),
            }
        }
    }

    /// The files and the folders in a folder, sorted.
    fn list(&mut self, folder: &Path) -> anyhow::Result<(Vec<OsString>, Vec<OsString>)> {
        let context = || format!("cannot list {}", show(folder));
        let (mut files, mut below) = (vec![], vec![]);
        if self.output_real.is_some() && fs::canonicalize(folder).ok() == self.output_real {
            return Ok((files, below));
        }
        for entry in fs::read_dir(folder).with_context(context)? {
            let entry = entry.with_context(context)?;
            let (name, kind) = (entry.file_name(), entry.file_type().with_context(context)?);
            if kind.is_dir() {
                below.push(name);
            } else if !kind.is_file() {
                self.found.others += 1;
            } else if is_zipped(Path::new(&name)) {
                self.found.zipped += 1;
            } else if !is_temporary(&name) {
                files.push(name);
            }
        }
        files.sort_unstable();
        below.sort_unstable();
        Ok((files, below))
    }

    /// Where the files of `folder`, which is `top` or below it, go.
    fn output_for(&self, top: &Path, folder: &Path) -> anyhow::Result<PathBuf> {
        let Some(output_dir) = self.output_dir else {
            return Ok(folder.to_path_buf());
        };
        let below = folder.strip_prefix(top).unwrap_or(Path::new(""));
        let to = output_dir.join(below);
        fs::create_dir_all(&to)
            .with_context(|| format!("cannot create the folder {}", show(&to)))?;
        Ok(to)
    }

    /// A file to compress, unless another one is to be written to the same place.
    fn file(&mut self, input: PathBuf, folder: &Path, to: &Path) {
        let Some(name) = input.file_name() else {
            return self.fail(anyhow!("{} has no name", show(&input)));
        };
        let mut name = name.to_os_string();
        let (from, into) = (self.folder(folder), self.folder(to));
        name.push(".gz");
        let output = to.join(&name);
        match self.outputs.entry((into, name)) {
            Entry::Occupied(other) if *other.get() == from => {
                self.warn(format!("skipped {}: it was already named", show(&input)));
            }
            Entry::Occupied(_) => self.fail(anyhow!(
                "{} would overwrite {}, made from another file: use another --output-dir",
                show(&input),
                show(&output)
            )),
            Entry::Vacant(place) => {
                place.insert(from);
                self.number += 1;
                let number = self.number;
                (self.submit)(Job {
                    number,
                    input,
                    output,
                });
            }
        }
    }

    /// A number for a folder: the same for the same folder, however it is named.
    fn folder(&mut self, folder: &Path) -> usize {
        if let Some(number) = self.folders.get(folder) {
            return *number;
        }
        let real = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
        let next = self.folders.len();
        let number = *self.folders.entry(real).or_insert(next);
        self.folders.insert(folder.to_path_buf(), number);
        number
    }

    fn fail(&mut self, error: anyhow::Error) {
        self.number += 1;
        self.found.failures.push((self.number, error));
    }

    fn warn(&mut self, text: String) {
        self.number += 1;
        self.found.warnings.push((self.number, text));
    }
}

fn ending(n: u64) -> String {
    let verb = if n == 1 { "ends" } else { "end" };
    format!("{} that {verb}", count(n, "file"))
}

/// The folder that a file is in; the current one has no name.
fn parent(path: &Path) -> &Path {
    let parent = path.parent().unwrap_or(Path::new("."));
    if parent.as_os_str().is_empty() {
        Path::new(".")
    } else {
        parent
    }
}

fn is_zipped(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    ending.eq_ignore_ascii_case("gz") || ending.eq_ignore_ascii_case("tgz")
}
