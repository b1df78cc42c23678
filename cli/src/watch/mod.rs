//! `watch`: checks again at each save.
//!
//! | module | what it holds |
//! |---|---|
//! | `keys` | the keyboard |
//! | `view` | what is shown |

mod keys;
mod view;

use crate::check::{self, Graded};
use crate::child;
use crate::command::reset;
use crate::course::Exercise;
use crate::judge::Grade;
use crate::latest::Latest;
use crate::progress::Version;
use crate::status::Status;
use crate::{Desk, INTERRUPTED, NOT_YET, saves};
use anyhow::Context;
use keys::Key;
pub use keys::restore;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// What happens while one waits.
enum Event {
    /// A file of exercises was written.
    Saved,
    Key(Key),
    /// The check is over.
    Graded(anyhow::Result<Graded>),
}

/// Watches the exercise, or the next one.
///
/// # Errors
/// The folders cannot be watched, or what grades exercises cannot be compiled or run.
pub fn run(desk: &mut Desk, id: Option<&str>, poll: bool) -> anyhow::Result<ExitCode> {
    let Some(exercise) = desk.exercise(id)? else {
        desk.screen.print("Every exercise is solved.\n")?;
        return Ok(ExitCode::SUCCESS);
    };
    let (events, happened) = channel();
    let saved = events.clone();
    let folders = desk.course.folders_of_exercises();
    let _watcher = saves::watch(desk.course, &folders, poll, move || {
        let _ = saved.send(Event::Saved);
    })?;
    let keyboard = keys::listen(events.clone())?;
    let mut watch = Watch {
        desk,
        exercise,
        events,
        latest: Latest::default(),
        seen: Version::default(),
        said: None,
        keys: keyboard.is_some(),
    };
    watch.check()?;
    watch.follow(&happened)
}

struct Watch<'a> {
    desk: &'a mut Desk,
    exercise: &'static Exercise,
    events: Sender<Event>,
    latest: Latest,
    /// What was, or is, checked: to be told of a file does not mean that it was changed.
    seen: Version,
    /// What is to be read above the next grade.
    said: Option<String>,
    /// The user may press keys.
    keys: bool,
}

impl Watch<'_> {
    fn follow(&mut self, happened: &Receiver<Event>) -> anyhow::Result<ExitCode> {
        loop {
            let event = self.latest.next(happened)?;
            match event {
                Event::Saved if self.was_seen() => {}
                Event::Saved => self.check()?,
                Event::Graded(grade) => self.graded(grade)?,
                Event::Key(Key::Quit) => break,
                Event::Key(Key::Interrupt) => {
                    self.end(happened);
                    return Ok(ExitCode::from(INTERRUPTED));
                }
                Event::Key(key) => self.key(key)?,
            }
        }
        self.end(happened);
        let is_solved = self.desk.progress.state(self.exercise).is_solved();
        Ok(match is_solved {
            true => ExitCode::SUCCESS,
            false => ExitCode::from(NOT_YET),
        })
    }

    /// Whether what stands there is, or was, checked.
    fn was_seen(&self) -> bool {
        Version::now(self.exercise) == self.seen
    }

    /// Ends the check under way.
    fn end(&self, happened: &Receiver<Event>) {
        self.latest
            .end(happened, |event| matches!(event, Event::Graded(_)));
    }

    /// Begins a check, after the one under way.
    fn check(&mut self) -> anyhow::Result<()> {
        self.seen = Version::now(self.exercise);
        if !self.latest.begins() {
            return Ok(());
        }
        // The window may have become larger.
        self.desk.style.width = crate::width();
        view::checking(self.desk, self.exercise)?;
        let (course, limit) = (self.desk.course, self.desk.limit);
        let (exercise, events) = (self.exercise, self.events.clone());
        thread::Builder::new()
            .spawn(move || {
                let status = Status::new("checking");
                let grade = check::check(course, exercise, limit, |line| status.show(line));
                drop(status);
                let _ = events.send(Event::Graded(grade));
            })
            .context("cannot start a thread")?;
        Ok(())
    }

    fn graded(&mut self, graded: anyhow::Result<Graded>) -> anyhow::Result<()> {
        if !self.latest.is_wanted() {
            return self.check();
        }
        let Graded { version, grade, .. } = match graded {
            Ok(graded) => graded,
            Err(error) if error.is::<child::Closed>() => return Err(error),
            // Some editors remove a file before they write it again.
            Err(error) => return view::not_graded(self.desk, self.exercise, &error, self.keys),
        };
        let desk = &mut *self.desk;
        let exercise = self.exercise;
        let is_solved = matches!(grade, Grade::Solved(_));
        let noted = desk.note(|progress| progress.checked(exercise, &version, is_solved));
        view::graded(desk, exercise, &grade, self.said.take(), self.keys)?;
        desk.warn(noted);
        Ok(())
    }

    fn key(&mut self, key: Key) -> anyhow::Result<()> {
        match key {
            Key::Next => self.go(1),
            Key::Previous => self.go(-1),
            Key::Again => self.check(),
            Key::Hint => {
                let text = crate::command::hint::text(self.desk, self.exercise);
                view::aside(self.desk, &text)
            }
            Key::List => {
                let text = crate::command::list::table(self.desk);
                view::aside(self.desk, &text)
            }
            Key::Reset => {
                let text = reset::reset(self.desk, self.exercise)?;
                if self.was_seen() {
                    return view::aside(self.desk, &text);
                }
                self.said = Some(text);
                self.check()
            }
            Key::Quit | Key::Interrupt => Ok(()),
        }
    }

    /// To another exercise.
    fn go(&mut self, by: isize) -> anyhow::Result<()> {
        let exercises: Vec<&'static Exercise> = self.desk.course.exercises().collect();
        let here = exercises.iter().position(|one| one.id == self.exercise.id);
        let there = here.unwrap_or(0).checked_add_signed(by);
        match there.and_then(|there| exercises.get(there)) {
            Some(there) => {
                self.exercise = there;
                self.check()
            }
            None => view::aside(self.desk, "This is the last exercise.\n"),
        }
    }
}
