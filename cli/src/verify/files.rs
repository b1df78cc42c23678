//! What lies in an exercise's folder, and what has to.

use super::edits::LIST;
use super::{Fault, variants};
use crate::course::{Exercise, Kind, Lesson};
use crate::{diagnose, expected, seal, templates};
use anyhow::Context;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Hints of an exercise.
const HINTS: usize = 3;
/// Fewest wrong answers, and fewest wrong implementations for a model to find.
const WRONG: usize = 2;
const MUTANTS: usize = 3;

/// Everything but what has to be graded.
///
/// # Errors
/// A folder cannot be read.
pub fn check(lesson: &Lesson) -> anyhow::Result<Vec<Fault>> {
    let mut faults = vec![];
    let mut expected: BTreeSet<String> = BTreeSet::new();
    for (place, exercise) in lesson.exercises.iter().enumerate() {
        let mut fault = |what: String| faults.push(Fault::new(&exercise.id, what));
        if exercise.about.order as usize != place + 1 {
            fault(format!(
                "its order is {}, and not {}",
                exercise.about.order,
                place + 1
            ));
        }
        for what in about(exercise, lesson) {
            fault(what);
        }
        let read = |file: &str| fs::read_to_string(exercise.folder.join(file)).unwrap_or_default();
        if exercise.task()?.is_empty() {
            fault("starter.rs does not begin with the task".into());
        }
        if !read("starter.rs").contains("// TODO") {
            fault("starter.rs has no `// TODO`".into());
        }
        if !read("solution.rs").contains("// CHANGED") {
            fault("solution.rs marks no line with `// CHANGED`".into());
        }
        for file in seal::edited(exercise) {
            let file = file.strip_prefix(&lesson.folder).unwrap_or(&file);
            let file = file.display();
            fault(format!(
                "{file} differs from its seal: review the diff, then run `cargo workbook verify --seal`"
            ));
        }
        if exercise.about.kind == Kind::Diagnose {
            diagnose::faults(exercise).into_iter().for_each(&mut fault);
        }
        if exercise.about.kind.has_model() {
            let models = syn::parse_file(&read("model.rs")).map(|file| expected::models(&file));
            let models = models.unwrap_or_default();
            if models.is_empty() {
                fault("model.rs has no `Check::new` with an id".into());
            }
            for model in models
                .iter()
                .filter(|model| !model.starts_with(&exercise.id))
            {
                fault(format!(
                    "model.rs checks {model}, which does not begin with its id"
                ));
            }
        }
        expected.extend(files(exercise));
    }
    for what in unwritten(lesson)? {
        faults.push(Fault::new(&lesson.number, what));
    }
    let folder = lesson.folder.join("exercises");
    if folder.is_dir() {
        let package = templates::exercises(&lesson.number);
        expected.extend(package.map(|(name, _)| name.to_string()));
    }
    let mut there = BTreeSet::new();
    if folder.is_dir() {
        list(&folder, "", &mut there)?;
    }
    for stray in there
        .difference(&expected)
        .filter(|file| !file.ends_with(".mine"))
    {
        faults.push(Fault::new(
            &lesson.number,
            format!("exercises/{stray} belongs to nothing"),
        ));
    }
    for missing in expected.difference(&there) {
        faults.push(Fault::new(
            &lesson.number,
            format!("exercises/{missing} is missing"),
        ));
    }
    Ok(faults)
}

fn about(exercise: &Exercise, lesson: &Lesson) -> Vec<String> {
    let about = &exercise.about;
    let mut wrong = vec![];
    let hints = about.hints.iter().filter(|hint| !hint.trim().is_empty());
    let hints = hints.count();
    if hints != HINTS {
        wrong.push(format!("it has {hints} hints, and not {HINTS}"));
    }
    if about.page != lesson.slug {
        wrong.push(format!(
            "its page is {}, and not {}",
            about.page, lesson.slug
        ));
    }
    let minutes = match about.kind {
        Kind::Capstone => 45..=120,
        _ => 5..=20,
    };
    if !minutes.contains(&about.minutes) {
        let (least, most) = minutes.into_inner();
        wrong.push(format!(
            "it takes {} minutes, and not {least} to {most}",
            about.minutes
        ));
    }
    // The lines that are not to blame are wrong answers.
    if about.wrong.len() + about.lines.len() < WRONG {
        wrong.push(format!(
            "it has {} wrong answers, and not {WRONG}",
            about.wrong.len()
        ));
    }
    if about.starter == "solved" {
        wrong.push("its starter is said to be solved".into());
    }
    let needs = if about.kind.has_subject() { MUTANTS } else { 0 };
    if about.mutants.len() < needs {
        let mutants = about.mutants.len();
        wrong.push(format!(
            "it has {mutants} wrong implementations, and not {needs}"
        ));
    }
    wrong
}

/// What an exercise consists of, from the folder of all.
fn files(exercise: &Exercise) -> Vec<String> {
    let folder = &exercise.name;
    let mut files = vec![format!("{folder}.rs")];
    let mut add = |file: &str| files.push(format!("{folder}/{file}"));
    add("exercise.toml");
    add(seal::FILE);
    if exercise.folder.join(LIST).exists() {
        add(LIST);
    }
    if exercise.about.kind.has_subject() {
        add("plain.rs");
    }
    if exercise.about.kind == Kind::Diagnose {
        add(diagnose::COUNTEREXAMPLE);
    }
    for variant in variants(exercise) {
        add(&variant.shown(exercise));
    }
    for graded in exercise.graded() {
        let graded = graded.strip_prefix(&exercise.folder).unwrap_or(&graded);
        add(&graded.display().to_string().replace('\\', "/"));
    }
    files
}

/// What is left of a skeleton.
fn unwritten(lesson: &Lesson) -> anyhow::Result<Vec<String>> {
    let (mut files, mut found) = (BTreeSet::new(), vec![]);
    list(&lesson.folder, "", &mut files)?;
    let is_text = |file: &&String| {
        [".rs", ".toml", ".md"]
            .iter()
            .any(|end| file.ends_with(end))
    };
    for file in files.iter().filter(is_text) {
        // A file to edit says what its starter says.
        if lesson
            .exercises
            .iter()
            .any(|one| one.file == lesson.folder.join(file))
        {
            continue;
        }
        let text = fs::read_to_string(lesson.folder.join(file)).unwrap_or_default();
        for (place, line) in text.lines().enumerate() {
            if let Some((_, what)) = line.split_once(templates::NEW) {
                found.push(format!("{file}:{}: still to write: {what}", place + 1));
            }
        }
    }
    Ok(found)
}

/// Every file below `folder`, with `/` between the parts.
pub fn list(folder: &Path, before: &str, found: &mut BTreeSet<String>) -> anyhow::Result<()> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        match entry.file_type()?.is_dir() {
            true => list(&entry.path(), &format!("{name}/"), found)?,
            false => drop(found.insert(name)),
        }
    }
    Ok(())
}
