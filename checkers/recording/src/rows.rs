//! Which steps are shown: repetitions are folded, and the middle of what would fill a screen.

use super::Step;
use super::view::View;
use std::cmp::Reverse;
use std::ops::Range;

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
const LONGEST_CYCLE: usize = 64;
/// Fewer steps than this are not worth folding.
const WORTH_IT: usize = 3;

/// The rows of an execution, in order. Every step is in exactly one of them.
pub(super) fn rows(view: &View<'_>) -> Vec<Row> {
    let mut rows = vec![];
    let mut folded = vec![];
    fold_cycles(view.steps(), 0..view.steps().len(), &mut folded);
    for row in hide_middle(view, folded) {
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
fn fold_cycles(steps: &[Step], range: Range<usize>, rows: &mut Vec<Row>) {
    let mut at = range.start;
    while at < range.end {
        let (repeats, period) = longest_cycle(steps, at..range.end);
        if repeats == 0 {
            rows.push(Row::Step(at));
            at += 1;
            continue;
        }
        // A round may have loops of its own.
        fold_cycles(steps, at..at + period, rows);
        let first = at + period;
        at = first + repeats;
        rows.push(Row::Again {
            first,
            last: at - 1,
            period,
        });
    }
}

/// The cycle from the start of `range` on that is repeated in the most steps: their number, and its period.
fn longest_cycle(steps: &[Step], range: Range<usize>) -> (usize, usize) {
    let cycles = (1..=LONGEST_CYCLE).map(|period| {
        let rest = range.start + period..range.end;
        let repeats = rest.take_while(|&i| steps[i] == steps[i - period]).count();
        (repeats, period)
    });
    let worth_it = cycles.filter(|&(repeats, period)| repeats >= WORTH_IT.max(2 * period));
    worth_it
        .max_by_key(|&(repeats, period)| (repeats, Reverse(period)))
        .unwrap_or_default()
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

/// The steps that must be seen: switches and what they part, choices, where threads are blocked forever.
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
