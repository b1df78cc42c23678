//! `new`: the skeleton of a lesson, an exercise or a trap. It compiles, and `verify` says what is left to
//! write.

use crate::course::Lesson;
use crate::templates::{self, EXERCISE, LESSON, TRAP, filled};
use crate::{Desk, Usage, course, files, id, seal};
use anyhow::Context;
use lesson_program::words::tame;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

/// # Errors
/// The name is none, or taken, or a file cannot be written.
pub fn lesson(desk: &Desk, slug: &str) -> anyhow::Result<ExitCode> {
    let Some((number, rest)) = slug.split_once('-').filter(|(number, rest)| {
        number.len() == 2 && number.bytes().all(|byte| byte.is_ascii_digit()) && is_name(rest)
    }) else {
        let text = "a lesson is named by two digits and words, as in 09-rate-limit";
        return Err(Usage(format!("{} is no name: {text}", tame(slug))).into());
    };
    if let Some(lesson) = desk.course.lessons.iter().find(|one| one.number == number) {
        let folder = desk.course.shown(&lesson.folder);
        let text = format!("{folder} is lesson {number} already; choose another number");
        return Err(Usage(text).into());
    }
    let words = capitalized(&rest.replace('-', " "));
    let name = rest.replace('-', "_");
    let names = [
        ("number", number),
        ("slug", slug),
        ("hyphened", rest),
        ("name", &name),
        ("words", &words),
    ];
    let mut texts: Vec<_> = LESSON
        .map(|(file, text)| (filled(file, &names), filled(text, &names)))
        .into();
    let package = templates::exercises(number).into_iter();
    texts.extend(package.map(|(file, text)| (format!("exercises/{file}"), text)));
    let folder = desk.course.root.join("lessons").join(slug);
    write(desk, &folder, &texts)?;
    let (test, exercise) = (
        test(number),
        format!("cargo workbook new exercise {number}/NAME"),
    );
    let (page, summary) = (
        format!("book/src/{slug}.md"),
        "its page, and its line in SUMMARY.md",
    );
    let next = [
        (test.as_str(), "its models hold, and are recorded"),
        VERIFY,
        (&page, summary),
        (&exercise, "an exercise of it"),
    ];
    said(desk, &folder, &next)
}

/// # Errors
/// There is no such lesson, the name is none, or taken, or a file cannot be written.
pub fn exercise(desk: &Desk, typed: &str) -> anyhow::Result<ExitCode> {
    let (lesson, name) = named(desk, typed)?;
    let folder = lesson.folder.join("exercises").join(&name);
    let file = folder.with_extension("rs");
    for path in [&folder, &file] {
        if path.exists() {
            return taken(desk, path);
        }
    }
    let id = format!("{}/{}", lesson.number, name.replace('_', "-"));
    let order = (lesson.exercises.len() + 1).to_string();
    let names = [
        ("id", id.as_str()),
        ("slug", &lesson.slug),
        ("order", &order),
    ];
    let texts = EXERCISE.map(|(file, text)| (file.to_string(), filled(text, &names)));
    write(desk, &folder, &texts)?;
    let [.., (_, starter)] = texts;
    let file = (format!("{name}.rs"), starter);
    write(desk, &lesson.folder.join("exercises"), &[file])?;
    seal::seal(&course::exercise(&lesson.number, folder.clone())?)?;
    let check = format!("cargo workbook check {id}");
    let next = [
        (
            check.as_str(),
            "its starter fails, as that of an exercise has to",
        ),
        VERIFY,
        (
            "cargo workbook verify --seal",
            "after each edit of what grades it",
        ),
    ];
    said(desk, &folder, &next)
}

/// # Errors
/// There is no such lesson, the name is none, or taken, or a file cannot be read or written.
pub fn trap(desk: &Desk, typed: &str) -> anyhow::Result<ExitCode> {
    let (lesson, name) = named(desk, typed)?;
    let file = lesson.folder.join(format!("src/traps/{name}.rs"));
    if file.exists() {
        return taken(desk, &file);
    }
    // The lists first: what cannot be read is no reason to leave half of it behind.
    let mut lists = vec![];
    for list in ["src/lib.rs", "tests/models/all.rs"] {
        let path = lesson.folder.join(list);
        let shown = desk.course.shown(&path);
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {shown}"))?;
        let listed = listed(&text, &name)
            .with_context(|| format!("{shown} has no `mod traps {{ }}` that lists them"))?;
        lists.push((path, listed));
    }
    let hyphened = name.replace('_', "-");
    fs::create_dir_all(lesson.folder.join("src/traps")).context("cannot make src/traps")?;
    lists.insert(0, (file.clone(), filled(TRAP, &[("hyphened", &hyphened)])));
    for (path, text) in lists {
        files::replace(&path, text.as_bytes())
            .with_context(|| format!("cannot write {}", desk.course.shown(&path)))?;
    }
    let (test, models) = (
        test(&lesson.number),
        format!("lessons/{}/tests/models/", lesson.slug),
    );
    let next = [
        (models.as_str(), "a model of it, which fails"),
        ("tests/program/, src/program/", "its name, and its run"),
        (&test, "its model is recorded"),
        VERIFY,
    ];
    said(desk, &file, &next)
}

/// The lesson and the name with underscores in `04/name`.
fn named<'a>(desk: &'a Desk, typed: &str) -> anyhow::Result<(&'a Lesson, String)> {
    let (lesson, name) = typed.split_once('/').unwrap_or((typed, ""));
    let name = name.replace('_', "-");
    if !is_name(&name) {
        let text = "a lesson and words, as in 04/keep-the-lock";
        return Err(Usage(format!("{} is no name: write {text}", tame(typed))).into());
    }
    Ok((id::lesson(desk.course, lesson)?, name.replace('-', "_")))
}

/// Whether words with hyphens between them are the name of a module, too.
fn is_name(words: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    words.split('-').all(is_word) && syn::parse_str::<syn::Ident>(&words.replace('-', "_")).is_ok()
}

fn capitalized(words: &str) -> String {
    let (first, rest) = words.split_at(1);
    first.to_uppercase() + rest
}

fn taken(desk: &Desk, path: &Path) -> anyhow::Result<ExitCode> {
    let path = desk.course.shown(path);
    Err(Usage(format!("{path} exists already; choose another name")).into())
}

/// A new folder with these files.
fn write(desk: &Desk, folder: &Path, texts: &[(String, String)]) -> anyhow::Result<()> {
    for (file, text) in texts {
        let path = folder.join(file);
        let cannot = || format!("cannot write {}", desk.course.shown(&path));
        fs::create_dir_all(path.parent().unwrap_or(folder)).with_context(cannot)?;
        files::replace(&path, text.as_bytes()).with_context(cannot)?;
    }
    Ok(())
}

/// The text with one line more in its list of traps, in order.
fn listed(text: &str, name: &str) -> Option<String> {
    let text = text.replace("mod traps {}", "mod traps {\n}");
    let head = text.find("mod traps {\n")? + "mod traps {\n".len();
    let line = format!("    pub mod {name};\n");
    let lines = text[head..].split_inclusive('\n');
    let before = lines.take_while(|other| !other.starts_with('}') && **other < *line);
    let at = head + before.map(str::len).sum::<usize>();
    Some(format!("{}{line}{}", &text[..at], &text[at..]))
}

/// What names the rest.
const VERIFY: (&str, &str) = ("cargo workbook verify", "lists what is left to write");

fn test(lesson: &str) -> String {
    format!("cargo test -p lesson-{lesson}")
}

/// What was written, and what comes next: commands and places, and what each is for.
fn said(desk: &Desk, path: &Path, next: &[(&str, &str)]) -> anyhow::Result<ExitCode> {
    let path = desk.course.shown(path);
    let width = next.iter().map(|(what, _)| what.len()).max().unwrap_or(0);
    let next = next
        .iter()
        .map(|(what, why)| format!("  {what:width$}  {why}\n"));
    let next: String = next.collect();
    desk.screen
        .print(&format!("Created {path}. Next:\n{next}"))?;
    Ok(ExitCode::SUCCESS)
}
