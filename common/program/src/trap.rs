//! `--trap NAME`: runs a wrong way on real threads until it shows, and says what to look at.

use crate::args::name;
use crate::screen::{BOLD, Screen};
use crate::words::count;
use anyhow::Context;
use clap::ValueEnum;
use std::process::ExitCode;

/// A trap did not fail as announced.
const DID_NOT_SHOW: u8 = 3;

/// What is wrong with a trap.
#[derive(Debug)]
pub struct Story {
    /// The folder of the lesson, as `01-echo-timeout`.
    pub lesson: &'static str,
    /// What it does wrong, in a clause.
    pub wrong: &'static str,
    /// What a right technique would do.
    pub expected: String,
}

/// What a run of a trap did in place of what was expected.
#[derive(Debug)]
pub struct Happened {
    what: String,
    after: String,
    ran: bool,
    /// The test that shows it, if that is not its model.
    test: Option<&'static str>,
}

impl<S: Into<String>> From<S> for Happened {
    fn from(what: S) -> Self {
        Happened {
            what: what.into(),
            after: String::new(),
            ran: true,
            test: None,
        }
    }
}

impl Happened {
    /// It was not run at all: the compiler refuses it.
    pub fn refused(what: impl Into<String>) -> Self {
        Happened {
            ran: false,
            ..Happened::from(what)
        }
    }

    /// It has no model: this test of the lesson's package shows it.
    pub fn shown_by(self, test: &'static str) -> Self {
        Happened {
            test: Some(test),
            ..self
        }
    }

    /// With a text after the story.
    pub fn and(self, after: impl Into<String>) -> Self {
        Happened {
            after: after.into(),
            ..self
        }
    }
}

impl Story {
    /// Runs `trap` until it shows, `runs` times at most. `once` gets the number of the run, from 1,
    /// and says what went wrong in it, if anything did. Status 0 if it showed, 3 if not.
    ///
    /// # Errors
    /// A run failed otherwise than a trap should, or standard output takes no more.
    pub fn run<T: ValueEnum, H: Into<Happened>>(
        &self,
        trap: &T,
        runs: u32,
        screen: &Screen,
        mut once: impl FnMut(u32) -> anyhow::Result<Option<H>>,
    ) -> anyhow::Result<ExitCode> {
        let name = name(trap);
        for run in 1..=runs {
            let happened = once(run).with_context(|| format!("cannot run {name}"))?;
            if let Some(happened) = happened {
                screen.print(&self.text(&name, &happened.into(), run))?;
                screen.hint(&self.next(&name, T::value_variants()));
                return Ok(ExitCode::SUCCESS);
            }
        }
        let runs = count(runs.into(), "run");
        screen.tell(&format!(
            "{name} did not show in {runs}: try again, or with more --runs"
        ));
        Ok(ExitCode::from(DID_NOT_SHOW))
    }

    /// The run as a person reads it.
    fn text(&self, name: &str, happened: &Happened, run: u32) -> String {
        let Story {
            lesson,
            wrong,
            expected,
        } = self;
        let took = match happened.ran {
            true => count(run.into(), "run"),
            false => "no run".to_string(),
        };
        // The name of the trap's file, and of the test of its model.
        let file = name.replace('-', "_");
        // What is more than a line stands below its first.
        let what = happened.what.replace('\n', "\n            ");
        let what: Vec<_> = what.lines().map(str::trim_end).collect();
        format!(
            "{BOLD}{name}{BOLD:#}: {wrong}\n\
             \n  expected  {expected}\
             \n  happened  {}\
             \n  it took   {took}\
             \n  look at   lessons/{lesson}/src/traps/{}.rs, the lines marked TRAP:\
             \n  see why   cargo test -p {} --test {}\n{}",
            what.join("\n"),
            file,
            self.package(),
            match happened.test {
                Some(test) => test.to_string(),
                None => format!("explorer -- --nocapture {file}"),
            },
            happened.after,
        )
    }

    /// `lesson-NN`.
    fn package(&self) -> String {
        let number = self.lesson.split('-').next().unwrap_or_default();
        format!("lesson-{number}")
    }

    /// What to try after this trap: the one that stands after it in the help, or the models.
    fn next<T: ValueEnum>(&self, trap: &str, all: &[T]) -> String {
        let package = self.package();
        let mut names = all.iter().map(name).skip_while(|name| name != trap);
        match names.nth(1) {
            Some(next) => format!("cargo run --bin {package} -- --trap {next}"),
            None => format!("cargo test -p {package} --test explorer -- --nocapture"),
        }
    }
}
