//! Selects over arms that are known only when the program runs: `select!` wants them written down.

use super::super::sync::channel::{Receiver, RecvError, SendError, Sender};
use super::super::sync::time::Instant;
use super::super::sync::{select, select_biased};
use super::world::{Mine, TIME, World};
use crate::language::{Arm, Op, Otherwise, message};
use crate::outcome::Note;

enum Case<'a> {
    Recv(&'a Receiver<u64>),
    Send(&'a Sender<u64>, u64),
    Timer(&'a Receiver<Instant>),
}

pub fn run(world: &World, mine: &Mine, place: usize, op: &Op) -> Option<Vec<Note>> {
    let Op::Select {
        arms,
        otherwise,
        biased,
    } = op
    else {
        return None;
    };
    let cases: Vec<Case> = arms
        .iter()
        .enumerate()
        .map(|(k, arm)| match *arm {
            Arm::Send(c) => match mine.senders[c].last() {
                Some(sender) => Case::Send(sender, message(mine.me, place, k)),
                None => Case::Recv(&world.never),
            },
            Arm::Recv(c) => Case::Recv(mine.receivers[c].last().unwrap_or(&world.never)),
            Arm::Timer(t) => Case::Timer(&world.timers[t]),
            Arm::Never => Case::Recv(&world.never),
        })
        .collect();
    Some(match (otherwise, biased) {
        (Otherwise::Wait, false) => wait(&cases),
        (Otherwise::Wait, true) => biased_wait(&cases),
        (Otherwise::Default, false) => default(&cases),
        (Otherwise::Default, true) => biased_default(&cases),
        (Otherwise::Timeout, false) => timeout(&cases),
        (Otherwise::Timeout, true) => biased_timeout(&cases),
    })
}

fn received(k: usize, result: Result<u64, RecvError>) -> Vec<Note> {
    vec![Note::Arm(k), result.map_or(Note::Disconnected, Note::Value)]
}

fn sent(k: usize, result: Result<(), SendError<u64>>) -> Vec<Note> {
    vec![
        Note::Arm(k),
        result.map_or(Note::Disconnected, |()| Note::Ok),
    ]
}

/// Every shape of one to three arms, of which a timer is the last.
macro_rules! shapes {
    ($select:ident, [$($default:tt)*], [$($arm:tt)*], $left:expr, []) => {
        $select! { $($arm)* $($default)* }
    };
    ($select:ident, $default:tt, [], $left:expr, [$k:literal $($more:literal)*]) => {
        match $left {
            [Case::Recv(from), left @ ..] => {
                let _ = left;
                shapes!($select, $default, [recv(from) -> got => received($k, got),], left, [$($more)*])
            }
            [Case::Send(to, message), left @ ..] => {
                let _ = left;
                shapes!($select, $default, [send(to, *message) -> done => sent($k, done),], left, [$($more)*])
            }
            [Case::Timer(from), ..] => shapes!(@timer $select, $default, [], from, $k),
            [] => unreachable!("a select without arms"),
        }
    };
    ($select:ident, $default:tt, [$($arm:tt)*], $left:expr, [$k:literal $($more:literal)*]) => {
        match $left {
            [] => shapes!($select, $default, [$($arm)*], (), []),
            [Case::Recv(from), left @ ..] => {
                let _ = left;
                shapes!($select, $default, [$($arm)* recv(from) -> got => received($k, got),], left, [$($more)*])
            }
            [Case::Send(to, message), left @ ..] => {
                let _ = left;
                shapes!($select, $default, [$($arm)* send(to, *message) -> done => sent($k, done),], left, [$($more)*])
            }
            [Case::Timer(from), ..] => shapes!(@timer $select, $default, [$($arm)*], from, $k),
        }
    };
    (@timer $select:ident, [$($default:tt)*], [$($arm:tt)*], $from:ident, $k:literal) => {
        $select! {
            $($arm)*
            recv($from) -> fired => vec![Note::Arm($k), fired.map_or(Note::Disconnected, |_| Note::Fired)],
            $($default)*
        }
    };
}

fn wait(cases: &[Case]) -> Vec<Note> {
    shapes!(select, [], [], cases, [0 1 2])
}

fn biased_wait(cases: &[Case]) -> Vec<Note> {
    shapes!(select_biased, [], [], cases, [0 1 2])
}

fn default(cases: &[Case]) -> Vec<Note> {
    shapes!(select, [default => vec![Note::Default],], [], cases, [0 1 2])
}

fn biased_default(cases: &[Case]) -> Vec<Note> {
    shapes!(select_biased, [default => vec![Note::Default],], [], cases, [0 1 2])
}

fn timeout(cases: &[Case]) -> Vec<Note> {
    shapes!(select, [default(TIME) => vec![Note::TimedOut],], [], cases, [0 1 2])
}

fn biased_timeout(cases: &[Case]) -> Vec<Note> {
    shapes!(select_biased, [default(TIME) => vec![Note::TimedOut],], [], cases, [0 1 2])
}
