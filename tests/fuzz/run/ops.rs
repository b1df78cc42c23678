//! One thread's operations, on real primitives or on their twins.

use super::super::sync::atomic::Ordering::SeqCst;
use super::super::sync::atomic::fence;
use super::super::sync::time::Instant;
use super::super::sync::{Backoff, MutexGuard, thread};
use super::locks::{Guard, Guards};
use super::threads::{Others, handle_of};
use super::world::{Mine, TIME, World, deadline};
use super::{channels, counted, go, locks, mpsc, once, panics, retry, select};
use crate::language::{Fetch, Op};
use crate::outcome::{Note, ON_PURPOSE};

/// Runs a thread to its end. Guards are dropped before what else it has.
pub fn run(world: &World, mut mine: Mine, others: &mut Others) {
    let mut guards = Guards::default();
    for (place, op) in world.program.threads[mine.me].iter().enumerate() {
        if panics(world, op) {
            std::panic::panic_any(ON_PURPOSE);
        }
        let notes = locks::run(world, &mut mine, &mut guards.0, op)
            .or_else(|| condvar(world, &mut guards.0, op))
            .or_else(|| atomics(world, op))
            .or_else(|| once::run(world, op))
            .or_else(|| counted::run(&mut mine, op))
            .or_else(|| retry::run(world, &mut mine, &mut guards.0, place, op))
            .or_else(|| mpsc::run(world, &mut mine, place, op))
            .or_else(|| go::run(world, &mut mine, place, op))
            .or_else(|| channels::sends(world, &mut mine, place, op))
            .or_else(|| channels::receives(world, &mut mine, op))
            .or_else(|| channels::timers(world, op))
            .or_else(|| channels::holds(&mut mine, op))
            .or_else(|| others_and_time(world, &mut mine, others, op))
            .or_else(|| select::run(world, &mut mine, place, op));
        world.note(mine.me, &notes.unwrap_or_default());
    }
}

/// `None`: it is another kind of operation, or one that the thread skips. So for all below.
pub type Noted = Option<Vec<Note>>;

fn condvar(world: &World, guards: &mut [Guard], op: &Op) -> Noted {
    let i = match *op {
        Op::NotifyOne(i) => return Some(vec![Note::Is(world.condvars[i].notify_one())]),
        Op::NotifyAll(i) => return Some(vec![Note::Value(world.condvars[i].notify_all() as u64)]),
        Op::Wait(i) | Op::WaitFor(i) | Op::WaitWhile(i) | Op::WaitWhileFor(i) => i,
        _ => return None,
    };
    let held = guards.iter_mut().find_map(|guard| match guard {
        Guard::Mutex(j, guard) if *j == i => Some(guard),
        _ => None,
    });
    Some(match held {
        Some(guard) => wait(world, i, guard, op),
        None => wait(world, i, &mut world.mutexes[i].lock(), op),
    })
}

fn wait(world: &World, i: usize, guard: &mut MutexGuard<'_, u64>, op: &Op) -> Vec<Note> {
    let condvar = &world.condvars[i];
    let is_new = |value: &mut u64| *value == 0;
    let timed_out = match op {
        Op::Wait(_) => {
            condvar.wait(guard);
            None
        }
        Op::WaitWhile(_) => {
            condvar.wait_while(guard, is_new);
            None
        }
        Op::WaitFor(_) if world.program.deadlines => Some(condvar.wait_until(guard, deadline())),
        Op::WaitFor(_) => Some(condvar.wait_for(guard, TIME)),
        _ if world.program.deadlines => Some(condvar.wait_while_until(guard, is_new, deadline())),
        _ => Some(condvar.wait_while_for(guard, is_new, TIME)),
    };
    let timed_out = timed_out.map(|result| Note::Is(result.timed_out()));
    timed_out
        .into_iter()
        .chain([Note::Value(**guard)])
        .collect()
}

fn atomics(world: &World, op: &Op) -> Noted {
    let (atomics, flag) = (&world.atomics, &world.flag);
    Some(match *op {
        Op::Load(i) => vec![Note::Value(atomics[i].load(SeqCst))],
        Op::Store(i, new) => {
            atomics[i].store(new, SeqCst);
            vec![]
        }
        Op::Swap(i, new) => vec![Note::Value(atomics[i].swap(new, SeqCst))],
        Op::CompareExchange(i, current, new) => {
            exchanged(atomics[i].compare_exchange(current, new, SeqCst, SeqCst))
        }
        Op::CompareExchangeWeak(i, current, new) => {
            exchanged(atomics[i].compare_exchange_weak(current, new, SeqCst, SeqCst))
        }
        Op::Fence => {
            fence(SeqCst);
            vec![]
        }
        Op::Fetch(fetch, i, value) => vec![Note::Value(match fetch {
            Fetch::Add => atomics[i].fetch_add(value, SeqCst),
            Fetch::Sub => atomics[i].fetch_sub(value, SeqCst),
            Fetch::Max => atomics[i].fetch_max(value, SeqCst),
            Fetch::Min => atomics[i].fetch_min(value, SeqCst),
            Fetch::And => atomics[i].fetch_and(value, SeqCst),
            Fetch::Nand => atomics[i].fetch_nand(value, SeqCst),
            Fetch::Or => atomics[i].fetch_or(value, SeqCst),
            Fetch::Xor => atomics[i].fetch_xor(value, SeqCst),
        })],
        Op::FetchUpdate(i, unless) => {
            let adds = |value: u64| (value != unless).then(|| value.wrapping_add(1));
            exchanged(atomics[i].fetch_update(SeqCst, SeqCst, adds))
        }
        Op::FlagLoad => vec![Note::Is(flag.load(SeqCst))],
        Op::FlagStore(new) => {
            flag.store(new, SeqCst);
            vec![]
        }
        Op::FlagAnd(value) => vec![Note::Is(flag.fetch_and(value, SeqCst))],
        Op::FlagOr(value) => vec![Note::Is(flag.fetch_or(value, SeqCst))],
        Op::FlagXor(value) => vec![Note::Is(flag.fetch_xor(value, SeqCst))],
        Op::FlagNand(value) => vec![Note::Is(flag.fetch_nand(value, SeqCst))],
        _ => return None,
    })
}

fn exchanged(result: Result<u64, u64>) -> Vec<Note> {
    match result {
        Ok(found) => vec![Note::Is(true), Note::Value(found)],
        Err(found) => vec![Note::Is(false), Note::Value(found)],
    }
}

fn others_and_time(world: &World, mine: &mut Mine, others: &mut Others, op: &Op) -> Noted {
    match *op {
        Op::Done => drop(mine.group.take()?),
        Op::WaitGroup => mine.group.take()?.wait(),
        Op::Meet => return Some(vec![Note::Is(world.barrier.wait().is_leader())]),
        Op::Park => thread::park(),
        Op::ParkTimeout => thread::park_timeout(TIME),
        Op::Unpark(other) => handle_of(mine, world, other)?.unpark(),
        Op::ParkerPark => mine.parker.as_ref()?.park(),
        Op::ParkerTimeout if world.program.deadlines => {
            mine.parker.as_ref()?.park_deadline(deadline());
        }
        Op::ParkerTimeout => mine.parker.as_ref()?.park_timeout(TIME),
        Op::ParkerUnpark(other) => world.unparkers.get(other)?.as_ref()?.unpark(),
        Op::Join(other) => return Some(vec![others.join(other)?]),
        Op::IsFinished(other) => return Some(vec![others.is_finished(other)?]),
        Op::Yield => thread::yield_now(),
        Op::Backoff => {
            let backoff = Backoff::new();
            backoff.spin();
            backoff.snooze();
        }
        Op::Sleep => thread::sleep(TIME),
        Op::Now => {
            let _now = Instant::now();
        }
        // SAFETY: a checker ends the execution before two threads are here at once.
        Op::CellRead => drop(world.cell.0.with(|cell| unsafe { *cell })),
        // SAFETY: as above.
        Op::CellWrite => world.cell.0.with_mut(|cell| unsafe { *cell += 1 }),
        _ => return None,
    }
    Some(vec![])
}
