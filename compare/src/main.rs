//! Runs the lessons' programs beside their Go peers and other tools, in turn, and compares.

mod build;
mod cases;
mod corpus;
mod machine;
mod measure;
mod report;

use anyhow::{Context, Result, bail};
use clap::Parser;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Runs the lessons' programs beside their Go peers and other tools, and compares the times.
///
/// All commands of a case run in turn (A B C A B C …), so that a machine that slows down slows all
/// of them. Medians, their spread and the ratios are printed and written to
/// book/measurements/NN.json.
#[derive(Debug, Parser)]
#[command(name = "compare", max_term_width = 100)]
struct Args {
    /// Lessons to compare, by number; all that have a compare.toml if none is given.
    lessons: Vec<String>,

    /// How often to run each command, besides one run to warm up.
    #[arg(long, value_name = "N", default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,

    /// Only cases whose name contains this.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,

    /// Measure and print, but leave book/measurements as it is.
    #[arg(long)]
    dry: bool,
}

fn main() -> ExitCode {
    match compare(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn compare(args: &Args) -> Result<()> {
    let root = root()?;
    let corpus = corpus::make(&root.join("target/compare/corpus"))?;
    let machine = machine::describe();
    println!("{machine}");
    let mut lessons = cases::read(&root)?;
    if !args.lessons.is_empty() {
        for number in &args.lessons {
            if !lessons.iter().any(|lesson| &lesson.number == number) {
                bail!("lesson {number} has no compare.toml");
            }
        }
        lessons.retain(|lesson| args.lessons.contains(&lesson.number));
    }
    let mut missed = 0;
    for lesson in &lessons {
        let programs = build::build(&root, lesson)?;
        let mut results = vec![];
        for case in &lesson.cases {
            if args
                .only
                .as_ref()
                .is_some_and(|only| !case.name.contains(only))
            {
                continue;
            }
            let times = measure::run(&root, case, &programs, &corpus, args.runs)
                .with_context(|| format!("case {:?} of lesson {}", case.name, lesson.number))?;
            let result = report::Measured::new(case, times);
            print!("{result}");
            missed += result.missed();
            results.push(result);
        }
        if !args.dry && args.only.is_none() {
            let path = root.join(format!("book/measurements/{}.json", lesson.number));
            report::write(&path, &machine, args.runs, &results)?;
        }
    }
    if missed > 0 {
        println!("{missed} targets were missed");
    }
    Ok(())
}

/// The workspace's root: the folder above this package.
fn root() -> Result<PathBuf> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = package
        .parent()
        .context("the package stands in the workspace")?;
    std::env::set_current_dir(root).context("cannot go to the workspace's root")?;
    Ok(root.to_path_buf())
}
