//! Loops of a bounded number of tries.

use super::super::sync::atomic::Ordering::SeqCst;
use super::super::sync::channel::{TryRecvError, TrySendError};
use super::super::sync::{Backoff, thread};
use super::Message;
use super::locks::{Guard, enter};
use super::ops::Noted;
use super::world::{Mine, World};
use crate::language::{Attempt, Op, Pause, message};
use crate::outcome::Note;

pub fn run<'w>(
    world: &'w World,
    mine: &mut Mine,
    guards: &mut Vec<Guard<'w>>,
    place: usize,
    op: &Op,
) -> Noted {
    let Op::Retry {
        attempt,
        pause,
        times,
    } = *op
    else {
        return None;
    };
    match attempt {
        Attempt::Send(c) if mine.senders[c].is_empty() => return None,
        Attempt::Recv(c) if mine.receivers[c].is_empty() => return None,
        _ => {}
    }
    let backoff = Backoff::new();
    for failed in 0..times {
        if let Some(note) = tries(world, mine, guards, place, attempt) {
            return Some(vec![Note::Failed(failed), note]);
        }
        match pause {
            Pause::None => {}
            Pause::Yield => thread::yield_now(),
            Pause::Snooze => backoff.snooze(),
        }
    }
    Some(vec![Note::Failed(times)])
}

fn tries<'w>(
    world: &'w World,
    mine: &mut Mine,
    guards: &mut Vec<Guard<'w>>,
    place: usize,
    attempt: Attempt,
) -> Option<Note> {
    match attempt {
        Attempt::Lock(i) => {
            let mut guard = world.mutexes[i].try_lock()?;
            let note = enter(mine.me, &mut guard);
            guards.push(Guard::Mutex(i, guard));
            Some(note)
        }
        Attempt::Send(c) => {
            let message = Message::plain(message(mine.me, place, 0));
            match mine.senders[c].last()?.try_send(message) {
                Ok(()) => Some(Note::Ok),
                Err(TrySendError::Full(_)) => None,
                Err(TrySendError::Disconnected(_)) => Some(Note::Disconnected),
            }
        }
        Attempt::Recv(c) => match mine.receivers[c].last()?.try_recv() {
            Ok(message) => Some(mine.keep(message)),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Note::Disconnected),
        },
        Attempt::IsSet(i) => {
            let value = world.atomics[i].load(SeqCst);
            (value != 0).then_some(Note::Value(value))
        }
        Attempt::Claim(i) => {
            let claimed = world.atomics[i].compare_exchange(0, 1, SeqCst, SeqCst);
            claimed.ok().map(|_| Note::Value(1))
        }
    }
}
