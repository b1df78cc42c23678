//! Whether what grades an exercise is as it was handed out: a file of digests for each lesson.

use crate::course::{Exercise, Lesson};
use crate::{digest, files};
use anyhow::Context;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// Beside the exercises of a lesson.
pub const FILE: &str = "digests.toml";
const HEAD: &str = "# What exercises are graded by, as it is handed out. Written by `cargo workbook verify \
                    --seal`.\n";

/// By exercise, then by file.
type Digests = BTreeMap<String, BTreeMap<String, String>>;

/// The files of an exercise that have another digest than the sealed one; the file of digests itself, if
/// it says nothing of the exercise.
pub fn edited(exercise: &Exercise) -> Vec<PathBuf> {
    let path = exercise.folder.with_file_name(FILE);
    let text = fs::read_to_string(&path).unwrap_or_default();
    let sealed: Digests = toml::from_str(&text).unwrap_or_default();
    let Some(sealed) = sealed.get(&exercise.target) else {
        return vec![path];
    };
    let now = now(exercise);
    let names = sealed
        .keys()
        .chain(now.keys().filter(|name| !sealed.contains_key(*name)));
    let edited = names.filter(|name| sealed.get(*name) != now.get(*name));
    let edited = edited.map(|name| exercise.folder.join(name));
    edited.chain(other_target(exercise)).collect()
}

/// The manifest of the lesson, if the exercise's test target is not the one that was handed out: it may
/// compile another file.
fn other_target(exercise: &Exercise) -> Option<PathBuf> {
    let path = exercise.package().join("Cargo.toml");
    let text = fs::read_to_string(&path).unwrap_or_default();
    let manifest: toml::Table = toml::from_str(&text).unwrap_or_default();
    let target = &exercise.target;
    let wanted = toml::Table::from_iter([
        ("name".into(), target.as_str().into()),
        ("path".into(), format!("exercises/{target}/open.rs").into()),
        ("test".into(), false.into()),
    ]);
    let targets = manifest.get("test").and_then(toml::Value::as_array);
    let mut targets = targets.into_iter().flatten();
    let is_there = targets.any(|one| one.as_table() == Some(&wanted));
    (!is_there).then_some(path)
}

fn now(exercise: &Exercise) -> BTreeMap<String, String> {
    let mut files = exercise.graded();
    files.push(exercise.folder.join("exercise.toml"));
    let digests = files.into_iter().map(|file| {
        let name = file.strip_prefix(&exercise.folder).unwrap_or(&file);
        let name = name.to_string_lossy().replace('\\', "/");
        (name, digest::of_file(&file))
    });
    digests.collect()
}

/// Writes the digests of a lesson's exercises as they are now.
///
/// # Errors
/// The file cannot be written.
pub fn seal(lesson: &Lesson) -> anyhow::Result<()> {
    if lesson.exercises.is_empty() {
        return Ok(());
    }
    let digests = lesson
        .exercises
        .iter()
        .map(|exercise| (exercise.target.clone(), now(exercise)));
    let mut text = HEAD.to_string();
    for (exercise, files) in digests.collect::<Digests>() {
        text += &format!("\n[{exercise}]\n");
        for (name, digest) in files {
            text += &format!("\"{name}\" = \"{digest}\"\n");
        }
    }
    let path = lesson.folder.join("exercises").join(FILE);
    files::replace(&path, text.as_bytes())
        .with_context(|| format!("cannot write {}", path.display()))
}
