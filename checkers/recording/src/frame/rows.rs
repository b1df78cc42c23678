//! Which steps share a row.

use crate::view::View;
use crate::{Step, StepKind};

/// Steps that are shown as one.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The first and the last of its steps.
    pub(super) first: usize,
    pub(super) last: usize,
    /// They only start threads, wait for their end, or end them.
    pub(super) folded: bool,
    /// What the row says.
    pub(super) title: String,
    /// The same as what its thread does, where the row is more than one step's text.
    pub(super) does: Option<String>,
}

/// Every step is in exactly one of the rows.
pub(super) fn rows(view: &View<'_>) -> Vec<Row> {
    let steps = view.steps();
    let mut rows: Vec<Row> = vec![];
    let mut at = 0;
    while at < steps.len() {
        let first = at;
        let folded = is_noise(&steps[at]);
        at += 1;
        let (title, does) = if folded {
            while at < steps.len() && is_noise(&steps[at]) {
                at += 1;
            }
            (noise(view, first..at), None)
        } else if let Some((title, does)) = critical_section(steps, at) {
            at += 1;
            (title, Some(does))
        } else {
            (steps[first].text.clone(), None)
        };
        rows.push(Row {
            first,
            last: at - 1,
            folded,
            title,
            does,
        });
    }
    rows
}

/// `lock tally, read the: 0`, and what its thread does, where the step before `at` locks and this one unlocks at
/// once.
fn critical_section(steps: &[Step], at: usize) -> Option<(String, String)> {
    let (lock, unlock) = (&steps[at - 1], steps.get(at)?);
    let both = lock.kind == StepKind::Lock && unlock.kind == StepKind::Unlock;
    let same = lock.thread == unlock.thread && lock.object == unlock.object;
    let plain = |step: &Step| !step.blocks && step.choice.is_none();
    if !both || !same || !plain(lock) || !plain(unlock) || unlock.preempted.is_some() {
        return None;
    }
    let object = lock.kind.rest(&lock.text);
    let Some(value) = unlock.value() else {
        let (title, does) = ("lock and unlock", "locks and unlocks");
        return Some((format!("{title} {object}"), format!("{does} {object}")));
    };
    let (access, accesses) = match unlock.writes {
        true => ("write", "writes"),
        false => ("read", "reads"),
    };
    Some((
        format!("lock {object}, {access} {value}"),
        format!("locks {object} and {accesses} {value}"),
    ))
}

/// Whether a step is about the life of a thread, and nothing was decided there.
fn is_noise(step: &Step) -> bool {
    lives(step).is_some() && step.preempted.is_none() && step.choice.is_none()
}

/// Whether the thread ends with this step.
pub(super) fn ends(step: &Step) -> bool {
    matches!(step.kind, StepKind::Finish | StepKind::Return)
}

/// What a step does that is about the life of a thread.
fn lives(step: &Step) -> Option<&'static str> {
    Some(match step.kind {
        StepKind::Start => "starts",
        StepKind::Join => "waits for",
        StepKind::Joined => "has joined",
        StepKind::Finish => "finishes",
        StepKind::Return => "returns",
        StepKind::LeaveScope => "leaves the scope",
        _ => return None,
    })
}

/// `main starts worker 1 and worker 2, and waits for worker 1`.
fn noise(view: &View<'_>, steps: std::ops::Range<usize>) -> String {
    let mut said: Vec<(usize, String, Vec<String>)> = vec![];
    for step in &view.steps()[steps] {
        let verb = lives(step).unwrap_or_default();
        let what = step.kind.rest(&step.text);
        match said.last_mut() {
            // To wait for a thread that then ends says nothing more.
            Some((thread, last, whats)) if *thread == step.thread && last == verb => {
                whats.push(what.to_string());
            }
            _ => said.push((step.thread, verb.to_string(), vec![what.to_string()])),
        }
    }
    let mut text = String::new();
    let mut before = None;
    for (thread, verb, whats) in said {
        match before {
            None => text += &view.thread(thread),
            Some(same) if same == thread => text += " and",
            Some(_) => text += &format!("; {}", view.thread(thread)),
        }
        before = Some(thread);
        text += &format!(" {verb}");
        let whats: Vec<String> = whats.into_iter().filter(|what| !what.is_empty()).collect();
        if !whats.is_empty() {
            text += &format!(" {}", crate::text::list(&whats));
        }
    }
    text
}
