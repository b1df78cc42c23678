//! What a check is told: bounds, limits, and what the environment says instead.

use recording::protocol::{MODEL, SEARCH_TIME, UNBOUNDED_SECONDS, WORKERS};
use std::env;
use std::num::NonZero;
use std::str::FromStr;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// How long a check may take, unless told.
const SEARCH: Duration = Duration::from_secs(60);

/// Scheduling points that multiply the executions, and that few models could tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Points {
    /// Before a lock is released: only `try_lock` and its kin can tell.
    pub(crate) unlocks: bool,
    /// Before a select waits where partners meet: only a try or a select of the other side can tell.
    pub(crate) meets: bool,
    /// Between the arms in which a select begins to wait: only a thread that tries one of them can.
    pub(crate) arms: bool,
    /// Between the drops of a channel's handles: only messages that were never received, and that hold
    /// something else that is checked, can tell who is last.
    pub(crate) drops: bool,
    /// Before a member of a wait group is dropped: only a section that never blocks can tell.
    pub(crate) groups: bool,
    /// Where a task begins to wait in a queue: only a task that awaits the same beside something else can tell.
    pub(crate) arrivals: bool,
    /// None: tasks take turns on one thread, and a poll is a step. Only where a poll waits for a thread can it be
    /// told that others wait for it.
    pub(crate) one_thread: bool,
}

impl Points {
    /// All of both.
    pub(crate) fn and(self, other: Points) -> Points {
        Points {
            unlocks: self.unlocks || other.unlocks,
            meets: self.meets || other.meets,
            arms: self.arms || other.arms,
            drops: self.drops || other.drops,
            groups: self.groups || other.groups,
            arrivals: self.arrivals || other.arrivals,
            one_thread: self.one_thread || other.one_thread,
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub(crate) preemptions: Option<u32>,
    pub(crate) limit: Duration,
    pub(crate) max_branches: usize,
    pub(crate) spurious: bool,
    /// Timers fire in the order of their deadlines.
    pub(crate) in_order: bool,
    pub(crate) early_ticks: u32,
    /// So many tasks may be dropped, each at any of its awaits.
    pub(crate) drops: u32,
    /// No await waits in its place: each polls, and waits until it is woken.
    pub(crate) never_in_place: bool,
    /// An execution has at most so many stale reads; `None`: any number.
    pub(crate) stale_reads: Option<u32>,
    /// Tries first that timers fire, which makes shorter stories.
    pub(crate) impatient: bool,
    /// Those that the search begins with.
    pub(crate) points: Points,
    pub(crate) strict: bool,
    /// How many OS threads search; `None`: one, and one more for each core that is idle.
    pub(crate) workers: Option<NonZero<usize>>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            preemptions: None,
            limit: search_time(),
            max_branches: 5_000,
            spurious: false,
            in_order: false,
            early_ticks: 2,
            drops: 0,
            never_in_place: false,
            stale_reads: None,
            impatient: false,
            points: Points::default(),
            strict: true,
            workers: None,
        }
    }
}

/// How long a check may take: 60 seconds, or what is left of the time that the process that started this
/// process gives to all of its checks.
fn search_time() -> Duration {
    static BEGUN: OnceLock<Instant> = OnceLock::new();
    let begun = *BEGUN.get_or_init(Instant::now);
    let given = env::var(SEARCH_TIME).ok();
    let given = given.and_then(|millis| millis.parse().ok());
    let left = given.map(|millis| Duration::from_millis(millis).saturating_sub(begun.elapsed()));
    left.map_or(SEARCH, |left| left.min(SEARCH))
}

impl Settings {
    /// When a search that begins now has to end; a limit that no point in time can express is as good as
    /// a hundred years.
    pub(crate) fn deadline(&self) -> Instant {
        let century = Duration::from_secs(100 * 365 * 24 * 60 * 60);
        Instant::now() + self.limit.min(century)
    }

    /// As set, or as the environment says.
    ///
    /// # Panics
    /// If a number is expected there and is none.
    pub(crate) fn or_from_environment(self) -> Self {
        let workers = number(WORKERS, "number of OS threads").or(self.workers);
        let seconds = number(UNBOUNDED_SECONDS, "number of seconds");
        Settings {
            workers,
            preemptions: self.preemptions.filter(|_| seconds.is_none()),
            limit: seconds.map_or(self.limit, Duration::from_secs),
            ..self
        }
    }
}

/// What a variable of the environment says, if it is set.
fn number<T: FromStr>(variable: &str, what: &str) -> Option<T> {
    let number = env::var(variable).ok()?.parse();
    Some(number.unwrap_or_else(|_| panic!("{variable} is not a {what}")))
}

/// Whether the environment asks for another model.
pub(crate) fn is_left_out(model: &str) -> bool {
    env::var(MODEL).is_ok_and(|only| only != model)
}
