//! The variables of the environment by which processes of this workbook talk to each other, once each.
//!
//! The command sets them, checks and what is compiled read them. [`Told`](crate::Told) is what a
//! process says in return.
//!
//! Macros of the compiler take literals only, so two names stand in a second place:
//! `option_env!("WORKBOOK_DIGEST")` in what is generated, and `env!("WORKBOOK_EXERCISES")` in what
//! includes it, with its build script. Tests and documents write names out, and `WORKBOOK_SOAK` is
//! known to the long tests of lesson 08 only.

/// What every name begins with. A process that grades sees none of the learner's own terminal.
pub const PREFIX: &str = "WORKBOOK_";

/// The file to which a process that checks adds lines: see [`Told`](crate::Told).
pub const TELL: &str = "WORKBOOK_TELL";

/// Set: a check that takes a while writes where it stands to standard error, terminal or not. Each such line begins
/// with [`SEARCHING`] and ends with a carriage return; the parent process shows it.
pub const PROGRESS: &str = "WORKBOOK_PROGRESS";

/// The word that begins such a line.
pub const SEARCHING: &str = "Searching";

/// For how many milliseconds all checks of a process may search, together.
pub const SEARCH_TIME: &str = "WORKBOOK_SEARCH_TIME";

/// The id of the one model to check; others run nothing.
pub const MODEL: &str = "WORKBOOK_MODEL";

/// What the ids of models begin with that were given none. Unless it is set, the name of the
/// package's folder, or the number with which that begins.
pub const PACKAGE: &str = "WORKBOOK_PACKAGE";

/// The folder of recordings. Unless it is set, `recordings/` in the package's folder.
pub const RECORDINGS: &str = "WORKBOOK_RECORDINGS";

/// `MODEL:SCHEDULE`: the one schedule to run, which a counterexample printed. The explorer's only,
/// as [`RANDOM`] and [`PCT`] are.
pub const REPLAY: &str = "WORKBOOK_REPLAY";

/// `MODEL:SEED:RUNS`: so many schedules at random.
pub const RANDOM: &str = "WORKBOOK_RANDOM";

/// `MODEL:SEED:RUNS:DEPTH`: so many with random priorities, which change `DEPTH - 1` times.
pub const PCT: &str = "WORKBOOK_PCT";

/// A number of seconds for which every model is explored without its bound: how the two checkers are
/// compared.
pub const UNBOUNDED_SECONDS: &str = "WORKBOOK_UNBOUNDED_SECONDS";

/// How many OS threads search one model, 1 or more. Unless it is set, one does, and one more for each core that is
/// idle. The explorer's only.
pub const WORKERS: &str = "WORKBOOK_WORKERS";

/// Set: a check that draws graphs tells that of its model too, if it is small enough: see
/// [`Checked::graph`](crate::Checked::graph). The explorer's only.
pub const GRAPH: &str = "WORKBOOK_GRAPH";

/// While compiling: the digest of the texts that are compiled, so that cargo compiles them again
/// whenever it changes, whatever the files' times say.
pub const DIGEST: &str = "WORKBOOK_DIGEST";

/// While compiling: the file that names the answers that are compiled, and what each stands beside.
pub const EXERCISES: &str = "WORKBOOK_EXERCISES";
