//! What lies in an exercise's folder, and what has to.

use super::edits::LIST;
use super::{Fault, batch, line, line_by, open_line, variants};
use crate::course::{Exercise, Kind, Lesson};
use crate::{expected, seal};
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
        if !read("open.rs").contains(&open_line(exercise)) {
            fault(format!("open.rs has no line {}", open_line(exercise)));
        }
        for file in seal::edited(exercise) {
            let file = file.strip_prefix(&lesson.folder).unwrap_or(&file);
            let file = file.display();
            fault(format!(
                "{file} is not as it was sealed: look at the diff, then `cargo workbook verify --seal`"
            ));
        }
        if exercise.about.kind != Kind::WriteTheModel {
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
    let folder = lesson.folder.join("exercises");
    if !lesson.exercises.is_empty() {
        expected.insert("variants.rs".into());
        expected.insert(seal::FILE.into());
        for what in roots(lesson, &folder) {
            faults.push(Fault::new(&lesson.number, what));
        }
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
    if !(5..=20).contains(&about.minutes) {
        wrong.push(format!(
            "it takes {} minutes, and not 5 to 20",
            about.minutes
        ));
    }
    if about.wrong.len() < WRONG {
        wrong.push(format!(
            "it has {} wrong answers, and not {WRONG}",
            about.wrong.len()
        ));
    }
    if about.starter == "solved" {
        wrong.push("its starter is said to be solved".into());
    }
    let needs = if about.kind == Kind::WriteTheModel {
        MUTANTS
    } else {
        0
    };
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
    let folder = &exercise.target;
    let mut files = vec![format!("{folder}.rs")];
    let mut add = |file: &str| files.push(format!("{folder}/{file}"));
    add("exercise.toml");
    if exercise.folder.join(LIST).exists() {
        add(LIST);
    }
    add("open.rs");
    add("starter.rs");
    for variant in variants(exercise) {
        if variant.name != "starter" {
            add(&variant.file);
        }
    }
    if exercise.about.kind == Kind::WriteTheModel {
        add("subject.rs");
        add("plain.rs");
        for mutant in exercise.about.mutants.keys() {
            add(&format!("mutants/{mutant}.rs"));
        }
    } else {
        add("model.rs");
    }
    files
}

/// What the test targets of a lesson lack.
fn roots(lesson: &Lesson, folder: &Path) -> Vec<String> {
    let read = |path| fs::read_to_string(path).unwrap_or_default();
    let manifest = read(lesson.folder.join("Cargo.toml"));
    let graded = read(folder.join("variants.rs"));
    let mut wrong = vec![];
    let mut test = |target: &str, path: &str| {
        let test = format!("[[test]]\nname = \"{target}\"\npath = \"{path}\"\ntest = false\n");
        if !manifest.contains(&test) {
            wrong.push(format!("Cargo.toml has no test {target}:\n{test}"));
        }
    };
    test(batch::TARGET, "../edits.rs");
    for exercise in &lesson.exercises {
        let target = &exercise.target;
        test(target, &format!("exercises/{target}/open.rs"));
    }
    for exercise in &lesson.exercises {
        let target = &exercise.target;
        let mut lines = vec![];
        for variant in variants(exercise).iter().filter(|one| one.is_compiled()) {
            lines.push(line(exercise, &variant.name, &variant.file));
        }
        if exercise.about.kind == Kind::WriteTheModel {
            lines.push(line_by(exercise, "plain", "plain.rs", &["threads".into()]));
        }
        for line in lines.iter().filter(|line| !graded.contains(*line)) {
            wrong.push(format!(
                "in exercises/variants.rs {target} has no line {line}"
            ));
        }
    }
    wrong
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
