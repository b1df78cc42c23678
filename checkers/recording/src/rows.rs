//! Which steps are shown: repetitions are folded, and the middle of what would fill a screen.

use super::view::View;

/// A row of a rendering. Steps are counted from 0 here, and from 1 on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// Before step `step`, `from` could have gone on, and was switched away from.
    Switch { from: usize, step: usize },
    /// A step.
    Step(usize),
    /// Steps `first` to `last` only repeat, one for one, the `period` steps before `first`.
    Again {
        first: usize,
        last: usize,
        period: usize,
    },
    /// Steps `first` to `last` are left out.
    Hidden { first: usize, last: usize },
}

/// More steps than this, and the middle is left out.
const MANY: usize = 40;
/// So many steps are always shown at the start and at the end.
const FIRST: usize = 4;
const LAST: usize = 12;
/// The longest cycle that is recognised.
const LONGEST_CYCLE: usize = 12;
/// Fewer steps than this are not worth folding.
const WORTH_IT: usize = 3;

/// The rows of an execution, in order. Every step is in exactly one of them.
pub(super) fn rows(view: &View<'_>) -> Vec<Row> {
    let mut rows = vec![];
    for row in hide_middle(view, fold_cycles(view)) {
        if let Row::Step(step) = row
            && let Some(from) = view.steps()[step].preempted
        {
            rows.push(Row::Switch { from, step });
        }
        rows.push(row);
    }
    rows
}

/// Folds what repeats the steps right before it, as a loop that waits by spinning does.
fn fold_cycles(view: &View<'_>) -> Vec<Row> {
    let steps = view.steps();
    let mut rows = vec![];
    let mut at = 0;
    while at < steps.len() {
        let cycle = (1..=LONGEST_CYCLE).find_map(|period| {
            let repeats = (at + period..steps.len())
                .take_while(|&i| steps[i] == steps[i - period])
                .count();
            (repeats >= WORTH_IT.max(2 * period)).then_some((period, repeats))
        });
        let (period, repeats) = cycle.unwrap_or((1, 0));
        rows.extend((at..at + period).map(Row::Step));
        at += period;
        if repeats > 0 {
            rows.push(Row::Again {
                first: at,
                last: at + repeats - 1,
                period,
            });
            at += repeats;
        }
    }
    rows
}

/// Leaves out steps in the middle of a long execution, but none that the failure hangs on.
fn hide_middle(view: &View<'_>, rows: Vec<Row>) -> Vec<Row> {
    if rows.len() <= MANY {
        return rows;
    }
    let needed = needed(view);
    let last = rows.len() - LAST;
    let hidden = |at: usize| match rows[at] {
        Row::Step(step) if (FIRST..last).contains(&at) && !needed[step] => Some(step),
        _ => None,
    };
    let mut out = vec![];
    let mut at = 0;
    while at < rows.len() {
        let run: Vec<usize> = (at..rows.len()).map_while(hidden).collect();
        match run[..] {
            [first, .., last] if run.len() >= WORTH_IT => out.push(Row::Hidden { first, last }),
            _ => out.extend(&rows[at..at + run.len().max(1)]),
        }
        at += run.len().max(1);
    }
    out
}

/// The steps that must be seen: switches and what they part, choices, where threads wait for ever.
fn needed(view: &View<'_>) -> Vec<bool> {
    let steps = view.steps();
    let mut needed = vec![false; steps.len()];
    for (i, step) in steps.iter().enumerate() {
        needed[i] |= step.choice.is_some() || step.preempted.is_some();
        if let Some(thread) = step.preempted {
            let parted = [view.last_step(thread, i), view.next_step(thread, i)];
            parted.into_iter().flatten().for_each(|i| needed[i] = true);
        }
    }
    if let Some(failure) = view.failure() {
        let threads = failure.waits.iter().map(|wait| wait.thread);
        for thread in threads.chain([failure.thread]) {
            if let Some(i) = view.last_step(thread, steps.len()) {
                needed[i] = true;
            }
        }
    }
    needed
}
