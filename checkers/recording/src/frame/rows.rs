//! Which steps share a row.

use crate::Step;
use crate::view::View;

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
        let title = if folded {
            while at < steps.len() && is_noise(&steps[at]) {
                at += 1;
            }
            noise(view, first..at)
        } else if let Some(title) = critical_section(steps, at) {
            at += 1;
            title
        } else {
            steps[first].text.clone()
        };
        rows.push(Row {
            first,
            last: at - 1,
            folded,
            title,
        });
    }
    rows
}

/// `lock tally, read the: 0`, where the step before `at` locks and this one unlocks at once.
fn critical_section(steps: &[Step], at: usize) -> Option<String> {
    let (lock, unlock) = (&steps[at - 1], steps.get(at)?);
    let object = lock.text.strip_prefix("lock ")?;
    let same = lock.thread == unlock.thread && lock.object == unlock.object;
    let plain = |step: &Step| !step.blocks && step.choice.is_none();
    let released = unlock.text.strip_prefix("unlock ")?;
    if !same || !plain(lock) || !plain(unlock) || unlock.preempted.is_some() {
        return None;
    }
    Some(match unlock.value() {
        Some(value) if unlock.writes || released.contains(", now ") => {
            format!("lock {object}, write {value}")
        }
        Some(value) => format!("lock {object}, read {value}"),
        None => format!("lock and unlock {object}"),
    })
}

/// Whether a step is about the life of a thread, and nothing was decided there.
fn is_noise(step: &Step) -> bool {
    let about = ["start ", "join ", "joined "];
    let is = about.iter().any(|about| step.text.starts_with(about))
        || ["finish", "return", "leave the scope"].contains(&step.text.as_str());
    is && step.object.is_none() && step.preempted.is_none() && step.choice.is_none()
}

/// Whether the thread ends with this step.
pub(super) fn ends(step: &Step) -> bool {
    step.object.is_none() && (step.text == "finish" || step.text == "return")
}

/// `main starts worker 1 and worker 2, and waits for worker 1`.
fn noise(view: &View<'_>, steps: std::ops::Range<usize>) -> String {
    let mut said: Vec<(usize, String, Vec<String>)> = vec![];
    for step in &view.steps()[steps] {
        let (verb, what) = match step.text.split_once(' ') {
            Some(("start", what)) => ("starts", what),
            Some(("join", what)) => ("waits for", what),
            Some(("joined", what)) => ("has joined", what),
            _ if step.text == "finish" => ("finishes", ""),
            _ if step.text == "return" => ("returns", ""),
            _ => ("leaves the scope", ""),
        };
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
