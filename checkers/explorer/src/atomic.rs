//! Several steps as one.

use crate::access::{Access, Object, Reach};
use crate::context::{Context, Ready, When};
use crate::twin::{touch, wait, wild};

/// Runs `work` within the running step: what it announces belongs to that step, as long as it need not wait.
///
/// The step's footprint grows by what each of them touches, and choices are made as ever. One that may wait looks
/// whether it has to, so from there on the step commutes with nothing. If it has to wait, the step ends there, and
/// what follows is another one, which commutes with nothing either.
///
/// # Examples
/// ```
/// use explorer::{Access, Config, atomic, explore, joined, object, outcome, spawn, step, step_at_once};
/// use std::{cell::Cell, rc::Rc, sync::atomic::Ordering};
///
/// // Each thread loads a number and stores one more, as one step.
/// let report = explore(&Config::default(), || {
///     let (number, value) = (object(), Rc::new(Cell::new(0)));
///     let adder = || {
///         let value = value.clone();
///         spawn(false, Box::new(move || {
///             step_at_once("add", &[]);
///             atomic(|| {
///                 step_at_once("load", &[(number, Access::READ)]);
///                 let before = value.get();
///                 step_at_once("store", &[(number, Access::EXCLUSIVE)]);
///                 value.set(before + 1);
///             });
///         }))
///     };
///     for thread in [adder(), adder()] {
///         step("join", &[], move || thread.done.load(Ordering::SeqCst));
///         joined(thread.thread);
///     }
///     outcome(value.get().to_string());
/// }, |_| ());
/// assert_eq!(report.complete, 2);
/// assert!(report.outcomes.keys().eq(["2"]));
/// ```
pub fn atomic<R>(work: impl FnOnce() -> R) -> R {
    set_while(true, work)
}

/// Runs `wait`, a step that is none of the running one's.
pub(crate) fn apart(wait: impl FnOnce()) {
    set_while(false, wait);
}

/// Whether what the running thread announces belongs to the running step.
pub fn is_atomic() -> bool {
    Context::live(|context| context.atomic).unwrap_or(false)
}

fn set_while<R>(atomic: bool, work: impl FnOnce() -> R) -> R {
    /// Also where `work` panics.
    struct Before(bool);
    impl Drop for Before {
        fn drop(&mut self) {
            set(self.0);
        }
    }
    let _before = Before(set(atomic));
    work()
}

fn set(atomic: bool) -> bool {
    Context::live(|context| std::mem::replace(&mut context.atomic, atomic)).unwrap_or(false)
}

/// A step that is announced within the running one.
pub(crate) fn part_of_a_step(
    label: &'static str,
    accesses: &[(Object, Access)],
    when: When,
    reach: Reach,
) {
    accesses.iter().copied().for_each(touch);
    let never_waits = matches!(when, When::Always) && reach == Reach::None;
    if when.is_ready() == Some(Ready::Yes) {
        Context::live(|context| context.place = 0);
        if !never_waits {
            wild();
        }
    } else {
        wild();
        apart(|| wait(label, accesses, when, Reach::All));
    }
}
