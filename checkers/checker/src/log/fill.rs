//! Fills the sentences of `op.rs` with names and values; and sentences for choices, races and leaks.

use crate::log::event::{Choice, Event, Op};
use crate::log::names::Names;
use crate::log::value::Value;
use crate::log::{Log, ObjectId, ThreadId};
use recording::StepKind;
use std::sync::atomic::Ordering;

/// What kind of step it is.
pub(crate) fn kind(event: &Event) -> StepKind {
    said(event).0
}

/// Its kind and its template: what a thread that waits wants to do, or what it did.
fn said(event: &Event) -> (StepKind, &'static str) {
    match event.blocks {
        true => event.op.row().wish,
        false => event.op.row().did,
    }
}

/// What a step did.
pub(crate) fn event(event: &Event, log: &Log, names: &Names) -> String {
    let (kind, template) = said(event);
    let known = |name: &str| match name {
        "message" => {
            let panicked = log.threads[usize::from(event.thread)].panicked.as_ref();
            Some(panicked?.message.lines().next()?.to_string())
        }
        name => known(name, event, names),
    };
    kind.text(&fill(template, &known).0)
}

/// What a thread wants to do and cannot.
pub(crate) fn wish(event: &Event, names: &Names) -> String {
    let (kind, template) = event.op.row().wish;
    kind.text(&fill(template, &|name| known(name, event, names)).0)
}

/// What would end a wait, whichever thread's doing that is.
pub(crate) fn until(op: Op, names: &Names) -> String {
    let event = Event::by(0, op, None);
    fill(op.row().until, &|name| known(name, &event, names)).0
}

/// What a template of [`Row`](crate::log::op::Row) calls by this name, if the event has it.
fn known(name: &str, event: &Event, names: &Names) -> Option<String> {
    let row = event.op.row();
    match name {
        "object" => Some(names.objects[event.object?.index()].clone()),
        "value" => (event.value != Value::Unknown).then(|| event.value.to_string()),
        "note" => Some(event.note.as_deref()?.to_string()),
        "remark" => remark(event),
        "thread" => Some(names.threads[usize::from(row.thread?)].clone()),
        "count" => Some(row.count.to_string()),
        "verb" => Some(row.label.trim_start_matches("fetch_").to_string()),
        "arms" => {
            let arms = event.arms.iter().map(|(op, object)| {
                let arm = Event {
                    object: *object,
                    ..Event::by(event.thread, *op, None)
                };
                wish(&arm, names)
            });
            let arms: Vec<String> = arms.collect();
            (!arms.is_empty()).then(|| arms.join(" or "))
        }
        name => unreachable!("no template may say {{{name}}}"),
    }
}

/// The ordering, unless it is the strongest, and the note: `relaxed; stale: the newest value is 2`.
fn remark(event: &Event) -> Option<String> {
    let order = event.order.and_then(|order| match order {
        Ordering::Relaxed => Some("relaxed"),
        Ordering::Acquire => Some("acquire"),
        Ordering::Release => Some("release"),
        Ordering::AcqRel => Some("acquire and release"),
        _ => None,
    });
    let parts: Vec<&str> = order.into_iter().chain(event.note.as_deref()).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// The template with what is known in the place of `{…}`, and without those `[…]` in which something
/// is not; and whether all outside of those is known.
fn fill(template: &str, known: &dyn Fn(&str) -> Option<String>) -> (String, bool) {
    let (mut text, mut complete) = (String::new(), true);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once(['{', '[']) {
        text.push_str(before);
        let is_name = rest[before.len()..].starts_with('{');
        let (part, after) = after
            .split_once(if is_name { '}' } else { ']' })
            .expect("a template closes what it opens");
        if is_name {
            let name = known(part);
            complete &= name.is_some();
            text.push_str(&name.unwrap_or_default());
        } else if let (part, true) = fill(part, known) {
            text.push_str(&part);
        }
        rest = after;
    }
    (text + rest, complete)
}

/// The thread that raced, and a sentence.
pub(crate) fn race(log: &Log, names: &Names) -> (ThreadId, String) {
    let Some(last) = log.events.last() else {
        return (0, "two threads access the same memory concurrently".into());
    };
    let other = log.events.iter().rev().find(|event| {
        event.object == last.object && event.thread != last.thread && event.op != Op::MainReturns
    });
    let object = last
        .object
        .map_or("", |object| &names.objects[object.index()]);
    let name = |id: ThreadId| &names.threads[id as usize];
    let message = match other {
        Some(other) => format!(
            "{} and {} access {object}, and no happens-before relation orders the two accesses",
            name(other.thread),
            name(last.thread)
        ),
        None => format!(
            "two threads access {object}, and no happens-before relation orders the two accesses"
        ),
    };
    (last.thread, message)
}

/// The counted objects of which some reference is left, and how many.
fn left(log: &Log) -> impl Iterator<Item = (usize, i32)> {
    let left = |object: usize| {
        let of_object = log.events.iter();
        let of_object = of_object.filter(|event| event.object.map(ObjectId::index) == Some(object));
        of_object.fold(1, |left, event| match event.op {
            Op::CountedClone | Op::Downgrade | Op::CountedUpgrade { done: true } => left + 1,
            Op::CountedDrop | Op::CountedTake { .. } | Op::WeakDrop => left - 1,
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
        true => "a reference-counted value was never dropped".into(),
        false => leaked.join("; "),
    }
}

/// Why a failure may be none: loom knows no accesses that are sequentially consistent.
pub(crate) fn doubt(log: &Log) -> Option<String> {
    let step = log.events.iter().position(|event| event.doubtful)? + 1;
    Some(format!(
        "loom treats SeqCst as acquire/release, and step {step} reads a stale value, so this execution may be \
         impossible. Check the model with the explorer, whose executions are all sequentially consistent"
    ))
}

/// A choice that could have been made otherwise.
pub(crate) fn choice(choice: &Choice, names: &Names) -> String {
    let name = |object: &ObjectId| format!("\"{}\"", names.objects[object.index()]);
    match choice {
        Choice::Timer { object, overtakes } => {
            let what = object
                .as_ref()
                .map_or("the timeout expired".into(), |object| {
                    format!("the timer {} fired", name(object))
                });
            let early = match overtakes {
                true => ", before an earlier deadline (`timers_in_order` rules that out)",
                false => "",
            };
            format!("{what}{early}")
        }
        Choice::Arm { took, also } => {
            let also: Vec<String> = also.iter().map(name).collect();
            format!(
                "select chose {} although {} {} ready too",
                name(took),
                also.join(" and "),
                if also.len() == 1 { "was" } else { "were" }
            )
        }
        Choice::Spurious => "woke up without a notification (a spurious wakeup)".into(),
        Choice::Dropped => "the search dropped the future".into(),
        Choice::Weak => "failed spuriously, as `compare_exchange_weak` may".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{fill, remark};
    use crate::log::event::{Event, Op};
    use std::sync::atomic::Ordering;

    #[test]
    fn an_ordering_is_told_unless_it_is_the_strongest() {
        let said = |order, note: Option<&str>| {
            let mut event = Event::by(0, Op::Load, None).ordered(order);
            event.note = note.map(Into::into);
            remark(&event).unwrap_or_default()
        };
        assert_eq!(said(Ordering::SeqCst, None), "");
        assert_eq!(said(Ordering::SeqCst, Some("old")), "old");
        assert_eq!(said(Ordering::Relaxed, Some("old")), "relaxed; old");
        assert_eq!(said(Ordering::AcqRel, None), "acquire and release");
        assert_eq!(remark(&Event::by(0, Op::Load, None)), None);
    }

    #[test]
    fn what_is_not_known_is_left_out_with_its_brackets() {
        let known = |name: &str| (name == "object").then(|| "[a}".to_string());
        let filled = |template| fill(template, &known).0;
        assert_eq!(filled("unlock {object}[, now {value}]"), "unlock [a}");
        assert_eq!(filled("send[ to {object}]!"), "send to [a}!");
        assert_eq!(filled("read {value} from {object}"), "read  from [a}");
        assert_eq!(filled("yield"), "yield");
    }
}
