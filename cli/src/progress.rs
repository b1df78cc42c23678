//! What was solved, in a file of the clone that git ignores.
//!
//! It may be deleted: `check --all` finds out again. Two commands at once lose nothing of each other's:
//! to change it is to read it again, under a lock.

use crate::course::{Course, Exercise};
use crate::{digest, files};
use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// How long another command may take to note something.
const PATIENCE: Duration = Duration::from_secs(10);

/// What was solved, and what was looked at.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Progress {
    /// The exercise that was checked last.
    #[serde(default)]
    pub open: Option<String>,
    /// By id.
    #[serde(default)]
    exercises: BTreeMap<String, Seen>,
    #[serde(skip)]
    unusable: Option<String>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Seen {
    /// What answer and exercise were when it was solved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    solved: Option<Version>,
    /// How many hints were shown.
    #[serde(default)]
    hints: usize,
}

/// What an answer and its exercise were at some time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    answer: String,
    exercise: String,
}

/// How far an exercise is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Not solved.
    Open,
    /// Solved as it stands.
    Solved,
    /// It was solved, and the answer was edited since.
    Edited,
    /// It was solved, and the task has changed in a newer version of the workbook.
    Changed,
}

impl State {
    /// Whether it was solved, as far as one knows.
    pub fn is_solved(self) -> bool {
        self == State::Solved
    }
}

fn path(course: &Course) -> PathBuf {
    course.root.join(".workbook/progress.json")
}

/// Locks the file until what this returns is dropped.
fn lock(path: &Path) -> anyhow::Result<File> {
    let lock = files::regular(path, File::options().write(true).create(true))?;
    let begun = Instant::now();
    // A file system that has no locks has to do without.
    while let Err(TryLockError::WouldBlock) = lock.try_lock() {
        if begun.elapsed() > PATIENCE {
            bail!("another command holds {} locked", path.display());
        }
        thread::sleep(Duration::from_millis(10));
    }
    Ok(lock)
}

/// Reads the file, if there is one.
fn read(path: &Path) -> Result<Progress, String> {
    match files::read(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Progress::default()),
        Err(error) => Err(format!("cannot be read: {error}")),
        Ok(text) => serde_json::from_slice(&text).map_err(|error| format!("is damaged: {error}")),
    }
}

impl Progress {
    /// Reads the file; nothing was solved if there is none. One that cannot be read is left as it is:
    /// see [`Progress::unusable`].
    pub fn load(course: &Course) -> Progress {
        let path = path(course);
        let mut progress = read(&path).unwrap_or_else(|why| {
            let path = course.shown(&path);
            let why = format!(
                "{path} {why}; so what is solved is not noted. Move it away, and `cargo workbook check \
                 --all` writes it again"
            );
            Progress {
                unusable: Some(why),
                ..Progress::default()
            }
        });
        course.exercises().for_each(|one| progress.rename(one));
        progress
    }

    /// What was noted under an id that the exercise had belongs to the one that it has.
    fn rename(&mut self, exercise: &Exercise) {
        for former in &exercise.about.formerly {
            if let Some(seen) = self.exercises.remove(former) {
                self.exercises.entry(exercise.id.clone()).or_insert(seen);
            }
            if self.open.as_ref() == Some(former) {
                self.open = Some(exercise.id.clone());
            }
        }
    }

    /// Why the file is of no use, and what to do, if it is.
    pub fn unusable(&self) -> Option<&str> {
        self.unusable.as_deref()
    }

    /// Changes it, and the file too, where another command may have noted something meanwhile.
    ///
    /// # Errors
    /// The file cannot be read or written. It is changed for this run all the same.
    pub fn change(
        &mut self,
        course: &Course,
        change: impl Fn(&mut Progress),
    ) -> anyhow::Result<()> {
        change(self);
        if self.unusable.is_some() {
            // That was said when it was read.
            return Ok(());
        }
        let path = path(course);
        let folder = path.parent().expect("it has one");
        let cannot = || format!("cannot write {}", course.shown(&path));
        fs::create_dir_all(folder).with_context(cannot)?;
        let _lock = lock(&folder.join("lock")).with_context(cannot)?;
        let mut there = Progress::load(course);
        if let Some(why) = there.unusable {
            bail!(why);
        }
        change(&mut there);
        let json = serde_json::to_string_pretty(&there)?;
        files::replace(&path, json.as_bytes()).with_context(cannot)?;
        *self = there;
        Ok(())
    }

    /// How far an exercise is.
    pub fn state(&self, exercise: &Exercise) -> State {
        let seen = self.exercises.get(&exercise.id);
        match (
            seen.and_then(|seen| seen.solved.as_ref()),
            Version::now(exercise),
        ) {
            (None, _) => State::Open,
            (Some(then), now) if *then == now => State::Solved,
            (Some(then), now) if then.exercise != now.exercise => State::Changed,
            (Some(_), _) => State::Edited,
        }
    }

    /// Notes what a check found of a version.
    pub fn checked(&mut self, exercise: &Exercise, version: &Version, is_solved: bool) {
        self.open = Some(exercise.id.clone());
        let seen = self.exercises.entry(exercise.id.clone()).or_default();
        seen.solved = is_solved.then(|| version.clone());
    }

    /// The number of the next hint, from 0.
    pub fn next_hint(&self, exercise: &Exercise) -> usize {
        let seen = self.exercises.get(&exercise.id);
        let shown = seen.map_or(0, |seen| seen.hints);
        shown.min(exercise.about.hints.len().saturating_sub(1))
    }

    /// Hints up to this one were shown.
    pub fn hinted(&mut self, exercise: &Exercise, number: usize) {
        let seen = self.exercises.entry(exercise.id.clone()).or_default();
        seen.hints = number + 1;
    }

    /// Hints are shown from the first one on again.
    pub fn forget_hints(&mut self, exercise: &Exercise) {
        if let Some(seen) = self.exercises.get_mut(&exercise.id) {
            seen.hints = 0;
        }
    }

    /// The exercise to go on with: the open one until it is solved, then the next that is not.
    pub fn next<'a>(&self, course: &'a Course) -> Option<&'a Exercise> {
        let is_open = |exercise: &&Exercise| Some(&exercise.id) == self.open.as_ref();
        let unsolved = |exercise: &&Exercise| !self.state(exercise).is_solved();
        let after = course.exercises().skip_while(|exercise| !is_open(exercise));
        let mut from_there = after.chain(course.exercises());
        from_there.find(unsolved)
    }
}

impl Version {
    /// What stands there now.
    pub fn now(exercise: &Exercise) -> Version {
        Version::of(exercise, &files::read(&exercise.file).unwrap_or_default())
    }

    /// The digest of both, another one for each `attempt` to compile them.
    pub fn digest(&self, attempt: usize) -> String {
        let texts = [&self.answer, &self.exercise, &attempt.to_string()];
        digest::of_all(texts.map(|text| text.as_bytes()))
    }

    /// What an answer that was read is, beside what stands there now.
    pub fn of(exercise: &Exercise, answer: &[u8]) -> Version {
        let graded = exercise.graded();
        let graded = graded
            .iter()
            .map(|file| files::read(file).unwrap_or_default());
        let graded: Vec<Vec<u8>> = graded.collect();
        Version {
            answer: digest::of_all([answer]),
            exercise: digest::of_all(graded.iter().map(Vec::as_slice)),
        }
    }
}
