//! One engine for send, receive and select: looks at all its channels in one atomic step.

use crate::in_order;
use crate::log::event::{Choice, Event, Op};
use crate::log::recorder;
use crate::log::{Loc, ObjectId, Pending};
use crate::loom::choices::choose;
use crate::loom::engine::Pass;
use crate::loom::machines::time::{arms, fire, fires_now};
use crate::loom::machines::wait::{Object, Waiter};
use crate::loom::sync::channel::{Case, Mode, RecvCase, SendCase};
use crate::questions::{self, points};
use std::sync::Arc;

/// What the engine asks of a case. Only a receive may be one from a timer.
#[doc(hidden)]
pub trait Arm {
    fn object(&self) -> &Object;
    fn version(&self) -> u64;
    fn is_armed(&self) -> bool {
        false
    }
    fn fire_if_due(&self) {}
    fn is_ready(&self) -> bool;
    fn park(&self, waiter: &Arc<Waiter>, case: usize);
}

impl<T> Arm for RecvCase<'_, T> {
    fn object(&self) -> &Object {
        &self.channel.object
    }
    fn version(&self) -> u64 {
        self.channel.state().version
    }
    fn is_armed(&self) -> bool {
        self.channel.is_armed()
    }
    fn fire_if_due(&self) {
        self.channel.fire_if_due();
    }
    fn is_ready(&self) -> bool {
        self.channel.state().can_receive()
    }
    fn park(&self, waiter: &Arc<Waiter>, case: usize) {
        self.channel.state().park_receiver(waiter, case, &self.slot);
    }
}

impl<T> Arm for SendCase<'_, T> {
    fn object(&self) -> &Object {
        &self.channel.object
    }
    fn version(&self) -> u64 {
        self.channel.state().version
    }
    fn is_ready(&self) -> bool {
        self.channel.state().can_send(self.channel.capacity)
    }
    fn park(&self, waiter: &Arc<Waiter>, case: usize) {
        self.channel.state().park_sender(waiter, case, &self.slot);
    }
}

/// Runs one case that is ready, or waits until one is. Its index; `None` if time was up, or if
/// nothing was ready and `mode` does not wait.
///
/// Of several that are ready every one is explored, unless `biased`: then it is the first.
///
/// As crossbeam's, a select begins to wait in one channel without capacity after the other, so that
/// a thread that only tries one may meet it there although another arm has become ready. Where none
/// tries, that makes no difference, and it begins to wait in all at once.
#[doc(hidden)]
pub fn select_cases(cases: &[&dyn Case], mode: Mode, biased: bool, loc: Loc) -> Option<usize> {
    let armed = cases.iter().filter(|case| case.is_armed());
    let timers: Vec<ObjectId> = armed.map(|case| case.id()).collect();
    match mode {
        Mode::Wait | Mode::Until(None) if timers.is_empty() => {
            in_one_step(cases, mode, biased, loc)
        }
        Mode::Try => in_one_step(cases, mode, biased, loc),
        Mode::Wait | Mode::Until(_) => {
            let own = match mode {
                Mode::Until(deadline) => deadline,
                Mode::Wait | Mode::Try => None,
            };
            let mode = match arms(own, &timers) {
                None => Mode::Wait,
                deadline => Mode::Until(deadline),
            };
            let taken = in_one_step(cases, mode, biased, loc);
            in_order::disarm();
            taken
        }
    }
}

fn in_one_step(cases: &[&dyn Case], mode: Mode, biased: bool, loc: Loc) -> Option<usize> {
    // The arms in which it waits already.
    let mut begun: Option<(Arc<Waiter>, Vec<usize>)> = None;
    loop {
        let (passes, ready) = match biased {
            true => pass_until_ready(cases, loc),
            false => (pass_all(cases, loc), None),
        };
        if recorder::failed() {
            return None;
        }
        if let Some(i) = begun.as_ref().and_then(|(waiter, _)| waiter.completed()) {
            cases[i].collect();
            cases[i].tell(loc);
            return Some(i);
        }
        if !biased {
            fire_those_due(cases);
        }
        if let Some(i) = ready.or_else(|| choose_ready(cases)) {
            if let Some((waiter, _)) = begun {
                waiter.close();
            }
            cases[i].run();
            cases[i].tell(loc);
            return Some(i);
        }
        let deadline = match mode {
            Mode::Try => {
                cases.iter().for_each(|case| case.used(true));
                return None;
            }
            Mode::Wait => None,
            Mode::Until(deadline) => deadline,
        };
        let (waiter, mut waits_in) = begun.take().unwrap_or_else(|| (Waiter::new(), vec![]));
        if fires_now(deadline, None, loc) {
            waiter.close();
            return None;
        }
        let begins_in = begin_in(cases, &waits_in, biased);
        for &i in &begins_in {
            cases[i].park(&waiter, i);
        }
        drop(passes);
        waits_in.extend(begins_in);
        if waits_in.len() < cases.iter().filter(|case| case.is_shared()).count() {
            begun = Some((waiter, waits_in));
            continue;
        }
        let pending = wait_in(cases, loc);
        let armed: Vec<usize> = (0..cases.len()).filter(|&i| cases[i].is_armed()).collect();
        let waits_for_time = !armed.is_empty() || deadline.is_some();
        let completed = if !waits_for_time {
            Some(waiter.wait(pending))
        } else {
            waiter.wait_or_fire(pending)
        };
        if recorder::failed() {
            return None;
        }
        if let Some(i) = completed {
            cases[i].collect();
            cases[i].tell(loc);
            return Some(i);
        }
        // Nothing else could run, so some timer fires; which one is open.
        let mut due = armed;
        due.retain(|&i| !questions::in_order() || !in_order::timer_overtakes(cases[i].id()));
        let may_give_up = deadline.is_some_and(|own| in_order::may_fire(own.model_time()));
        match due.get(choose(due.len() + usize::from(may_give_up))) {
            Some(&i) => {
                let overtakes = in_order::timer_overtakes(cases[i].id());
                if recorder::others_can_run() {
                    let object = Some(cases[i].id());
                    recorder::chose(Choice::Timer { object, overtakes });
                }
                cases[i].fire();
            }
            None => {
                fire(deadline.expect("one of the timers to choose from"));
                return None;
            }
        }
    }
}

/// The arms in which a select begins to wait in one step, of those in which it does not wait yet.
///
/// All of them, unless a thread could tell: then one that it may try, in any order, and with
/// `biased` those before it too.
fn begin_in(cases: &[&dyn Case], waits_in: &[usize], biased: bool) -> Vec<usize> {
    let left = (0..cases.len()).filter(|i| cases[*i].is_shared() && !waits_in.contains(i));
    let mut left: Vec<usize> = left.collect();
    if cases.len() > 1 {
        left.iter().for_each(|&i| cases[i].used(false));
    }
    if points().arms && left.len() > 1 {
        let meets: Vec<usize> = (0..left.len())
            .filter(|&i| cases[left[i]].is_rendezvous())
            .collect();
        match meets.first() {
            Some(first) if biased => left.truncate(first + 1),
            Some(_) => left = vec![left[meets[choose(meets.len())]]],
            None => {}
        }
    }
    left
}

/// Passes the point of every channel; afterwards no other thread has been at any of them since.
fn pass_all<'a>(cases: &[&'a dyn Case], loc: Loc) -> Vec<Pass<'a>> {
    let mut order: Vec<&dyn Case> = cases.to_vec();
    order.retain(|case| case.is_shared());
    order.sort_by_key(|case| case.id().index());
    order.dedup_by_key(|case| case.id().index());
    loop {
        let passed: Vec<_> = order
            .iter()
            .map(|case| {
                let op = match cases.len() {
                    1 => case.op(),
                    _ => Op::Select,
                };
                (case.object().pass(op, loc), case.version())
            })
            .collect();
        let untouched = order
            .iter()
            .zip(&passed)
            .all(|(case, (_, version))| case.version() == *version);
        if untouched || recorder::failed() {
            return passed.into_iter().map(|(pass, _)| pass).collect();
        }
    }
}

/// Passes the points in the order of the arms, up to the first that is ready: its index.
///
/// As crossbeam's biased select, it looks at one channel after the other, so it may take an arm
/// while one before it has become ready in the meantime. If none is ready, no other thread has been
/// at any of them since.
fn pass_until_ready<'a>(cases: &[&'a dyn Case], loc: Loc) -> (Vec<Pass<'a>>, Option<usize>) {
    loop {
        let (mut passes, mut versions) = (vec![], vec![]);
        for (i, case) in cases.iter().enumerate() {
            if !case.is_shared() {
                continue;
            }
            passes.push(case.object().pass(Op::Select, loc));
            case.fire_if_due();
            if case.is_ready() || recorder::failed() {
                return (passes, Some(i));
            }
            versions.push((case, case.version()));
        }
        if versions
            .iter()
            .all(|(case, version)| case.version() == *version)
        {
            return (passes, None);
        }
    }
}

/// Each timer may fire; in order, none that is not due after one of them has.
fn fire_those_due(cases: &[&dyn Case]) {
    for case in cases {
        let has_fired = |case: &&dyn Case| case.is_ready() && in_order::waits_for(case.id());
        let fired = questions::in_order() && cases.iter().any(has_fired);
        if !fired || !in_order::is_later(case.id()) {
            case.fire_if_due();
        }
    }
}

fn choose_ready(cases: &[&dyn Case]) -> Option<usize> {
    let ready: Vec<usize> = (0..cases.len()).filter(|&i| cases[i].is_ready()).collect();
    if ready.len() < 2 {
        return ready.first().copied();
    }
    let i = ready[choose(ready.len())];
    let id = |i: &usize| cases[*i].id();
    recorder::chose(Choice::Arm {
        took: id(&i),
        also: ready.iter().filter(|j| **j != i).map(id).collect(),
    });
    Some(i)
}

/// Records what the thread waits in: its one operation, or a select over several.
fn wait_in(cases: &[&dyn Case], loc: Loc) -> Pending {
    let (op, object) = match cases {
        [case] => (case.op(), Some(case.id())),
        _ => (Op::Select, None),
    };
    let mut event = Event::new(op, Some(loc));
    event.object = object;
    match cases {
        [case] => event.value = case.value(),
        cases => {
            let arms = cases.iter().filter(|case| case.is_shared());
            event.arms = arms.map(|case| (case.op(), Some(case.id()))).collect();
        }
    }
    event.record_blocked();
    Pending {
        op,
        object,
        loc: Some(loc),
        blocked: true,
    }
}
