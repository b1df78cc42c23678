//! Reads that are out of date by the time their threads write: how an update is lost.

use super::pieces::thread as t;
use super::rows::Row;
use crate::StepKind;
use crate::view::View;

/// What a row does to the value of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Access<'a> {
    row: usize,
    thread: usize,
    object: usize,
    writes: bool,
    value: &'a str,
}

/// What a row reads or writes, where its value is known.
pub(super) fn access<'a>(view: &'a View<'_>, rows: &[Row], row: usize) -> Option<Access<'a>> {
    let step = &view.steps()[rows[row].last];
    let object = step.object?;
    let kind = view.execution.objects.get(object)?.kind.as_str();
    let value = step.value()?;
    let writes = match kind {
        "mutex" | "rwlock" if step.kind == StepKind::Unlock => step.writes,
        "atomic" if step.kind == StepKind::Load => false,
        "atomic" if step.kind == StepKind::Store => true,
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
pub(super) type Stale<'a> = (Access<'a>, Access<'a>, Access<'a>);

/// The reads that were out of date when their threads wrote.
pub(super) fn stale_reads<'a>(view: &View<'_>, all: &[Option<Access<'a>>]) -> Vec<Stale<'a>> {
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
pub(super) fn stale(
    view: &View<'_>,
    rows: &[Row],
    stale: &[Stale<'_>],
    here: Access<'_>,
) -> Option<String> {
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
