//! A sentence for each row: what happens there, and why it matters.

use super::pieces::{pieces, thread as t};
use super::rows::Row;
use super::{Frame, State};
use crate::view::View;
use crate::{End, Failure, FailureKind, Step};

/// What a row does to the value of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Access<'a> {
    row: usize,
    thread: usize,
    object: usize,
    writes: bool,
    value: &'a str,
}

/// Writes the sentences into the frames, and marks those that a reader should not miss.
pub(super) fn say(view: &View<'_>, rows: &[Row], frames: &mut [Frame]) {
    let threads = view.execution.threads.len();
    let accesses: Vec<Option<Access<'_>>> =
        (0..rows.len()).map(|i| access(view, rows, i)).collect();
    let reads = stale_reads(view, &accesses);
    for (i, row) in rows.iter().enumerate() {
        let (before, last) = (&frames[row.first], &view.steps()[row.last]);
        let told = accesses[i].and_then(|access| stale(view, rows, &reads, access));
        let key = told.is_some();
        let (mut said, mut matters) = match told {
            Some(said) => (said, true),
            None if row.folded => (format!("{}.", row.title), false),
            None => {
                let (said, key) = step(view, row, before, last);
                match frames[row.last + 1].preempted {
                    Some(from) if !last.blocks => {
                        let said = said.trim_end_matches('.');
                        (format!("{said}, although {} could continue.", t(from)), key)
                    }
                    _ => (said, key),
                }
            }
        };
        matters |= key;
        if let Some(choice) = frames[row.last + 1].choice.clone() {
            said += &format!(" This was a choice: {choice}.");
            matters = true;
        }
        matters |= frames[row.last + 1].preempted.is_some();
        for frame in &mut frames[row.first + 1..=row.last + 1] {
            frame.sentence = pieces(&said, threads);
            frame.key = matters;
        }
    }
    let frame = frames.last_mut().expect("there is one for the end");
    frame.sentence = match &view.execution.end {
        End::Failed(failure) => pieces(&failed(view, failure, frame), threads),
        End::Returned { outcome } => {
            let said = match outcome {
                Some(outcome) => {
                    format!("The model returns {outcome}. Nothing goes wrong in this execution.")
                }
                None => "The model returns. Nothing goes wrong in this execution.".into(),
            };
            pieces(&said, threads)
        }
    };
}

/// What a row reads or writes, where its value is known.
fn access<'a>(view: &'a View<'_>, rows: &[Row], row: usize) -> Option<Access<'a>> {
    let step = &view.steps()[rows[row].last];
    let object = step.object?;
    let kind = view.execution.objects.get(object)?.kind.as_str();
    let value = step.value()?;
    let writes = match kind {
        "mutex" | "rwlock" if step.text.starts_with("unlock ") => {
            step.writes || step.text.contains(", now ")
        }
        "atomic" if step.text.starts_with("read ") => false,
        "atomic" if step.text.starts_with("write ") => true,
        _ => return None,
    };
    Some(Access {
        row,
        thread: step.thread,
        object,
        writes,
        value,
    })
}

/// A read, the write of the same thread that follows from it, and another thread's last write between them.
type Stale<'a> = (Access<'a>, Access<'a>, Access<'a>);

/// The reads that were out of date when their threads wrote.
fn stale_reads<'a>(view: &View<'_>, all: &[Option<Access<'a>>]) -> Vec<Stale<'a>> {
    if view.failure().is_none() {
        return vec![];
    }
    let mut found = vec![];
    // For each thread and object the last read that no write has followed, and what was written since.
    let mut open: Vec<(Access<'a>, Option<Access<'a>>)> = vec![];
    for here in all.iter().flatten() {
        let same = |one: &Access<'_>| one.object == here.object && one.thread == here.thread;
        if here.writes {
            let mine = open.iter().find(|(read, _)| same(read));
            if let Some((read, Some(other))) = mine {
                found.push((*read, *here, *other));
            }
            for (read, other) in &mut open {
                if read.object == here.object && read.thread != here.thread {
                    *other = Some(*here);
                }
            }
        }
        open.retain(|(read, _)| !same(read));
        if !here.writes {
            open.push((*here, None));
        }
    }
    found
}

/// What a row has to do with such a read, if anything.
fn stale(view: &View<'_>, rows: &[Row], stale: &[Stale<'_>], here: Access<'_>) -> Option<String> {
    let number = |row: usize| rows[row].first + 1;
    let (me, value) = (t(here.thread), here.value);
    if let Some((read, _, other)) = stale.iter().find(|(_, write, _)| write.row == here.row) {
        let lost = match value == other.value && value != read.value {
            true => format!(" The update of {} is lost.", t(other.thread)),
            false => String::new(),
        };
        return Some(format!(
            "{me} read `{}` in step {} and writes `{value}` now, although {} has written `{}` since.{lost}",
            read.value,
            number(read.row),
            t(other.thread),
            other.value
        ));
    }
    let mut open = stale.iter().filter(|(read, write, _)| {
        read.object == here.object
            && read.row < here.row
            && here.row < write.row
            && read.thread != here.thread
    });
    if here.writes {
        let (read, ..) = open.next()?;
        return Some(format!(
            "{me} writes `{value}`, but {} still works with the old value: it read `{}` in step {}.",
            t(read.thread),
            read.value,
            number(read.row)
        ));
    }
    if let Some((read, ..)) = open.find(|(read, ..)| read.value == value) {
        return Some(format!(
            "{me} reads `{value}` too, because {} has not written its result yet.",
            t(read.thread)
        ));
    }
    stale.iter().find(|(read, ..)| read.row == here.row)?;
    let is_lock = view.execution.objects[here.object].kind != "atomic";
    let object = view.object(here.object).unwrap_or_default();
    Some(match is_lock {
        true => {
            format!("{me} reads `{value}` and unlocks `{object}` before it writes the new value.")
        }
        false => format!(
            "{me} reads `{value}`. Until it writes the new value, other threads can read the same."
        ),
    })
}

/// What a row does, and whether it matters.
fn step(view: &View<'_>, row: &Row, before: &Frame, step: &Step) -> (String, bool) {
    let me = t(step.thread);
    let object = step
        .object
        .and_then(|object| view.object(object))
        .unwrap_or_default();
    let kind = step
        .object
        .and_then(|object| view.execution.objects.get(object));
    let kind = kind.map_or("", |object| object.kind.as_str());
    let failed = view.failure().is_some();
    if step.blocks {
        let forever = view.failure().is_some_and(|failure| {
            let mut waits = failure.waits.iter();
            waits.any(|wait| wait.thread == step.thread)
                && view.last_step(step.thread, view.steps().len()) == Some(row.last)
        });
        return (
            blocks(view, before, step, &object, kind),
            forever || step.text.starts_with("lock "),
        );
    }
    let text = row.title.as_str();
    if let Some(rest) = text.strip_prefix("notify ") {
        let waited = || {
            let later = view.steps()[row.last + 1..].iter();
            let mut later = later.filter(|one| one.object == step.object && one.blocks);
            later.next().is_some()
        };
        return match rest.rsplit_once(": ") {
            Some((_, "no thread is waiting")) if failed && waited() => (
                format!(
                    "The notification of `{object}` is lost: no thread is waiting for it yet, and a condition variable stores none."
                ),
                true,
            ),
            Some((_, "no thread is waiting")) => (
                format!("{me} notifies `{object}`; no thread is waiting, so nothing happens."),
                false,
            ),
            _ => match sole_waiter(view, before, step.object) {
                Some(woken) => (
                    format!("{me} notifies `{object}`, which wakes {}.", t(woken)),
                    false,
                ),
                None => (
                    format!("{me} notifies `{object}`: the waiting threads wake."),
                    false,
                ),
            },
        };
    }
    if text == "wake up spuriously" {
        return (
            format!("{me} wakes although no thread has notified it: a spurious wakeup."),
            true,
        );
    }
    if let Some(what) = text.strip_suffix(": timed out") {
        return (
            format!("The timeout of {me} is over ({what}), so it continues."),
            true,
        );
    }
    if text.starts_with("receive from ") && text.ends_with("no sender is left") {
        return (
            format!(
                "{me} learns that no more messages can arrive: the last sender of `{object}` is gone."
            ),
            false,
        );
    }
    if text.starts_with("send to ") && text.ends_with("no receiver is left") {
        return (
            format!("The send of {me} fails: no receiver of `{object}` is left."),
            failed,
        );
    }
    if text.starts_with("try to send to ") {
        return (
            format!("{me} tries to send, but `{object}` has no free slot."),
            failed,
        );
    }
    if text.starts_with("drop the last sender of ") {
        return (
            format!("{me} drops the last sender of `{object}`, which closes the channel."),
            false,
        );
    }
    if kind == "timer" && text.starts_with("receive ") {
        return (
            format!("The timer `{object}` fires, and {me} receives its message."),
            failed,
        );
    }
    if let Some(what) = text.strip_suffix(" (plain memory)") {
        return (format!("{me} {} in plain memory.", third(what)), failed);
    }
    if text.starts_with("panic: ") {
        return (format!("{me} {}.", third(text)), true);
    }
    let text = text.trim_end_matches('.');
    let verb = text.split([' ', ':']).next().unwrap_or_default();
    let said = match step.object.is_none() && !OF_A_THREAD.contains(&verb) {
        // What the model notes itself: `prints Timed out.`, or `wait returns: done`.
        true if verb.ends_with('s') => format!("{me} {text}."),
        true => format!("{me}: {text}."),
        false => format!("{me} {}.", third(text)),
    };
    (said, false)
}

/// The verbs of steps that are about no object.
const OF_A_THREAD: [&str; 16] = [
    "start", "finish", "join", "joined", "check", "leave", "return", "yield", "wake", "unparked",
    "park", "unpark", "fence", "select", "panic", "drop",
];

/// Why a thread cannot continue.
fn blocks(view: &View<'_>, before: &Frame, step: &Step, object: &str, kind: &str) -> String {
    let me = t(step.thread);
    let state = step.object.and_then(|object| state(before, object));
    let at = view.steps().iter().position(|one| std::ptr::eq(one, step));
    let holder = at.and_then(|at| waits_for(view, at, before));
    match (kind, holder) {
        (_, Some(holder)) if step.text.starts_with("lock ") => {
            format!("{me} blocks: {} holds `{object}`.", t(holder))
        }
        ("mutex" | "rwlock", _) => match state {
            Some(state) if state.contains("reader") => {
                format!("{me} blocks: {state} in `{object}`.")
            }
            _ => format!("{me} blocks: `{object}` is locked."),
        },
        ("condvar", _) => {
            format!("{me} waits for a notification of `{object}`, and unlocks its mutex meanwhile.")
        }
        ("channel", _) if step.text.starts_with("receive") => match state {
            Some(_) => format!("{me} blocks: `{object}` is empty."),
            None => format!("{me} blocks until a thread sends to `{object}`."),
        },
        ("channel", _) => match state {
            Some(_) => format!("{me} blocks: `{object}` has no free slot."),
            None => format!("{me} blocks until a thread receives from `{object}`."),
        },
        ("wait group", _) => match state {
            Some(state) => format!("{me} blocks until `{object}` is done: {state}."),
            None => format!("{me} blocks until `{object}` is done."),
        },
        _ => match step.text.split_once(": ") {
            Some(("select", arms)) => format!("{me} blocks: none of its arms is ready ({arms})."),
            _ if step.text == "sleep" => format!("{me} sleeps."),
            _ if step.text == "park" => format!("{me} parks until another thread unparks it."),
            _ if step.text == "yield" => {
                format!("{me} yields until another thread changes something.")
            }
            _ => format!("{me} blocks: {}.", step.text),
        },
    }
}

fn state(frame: &Frame, object: usize) -> Option<&str> {
    let states = frame.states.iter();
    let found = states
        .into_iter()
        .find(|State { object: one, .. }| *one == object);
    found.map(|state| state.text.as_str())
}

/// The one thread that waits for an object, if it is one.
fn sole_waiter(view: &View<'_>, before: &Frame, object: Option<usize>) -> Option<usize> {
    let waits = |thread: usize| {
        let last = view.last_step(thread, before.taken)?;
        let step = &view.steps()[last];
        (step.blocks && step.object == object).then_some(thread)
    };
    let mut found = before.waits.iter().filter_map(|wait| waits(wait.thread));
    found.next().filter(|_| found.next().is_none())
}

/// The thread that has to act before the step at this index can be taken.
pub(super) fn waits_for(view: &View<'_>, at: usize, before: &Frame) -> Option<usize> {
    let step = view.steps().get(at)?;
    let named = |name: &str| {
        view.execution
            .threads
            .iter()
            .position(|known| known == name)
    };
    if let Some(name) = step.text.strip_prefix("join ") {
        return named(name);
    }
    let holder = state(before, step.object?)?.strip_prefix("held by ")?;
    named(holder)
}

/// How an execution failed.
fn failed(view: &View<'_>, failure: &Failure, frame: &Frame) -> String {
    let mut said = match failure.kind {
        FailureKind::Deadlock | FailureKind::ThreadLeftRunning => {
            let waits = frame.waits.iter().map(|wait| match wait.on {
                Some(on) if wait.text.starts_with("wait on ") => format!(
                    "{} waits for a notification that only {} could send",
                    t(wait.thread),
                    t(on)
                ),
                Some(on) => format!("{} waits for {}", t(wait.thread), t(on)),
                None => format!("{} is blocked in `{}`", t(wait.thread), wait.text),
            });
            let waits = crate::text::list(&waits.collect::<Vec<_>>());
            match (failure.kind, waits.is_empty()) {
                (_, true) => format!("{}.", crate::headline::headline(view, failure)),
                (FailureKind::Deadlock, _) => {
                    format!("Deadlock: {waits}, so no thread can continue.")
                }
                _ => format!("{} has returned, but {waits}.", t(0)),
            }
        }
        _ => format!("{}.", crate::headline::headline(view, failure)),
    };
    if let Some((first, second)) = failure.swap
        && let (Some(one), Some(other)) = (view.steps().get(first), view.steps().get(second))
    {
        let (one, other) = (t(one.thread), t(other.thread));
        said += &format!(
            " If step {} ({other}) came before step {} ({one}), this failure would not occur.",
            second + 1,
            first + 1
        );
    }
    said
}

/// What a step did as what a thread does: `lock tally` becomes `locks tally`.
pub fn third(text: &str) -> String {
    let parts: Vec<String> = text
        .split(", ")
        .enumerate()
        .map(|(i, part)| match i {
            0 => verb(part),
            _ if part.starts_with("read ") || part.starts_with("write ") => verb(part),
            _ => part.to_string(),
        })
        .collect();
    match &parts[..] {
        [one, two] if text.contains(", read ") || text.contains(", write ") => {
            format!("{one} and {two}")
        }
        _ => parts.join(", "),
    }
}

fn verb(text: &str) -> String {
    let (verb, rest) = text
        .split_once(' ')
        .map_or((text, ""), |(verb, rest)| (verb, rest));
    let bare = verb.trim_end_matches(':');
    let colon = if bare.len() < verb.len() { ":" } else { "" };
    let third = match bare {
        "notified" => "is notified".into(),
        "unparked" => "is unparked".into(),
        "try" => "tries".into(),
        "done" => "is done".into(),
        "lock" if rest.starts_with("and unlock ") => {
            return format!("locks and unlocks {}", &rest[11..]);
        }
        "lock" | "unlock" | "read" | "write" | "add" | "take" | "swap" | "compare" | "send"
        | "receive" | "select" | "look" | "close" | "drop" | "wait" | "park" | "unpark"
        | "yield" | "return" | "start" | "join" | "begin" | "set" | "find" | "clone" | "give"
        | "keep" | "borrow" | "upgrade" | "downgrade" | "make" | "arrive" | "leave" | "panic"
        | "fence" | "notify" | "wake" | "check" | "subtract" | "initialize"
        | "compare-exchange" | "force-unlock" => format!("{bare}s"),
        "pass" => "passes".into(),
        "finish" => "finishes".into(),
        _ => return text.to_string(),
    };
    match rest.is_empty() {
        true => format!("{third}{colon}"),
        false => format!("{third}{colon} {rest}"),
    }
}

impl Frame {
    /// Its sentence with the names of the threads.
    pub fn said(&self, threads: &[String]) -> String {
        super::pieces::text(&self.sentence, threads)
    }
}
