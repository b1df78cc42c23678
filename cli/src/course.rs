//! What there is to learn: lessons and their exercises, as they lie in the clone.

pub use crate::about::{About, Kind};
use crate::compile::edited;
use crate::diagnose;
use crate::files;
use anyhow::{Context, bail};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// What makes a folder an exercise.
const FILES: [&str; 2] = ["exercise.toml", "starter.rs"];

/// All lessons.
#[derive(Debug)]
pub struct Course {
    /// The clone.
    pub root: PathBuf,
    /// In the order of their numbers.
    pub lessons: Vec<Lesson>,
}

/// A folder of `lessons/`.
#[derive(Debug)]
pub struct Lesson {
    /// `04`.
    pub number: String,
    /// `04-word-tally`.
    pub slug: String,
    pub folder: PathBuf,
    /// What its `README.md` is headed, without the number.
    pub title: String,
    /// The ids of its traps.
    pub traps: Vec<String>,
    /// The ids of its models, those of traps among them.
    pub models: Vec<String>,
    /// Easy ones first.
    pub exercises: Vec<Exercise>,
}

/// A file to edit, and what belongs to it.
#[derive(Debug)]
pub struct Exercise {
    /// `04/name-with-hyphens`.
    pub id: String,
    /// `04`.
    pub lesson: String,
    /// The name of its file, and of its module: `name_with_underscores`.
    pub name: String,
    /// The file to edit.
    pub file: PathBuf,
    /// Where all else is.
    pub folder: PathBuf,
    /// What `exercise.toml` says.
    pub about: About,
}

impl Course {
    /// Reads the clone that the command is run in.
    ///
    /// # Errors
    /// There is none, or a part of it cannot be read.
    pub fn find() -> anyhow::Result<Course> {
        let root = root()?;
        let mut lessons = vec![];
        for folder in folders(&root.join("lessons"))? {
            lessons.push(lesson(&folder).with_context(|| format!("in {}", folder.display()))?);
        }
        Ok(Course { root, lessons })
    }

    /// All exercises in order.
    pub fn exercises(&self) -> impl Iterator<Item = &Exercise> {
        self.lessons.iter().flat_map(|lesson| &lesson.exercises)
    }

    /// The folders that hold the files to edit.
    pub fn folders_of_exercises(&self) -> Vec<PathBuf> {
        let folders = self.lessons.iter();
        let folders = folders.map(|lesson| lesson.folder.join("exercises"));
        folders.filter(|folder| folder.is_dir()).collect()
    }

    /// A path as it is shown: from the clone's root, with `/`.
    pub fn shown(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        path.display().to_string().replace('\\', "/")
    }
}

/// The folder that holds `lessons`: the one cargo runs the command from, or one above.
fn root() -> anyhow::Result<PathBuf> {
    let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let here = manifest.map_or_else(env::current_dir, Ok)?;
    let mut above = here.ancestors();
    let found = above.find(|folder| folder.join("lessons/01-echo-timeout").is_dir());
    match found {
        Some(found) => Ok(found.into()),
        None => bail!(
            "found no workbook in {} or above it: run this inside your clone",
            here.display()
        ),
    }
}

/// The folders in a folder, by name.
fn folders(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut found = vec![];
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn name(path: &Path) -> anyhow::Result<String> {
    let name = path.file_name().and_then(|name| name.to_str());
    name.map(String::from).context("its name is no text")
}

fn lesson(folder: &Path) -> anyhow::Result<Lesson> {
    let slug = name(folder)?;
    let number = slug.split('-').next().unwrap_or_default().to_string();
    let readme = fs::read_to_string(folder.join("README.md")).context("README.md")?;
    let head = format!("# Lesson {number}: ");
    let title = readme.lines().find_map(|line| line.strip_prefix(&head));
    let title = title.with_context(|| format!("README.md does not begin with {head:?}"))?;
    let mut exercises = vec![];
    if folder.join("exercises").is_dir() {
        for folder in folders(&folder.join("exercises"))? {
            // An editor, too, may keep a folder here.
            if FILES.iter().any(|file| folder.join(file).exists()) {
                exercises.push(exercise(&number, folder)?);
            }
        }
    }
    exercises.sort_by_key(|exercise| exercise.about.order);
    Ok(Lesson {
        traps: traps(&number, &folder.join("src/traps"))?,
        models: models(&number, &folder.join("recordings"))?,
        title: title.into(),
        folder: folder.into(),
        number,
        slug,
        exercises,
    })
}

fn traps(number: &str, folder: &Path) -> anyhow::Result<Vec<String>> {
    let files = names(folder, ".rs")?;
    let ids = files.iter().map(|name| name.replace('_', "-"));
    Ok(ids.map(|name| format!("{number}/{name}")).collect())
}

/// A model is known by its recording.
fn models(number: &str, recordings: &Path) -> anyhow::Result<Vec<String>> {
    let files = names(recordings, ".json")?;
    let ids = files.iter().map(|name| name.trim_end_matches(".graph"));
    let mut ids: Vec<String> = ids.map(|name| format!("{number}/{name}")).collect();
    ids.sort();
    ids.dedup();
    Ok(ids)
}

/// The files of a folder that end so, without that, in order; a new lesson may have no such folder.
fn names(folder: &Path, ending: &str) -> anyhow::Result<Vec<String>> {
    if !folder.exists() {
        return Ok(vec![]);
    }
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut found = vec![];
    for entry in entries {
        let name = entry?.file_name();
        let name = name.to_str().and_then(|name| name.strip_suffix(ending));
        found.extend(name.map(String::from));
    }
    found.sort();
    Ok(found)
}

/// Reads an exercise of a lesson.
///
/// # Errors
/// It has no `exercise.toml`, or one that is damaged.
pub fn exercise(number: &str, folder: PathBuf) -> anyhow::Result<Exercise> {
    let name = name(&folder)?;
    let about = folder.join("exercise.toml");
    let restore = || {
        format!(
            "if it was edited, restore it: git checkout -- {}",
            about.display()
        )
    };
    let text =
        fs::read_to_string(&about).with_context(|| format!("cannot read it; {}", restore()))?;
    let about = toml::from_str(&text).with_context(restore)?;
    Ok(Exercise {
        id: format!("{number}/{}", name.replace('_', "-")),
        lesson: number.into(),
        file: folder.with_extension("rs"),
        name,
        folder,
        about,
    })
}

impl Exercise {
    /// Whether this is its id, or one that it had, with or without the lesson's number.
    pub fn is(&self, wanted: &str) -> bool {
        let mut ids = self.about.formerly.iter().chain([&self.id]);
        ids.any(|id| id == wanted || id.split('/').next_back() == Some(wanted))
    }

    /// The folder of the lesson's package.
    pub fn package(&self) -> &Path {
        let exercises = self.folder.parent();
        exercises.and_then(Path::parent).unwrap_or(&self.folder)
    }

    /// The files that decide what is graded, besides `exercise.toml` and the answer.
    pub fn graded(&self) -> Vec<PathBuf> {
        let mut files = vec![self.folder.join("starter.rs")];
        let kind = self.about.kind;
        if kind.has_model() {
            files.push(self.folder.join("model.rs"));
        }
        if kind.has_subject() {
            files.push(self.folder.join("subject.rs"));
        }
        let mutants = self.about.mutants.keys();
        let mutants = mutants.map(|mutant| format!("mutants/{mutant}"));
        let lines = self
            .about
            .lines
            .keys()
            .map(|letter| diagnose::file(*letter));
        let named = mutants.chain(lines);
        files.extend(named.map(|file| edited::path(&self.folder, &file)));
        files
    }

    /// Whether the file to edit is as it was handed out, line ends aside.
    pub fn is_untouched(&self) -> bool {
        let read = |path: &Path| files::read(path).map(|text| crate::digest::of(&text));
        let starter = self.folder.join("starter.rs");
        matches!((read(&self.file), read(&starter)), (Ok(here), Ok(there)) if here == there)
    }

    /// What is to do: the comment at the head of the starter.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn task(&self) -> anyhow::Result<String> {
        let starter = self.folder.join("starter.rs");
        let text = fs::read_to_string(&starter)
            .with_context(|| format!("cannot read {}", starter.display()))?;
        let lines = text.lines().map_while(|line| line.strip_prefix("//!"));
        let lines: Vec<&str> = lines.map(str::trim).collect();
        Ok(lines.join("\n").trim().into())
    }
}
