//! What it takes to fail: the switches and the choices on the way, or that it takes neither.

use super::Verdict;
use super::text::list;
use super::verdict::{count, number};
use super::view::View;

/// So many switches or choices are told one by one.
const TOLD: usize = 3;

/// Sentences, each for a paragraph of its own.
pub(super) fn takes(view: &View<'_>, verdict: &Verdict) -> Vec<String> {
    let mut sentences = vec![];
    let &Verdict::Fails {
        kind,
        preemptions,
        before,
        below,
        stale_reads,
        unless_stale,
        ..
    } = verdict
    else {
        return sentences;
    };
    if !kind.is_a_bug() {
        return sentences;
    }
    let choices = choices(view);
    let stale = (stale_reads > 0).then(|| {
        let reads = count(stale_reads.into(), "stale read");
        format!("{reads}, which {STALE}")
    });
    match (preemptions, choices.is_empty(), stale) {
        (0, true, None) => sentences.push(
            "No preemption needed: it fails when each thread simply runs until it must wait."
                .to_string(),
        ),
        (0, false, None) => sentences.push(format!("No preemption needed: {}.", list(&choices))),
        (0, _, Some(stale)) => {
            sentences.push(format!("No preemption needed, but {stale}."));
            sentences.extend(on_the_way(&choices));
        }
        (n, _, stale) => {
            let subject = if below.is_some() {
                "This execution"
            } else {
                "It"
            };
            let and = stale.map_or_else(String::new, |stale| format!(" and {stale}"));
            let fewer = match (unless_stale, below) {
                (true, _) => unless(before, stale_reads),
                _ => fewer(n, before, below),
            };
            let preemptions = count(n.into(), "preemption");
            sentences.push(format!("{subject} takes {preemptions}{and}.{fewer}"));
            sentences.extend(switches(view));
            sentences.extend(on_the_way(&choices));
        }
    }
    let timers = view
        .execution
        .objects
        .iter()
        .filter(|object| object.kind == "timer")
        .count();
    if timers >= 2 {
        sentences.push(
            "The model ignores how long timers are: any of them may fire at any moment."
                .to_string(),
        );
    }
    sentences
}

/// What a stale read is.
const STALE: &str = "returns an older value, as the ordering of the load allows";

fn on_the_way(choices: &[String]) -> Option<String> {
    (!choices.is_empty()).then(|| format!("On the way, {}.", list(choices)))
}

/// With fewer preemptions it fails too, but with more stale reads than this one has.
fn unless(before: u64, stale_reads: u32) -> String {
    let explored = number(before);
    match stale_reads {
        0 => format!(
            " With fewer it fails if it has a stale read, which {STALE}; none of the {explored} explored \
             without one fails."
        ),
        _ => format!(
            " With fewer it fails if it has more stale reads; none of the {explored} explored without more \
             fails."
        ),
    }
}

/// What is known of executions with fewer preemptions: no more than what was explored.
fn fewer(preemptions: u32, before: u64, below: Option<u32>) -> String {
    let explored = number(before);
    match (below, preemptions, before) {
        (None, _, 0) => String::new(),
        (None, 1, _) => format!(" No execution without one fails ({explored} explored)."),
        (None, ..) => format!(" No execution with fewer fails ({explored} explored)."),
        (Some(_), _, 0) => {
            " Fewer may be enough, because the search for fewer did not finish.".into()
        }
        (Some(_), ..) => {
            let without = if preemptions == 1 {
                "Without one"
            } else {
                "With fewer"
            };
            let held = count(before, "execution");
            format!(" {without} it held in {held}; there may be others.")
        }
    }
}

/// What each preemption parts.
fn switches(view: &View<'_>) -> Vec<String> {
    let steps = view.steps();
    let switches = steps.iter().enumerate().filter_map(|(i, step)| {
        let from = step.preempted?;
        let name = view.thread(from);
        let before = match view.last_step(from, i) {
            Some(last) => {
                let place = view.in_brackets(steps[last].source);
                format!("After step {}{place} {name} could have gone on", last + 1)
            }
            None => format!("Before step {} {name} could have gone on", i + 1),
        };
        let after = match view.next_step(from, i) {
            Some(next) => {
                let place = view.in_brackets(steps[next].source);
                format!("{name} went on only in step {}{place}", next + 1)
            }
            None => format!("{name} never went on"),
        };
        Some(format!(
            "{before}, but {} ran; {after}.",
            view.thread(step.thread)
        ))
    });
    told(switches.collect())
}

/// `in step 5 the timer fired`.
fn choices(view: &View<'_>) -> Vec<String> {
    let steps = view.steps().iter().enumerate();
    let choices = steps.filter_map(|(i, step)| {
        let choice = step.choice.as_deref()?;
        Some(format!("in step {} {}", i + 1, view.clean(choice)))
    });
    told(choices.collect())
}

/// The first few, and how many more there are.
fn told(mut all: Vec<String>) -> Vec<String> {
    if all.len() > TOLD + 1 {
        let more = all.len() - TOLD;
        all.truncate(TOLD);
        all.push(format!("{more} more like that"));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::fewer;

    /// A minimum is claimed only where all executions with fewer preemptions were explored.
    #[test]
    fn no_more_is_said_of_fewer_than_was_explored() {
        let known = [
            (None, 1, 4, " No execution without one fails (4 explored)."),
            (None, 3, 14, " No execution with fewer fails (14 explored)."),
            (None, 2, 0, ""),
        ];
        for (below, preemptions, before, said) in known {
            assert_eq!(fewer(preemptions, before, below), said);
        }
        for (preemptions, before, said) in [
            (
                5,
                0,
                " Fewer may be enough, because the search for fewer did not finish.",
            ),
            (
                5,
                1234,
                " With fewer it held in 1,234 executions; there may be others.",
            ),
            (
                1,
                1,
                " Without one it held in 1 execution; there may be others.",
            ),
        ] {
            assert_eq!(fewer(preemptions, before, Some(0)), said);
        }
    }
}
