//! Builds the book, strictly, and serves it. `cargo workbook book` starts it.
//!
//! | module | what it holds |
//! |---|---|
//! | `build` | all of it: into a temporary folder, checked, swapped |
//! | `preprocess`, `directives` | from `{{#…}}` to what it stands for, a file for each |
//! | `sources` | recordings, graphs, snapshots, measurements, sources: all that a page may show |
//! | `strict`, `links` | what mdBook only warns of, and what it says nothing about |
//! | `serve` | on loopback, with a reload at each edit |

mod build;
mod directives;
mod html;
mod links;
mod preprocess;
mod serve;
mod sources;
mod strict;

use anyhow::Context;
use clap::{ColorChoice, Parser, Subcommand};
use lesson_program::screen::Screen;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::ExitCode;

/// Builds the book, strictly, and serves it.
#[derive(Debug, Parser)]
#[command(name = "book")]
struct Args {
    #[command(subcommand)]
    command: Command,
    /// The clone.
    #[arg(long, global = true, default_value = ".")]
    root: PathBuf,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Builds it into `book/book`; what was there stays if anything is wrong.
    Build {
        /// Prints which parts each page has.
        #[arg(long)]
        parts: bool,
        /// Opens it in the browser.
        #[arg(long)]
        open: bool,
    },
    /// Serves it on loopback, and builds it again at each edit of a page or of what it shows.
    Serve {
        /// The port; another one if it is taken.
        #[arg(long, default_value_t = 3000)]
        port: u16,
        /// Opens it in the browser.
        #[arg(long)]
        open: bool,
    },
    /// What `mdbook` itself starts.
    #[command(hide = true)]
    Preprocess {
        #[command(subcommand)]
        what: Option<Supports>,
    },
}

#[derive(Debug, Subcommand)]
enum Supports {
    /// Whether a renderer is supported: all are.
    Supports { renderer: String },
}

fn main() -> ExitCode {
    let args: Args = lesson_program::args::parse();
    let screen = Screen::new(ColorChoice::Auto);
    let ended = run(&args, &screen).map(|()| ExitCode::SUCCESS);
    lesson_program::end(ended, &screen)
}

fn run(args: &Args, screen: &Screen) -> anyhow::Result<()> {
    let root = args.root.canonicalize();
    let root = root.with_context(|| format!("no folder {}", args.root.display()))?;
    match &args.command {
        Command::Build { parts, open } => {
            let built = build::build(&root)?;
            if *parts {
                screen.print(&built.parts_table())?;
            }
            screen.print(&built.to_string())?;
            if *open {
                browse(built.folder.join("index.html"), screen);
            }
            Ok(())
        }
        Command::Serve { port, open } => serve::serve(&root, *port, *open, screen),
        Command::Preprocess { what: Some(_) } => Ok(()),
        Command::Preprocess { what: None } => preprocess::external(&root),
    }
}

/// Shows a page in the browser of this machine.
fn browse(page: impl AsRef<OsStr>, screen: &Screen) {
    if let Err(error) = opener::open_browser(page) {
        screen.warn(&format!("no browser could be started: {error}"));
    }
}
