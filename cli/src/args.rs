//! What the command line may say; its comments are the help.

use clap::{ColorChoice, Parser, Subcommand};
use std::time::Duration;

/// Eight concurrency techniques, and exercises that a model checker grades.
///
/// Without a command it shows where you are and what to do next. Edit the exercise's file, then
/// `check` it; `hint` helps. The page of each lesson explains its technique: `cargo workbook book`.
#[derive(Debug, Parser)]
#[command(name = "workbook", bin_name = "cargo workbook", version)]
pub struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,
    /// When to use colours.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
    /// Numbered sentences in place of drawings.
    #[arg(long, global = true)]
    pub plain: bool,
    /// No character above 0x7E; unasked where the locale is not UTF-8.
    #[arg(long, global = true)]
    pub ascii: bool,
}

/// What grading may take.
#[derive(Debug, clap::Args)]
pub struct Patience {
    /// Time limit for one answer; an answer that exceeds it is graded as non-terminating.
    #[arg(long, value_name = "TIME", default_value = "20s",
        value_parser = lesson_program::args::duration)]
    pub limit: Duration,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists lessons with their traps, models and exercises, and how far you are.
    List {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Grades exercises: every schedule of your answer is explored.
    ///
    /// Status 0 if all of them are solved, 1 if one is not.
    Check {
        /// The exercises; the next one if none is named.
        ids: Vec<String>,
        /// Every exercise.
        #[arg(long, conflicts_with = "ids")]
        all: bool,
        #[command(flatten)]
        patience: Patience,
    },
    /// Checks an exercise again at each save; keys go on to the next one, and more.
    Watch {
        /// The exercise; the next one if none is named.
        id: Option<String>,
        /// Looks at the files twice a second, where the system does not tell of changes (WSL, NFS).
        #[arg(long)]
        poll: bool,
        #[command(flatten)]
        patience: Patience,
    },
    /// Shows the next hint.
    Hint {
        /// The exercise; the next one if none is named.
        id: Option<String>,
    },
    /// Puts the starter back; your version is kept beside it.
    Reset {
        /// The exercise.
        id: String,
    },
    /// Shows the solution of an exercise that you have solved.
    Solution {
        /// The exercise.
        id: String,
        /// Also if you have not.
        #[arg(long)]
        spoil: bool,
    },
    /// Explores a lesson's model or trap: verdict, executions, every outcome.
    Explore {
        /// Its name, as 04/lost-update.
        model: String,
        /// The checker that explores it.
        #[arg(long, default_value = "explorer")]
        checker: Checker,
        /// Runs this one schedule only, as a counterexample printed it, or as a .replay file has it.
        #[arg(long, value_name = "SCHEDULE", conflicts_with = "checker")]
        replay: Option<String>,
        /// Writes what was found to a file, as JSON; `-` is standard output.
        #[arg(long, value_name = "FILE")]
        json: Option<std::path::PathBuf>,
        /// Steps through the executions, in the whole terminal.
        #[arg(long, conflicts_with = "json")]
        step: bool,
    },
    /// Builds the book; its first page is book/book/index.html.
    Book {
        /// Serves it on loopback, and builds it again at each edit.
        #[arg(long)]
        serve: bool,
        /// The port to serve it on; another one if it is taken.
        #[arg(long, default_value_t = 3000, requires = "serve")]
        port: u16,
        /// Opens it in the browser.
        #[arg(long)]
        open: bool,
    },
    /// For exercise authors: checks that every exercise behaves as its `exercise.toml` declares.
    ///
    /// Starters fail as declared, solutions hold, and wrong and hostile answers get the declared grade.
    Verify {
        /// Prints how long each answer took to grade, and how long a warm check takes after an edit.
        #[arg(long)]
        times: bool,
        /// Also requires that every exercise is still at its starter.
        #[arg(long)]
        fresh: bool,
        /// Writes the digests of the files that grade exercises, after an edit of them, and does nothing else.
        #[arg(long, conflicts_with_all = ["times", "fresh", "edits"])]
        seal: bool,
        /// Grades each solution with a single edit instead, such as a statement deleted or a bound changed.
        #[arg(long, conflicts_with_all = ["times", "fresh"])]
        edits: bool,
        /// Grades only every Nth edit.
        #[arg(long, value_name = "N", requires = "edits", default_value = "1")]
        sample: std::num::NonZeroUsize,
        /// Exercises whose solutions are edited; all if none is named.
        #[arg(requires = "edits")]
        ids: Vec<String>,
        #[command(flatten)]
        patience: Patience,
    },
    /// For authors: makes a skeleton that compiles; `verify` names what is left to write.
    New {
        #[command(subcommand)]
        what: New,
    },
    /// For an editor: what the compiler says of the exercise that is open, as JSON.
    #[command(hide = true)]
    Editor,
    /// Runs a lesson's program.
    Run {
        /// Its number.
        lesson: String,
        /// Arguments for the program.
        #[arg(last = true)]
        args: Vec<std::ffi::OsString>,
    },
}

/// What there may be a new one of.
#[derive(Debug, Subcommand)]
pub enum New {
    /// A lesson, by its number and its name, as 09-rate-limit.
    Lesson { slug: String },
    /// An exercise, as 04/keep-the-lock.
    Exercise { id: String },
    /// A trap, as 04/lost-update.
    Trap { id: String },
}

impl Args {
    /// How long an answer may run, where one is graded.
    pub fn limit(&self) -> Duration {
        match &self.command {
            Some(
                Command::Check { patience, .. }
                | Command::Watch { patience, .. }
                | Command::Verify { patience, .. },
            ) => patience.limit,
            _ => Duration::ZERO,
        }
    }
}

/// A checker that explores a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Checker {
    /// Memory orderings and leaks too; often bounded.
    Loom,
    /// Every schedule, sequentially consistent.
    Explorer,
    /// One after the other.
    Both,
}
