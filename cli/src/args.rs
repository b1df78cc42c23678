//! What the command line may say; its comments are the help.

use clap::{ColorChoice, Parser, Subcommand};
use std::time::Duration;

/// Eight concurrency techniques, and exercises that a model checker grades.
///
/// Without a command, shows where you are and what to do next. Edit the file of the exercise, then run
/// `check`. If you are stuck, run `hint`. `cargo workbook book` builds the book that explains each technique.
#[derive(Debug, Parser)]
#[command(name = "workbook", bin_name = "cargo workbook", version)]
pub struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,
    /// When to use colors.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
    /// Prints numbered sentences instead of drawings.
    #[arg(long, global = true)]
    pub plain: bool,
    /// Prints ASCII only; this is the default if the locale is not UTF-8.
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
    /// Lists the lessons with their traps, models and exercises, and your progress.
    List {
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// Grades exercises by exploring every interleaving of your answer.
    ///
    /// The exit status is 0 if all of them are solved, and 1 otherwise.
    Check {
        /// The exercises to grade [default: the next one].
        ids: Vec<String>,
        /// Grades every exercise.
        #[arg(long, conflicts_with = "ids")]
        all: bool,
        #[command(flatten)]
        patience: Patience,
    },
    /// Grades an exercise each time you save it; keys show hints and move on to the next one.
    Watch {
        /// The exercise [default: the next one].
        id: Option<String>,
        /// Polls the files twice a second, for file systems that report no changes (WSL, NFS).
        #[arg(long)]
        poll: bool,
        #[command(flatten)]
        patience: Patience,
    },
    /// Shows the next hint.
    Hint {
        /// The exercise [default: the next one].
        id: Option<String>,
    },
    /// Restores the starter and keeps your version beside it.
    Reset {
        /// The exercise to use.
        id: String,
    },
    /// Shows the solution of an exercise that you have solved.
    Solution {
        /// The exercise to use.
        id: String,
        /// Shows it even if you have not solved the exercise.
        #[arg(long)]
        spoil: bool,
    },
    /// Explores a lesson's model or trap, and shows the verdict, its executions and every outcome.
    Explore {
        /// The model or trap, such as 04/lost-update.
        model: String,
        /// The checker to use.
        #[arg(long, default_value = "explorer")]
        checker: Checker,
        /// Runs a single schedule, as a counterexample or a .replay file gives it.
        #[arg(long, value_name = "SCHEDULE", conflicts_with = "checker")]
        replay: Option<String>,
        /// Writes the result to a file as JSON; `-` is standard output.
        #[arg(long, value_name = "FILE")]
        json: Option<std::path::PathBuf>,
        /// Steps through the executions, using the whole terminal.
        #[arg(long, conflicts_with = "json")]
        step: bool,
    },
    /// Opens your answer to an exercise, or a lesson's model, in the browser.
    ///
    /// You can step through an execution that fails, or decide yourself which thread runs next. The answer is checked
    /// again each time you save it. The page is served to this machine only; Ctrl-C ends it.
    Play {
        /// The exercise, or a model such as 04/lost-update [default: the next exercise].
        what: Option<String>,
        /// Only prints the address.
        #[arg(long)]
        no_open: bool,
        /// The port to serve it on; if it is in use, another one is chosen.
        #[arg(long, default_value_t = 3001)]
        port: u16,
        /// Polls the files twice a second, for file systems that report no changes (WSL, NFS).
        #[arg(long)]
        poll: bool,
        #[command(flatten)]
        patience: Patience,
    },
    /// Builds the book, whose first page is then book/book/index.html.
    Book {
        /// Serves it on the loopback address, and rebuilds it after each edit.
        #[arg(long)]
        serve: bool,
        /// The port to serve it on; if it is in use, another one is chosen.
        #[arg(long, default_value_t = 3000, requires = "serve")]
        port: u16,
        /// Opens it in the browser.
        #[arg(long)]
        open: bool,
    },
    /// For exercise authors: checks that every exercise behaves as its `exercise.toml` declares.
    ///
    /// Starters must fail as declared, solutions must pass, and wrong and hostile answers must get the declared grade.
    Verify {
        /// Prints how long it took to grade each answer, and how long a warm check takes after an edit.
        #[arg(long)]
        times: bool,
        /// Also requires that no exercise has been edited.
        #[arg(long)]
        fresh: bool,
        /// Also writes the counterexamples that the book shows with exercises that ask which line is to blame.
        #[arg(long, conflicts_with_all = ["seal", "edits"])]
        record: bool,
        /// Only writes the digests of the files that grade exercises, which is needed after they were edited.
        #[arg(long, conflicts_with_all = ["times", "fresh", "edits"])]
        seal: bool,
        /// Instead grades each solution with a single edit, such as a deleted statement or a changed bound.
        #[arg(long, conflicts_with_all = ["times", "fresh"])]
        edits: bool,
        /// Grades only every Nth edit.
        #[arg(long, value_name = "N", requires = "edits", default_value = "1")]
        sample: std::num::NonZeroUsize,
        /// The exercises whose solutions to edit [default: all].
        #[arg(requires = "edits")]
        ids: Vec<String>,
        #[command(flatten)]
        patience: Patience,
    },
    /// For authors: creates a skeleton that compiles; `verify` then lists what is left to write.
    New {
        #[command(subcommand)]
        what: New,
    },
    /// For editors: prints what the compiler says about the open exercise, as JSON.
    #[command(hide = true)]
    Editor,
    /// Runs a lesson's program.
    Run {
        /// The number of the lesson.
        lesson: String,
        /// Arguments for the program.
        #[arg(last = true)]
        args: Vec<std::ffi::OsString>,
    },
}

/// What to create.
#[derive(Debug, Subcommand)]
pub enum New {
    /// Creates a lesson from its number and name, such as 09-rate-limit.
    Lesson { slug: String },
    /// Creates an exercise, such as 04/keep-the-lock.
    Exercise { id: String },
    /// Creates a trap, such as 04/lost-update.
    Trap { id: String },
}

impl Args {
    /// How long an answer may run, where one is graded.
    pub fn limit(&self) -> Duration {
        match &self.command {
            Some(
                Command::Check { patience, .. }
                | Command::Watch { patience, .. }
                | Command::Play { patience, .. }
                | Command::Verify { patience, .. },
            ) => patience.limit,
            _ => Duration::ZERO,
        }
    }
}

/// A checker that explores a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Checker {
    /// Also explores memory orderings and finds leaks; its searches are often bounded.
    Loom,
    /// Explores every execution, assuming sequential consistency.
    Explorer,
    /// Runs one after the other.
    Both,
}
