//! What twins call.

use crate::access::{Access, Object, Reach};
use crate::atomic::{apart, is_atomic, part_of_a_step};
use crate::context::{Context, Event, Fate, Pending, Ready, Spawned, When, key};
use crate::coroutine::{Answer, Request, suspend};
use crate::hash::mix;
use crate::teardown;
use crate::unwind::{began_to_unwind, halfway, unwinds};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A thread that was spawned.
#[derive(Clone, Debug)]
pub struct Handle {
    /// Its number in this execution.
    pub thread: usize,
    /// Set in its last step. A guard reads it, then [`joined`] is called in the step.
    pub done: Arc<AtomicBool>,
}

/// Creates an object that threads share. Once the execution is being torn down, all objects are the same.
///
/// # Panics
/// If called outside a model.
pub fn object() -> Object {
    Context::with(|context| {
        let maker = &mut context.fates[context.thread];
        maker.objects += 1;
        let name = mix(key(&maker.path) ^ mix(maker.objects));
        context.objects.push(name as u32);
        Object(context.objects.len() as u32 - 1)
    })
    .expect("created outside a model: create what is checked inside the closure that is explored")
}

/// The schedule point: announces a step, waits until it is scheduled, and returns its event.
///
/// It is scheduled only when `guard` holds; then the thread runs alone to its next step. `guard`
/// reads plain state of the objects that were announced, calls nothing of this crate and does not
/// panic.
///
/// While a panic unwinds its first step commutes with nothing; those that follow are part of it and
/// return at once. Only if a guard does not hold the thread waits, as ever. When the execution is torn
/// down the step returns at once, **whether the guard holds or not**.
pub fn step(
    label: &'static str,
    accesses: &[(Object, Access)],
    guard: impl Fn() -> bool + 'static,
) -> Event {
    let ready = move || match guard() {
        true => Ready::Yes,
        false => Ready::No,
    };
    let when = When::Guard(Box::new(ready));
    announce(label, accesses, when, Reach::None)
}

/// As [`step`], for a step that never waits.
pub fn step_at_once(label: &'static str, accesses: &[(Object, Access)]) -> Event {
    announce(label, accesses, When::Always, Reach::None)
}

/// As [`step`], but time may be up for which the thread waits: then it can run too.
pub fn step_when(
    label: &'static str,
    accesses: &[(Object, Access)],
    ready: impl Fn() -> Ready + 'static,
) -> Event {
    announce(label, accesses, When::InTime(Box::new(ready)), Reach::None)
}

/// As [`step`], for a step that can always run, and that commutes with nothing: where it is scheduled among the
/// steps of all others is what its thread looks at.
pub fn step_among_all(label: &'static str, accesses: &[(Object, Access)]) -> Event {
    announce(label, accesses, When::Always, Reach::All)
}

pub(crate) fn announce(
    label: &'static str,
    accesses: &[(Object, Access)],
    when: When,
    reach: Reach,
) -> Event {
    if !active() {
        teardown::leave();
    } else {
        let unwinds = unwinds();
        let first = !began_to_unwind(unwinds);
        match (unwinds, is_atomic()) {
            (false, false) => wait(label, accesses, when, reach),
            (false, true) => part_of_a_step(label, accesses, when, reach),
            (true, atomic) if first && !atomic || when.is_ready() == Some(Ready::No) => {
                halfway(true);
                apart(|| wait(label, accesses, when, Reach::All));
                if active() {
                    halfway(false);
                    wild();
                }
            }
            (true, _) => wild(),
        }
    }
    now()
}

pub(crate) fn wait(label: &'static str, accesses: &[(Object, Access)], when: When, reach: Reach) {
    let place = Context::live(|context| std::mem::take(&mut context.place));
    let pending = Pending {
        label,
        accesses: accesses.to_vec(),
        when,
        reach,
        place: place.unwrap_or(0),
    };
    if let Answer::Leave = suspend(Request::Step(pending)) {
        teardown::leave();
    }
}

/// Tells that the running step could run because of `event`, though it shares no object with it.
pub fn after(event: Event) {
    Context::live(|context| {
        let slice = &mut context.slice;
        if event.number >= slice.event {
            return;
        }
        let same = |cause: &&mut Event| cause.number == event.number;
        match slice.causes.iter_mut().find(same) {
            Some(cause) => *cause = event.max(*cause),
            None => slice.causes.push(event),
        }
    });
}

/// Tells that the running step touches one more object than it announced.
///
/// Which one must follow from what the thread has done and from the objects that were announced.
pub fn touch(access: (Object, Access)) {
    Context::live(|context| {
        let slice = &mut context.slice;
        slice.published = slice.mark().mark;
        let choices = slice.choices.len();
        slice.touched.push((access.0, access.1, choices));
    });
}

/// Tells that the running step changes nothing after all, as a try that fails. A thread that waits
/// for a change by [`yield_now`] does not wake for it.
pub fn unchanged() {
    Context::live(|context| context.slice.unchanged = !context.atomic);
}

/// Declares that the running step is a wait that timed out. It changes nothing, and counts as a yield: see
/// [`yield_now`].
pub fn timed_out() {
    Context::live(|context| {
        context.slice.timed_out = !context.atomic;
        context.slice.unchanged = !context.atomic;
    });
}

/// Tells what the running step looks at, unless that is all that it touches: a thread that yields later
/// waits for a change of it. To take a lock, say, is to look at what it guards.
pub fn looks(objects: &[Object]) {
    Context::live(|context| {
        context.slice.looks = (!context.atomic).then(|| objects.to_vec());
    });
}

/// Names the place in the program of the step that the thread announces next: yields in vain are
/// counted for each place.
pub fn at(place: usize) {
    Context::live(|context| context.place = place);
}

/// Tells that the running step touches what it did not announce: it commutes with nothing.
pub fn wild() {
    Context::live(|context| {
        let slice = &mut context.slice;
        slice.published = slice.mark().mark;
        slice.reach(Reach::All);
    });
}

/// An access to plain memory, no step: two that are not ordered by steps, one of them not a read,
/// are a data race.
pub fn cell(object: Object, access: Access) {
    Context::live(|context| {
        let slice = &mut context.slice;
        slice.cells.push((object, access, slice.marks + 1));
    });
}

/// Returns a number below `n`: every answer is explored. Returns 0 while the execution is being torn down, or if `n`
/// is below 2.
///
/// # Examples
/// ```
/// use explorer::{Config, choose, explore, outcome};
///
/// let model = || outcome((choose(2) + choose(2)).to_string());
/// let report = explore(&Config::default(), model, |_| ());
/// assert_eq!(report.outcomes["1"], 2);
/// ```
///
/// # Panics
/// If `n` is above 65,535.
pub fn choose(n: usize) -> usize {
    if n < 2 || !active() {
        return 0;
    }
    assert!(
        n <= usize::from(u16::MAX),
        "a choice has too many answers: {n}"
    );
    match suspend(Request::Choice(n)) {
        Answer::Chosen(answer) => answer,
        Answer::Go | Answer::Leave => 0,
    }
}

/// Lets other threads run.
///
/// A thread that yields [three times](crate::YIELDS_IN_VAIN) in a row at one [place](at) without seeing a
/// change is then held back until another thread changes something that it looked at since its last
/// yield. The same holds for waits that [time out](timed_out). If no other thread can continue either, all
/// that are held back go round again, a few times: one of them may be at work by itself.
pub fn yield_now() {
    announce("yield", &[], When::Yield, Reach::None);
}

/// This moment of the running step, for [`after`]. Plain memory that the thread accesses before
/// this call is accessed before whatever comes after the event; what it accesses later is not.
pub fn now() -> Event {
    let nowhere = Event { number: 0, mark: 0 };
    Context::live(|context| context.slice.mark()).unwrap_or(nowhere)
}

/// Returns how many steps of this execution precede the running one; 0 outside a model.
pub fn steps() -> usize {
    Context::with(|context| context.slice.event).unwrap_or(0)
}

/// Returns the number of the running thread; main is 0.
///
/// # Examples
/// ```
/// use explorer::{Config, current, explore};
///
/// explore(&Config::default(), || assert_eq!(current(), 0), |_| ());
/// ```
pub fn current() -> usize {
    Context::with(|context| context.thread).unwrap_or(0)
}

/// How the running thread was spawned, as [`Run::threads`](crate::Run::threads) tells it: the same in
/// all executions of a trace, which its number is not. Twins sort threads by it.
pub fn path() -> Vec<u16> {
    Context::with(|context| context.fates[context.thread].path.clone()).unwrap_or_default()
}

/// Returns true if an execution runs on this OS thread and is not being torn down.
///
/// While it is being torn down, every function of this crate returns immediately.
///
/// # Examples
/// ```
/// use explorer::{Config, active, explore};
///
/// assert!(!active());
/// explore(&Config::default(), || assert!(active()), |_| ());
/// ```
pub fn active() -> bool {
    Context::live(|_| ()).is_some()
}

/// Sets the outcome of the execution; the last call counts.
///
/// # Examples
/// ```
/// use explorer::{Config, explore, outcome};
///
/// let report = explore(&Config::default(), || outcome("done"), |_| ());
/// assert_eq!(report.outcomes["done"], 1);
/// ```
pub fn outcome(text: impl Into<String>) {
    let text = text.into();
    Context::live(|context| context.outcome = Some(text));
}

/// Spawns a thread. Up to its first step it runs as part of the step that spawns it.
///
/// A daemon, such as a timer, may be left behind: an execution ends without it, switching to it is not a
/// preemption, and what it did counts only if another thread observed it. It takes one step, or several that all
/// touch the objects that the first one touches.
pub fn spawn(daemon: bool, body: Box<dyn FnOnce()>) -> Handle {
    let mut body = Some(body);
    Context::live(|context| {
        let thread = context.fates.len();
        let parent = &mut context.fates[context.thread];
        let mut path = parent.path.clone();
        path.push(parent.children);
        parent.children += 1;
        let fate = Fate::new(path.clone());
        let done = fate.done.clone();
        context.fates.push(fate);
        context.spawned.push_back(Spawned {
            thread,
            daemon,
            path,
            at: context.slice.mark(),
            body: body.take().expect("given"),
        });
        Handle { thread, done }
    })
    .unwrap_or_else(|| Handle {
        thread: 0,
        done: Arc::new(AtomicBool::new(true)),
    })
}

/// Returns the message of the panic that ended `thread`, if one did. Call it in the step whose guard checks
/// [`Handle::done`].
pub fn joined(thread: usize) -> Option<String> {
    let (end, panic) = Context::live(|context| {
        let fate = &mut context.fates[thread];
        fate.joined = true;
        (fate.end, fate.panic.clone())
    })?;
    if let Some(end) = end {
        after(end);
    }
    panic
}

/// The body of a thread's coroutine: nothing unwinds out of it.
pub(crate) fn body(thread: usize, work: Box<dyn FnOnce()>) -> Box<dyn FnOnce()> {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    Box::new(move || {
        let result = catch_unwind(AssertUnwindSafe(|| {
            work();
            if thread == 0 {
                announce("main returns", &[], When::MainReturns, Reach::None);
            }
        }));
        let panic = result.err().map(|payload| {
            let text = payload.downcast_ref::<&str>().map(ToString::to_string);
            text.or_else(|| payload.downcast_ref::<String>().cloned())
                .unwrap_or_default()
        });
        Context::live(|context| {
            let fate = &mut context.fates[thread];
            fate.panic = panic;
            fate.end = Some(context.slice.mark());
            fate.done.store(true, Ordering::SeqCst);
        });
    })
}
