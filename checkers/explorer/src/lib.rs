//! Explores every execution of a concurrent model that differs in more than the order of independent steps, each once.
//!
//! A model is a closure. What its threads share are *twins* of locks, channels, atomics: they behave
//! like the real ones and announce every step to this crate, which decides which thread continues.
//! [`explore`] runs the closure repeatedly, once for each execution that its [`Mode`] asks for.
//!
//! ```
//! use explorer::{Access, Config, End, explore, object, outcome, spawn, step};
//! use std::{cell::Cell, rc::Rc};
//!
//! // Two threads load a number and store one more.
//! let report = explore(&Config::default(), || {
//!     let (number, value) = (object(), Rc::new(Cell::new(0)));
//!     let adder = || {
//!         let value = value.clone();
//!         spawn(false, Box::new(move || {
//!             step("load", &[(number, Access::READ)], || true);
//!             let before = value.get();
//!             step("store", &[(number, Access::EXCLUSIVE)], || true);
//!             value.set(before + 1);
//!         }))
//!     };
//!     for thread in [adder(), adder()] {
//!         step("join", &[], move || thread.done.load(std::sync::atomic::Ordering::SeqCst));
//!         explorer::joined(thread.thread);
//!     }
//!     outcome(value.get().to_string());
//! }, |run| assert_eq!(*run.end, End::Done));
//! assert!(report.is_complete());
//! assert_eq!(report.complete, 4); // One after the other, or both load first: two orders each.
//! assert!(report.outcomes.keys().eq(["1", "2"]));
//! ```
//!
//! # A step
//!
//! A thread is a coroutine. It announces a step with [`step`]: a label, the objects that it will
//! touch and how, and a guard. When it is scheduled, which it is only while its guard holds, it runs
//! alone up to its next announcement. So a step is what a thread does *after* it announced it, and
//! an execution is a sequence of steps. Within one, [`choose`] asks for any of several answers, and
//! all are explored.
//!
//! Two accesses to an object **conflict** unless both are shared and of the same class. Two steps
//! conflict if two of their accesses do. A step comes after an earlier one if both are of one
//! thread, if they conflict, if the later one says so with [`after`], or if a chain of these leads
//! from one to the other. Executions in which the same steps come after the same steps are one
//! *trace* (Mazurkiewicz): neither the threads nor the objects can tell them apart. One execution of
//! each trace is enough.
//!
//! # The three rules for twins
//!
//! 1. **Declared.** Between two announcements a thread touches shared state only on objects that the
//!    first of them declared, or that it adds with [`touch`] or [`wild`].
//! 2. **Conflicting.** If two steps could both run at a moment, and their order can matter, or one
//!    keeps the other from running, they conflict on some object.
//! 3. **Caused.** A step that can run because of an earlier step with which it does not conflict
//!    says so: [`after`].
//!
//! What a step touches may depend on what it finds: it says so with [`touch`] while it runs. A try that finds a
//! message does not look whether a sender is left, and one that finds none does.
//!
//! **Why they suffice.** Take two neighbours in an execution, of different threads, neither after the
//! other. By rule 3 the second could run before the first did, for nothing that it needs came from
//! it. By rule 2 it does not keep the first from running, and the order of the two does not matter;
//! by rule 1 there is nothing else through which it could. So they may be swapped, and all that
//! follows is as it was. Any execution of a trace becomes any other by such swaps: all end in the
//! same state, with the same steps left to run. Hence one execution of a trace shows whatever can be observed
//! in any of them. What remains is to run one of each trace, which is what wakeup trees do, by the
//! theorem of their authors.
//!
//! What a step touches may depend on what it finds, if each object that it touches follows from the
//! objects that it touched before. Why that suffices, and what is open, says [`theorem`].
//!
//! **What happens if a twin breaks them.** An execution ends with [`End::WrongTwin`] where it shows:
//! a step that could run no longer can after one without a conflict (rule 2); one that waited can,
//! and comes after nothing that happened since (rule 3); a step that ran late without depending on
//! what came between could not start early (rule 3); after steps in another order, different threads can continue
//! (rule 2, in graphs). A missing footprint that disables no thread shows nowhere: compare
//! outcomes *and* traces with [`Mode::Unreduced`], which uses no relation at all, on many programs.
//! And a twin that does the wrong thing does so in every mode.
//!
//! # Modes
//!
//! [`Mode::Reduced`] is what to use. The others are there to check it ([`Mode::Unreduced`],
//! [`Mode::SleepSets`]), to draw all schedules ([`Mode::Graph`]), to explain ([`Mode::Fewest`]), to
//! look into what is too large ([`Mode::Random`], [`Mode::Pct`], [`Mode::Near`]) and to run an execution again
//! ([`Mode::Replay`]). A search that stopped early says so: [`Report::finish`].
//!
//! # Parts
//!
//! A search of [`Mode::Reduced`] can be divided into parts, which share nothing and together run what the whole runs:
//! [`Samples::parts`] makes them from executions at random, [`Config::part`] searches one. Each can be searched on an OS
//! thread of its own.
//!
//! # Loops that wait
//!
//! A loop that polls and yields may run any number of iterations, and each poll has its place among the steps of
//! other threads. Where unsuccessful polls make no difference, the executions without them are all that is needed. Whether
//! they do is learned from some executions with them ([`Awaits::Learn`]); [`Awaits::At`] then tells a search
//! which loops wait.
//!
//! # What it cannot see
//!
//! - Weak memory: every step sees all steps before it. Orderings of atomics need another checker.
//! - Whatever is outside of the twins: real time, real input, `thread_local!` and `static` values,
//!   which all threads of a model share with all its executions.
//! - Leaks, and the order in which reference counts fall.
//! - Races on plain memory ([`cell`]) that the order of steps on another object hides: each
//!   conflict of steps counts as synchronisation. And once there is a race, not every outcome.
//! - Livelocks that take an unfair scheduler, and tries beyond the third: a thread that yielded three times
//!   in vain is held back until something that it looked at changes ([`Report::held_back`]).
//! - With [`Awaits::At`], what a loop does because it looked in vain, where that showed in none of the executions
//!   from which it was learned.
//! - What a thread would do if it ran on: an execution is cut at [`Config::max_steps`], and fails.
//!
//! # Stacks and panics
//!
//! All runs on the OS thread that calls [`explore`]. A thread of a model has a stack of 2 MiB, of
//! which the operating system provides what is touched; below it lies a guard page. A thread that recurses further
//! overflows into it, and the **process ends with a signal** (an access violation on Windows), without a
//! verdict, unless the OS thread asked the package `stacks` to be told. Stacks are kept for later
//! executions until the OS thread ends.
//!
//! A panic in a thread is caught and handed to who joins it. All that it drops goes in one step.
//!
//! When an execution is over before its threads are, they are unwound: destructors run, and twins do
//! nothing. A thread that catches that unwinding and continues is unwound a hundred times, then left as
//! it is, with its values. A destructor that waits in a loop for what will never happen **stops the OS
//! thread forever**, after a million calls: returning would loop, panicking would abort. The callback
//! has been called by then.

mod access;
mod atomic;
mod clock;
mod config;
mod context;
mod coroutine;
mod end;
mod estimate;
mod execution;
mod explore;
mod graph;
mod hash;
mod near;
mod replay;
mod report;
mod runner;
mod sample;
mod schedule;
mod search;
mod split;
mod teardown;
mod twin;
mod unwind;

#[doc = include_str!("theorem.md")]
pub mod theorem {}

pub use access::{Access, Object};
pub use atomic::{atomic, is_atomic};
pub use config::{Awaits, Config, Mode};
pub use context::{Event, Ready};
pub use end::{End, Waiting};
pub use estimate::Estimate;
pub use execution::{Loops, YIELDS_IN_VAIN};
pub use explore::{explore, quiet_panics};
pub use graph::{Edge, Graph};
pub use replay::NO_SUCH_ANSWER;
pub use report::{Failure, Finish, Report, Run, Step};
pub use schedule::{NoSchedule, Schedule};
pub use split::{Before, Part, Samples};
pub use teardown::{fail, outlive_spawned};
pub use twin::{
    Handle, active, after, at, cell, choose, current, joined, looks, now, object, outcome, path,
    spawn, step, step_among_all, step_at_once, step_when, steps, timed_out, touch, unchanged, wild,
    yield_now,
};
pub use unwind::unwinding;
