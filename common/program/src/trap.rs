//! `--trap NAME`: runs a known bug on real threads until it shows, and prints what to look at.

use crate::args::name;
use crate::screen::{BOLD, Screen};
use crate::words::count;
use anyhow::Context;
use clap::ValueEnum;
use std::process::ExitCode;

/// Exit status of a trap that did not show up.
const DID_NOT_SHOW: u8 = 3;

/// What is wrong with a trap, and what should happen instead.
#[derive(Debug)]
pub struct Story {
    /// The folder of the lesson, as `01-echo-timeout`.
    pub lesson: &'static str,
    /// The bug, in one clause.
    pub wrong: &'static str,
    /// What a correct implementation would do.
    pub expected: String,
}

/// What a run of a trap did instead of what was expected.
#[derive(Debug)]
pub struct Happened {
    what: String,
    after: String,
    ran: bool,
    /// The test that shows the bug, if that is not its model.
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
    /// Reports a trap that was not run at all, because the compiler rejects it.
    pub fn refused(what: impl Into<String>) -> Self {
        Happened {
            ran: false,
            ..Happened::from(what)
        }
    }

    /// Names the test of the lesson's package that shows a trap without a model.
    pub fn shown_by(self, test: &'static str) -> Self {
        Happened {
            test: Some(test),
            ..self
        }
    }

    /// Adds a text that is printed after the story.
    pub fn and(self, after: impl Into<String>) -> Self {
        Happened {
            after: after.into(),
            ..self
        }
    }
}

impl Story {
    /// Runs `trap` until it shows, at most `runs` times. `once` receives the number of the run, counted
    /// from 1, and returns what went wrong in it, if anything did. The status is 0 if the bug showed,
    /// and 3 if it did not.
    ///
    /// # Errors
    /// A run failed in another way than the trap should, or standard output cannot be written.
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
            "{name} did not show up in {runs}; try again, or pass a larger --runs"
        ));
        Ok(ExitCode::from(DID_NOT_SHOW))
    }

    /// The report of a run in which the bug showed.
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
        // Further lines are aligned below the first one.
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

    /// What to try after this trap: the next one in the help, or the models after the last.
    fn next<T: ValueEnum>(&self, trap: &str, all: &[T]) -> String {
        let package = self.package();
        let mut names = all.iter().map(name).skip_while(|name| name != trap);
        match names.nth(1) {
            Some(next) => format!("cargo run --bin {package} -- --trap {next}"),
            None => format!("cargo test -p {package} --test explorer -- --nocapture"),
        }
    }
}
