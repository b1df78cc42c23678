//! What is played, and a check of it.

use crate::check::{self, Graded};
use crate::command::explore;
use crate::course::{Course, Exercise, Lesson};
use crate::judge::Grade;
use crate::status::Status;
use crate::{Desk, Usage, id, show};
use anyhow::{Context, ensure};
use recording::Checked;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// An exercise, or a model by its id.
#[derive(Clone, Copy, Debug)]
pub enum What {
    Exercise(&'static Exercise),
    Model(&'static Lesson, &'static str),
}

/// What came of a check.
#[derive(Debug)]
pub enum Found {
    Answer(&'static Exercise, Box<Graded>),
    /// What each checker that checks the model says of it.
    Model(Vec<Checked>),
}

impl What {
    pub fn of(desk: &Desk, typed: Option<&str>) -> anyhow::Result<What> {
        let Some(typed) = typed else {
            let next = desk.exercise(None)?;
            let why = "every exercise is solved: name an exercise, or a model as 04/lost-update";
            return next
                .map(What::Exercise)
                .ok_or_else(|| Usage(why.into()).into());
        };
        let Err(unknown) = id::exercise(desk.course, typed).map(What::Exercise) else {
            return Ok(What::Exercise(id::exercise(desk.course, typed)?));
        };
        match id::model(desk.course, typed) {
            Ok((lesson, model)) => Ok(What::Model(lesson, model)),
            Err(model) => Err(Usage(format!("{unknown}, and {model}")).into()),
        }
    }

    pub fn id(self) -> &'static str {
        match self {
            What::Exercise(exercise) => &exercise.id,
            What::Model(_, id) => id,
        }
    }

    /// The file, or the folder, to edit.
    pub fn shown(self, course: &Course) -> String {
        match self {
            What::Exercise(exercise) => course.shown(&exercise.file),
            What::Model(lesson, _) => course.shown(&lesson.folder),
        }
    }

    /// The files and folders whose edits change it.
    fn sources(self) -> Vec<PathBuf> {
        match self {
            What::Exercise(exercise) => vec![exercise.file.clone()],
            What::Model(lesson, _) => ["src", "tests/models"]
                .map(|folder| lesson.folder.join(folder))
                .into(),
        }
    }

    /// The folders to watch.
    ///
    /// # Errors
    /// The file is in none.
    pub fn folders(self) -> anyhow::Result<Vec<PathBuf>> {
        if let What::Exercise(exercise) = self {
            let folder = exercise.file.parent().context("the file is in no folder")?;
            return Ok(vec![folder.into()]);
        }
        let mut folders = self.sources();
        folders.retain(|folder| folder.is_dir());
        let mut at = 0;
        while let Some(folder) = folders.get(at) {
            folders.extend(entries(folder).into_iter().filter(|path| path.is_dir()));
            at += 1;
        }
        Ok(folders)
    }

    /// Another number after each edit.
    pub fn state(self) -> u64 {
        fn add(path: &Path, hasher: &mut DefaultHasher) {
            match path.is_dir() {
                true => entries(path).iter().for_each(|path| add(path, hasher)),
                false => (path, fs::read(path).ok()).hash(hasher),
            }
        }
        let mut hasher = DefaultHasher::new();
        self.sources()
            .iter()
            .for_each(|path| add(path, &mut hasher));
        hasher.finish()
    }

    /// Checks it once.
    ///
    /// # Errors
    /// It cannot be read, compiled or run, or no checker checks it.
    pub fn check(self, course: &Course, limit: Duration, status: &Status) -> anyhow::Result<Found> {
        let (lesson, model) = match self {
            What::Exercise(exercise) => {
                let graded = check::check(course, exercise, limit, |line| status.show(line))?;
                return Ok(Found::Answer(exercise, Box::new(graded)));
            }
            What::Model(lesson, model) => (lesson, model),
        };
        let mut found = vec![];
        for checker in ["explorer", "loom"] {
            found.extend(explore::explored(
                course, lesson, model, checker, None, status,
            )?);
        }
        ensure!(!found.is_empty(), "no checker checks {model}");
        Ok(Found::Model(found))
    }
}

/// What is in a folder, in order.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

impl Found {
    /// What each checker says.
    pub fn checked(&self) -> &[Checked] {
        match self {
            Found::Answer(_, graded) => &graded.checked,
            Found::Model(checked) => checked,
        }
    }

    /// What the terminal says of it.
    pub fn line(&self, desk: &Desk) -> String {
        match self {
            Found::Answer(exercise, graded) => show::grade::line(desk, exercise, &graded.grade),
            Found::Model(checked) => show::grade::verdicts(checked),
        }
    }

    /// Notes whether an answer solves its exercise.
    ///
    /// # Errors
    /// It cannot be noted.
    pub fn note(&self, desk: &mut Desk) -> anyhow::Result<()> {
        let Found::Answer(exercise, graded) = self else {
            return Ok(());
        };
        let is_solved = matches!(graded.grade, Grade::Solved(_));
        desk.note(|progress| progress.checked(exercise, &graded.version, is_solved))
    }
}
