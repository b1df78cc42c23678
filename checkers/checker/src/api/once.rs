//! Twin of std's `Once`, and what `OnceLock` and `LazyLock` share with it.

use super::machines::once::Gate;
use crate::log::note::Named;
use crate::log::{Loc, ObjectId};
use crate::plain::here;
use std::fmt;

/// Something that is done once, by the first thread that comes; twin of [`std::sync::Once`].
///
/// A thread that calls it from within its own initialization waits for itself, as there.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::Mutex, sync::Once, sync::thread};
///
/// let report = check("log opened once", || {
///     let (open, opened) = (Once::new(), Mutex::new(0));
///     let log = || {
///         open.call_once(|| *opened.lock() += 1);
///         assert!(open.is_completed());
///     };
///     thread::scope(|scope| {
///         scope.spawn(log);
///         log();
///     });
///     opened.into_inner()
/// });
/// report.holds().reaches(["1"]);
/// ```
pub struct Once(Gate);

/// The state of a `Once` that an initialization receives; the checked type for [`std::sync::OnceState`].
#[derive(Debug)]
pub struct OnceState {
    poisoned: bool,
}

/// What a thread finds that comes to initialize something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    Done,
    /// An initialization panicked.
    Poisoned,
    /// It is this thread that initializes. `poisoned`: another one panicked before.
    Mine {
        poisoned: bool,
    },
}

impl Once {
    /// Creates a `Once` that has not run.
    #[track_caller]
    #[expect(clippy::new_without_default, reason = "as std's")]
    pub fn new() -> Self {
        Once(Gate::new("once", here()))
    }

    /// Runs `init` if no thread did, and blocks the current thread while another one does.
    ///
    /// # Panics
    /// If an `init` panicked before, in any thread.
    #[track_caller]
    pub fn call_once(&self, init: impl FnOnce()) {
        initialize(&self.0, "Once", here(), |_| init());
    }

    /// As [`call_once`](Self::call_once), even if an `init` panicked before.
    #[track_caller]
    pub fn call_once_force(&self, init: impl FnOnce(&OnceState)) {
        initialize_even_if_poisoned(&self.0, here(), init);
    }

    /// Returns true if a call has run to completion.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::Once};
    ///
    /// let report = check("once", || {
    ///     let once = Once::new();
    ///     let before = once.is_completed();
    ///     once.call_once(|| ());
    ///     once.call_once(|| unreachable!("it ran before"));
    ///     (before, once.is_completed())
    /// });
    /// report.holds().reaches(["(false, true)"]);
    /// ```
    #[track_caller]
    pub fn is_completed(&self) -> bool {
        self.0.is_done(here())
    }

    /// Blocks the current thread until a call has run to completion.
    ///
    /// # Panics
    /// If an `init` panicked.
    #[track_caller]
    pub fn wait(&self) {
        if self.0.wait(false, here()) == Found::Poisoned {
            poisoned("Once");
        }
    }

    /// Waits as [`wait`](Self::wait) does, even if an `init` panicked.
    #[track_caller]
    pub fn wait_force(&self) {
        self.0.wait(true, here());
    }
}

impl OnceState {
    /// Returns true if an earlier initialization panicked.
    pub fn is_poisoned(&self) -> bool {
        self.poisoned
    }
}

/// Initializes what `gate` guards, unless a thread did.
#[track_caller]
pub(super) fn initialize(gate: &Gate, kind: &str, loc: Loc, init: impl FnOnce(&OnceState)) {
    match gate.enter(false, loc) {
        Found::Poisoned => poisoned(kind),
        found => run(gate, found, loc, init),
    }
}

/// As [`initialize`], also after a panic.
pub(super) fn initialize_even_if_poisoned(gate: &Gate, loc: Loc, init: impl FnOnce(&OnceState)) {
    run(gate, gate.enter(true, loc), loc, init);
}

fn run(gate: &Gate, found: Found, loc: Loc, init: impl FnOnce(&OnceState)) {
    if let Found::Mine { poisoned } = found {
        let mut running = Running {
            gate,
            loc,
            done: false,
        };
        init(&OnceState { poisoned });
        running.done = true;
    }
}

#[track_caller]
fn poisoned(kind: &str) -> ! {
    panic!("{kind} instance has previously been poisoned")
}

/// An initialization that has not ended; it has panicked unless it is done.
struct Running<'a> {
    gate: &'a Gate,
    loc: Loc,
    done: bool,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.gate.leave(self.done, self.loc);
    }
}

impl Named for Once {
    fn object(&self) -> ObjectId {
        self.0.id()
    }
}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once").finish_non_exhaustive()
    }
}
