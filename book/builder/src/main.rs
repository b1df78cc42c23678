//! Builds the book, strictly, and serves it. `cargo workbook book` starts it.
//!
//! | module | what it holds |
//! |---|---|
//! | `build` | all of it: into a temporary folder, checked, swapped |
//! | `preprocess`, `directives` | from `{{#…}}` to what it stands for, a file for each |
//! | `sources` | recordings, graphs, snapshots, measurements, sources: all that a page may show |
//! | `strict`, `settings` | what mdBook only warns of |
//! | `summary`, `complete` | pages that are missing, and parts that a lesson's page lacks |
//! | `rendered`, `links`, `elsewhere` | what the rendered pages lead to, and what they load |
//! | `outcome` | what a model returned, in words |
//! | `prose` | how many words a page has, and how long its sentences are |
//! | `place` | page and line of what is wrong |
//! | `serve` | on loopback, with a reload at each edit |
//! | `interrupt` | Ctrl-C |

mod build;
mod complete;
mod directives;
mod elsewhere;
mod interrupt;
mod links;
mod place;
mod preprocess;
mod prose;
mod rendered;
mod serve;
mod settings;
mod sources;
mod strict;
mod summary;

use anyhow::{Context, bail};
use clap::{ColorChoice, Parser, Subcommand};
use lesson_program::screen::Screen;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use workbook_play::html;
use workbook_play::server::browse;

/// Builds the book, strictly, and serves it.
#[derive(Debug, Parser)]
#[command(name = "book")]
struct Args {
    #[command(subcommand)]
    command: Command,
    /// The clone, or a folder in it.
    #[arg(long, global = true, default_value = ".")]
    root: PathBuf,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Builds it into `book/book`; what was there stays if anything is wrong.
    Build {
        /// Prints which parts each page has, how many words, and how many words a sentence.
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
    let screen = Arc::new(Screen::new(ColorChoice::Auto));
    let ended = run(&args, &screen).map(|()| ExitCode::SUCCESS);
    lesson_program::end(ended, &screen)
}

fn run(args: &Args, screen: &Arc<Screen>) -> anyhow::Result<()> {
    match &args.command {
        Command::Build { parts, open } => {
            let root = clone(&args.root)?;
            interrupt::listen(screen)?;
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
        Command::Serve { port, open } => {
            let root = clone(&args.root)?;
            interrupt::listen(screen)?;
            serve::serve(&root, *port, *open, screen.clone())
        }
        Command::Preprocess { what: Some(_) } => Ok(()),
        Command::Preprocess { what: None } => preprocess::external(&args.root),
    }
}

/// The clone that a folder is, or lies in.
fn clone(folder: &Path) -> anyhow::Result<PathBuf> {
    let here = folder.canonicalize();
    let here = here.with_context(|| format!("no folder {}", folder.display()))?;
    let mut above = here.ancestors();
    match above.find(|folder| folder.join("book/book.toml").is_file()) {
        Some(root) => Ok(root.into()),
        None => bail!(
            "no workbook in {} or above: run this in your clone of it, or name it with --root",
            here.display()
        ),
    }
}
