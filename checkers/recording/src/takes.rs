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
        drops,
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
        format!("{reads} ({STALE})")
    });
    let drops = (drops > 0).then(|| count(drops.into(), "drop"));
    match (preemptions, choices.is_empty(), stale.or(drops)) {
        (0, true, None) => sentences.push(
            "No preemption needed: it fails even if each thread runs until it blocks.".to_string(),
        ),
        (0, false, None) => sentences.push(format!("No preemption needed: {}.", list(&choices))),
        (0, _, Some(besides)) => {
            sentences.push(format!("No preemption needed, but it takes {besides}."));
            sentences.extend(on_the_way(&choices));
        }
        (n, _, besides) => {
            let subject = if below.is_some() {
                "This execution"
            } else {
                "It"
            };
            let and = besides.map_or_else(String::new, |besides| format!(" and {besides}"));
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
            "The model ignores durations: any timer may fire at any point, in any order."
                .to_string(),
        );
    }
    sentences
}

/// What a stale read is.
const STALE: &str = "a load that returns an older value, as its memory ordering allows";

fn on_the_way(choices: &[String]) -> Option<String> {
    (!choices.is_empty()).then(|| format!("Along the way, {}.", list(choices)))
}

/// With fewer preemptions it fails too, but with more stale reads than this one has.
fn unless(before: u64, stale_reads: u32) -> String {
    let explored = number(before);
    match stale_reads {
        0 => format!(
            " With fewer preemptions it fails only with a stale read ({STALE}): none of the {explored} executions \
             explored without one fails."
        ),
        _ => format!(
            " With fewer preemptions it fails only with more stale reads: none of the {explored} executions \
             explored without more fails."
        ),
    }
}

/// What is known of executions with fewer preemptions: no more than what was explored.
fn fewer(preemptions: u32, before: u64, below: Option<u32>) -> String {
    let explored = number(before);
    let without = match preemptions {
        1 => "Without one",
        _ => "With fewer",
    };
    match (below, preemptions, before) {
        (None, _, 0) => String::new(),
        (None, _, 1) => format!(" {without}, the only execution does not fail."),
        (None, ..) => format!(" {without}, none of the {explored} executions fails."),
        (Some(_), _, 0) => {
            " Fewer may be enough, because the search for fewer did not finish.".into()
        }
        (Some(_), ..) => {
            let passed = count(before, "explored execution");
            format!(" {without}, {passed} passed, but not all were explored.")
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
                format!("After step {}{place}, {name} was preempted", last + 1)
            }
            None => format!("Before step {}, {name} was preempted", i + 1),
        };
        let after = match view.next_step(from, i) {
            Some(next) => {
                let place = view.in_brackets(steps[next].source);
                format!("{name} continued only in step {}{place}", next + 1)
            }
            None => format!("{name} never continued"),
        };
        Some(format!(
            "{before}: {} ran instead, and {after}.",
            view.thread(step.thread)
        ))
    });
    told(switches.collect())
}

/// `in step 5, the timer fired`.
fn choices(view: &View<'_>) -> Vec<String> {
    let steps = view.steps().iter().enumerate();
    let choices = steps.filter_map(|(i, step)| {
        let choice = step.choice.as_deref()?;
        Some(format!("in step {}, {}", i + 1, view.clean(choice)))
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
            (
                None,
                1,
                1,
                " Without one, the only execution does not fail.",
            ),
            (None, 1, 4, " Without one, none of the 4 executions fails."),
            (None, 3, 14, " With fewer, none of the 14 executions fails."),
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
                " With fewer, 1,234 explored executions passed, but not all were explored.",
            ),
            (
                1,
                1,
                " Without one, 1 explored execution passed, but not all were explored.",
            ),
        ] {
            assert_eq!(fewer(preemptions, before, Some(0)), said);
        }
    }
}
