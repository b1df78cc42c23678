//! Words for steps, waits and failures.

use crate::log::event::{Event, Op};
use crate::log::names::Names;
use crate::log::value::Value;
use crate::log::{Log, ObjectId, ThreadId};

/// What a step did.
pub(crate) fn event(event: &Event, log: &Log, names: &Names) -> String {
    if event.blocks {
        return wish(event, names);
    }
    let object = object_name(event.object, names);
    let value = &event.value;
    let thread = |id: ThreadId| names.threads[id as usize].as_str();
    let tried = |verb: &str, taken: bool| {
        let end = if taken { "taken" } else { "it is held" };
        format!("try to {verb}: {end}")
    };
    match event.op {
        Op::Spawn(id) => format!("start {}", thread(id)),
        Op::Ends => "end".into(),
        Op::Panics => {
            let panicked = log.threads[event.thread as usize].panicked.as_ref();
            let message = panicked.map_or("", |panicked| panicked.message.as_str());
            format!("panic: {}", message.lines().next().unwrap_or_default())
        }
        Op::Join(id) => format!("joined {}", thread(id)),
        Op::IsFinished(id) => format!("look whether {} has ended: {value}", thread(id)),
        Op::ScopeEnd => "leave the scope".into(),
        Op::MainReturns => "return".into(),
        Op::Lock => format!("lock {object}"),
        Op::TryLock { taken } => tried(&format!("lock {object}"), taken),
        Op::Unlock if *value != Value::Unknown => format!("unlock {object}, now {value}"),
        Op::Unlock => format!("unlock {object}"),
        Op::Read => format!("lock {object} to read"),
        Op::TryRead { taken } => tried(&format!("lock {object} to read"), taken),
        Op::Write => format!("lock {object} to write"),
        Op::TryWrite { taken } => tried(&format!("lock {object} to write"), taken),
        Op::UnlockRead | Op::UnlockWrite => format!("unlock {object}"),
        Op::LockTimedOut => format!("lock {object}: time is up"),
        Op::Wait => format!("wait for {object}"),
        Op::Woken => format!("woken by {object}"),
        Op::WaitTimedOut => format!("wait for {object}: time is up"),
        Op::WokenSpuriously => "woken for no reason".into(),
        Op::NotifyOne { woken: true } => format!("notify {object}: one wakes"),
        Op::NotifyOne { woken: false } | Op::NotifyAll { woken: 0 } => {
            format!("notify {object}: nobody waits")
        }
        Op::NotifyAll { woken: 1 } => format!("notify {object}: one wakes"),
        Op::NotifyAll { woken } => format!("notify {object}: {woken} wake"),
        Op::Load => match &event.note {
            Some(note) => format!("read {value} from {object} ({note})"),
            None => format!("read {value} from {object}"),
        },
        Op::Store => format!("write {value} to {object}"),
        Op::Swap => format!("swap {object}, was {value}"),
        Op::CompareExchange { done: true } => format!("compare {object} and set it"),
        Op::CompareExchange { done: false } => format!("compare {object}: it is {value}"),
        Op::Fetch(verb) => match verb {
            "fetch_add" => format!("add {value} to {object}"),
            "fetch_sub" => format!("take {value} from {object}"),
            verb => format!(
                "{} {object} with {value}",
                verb.trim_start_matches("fetch_")
            ),
        },
        Op::Fence => "fence".into(),
        Op::CellRead => format!("read {object}, unguarded"),
        Op::CellWrite => format!("write {object}, unguarded"),
        Op::Send => given(value, &format!("send {{}} to {object}")),
        Op::SendDisconnected => format!("send to {object}: no receiver is left"),
        Op::TrySendFull => format!("try to send to {object}: no room"),
        Op::SendTimedOut => format!("send to {object}: time is up"),
        Op::Recv => given(value, &format!("receive {{}} from {object}")),
        Op::RecvDisconnected => format!("receive from {object}: no sender is left"),
        Op::TryRecvEmpty => format!("try to receive from {object}: it is empty"),
        Op::RecvTimedOut => format!("receive from {object}: time is up"),
        Op::Select => "select".into(),
        Op::SelectDefault => "select: nothing is ready".into(),
        Op::SelectTimedOut => "select: time is up".into(),
        Op::Len => format!("look at {object}: {value}"),
        Op::DropSender { last: true } => format!("drop the last sender of {object}"),
        Op::DropSender { last: false } => format!("drop a sender of {object}"),
        Op::DropReceiver { last: true } => format!("drop the last receiver of {object}"),
        Op::DropReceiver { last: false } => format!("drop a receiver of {object}"),
        Op::TimerFires => format!("receive the time from {object}"),
        Op::GroupDone { left: 0 } => format!("done with {object}: the last one"),
        Op::GroupDone { left } => format!("done with {object}: {left} left"),
        Op::GroupWait => format!("{object} is done"),
        Op::Park => "unparked".into(),
        Op::ParkTimedOut => "park: time is up".into(),
        Op::Unpark(Some(id)) => format!("unpark {}", thread(id)),
        Op::Unpark(None) => format!("unpark {object}"),
        Op::Yield => "yield".into(),
        Op::Sleep => "sleep is over".into(),
        Op::CountedClone => format!("clone {object}"),
        Op::CountedDrop => format!("drop {object}"),
        Op::CountedTake { taken: true } => format!("take the value out of {object}"),
        Op::CountedTake { taken: false } => format!("take {object}: others still have it"),
        Op::Note => event.note.as_deref().unwrap_or_default().into(),
    }
}

/// What a thread wants to do and cannot.
pub(crate) fn wish(event: &Event, names: &Names) -> String {
    let object = object_name(event.object, names);
    match event.op {
        Op::Join(id) => format!("join {}", names.threads[id as usize]),
        Op::Read => format!("lock {object} to read"),
        Op::Write => format!("lock {object} to write"),
        Op::Lock => format!("lock {object}"),
        Op::Wait | Op::GroupWait => format!("wait for {object}"),
        Op::Send => given(&event.value, &format!("send {{}} to {object}")),
        Op::Recv => format!("receive from {object}"),
        Op::Select => {
            let arms = event.arms.iter().map(|(op, object)| {
                let object = object_name(Some(*object), names);
                match op {
                    Op::Send => format!("send to {object}"),
                    _ => format!("receive from {object}"),
                }
            });
            format!("select: {}", arms.collect::<Vec<_>>().join(" or "))
        }
        Op::Park => "park".into(),
        Op::Sleep => "sleep".into(),
        Op::Yield => "yield".into(),
        _ => format!("use {object}"),
    }
}

/// Puts a value in the place of `{}`, or leaves both out if it is not known.
fn given(value: &Value, text: &str) -> String {
    match value {
        Value::Unknown => text.replace(" {}", ""),
        value => text.replace("{}", &value.to_string()),
    }
}

/// The thread that raced, and a sentence.
pub(crate) fn race(log: &Log, names: &Names) -> (ThreadId, String) {
    let Some(last) = log.events.last() else {
        return (0, "two threads use the same memory at once".into());
    };
    let other = log.events.iter().rev().find(|event| {
        event.object == last.object && event.thread != last.thread && event.op != Op::MainReturns
    });
    let object = object_name(last.object, names);
    let name = |id: ThreadId| &names.threads[id as usize];
    let message = match other {
        Some(other) => format!(
            "{} and {} use {object} at once, and nothing orders them",
            name(other.thread),
            name(last.thread)
        ),
        None => format!("two threads use {object} at once, and nothing orders them"),
    };
    (last.thread, message)
}

/// The counted objects of which some reference is left, and how many.
fn left(log: &Log) -> impl Iterator<Item = (usize, i32)> {
    let left = |object: usize| {
        let of_object = log.events.iter();
        let of_object = of_object.filter(|event| event.object.map(usize::from) == Some(object));
        of_object.fold(1, |left, event| match event.op {
            Op::CountedClone => left + 1,
            Op::CountedDrop | Op::CountedTake { .. } => left - 1,
            _ => left,
        })
    };
    let counted = (0..log.objects.len()).filter(|i| log.objects[*i].kind == "Arc");
    counted
        .map(move |i| (i, left(i)))
        .filter(|(_, left)| *left > 0)
}

/// Whether something counted was never dropped.
pub(crate) fn leaks(log: &Log) -> bool {
    left(log).next().is_some()
}

/// Which counted object is left.
pub(crate) fn leak(log: &Log, names: &Names) -> String {
    let leaked: Vec<String> = left(log)
        .map(|(i, left)| match left {
            1 => format!(
                "{} was never dropped: 1 reference is left",
                names.objects[i]
            ),
            n => format!(
                "{} was never dropped: {n} references are left",
                names.objects[i]
            ),
        })
        .collect();
    match leaked.is_empty() {
        true => "something counted was never dropped".into(),
        false => leaked.join("; "),
    }
}

fn object_name(object: Option<ObjectId>, names: &Names) -> String {
    object.map_or(String::new(), |object| {
        names.objects[object as usize].clone()
    })
}
