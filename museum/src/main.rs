//! The program `museum`: shows how an exhibit fails, or all exhibits in a table.

use clap::Parser;
use clap::builder::PossibleValuesParser;
use museum::exhibit::Version;
use museum::{exhibits, exhibits_for_loom, run, table};
use std::process::ExitCode;

/// Bugs that shipped, each broken and fixed.
///
/// With the name of an exhibit, its broken version is explored, and the execution that fails is shown. Without one, all
/// exhibits are explored, and a table says what it takes to make each of them fail.
#[derive(Debug, Parser)]
#[command(name = "museum", bin_name = "museum", after_long_help = list(), hide_possible_values = true)]
#[command(verbatim_doc_comment)]
struct Args {
    /// The exhibit to show [default: a table of all]
    #[arg(value_parser = PossibleValuesParser::new(exhibits().iter().map(|exhibit| exhibit.name)))]
    #[arg(hide_possible_values = true)]
    name: Option<String>,

    /// Explore the fixed version instead
    #[arg(long, requires = "name")]
    fixed: bool,

    /// Explore with loom, on a runtime of one thread
    #[arg(long, requires = "name")]
    loom: bool,
}

/// The exhibits, for the end of the help.
fn list() -> String {
    let mut list = String::from("Exhibits:\n");
    for exhibit in exhibits() {
        list.push_str(&format!("  {:<20} {}\n", exhibit.name, exhibit.title));
    }
    list.push_str(
        "\nExit status: 0 the verdict is the expected one; 1 it is another one; 2 wrong usage.",
    );
    list
}

fn main() -> ExitCode {
    let args = Args::parse();
    let Some(name) = &args.name else {
        // A line for each check is printed meanwhile.
        let table = table::table();
        println!("\n{table}");
        return ExitCode::SUCCESS;
    };
    let all = match args.loom {
        true => exhibits_for_loom(),
        false => exhibits(),
    };
    let exhibit = all.iter().find(|exhibit| exhibit.name == name);
    let exhibit = exhibit.expect("clap knows the names");
    let version = match args.fixed {
        true => Version::Fixed,
        false => Version::Broken,
    };
    println!("{}\nSource: {}\n", exhibit.title, exhibit.source);
    let report = match args.loom {
        true => run::loom(exhibit, version),
        false => run::explorer(exhibit, version),
    };
    println!("\n{}", report.screen());
    match report.verdict().is_good() == args.fixed {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
