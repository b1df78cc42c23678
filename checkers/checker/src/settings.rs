//! What a check is told: bounds, limits, and what the environment says instead.

use recording::protocol::{MODEL, SEARCH_TIME, UNBOUNDED_SECONDS};
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
    /// Between the arms in which a select begins to wait: only somebody who tries one of them can.
    pub(crate) arms: bool,
    /// Between the drops of a channel's handles: only messages that nobody received, and that hold
    /// something else that is checked, can tell who is last.
    pub(crate) drops: bool,
    /// Before a member of a wait group is dropped: only a section that never blocks can tell.
    pub(crate) groups: bool,
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
    /// An execution has at most so many stale reads; `None`: any number.
    pub(crate) stale_reads: Option<u32>,
    /// Tries first that timers fire, which makes shorter stories.
    pub(crate) impatient: bool,
    /// Those that the search begins with.
    pub(crate) points: Points,
    pub(crate) strict: bool,
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
            stale_reads: None,
            impatient: false,
            points: Points::default(),
            strict: true,
        }
    }
}

/// How long a check may take: 60 seconds, or what is left of the time that whoever started this
/// process gives to all of its checks.
fn search_time() -> Duration {
    static BEGUN: OnceLock<Instant> = OnceLock::new();
    let begun = *BEGUN.get_or_init(Instant::now);
    let given = std::env::var(SEARCH_TIME).ok();
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
    /// If that is no number.
    pub(crate) fn or_from_environment(self) -> Self {
        let Ok(seconds) = std::env::var(UNBOUNDED_SECONDS) else {
            return self;
        };
        let seconds = seconds.parse();
        let seconds =
            seconds.unwrap_or_else(|_| panic!("{UNBOUNDED_SECONDS} is no number of seconds"));
        Settings {
            preemptions: None,
            limit: Duration::from_secs(seconds),
            ..self
        }
    }
}

/// Whether the environment asks for another model.
pub(crate) fn is_left_out(model: &str) -> bool {
    std::env::var(MODEL).is_ok_and(|only| only != model)
}
