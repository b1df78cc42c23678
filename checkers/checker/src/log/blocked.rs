//! Which threads are blocked forever at the end of a log, in what, and which threads they wait for.
//!
//! What a thread surely waits for is read from the table of [`Holders`] or from its own operation: a lock
//! that another thread holds, a thread that it joins. A signal, such as a message or a notification, may come
//! from any thread that does not itself wait for the one that it would wake, nor for the same signal. If one
//! such thread is left, that is the one; if several are left, it is not known which; if none is left, that is
//! what is said.

use crate::log::event::{Event, Op};
use crate::log::fill;
use crate::log::holders::Holders;
use crate::log::names::Names;
use crate::log::{Loc, Log, ObjectId, ThreadId};
use recording::StepKind;

/// A thread that is blocked forever.
#[derive(Debug)]
pub(crate) struct Blocked {
    pub(crate) thread: ThreadId,
    pub(crate) kind: StepKind,
    pub(crate) text: String,
    pub(crate) until: String,
    /// The threads that it waits for.
    pub(crate) on: Vec<ThreadId>,
    pub(crate) loc: Option<Loc>,
}

/// A thread that waits, and why.
#[derive(Debug)]
struct Waiting<'a> {
    thread: ThreadId,
    /// What it announced.
    op: Op,
    wish: &'a Event,
    loc: Option<Loc>,
    why: Why,
}

#[derive(Debug, PartialEq, Eq)]
enum Why {
    /// These hold the lock, and each has to release it.
    Held(Vec<ThreadId>),
    /// It holds the lock itself.
    Itself,
    /// One of its own futures was handed the lock, and it polls another one.
    Unpolled,
    /// This thread ended and left it locked.
    Left(ThreadId),
    /// Readers hold the lock, and this one waits to write.
    Behind(ThreadId),
    /// This thread has to end.
    Ends(ThreadId),
    /// Another thread has to do something.
    Signal,
}

/// Every thread that is blocked forever, in the order of their numbers.
pub(crate) fn blocked(log: &Log, names: &Names) -> Vec<Blocked> {
    let holders = Holders::of(log);
    let mut waiting: Vec<Waiting<'_>> = waiting(log);
    let reasons: Vec<Why> = waiting
        .iter()
        .map(|one| reason(one, &waiting, &holders, log))
        .collect();
    for (one, why) in waiting.iter_mut().zip(reasons) {
        one.why = why;
    }
    let told = waiting
        .iter()
        .map(|one| one.told(&waiting, &holders, log, names));
    told.collect()
}

/// The threads that wait, in the order of their numbers.
fn waiting(log: &Log) -> Vec<Waiting<'_>> {
    let threads = log.threads.iter().enumerate();
    let waiting = threads.filter_map(|(i, thread)| {
        let pending = thread
            .pending
            .filter(|pending| pending.blocked && !thread.done)?;
        let mut events = log.events.iter().rev();
        let last = events.find(|event| usize::from(event.thread) == i)?;
        last.blocks.then_some(Waiting {
            thread: i as ThreadId,
            op: pending.op,
            wish: last,
            loc: pending.loc,
            why: Why::Signal,
        })
    });
    waiting.collect()
}

fn reason(one: &Waiting<'_>, all: &[Waiting<'_>], holders: &Holders, log: &Log) -> Why {
    if let Op::Join(thread) = one.op {
        return Why::Ends(thread);
    }
    let Some(lock) = one.lock(holders) else {
        // A permit, or a slot.
        let handed = |object| holders.is_handed(object, one.thread);
        return match one.wish.object.is_some_and(handed) {
            true => Why::Unpolled,
            false => Why::Signal,
        };
    };
    let mut holding = holders.holding(lock);
    let left = |thread: &ThreadId| log.threads[usize::from(*thread)].done;
    if one.op == Op::ReadUpgradable
        && let Some(thread) = holders.may_upgrade(lock)
    {
        holding = vec![thread];
    } else if let (Op::Read | Op::ReadUpgradable, Some(writer)) =
        (one.op, one.writer_before(all, log))
        && !holders.writes(lock)
    {
        return Why::Behind(writer.thread);
    }
    match &holding[..] {
        [] => Why::Signal,
        [thread] if holders.is_handed(lock, *thread) && one.thread == *thread => Why::Unpolled,
        threads if threads.contains(&one.thread) => Why::Itself,
        threads => match threads.iter().find(|thread| left(thread)) {
            Some(thread) => Why::Left(*thread),
            None => Why::Held(holding),
        },
    }
}

impl Waiting<'_> {
    /// The lock that it waits for; after a notification that is the one that it released.
    fn lock(&self, holders: &Holders) -> Option<ObjectId> {
        match self.op {
            Op::Lock | Op::Read | Op::ReadRecursive | Op::ReadUpgradable => self.wish.object,
            Op::Write | Op::Upgrade | Op::Init | Op::InitSet => self.wish.object,
            Op::Wait => holders.needs_again(self.thread),
            _ => None,
        }
    }

    /// Whether it waits for an initialization, not for a lock.
    fn initializes(&self) -> bool {
        matches!(self.op, Op::Init | Op::InitSet)
    }

    /// Who waits for the same lock, wants to write, and came first. One that upgrades keeps readers out at once.
    fn writer_before<'a>(&self, all: &'a [Waiting<'a>], log: &Log) -> Option<&'a Waiting<'a>> {
        let came = |one: &&Waiting<'_>| {
            let mut events = log.events.iter();
            let at = events.position(|event| std::ptr::eq(event, one.wish));
            (one.op != Op::Upgrade, at)
        };
        let writers = all
            .iter()
            .filter(|other| matches!(other.op, Op::Write | Op::Upgrade));
        let of_lock = writers.filter(|other| other.wish.object == self.wish.object);
        of_lock.min_by_key(came)
    }

    /// The threads that it surely waits for.
    fn surely_on(&self) -> &[ThreadId] {
        match &self.why {
            Why::Held(threads) => threads,
            Why::Behind(thread) | Why::Ends(thread) => std::slice::from_ref(thread),
            Why::Itself | Why::Unpolled => std::slice::from_ref(&self.thread),
            Why::Left(_) | Why::Signal => &[],
        }
    }

    fn told(&self, all: &[Waiting<'_>], holders: &Holders, log: &Log, names: &Names) -> Blocked {
        let name = |thread: &ThreadId| names.threads[usize::from(*thread)].clone();
        let (until, on) = match &self.why {
            Why::Itself => {
                let me = name(&self.thread);
                let until = match self.initializes() {
                    true => format!("until {me} itself has initialized it"),
                    false => format!("until {me} itself unlocks it"),
                };
                (until, vec![self.thread])
            }
            Why::Unpolled => {
                let me = name(&self.thread);
                let handed = log.events.iter().rev().find(|event| {
                    event.op == Op::HandOver(self.thread) && event.object == self.wish.object
                });
                let place = handed.and_then(|event| event.note.as_deref());
                let place = place.map_or_else(String::new, |place| format!(" ({place})"));
                let until = format!(
                    "because it was handed to another future of {me}{place}, which {me} no longer polls"
                );
                (until, vec![self.thread])
            }
            Why::Held(threads) if self.initializes() => {
                let each: Vec<String> = threads.iter().map(name).collect();
                let until = format!("until {} has initialized it", listed(&each));
                (until, threads.clone())
            }
            Why::Held(threads) => {
                let each: Vec<String> = threads.iter().map(name).collect();
                let unlock = if each.len() == 1 { "unlocks" } else { "unlock" };
                let mut on = threads.clone();
                // Of several the one that closes a circle tells most.
                if let Some(closes) = threads
                    .iter()
                    .find(|held| waits_for(**held, self.thread, all))
                {
                    on = vec![*closes];
                }
                (format!("until {} {unlock} it", listed(&each)), on)
            }
            Why::Left(thread) => (
                format!("which {} left locked when it finished", name(thread)),
                vec![],
            ),
            Why::Behind(writer) => {
                let name = name(writer);
                let until =
                    format!("until {name} has written: new readers queue behind a waiting writer");
                (until, vec![*writer])
            }
            Why::Ends(thread) => (fill::until(self.op, names), vec![*thread]),
            Why::Signal => self.signal(all, log, names),
        };
        let (kind, text) = self.wish(holders, names);
        Blocked {
            thread: self.thread,
            kind,
            text,
            until,
            on,
            loc: self.loc,
        }
    }

    /// What it wants to do: the kind of that step, and its text.
    fn wish(&self, holders: &Holders, names: &Names) -> (StepKind, String) {
        match (self.op, self.lock(holders)) {
            (Op::Wait, Some(lock)) => {
                let again = Event::by(self.thread, Op::Lock, None).on(lock);
                let text = format!("{} again after a notification", fill::wish(&again, names));
                (Op::Lock.row().wish.0, text)
            }
            _ => (self.wish.op.row().wish.0, fill::wish(self.wish, names)),
        }
    }

    /// Whether the other one waits for the same signal; it is like itself.
    fn is_like(&self, other: &Waiting<'_>) -> bool {
        let same = self.wish.object.is_some() && self.wish.object == other.wish.object;
        self.thread == other.thread || same && self.op == other.op && other.why == Why::Signal
    }

    /// What would end its wait, and the thread that could do so if there is just one.
    fn signal(&self, all: &[Waiting<'_>], log: &Log, names: &Names) -> (String, Vec<ThreadId>) {
        let kind = self
            .wish
            .object
            .map(|object| log.objects[object.index()].kind);
        match kind {
            Some("nil") => return ("because it is nil".into(), vec![]),
            Some("never") => return ("because nothing is ever sent to it".into(), vec![]),
            _ => {}
        }
        let help = self.op.row().help;
        let threads = 0..log.threads.len() as ThreadId;
        let alive = threads
            .filter(|thread| *thread != self.thread && !log.threads[usize::from(*thread)].done);
        // Who waits for the same signal needs one as well.
        let same = all.iter().filter(|other| self.is_like(other));
        let same: Vec<ThreadId> = same.map(|other| other.thread).collect();
        let waits = |thread: ThreadId| same.iter().any(|one| waits_for(thread, *one, all));
        let could = alive.filter(|thread| !same.contains(thread) && !waits(*thread));
        let could: Vec<ThreadId> = could.collect();
        match &could[..] {
            [] if !help.is_empty() => (format!("and no thread is left that could {help}"), vec![]),
            [one] => (fill::until(self.op, names), vec![*one]),
            _ => (fill::until(self.op, names), vec![]),
        }
    }
}

/// Whether `thread` surely waits for `other`, or for one that does.
fn waits_for(thread: ThreadId, other: ThreadId, all: &[Waiting<'_>]) -> bool {
    let mut seen = vec![thread];
    let mut at = 0;
    while let Some(next) = seen.get(at).copied() {
        let waits = all.iter().filter(|one| one.thread == next);
        for on in waits.flat_map(|one| one.surely_on()) {
            if *on == other {
                return true;
            }
            if !seen.contains(on) {
                seen.push(*on);
            }
        }
        at += 1;
    }
    false
}

/// `a`, `a and b`, `a, b and c`.
fn listed(names: &[String]) -> String {
    match names {
        [most @ .., last] if !most.is_empty() => format!("{} and {last}", most.join(", ")),
        names => names.concat(),
    }
}
