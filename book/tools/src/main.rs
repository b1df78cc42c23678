//! Runs every tool on every bug of the lessons, and records which of them finds it.

mod cell;
mod checkers;
mod file;
mod go;
mod plain;
mod run;
mod rust;
mod traps;

use crate::cell::{Cell, Row, TOOLS};
use crate::checkers::Said;
use crate::go::Go;
use crate::traps::{Known, Trap};
use anyhow::{Context, Result, ensure};
use clap::Parser;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Runs every tool on every bug of the lessons, and records which of them finds it.
///
/// The bugs are `lessons/*/src/traps/*.rs`, and their Go programs `lessons/*/go/traps/*.go`. The
/// table is printed and written to book/measurements/tools.json. All bugs take about half an hour.
/// It needs Go, and gcc for the race detector.
#[derive(Debug, Parser)]
#[command(name = "workbook-tools", max_term_width = 100)]
struct Args {
    /// Bugs to run, such as 04/lost-update; all if none is given. The file keeps its other rows.
    traps: Vec<String>,

    /// How often to run each model on real threads.
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u64).range(1..))]
    runs: u64,

    /// How often to run each Go program.
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..))]
    go_runs: u64,

    /// Build the models without optimization, which is faster to compile.
    #[arg(long)]
    debug: bool,

    /// Print the table, but leave the file as it is.
    #[arg(long)]
    dry: bool,
}

fn main() -> ExitCode {
    match tools(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// What all bugs share: what was built, and what was run once for all.
struct Workshop {
    root: PathBuf,
    known: Known,
    lints: BTreeMap<String, Vec<String>>,
    loom: Said,
    explorer: Said,
    plain: plain::Programs,
    deadlocks: plain::Programs,
    go: Go,
    runs: u64,
}

/// How many times as often a model may run until it deadlocks, for parking_lot: its detection has nothing to report
/// before that.
const UNTIL_IT_HANGS: u64 = 200;

fn tools(args: &Args) -> Result<()> {
    let root = root()?;
    let mut traps = traps::find(&root)?;
    for id in &args.traps {
        ensure!(
            traps.iter().any(|trap| &trap.id == id),
            "there is no bug {id}"
        );
    }
    traps.retain(|trap| args.traps.is_empty() || args.traps.contains(&trap.id));
    let shop = Workshop::open(root, &traps, args)?;
    let mut rows = vec![];
    for trap in &traps {
        let row = shop.row(trap).with_context(|| trap.id.clone())?;
        println!("{}", file::line(&row));
        rows.push(row);
    }
    if !args.dry {
        let go = shop.go.version()?;
        file::write(&shop.root, &go, [args.runs, args.go_runs], rows)?;
    }
    Ok(())
}

impl Workshop {
    fn open(root: PathBuf, traps: &[Trap], args: &Args) -> Result<Workshop> {
        Ok(Workshop {
            known: Known::read(&root)?,
            lints: rust::clippy(&root, traps)?,
            loom: checkers::run(&root, "loom", traps)?,
            explorer: checkers::run(&root, "explorer", traps)?,
            plain: plain::build(&root, false, args.debug)?,
            deadlocks: plain::build(&root, true, args.debug)?,
            go: Go::find(&root, args.go_runs)?,
            runs: args.runs,
            root,
        })
    }

    /// What each tool makes of a bug.
    fn row(&self, trap: &Trap) -> Result<Row> {
        let mut row = Row {
            trap: trap.id.clone(),
            go: None,
            go_beside: None,
            cells: BTreeMap::new(),
        };
        for tool in TOOLS {
            let cell = match self.known.inapplicable(trap, tool) {
                Some(why) => Cell::once(cell::Verdict::Inapplicable, Some(why.into())),
                None => match tool {
                    "go_deadlock" => self.ran(trap, &mut row)?,
                    "go_race" if row.cells.contains_key(tool) => continue,
                    _ => self.cell(trap, tool)?,
                },
            };
            row.cells.insert(tool.into(), cell);
        }
        Ok(row)
    }

    /// Runs the Go program: what its deadlock detector says is returned, and the race detector's cell set.
    fn ran(&self, trap: &Trap, row: &mut Row) -> Result<Cell> {
        let results = self.go.run(trap)?;
        row.go = Some(results.wrong);
        row.go_beside = results.beside;
        row.cells.insert("go_race".into(), results.race);
        Ok(results.deadlock)
    }

    fn cell(&self, trap: &Trap, tool: &str) -> Result<Cell> {
        match tool {
            "rustc" => rust::rustc(&self.root, &self.known, trap),
            "clippy" => Ok(rust::linted(&self.lints, trap)),
            "plain" => plain::plain(&self.plain, trap, self.runs),
            "go_vet" => self.go.vet(trap),
            "parking_lot" => {
                let how = self.explorer.get(&trap.id).map(|(_, how)| how.as_str());
                let hangs = how.is_some_and(|how| how.starts_with("deadlock"));
                let runs = self.runs * if hangs { UNTIL_IT_HANGS } else { 1 };
                plain::parking_lot(&self.deadlocks, trap, runs)
            }
            "loom" => checkers::cell(&self.loom, trap),
            _ => checkers::cell(&self.explorer, trap),
        }
    }
}

/// The workspace's root.
fn root() -> Result<PathBuf> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = package.ancestors().nth(2);
    Ok(root.context("the package stands in the workspace")?.into())
}
