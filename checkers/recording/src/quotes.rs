//! Which lines of source a listing quotes, and which steps each of them was.

use super::view::View;

/// No more lines than this are quoted.
const MOST: usize = 14;
/// So many ranges of steps are named for each thread.
const RANGES: usize = 4;
/// A line of source and the steps (from 0, with their threads) that it was.
pub(super) struct Quote {
    pub(super) file: String,
    pub(super) line: u32,
    pub(super) text: String,
    pub(super) steps: Vec<(usize, usize)>,
    pub(super) fails: bool,
}

/// The lines to quote, in the order in which they took part, and how many more there are.
pub(super) fn quotes(view: &View<'_>) -> (Vec<Quote>, usize) {
    let mut quotes = all(view);
    let all = quotes.len();
    keep_closest(view, &mut quotes);
    let left_out = all - quotes.len();
    (quotes, left_out)
}

/// Every line that took part, in the order in which they did.
fn all(view: &View<'_>) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = vec![];
    let failing = view.failure().into_iter().flat_map(|failure| {
        let waits = failure.waits.iter().map(|wait| wait.source);
        waits.chain([failure.source])
    });
    let steps = view.steps().iter().enumerate();
    let steps = steps.map(|(i, step)| (step.source, Some((i, step.thread))));
    for (source, step) in steps.chain(failing.map(|source| (source, None))) {
        let Some(source) = view.source(source) else {
            continue;
        };
        let file = view.clean(&source.file);
        let known = quotes
            .iter()
            .position(|quote| quote.file == file && quote.line == source.line);
        let known = known.unwrap_or_else(|| {
            quotes.push(Quote {
                file,
                line: source.line,
                text: view.clean(source.text.trim()),
                steps: vec![],
                fails: false,
            });
            quotes.len() - 1
        });
        match step {
            Some(step) => quotes[known].steps.push(step),
            None => quotes[known].fails = true,
        }
    }
    quotes
}

/// Keeps the failing lines and those closest to a switch or to the end.
fn keep_closest(view: &View<'_>, quotes: &mut Vec<Quote>) {
    let steps = view.steps();
    let switches = steps.iter().enumerate().flat_map(|(i, step)| {
        let from = step.preempted;
        from.into_iter().flat_map(move |from| {
            [Some(i), view.last_step(from, i), view.next_step(from, i)]
                .into_iter()
                .flatten()
        })
    });
    let close: Vec<usize> = switches.chain([steps.len()]).collect();
    let distance = |quote: &Quote| {
        let near = quote
            .steps
            .iter()
            .flat_map(|(step, _)| close.iter().map(|other| step.abs_diff(*other)));
        match quote.fails {
            true => 0,
            false => near.min().unwrap_or(usize::MAX),
        }
    };
    let mut order: Vec<usize> = (0..quotes.len()).collect();
    order.sort_by_key(|&i| distance(&quotes[i]));
    order.truncate(MOST);
    let mut i = 0;
    quotes.retain(|_| {
        i += 1;
        order.contains(&(i - 1))
    });
}

/// `steps 3-5 worker 1 · 6 worker 2`.
pub(super) fn steps(view: &View<'_>, quote: &Quote) -> String {
    let mut threads: Vec<(usize, Vec<(usize, usize)>)> = vec![];
    for &(step, thread) in &quote.steps {
        let known = threads.iter().position(|(known, _)| *known == thread);
        let known = known.unwrap_or_else(|| {
            threads.push((thread, vec![]));
            threads.len() - 1
        });
        match threads[known].1.last_mut() {
            Some((_, last)) if *last + 1 == step => *last = step,
            _ => threads[known].1.push((step, step)),
        }
    }
    let said: Vec<String> = threads
        .iter()
        .map(|(thread, ranges)| {
            let shown = ranges
                .iter()
                .take(RANGES)
                .map(|(first, last)| match first == last {
                    true => format!("{}", first + 1),
                    false => format!("{}-{}", first + 1, last + 1),
                });
            let mut shown: Vec<String> = shown.collect();
            if ranges.len() > RANGES {
                shown.push(view.style.sign("…"));
            }
            let of = if view.style.plain { "of " } else { "" };
            format!("{} {of}{}", shown.join(", "), view.thread(*thread))
        })
        .collect();
    let between = match view.style.plain {
        true => ", ".to_string(),
        false => format!(" {} ", view.style.sign("·")),
    };
    match quote.steps.len() {
        0 => String::new(),
        1 => format!("step {}", said.concat()),
        _ => format!("steps {}", said.join(&between)),
    }
}
