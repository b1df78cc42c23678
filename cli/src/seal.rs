//! Whether what grades an exercise is as it was handed out: a file of digests in its folder, and what
//! compiles it.

use crate::course::Exercise;
use crate::{digest, files, templates};
use anyhow::Context;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// In the folder of an exercise.
pub const FILE: &str = "digests.toml";
const HEAD: &str =
    "# What grades the exercise, as it is handed out. Written by `cargo workbook verify --seal`.\n";

/// By file.
type Digests = BTreeMap<String, String>;

/// The files of an exercise that have another digest than the sealed one; the file of digests itself, if
/// there is none; and what compiles it, if that is not as it was handed out.
pub fn edited(exercise: &Exercise) -> Vec<PathBuf> {
    let path = exercise.folder.join(FILE);
    let Ok(text) = fs::read_to_string(&path) else {
        return vec![path];
    };
    let sealed: Digests = toml::from_str(&text).unwrap_or_default();
    let now = now(exercise);
    let names = sealed
        .keys()
        .chain(now.keys().filter(|name| !sealed.contains_key(*name)));
    let edited = names.filter(|name| sealed.get(*name) != now.get(*name));
    let edited = edited.map(|name| exercise.folder.join(name));
    edited.chain(package(exercise)).collect()
}

/// The files of the package that compiles the exercise that are not as they were handed out: it may compile
/// something else.
fn package(exercise: &Exercise) -> impl Iterator<Item = PathBuf> {
    let folder = exercise.package().join("exercises");
    let is_edited = |path: &PathBuf, text: &str| {
        let there = files::read(path).unwrap_or_default();
        digest::of(&there) != digest::of(text.as_bytes())
    };
    let files = templates::exercises(&exercise.lesson).into_iter();
    let files = files.map(move |(name, text)| (folder.join(name), text));
    let script = exercise.package().with_file_name("exercises.rs");
    let files = files.chain([(script, include_str!("../../lessons/exercises.rs").into())]);
    files.filter_map(move |(path, text)| is_edited(&path, &text).then_some(path))
}

fn now(exercise: &Exercise) -> Digests {
    let mut files = exercise.graded();
    files.push(exercise.folder.join("exercise.toml"));
    let digests = files.into_iter().map(|file| {
        let name = file.strip_prefix(&exercise.folder).unwrap_or(&file);
        let name = name.to_string_lossy().replace('\\', "/");
        (name, digest::of_file(&file))
    });
    digests.collect()
}

/// Writes the digests of an exercise as they are now.
///
/// # Errors
/// The file cannot be written.
pub fn seal(exercise: &Exercise) -> anyhow::Result<()> {
    let mut text = HEAD.to_string();
    for (name, digest) in now(exercise) {
        text += &format!("\"{name}\" = \"{digest}\"\n");
    }
    let path = exercise.folder.join(FILE);
    files::replace(&path, text.as_bytes())
        .with_context(|| format!("cannot write {}", path.display()))
}
