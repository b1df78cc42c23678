//! How to explore.

use crate::execution::Loops;
use crate::report::Failure;
use crate::schedule::Schedule;
use crate::split::Part;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// Which executions to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    /// One execution of every trace: optimal DPOR with wakeup trees (Abdulla, Aronis, Jonsson, Sagonas,
    /// JACM 2017). See [`theorem`](crate::theorem).
    Reduced,
    /// Sleep sets alone (Godefroid, 1996): every trace, more redundant executions.
    SleepSets,
    /// Every schedule, whatever commutes.
    Unreduced,
    /// Every schedule; what follows equivalent beginnings is explored once. With
    /// `preemptions`, only schedules with at most so many. Without, the report has the graph.
    Graph {
        /// Most preemptions; `None`: any number.
        preemptions: Option<u32>,
    },
    /// Bounded graphs with 0, 1, 2 … preemptions, up to the first with a failure, which is one
    /// with the fewest preemptions that there is.
    Fewest {
        /// The last bound.
        most: u32,
    },
    /// Each decision at random.
    Random {
        /// Where the random numbers begin.
        seed: u64,
        /// Executions.
        runs: u64,
    },
    /// Random priorities that change at `depth - 1` random steps (Burckhardt, Kothari, Musuvathi,
    /// Nagarakatte, ASPLOS 2010): finds a bug that takes `depth` ordered steps with a known chance.
    Pct {
        /// Where the random numbers begin.
        seed: u64,
        /// Executions.
        runs: u64,
        /// Ordered steps that a bug takes; at least 1.
        depth: u32,
    },
    /// Executions near one that failed, each with some steps moved: the report's failure is the one
    /// with the fewest preemptions that was found, and this one if there is none. It need not be one
    /// with the fewest that there is.
    Near {
        /// Where to begin.
        failure: Box<Failure>,
        /// Executions.
        runs: u64,
    },
    /// One execution, along a schedule as far as it goes.
    Replay(Schedule),
}

/// What becomes of loops that only look at what others change, and yield.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Awaits {
    /// Each look in vain is a step like any other.
    #[default]
    Explored,
    /// The same; and the report tells in which loops looks in vain made no difference.
    Learn,
    /// Loops of which that was learned wait: a look in vain is taken back, or else the execution counts for nothing.
    /// If too little was learned, what a loop does besides is lost; where it shows, [`Report::left`](crate::Report::left) tells.
    At(Loops),
}

/// How to explore, and when to stop.
#[derive(Clone, Debug)]
pub struct Config {
    /// Which executions to run.
    pub mode: Mode,
    /// An execution of more steps is cut and counts as a failure; 2,000 unless told.
    pub max_steps: usize,
    /// Stops after so many executions, whole or not.
    pub max_runs: u64,
    /// Stops after the first execution that ends later than this.
    pub max_time: Duration,
    /// Stops when another thread sets this flag.
    pub stop: Option<Arc<AtomicBool>>,
    /// Whether the first failure ends the search.
    pub stop_at_failure: bool,
    /// Whether main may return while threads run: the execution then continues without it.
    pub may_outlive_main: bool,
    /// Whether the callback also receives executions that were cut because whatever could follow
    /// was explored elsewhere ([`End::Cut`](crate::End::Cut)).
    pub tell_cuts: bool,
    /// Only the executions of this part of a search: see [`Samples::parts`](crate::Samples::parts).
    pub part: Part,
    /// What becomes of loops that only look and yield.
    pub awaits: Awaits,
    /// Called where the steps from this number on were taken back: a look in vain, and the thread waits instead.
    /// Only where [`Config::awaits`] tells which loops wait.
    pub on_taken_back: Option<fn(usize)>,
    /// Whether the report has the set of distinct traces (8 bytes each).
    pub traces: bool,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            mode: Mode::Reduced,
            max_steps: 2_000,
            max_runs: u64::MAX,
            max_time: Duration::MAX,
            stop: None,
            stop_at_failure: true,
            may_outlive_main: false,
            tell_cuts: false,
            part: Part::default(),
            awaits: Awaits::Explored,
            on_taken_back: None,
            traces: false,
        }
    }
}

impl Config {
    /// Creates the default configuration with another mode.
    ///
    /// # Examples
    /// ```
    /// use explorer::{Config, Mode, choose, explore};
    ///
    /// let config = Config::new(Mode::Random { seed: 1, runs: 20 });
    /// let report = explore(&config, || drop(choose(2)), |_| ());
    /// assert_eq!(report.runs, 20);
    /// ```
    pub fn new(mode: Mode) -> Self {
        Config {
            mode,
            ..Config::default()
        }
    }
}
