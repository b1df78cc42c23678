//! What was solved, in a file of the clone that git ignores.
//!
//! It may be deleted: `check --all` finds out again. Two commands at once lose nothing of each other's:
//! to change it is to read it again, under a lock.

use crate::course::{Course, Exercise};
use crate::files;
use anyhow::Context;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What was solved, and what was looked at.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Progress {
    /// The exercise that was checked last.
    #[serde(default)]
    pub open: Option<String>,
    /// By id.
    #[serde(default)]
    exercises: BTreeMap<String, Seen>,
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
    /// It was solved, and a newer version of the workbook asks for something else.
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

impl Progress {
    /// Reads the file; nothing was solved if there is none.
    ///
    /// # Errors
    /// It cannot be read, or is no such file.
    pub fn load(course: &Course) -> anyhow::Result<Progress> {
        let path = path(course);
        let text = match fs::read(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Progress::default()),
            text => text.with_context(|| format!("cannot read {}", course.shown(&path)))?,
        };
        serde_json::from_slice(&text).with_context(|| {
            let path = course.shown(&path);
            format!("{path} is damaged; delete it, and `cargo workbook check --all` makes it anew")
        })
    }

    /// Changes it, and the file too, where somebody else may have noted something meanwhile.
    ///
    /// # Errors
    /// The file cannot be read or written. It is changed for this run all the same.
    pub fn change(
        &mut self,
        course: &Course,
        change: impl Fn(&mut Progress),
    ) -> anyhow::Result<()> {
        change(self);
        let path = path(course);
        let folder = path.parent().expect("it has one");
        let cannot = || format!("cannot write {}", course.shown(&path));
        fs::create_dir_all(folder).with_context(cannot)?;
        let lock = File::create(folder.join("lock")).with_context(cannot)?;
        // A file system that has no locks has to do without.
        let _ = lock.lock();
        let mut there = Progress::load(course)?;
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
    /// What stands there now. It may be edited while it is checked: this is to be asked before.
    pub fn now(exercise: &Exercise) -> Version {
        let folder = &exercise.folder;
        let mut graded: Vec<PathBuf> = vec![folder.join("model.rs"), folder.join("starter.rs")];
        graded.push(folder.join("subject.rs"));
        let mutants = exercise.about.mutants.keys();
        graded.extend(mutants.map(|mutant| folder.join(format!("mutants/{mutant}.rs"))));
        Version {
            answer: digest([exercise.file.as_path()]),
            exercise: digest(graded.iter().map(PathBuf::as_path)),
        }
    }
}

/// FNV-1a over the files that there are, whatever their line ends: to notice a change, not an attack.
fn digest<'a>(files: impl IntoIterator<Item = &'a Path>) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for file in files {
        for byte in fs::read(file).unwrap_or_default() {
            if byte != b'\r' {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
    }
    format!("{hash:016x}")
}
