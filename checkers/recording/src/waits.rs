//! Which threads are blocked forever, in what, and whether they wait for each other in a cycle.

use super::style::Paint;
use super::text::{pad, paragraph, width};
use super::view::View;
use super::{Failure, FailureKind, Wait};

/// A line for each thread that waits, and one for the circle if there is one.
pub(super) fn waits(view: &View<'_>, failure: &Failure) -> Vec<String> {
    let style = view.style;
    let mark = match failure.kind {
        FailureKind::Deadlock => format!("   {} ", style.sign("✗")),
        // The mark is at the row that says what went wrong.
        _ => "     ".to_string(),
    };
    let parts: Vec<[String; 4]> = failure
        .waits
        .iter()
        .map(|wait| parts(view, failure, wait))
        .collect();
    let widest = |part: usize| parts.iter().map(|wait| width(&wait[part])).max();
    let aligned = |columns: usize| -> Vec<String> {
        let line = |wait: &[String; 4]| {
            let columns = wait.iter().take(columns).enumerate();
            let columns = columns.map(|(i, part)| pad(part, widest(i).unwrap_or(0)));
            columns
                .collect::<Vec<_>>()
                .join("  ")
                .trim_end()
                .to_string()
        };
        parts.iter().map(line).collect()
    };
    let room = style.columns().saturating_sub(width(&mark));
    let fits = |lines: &Vec<String>| lines.iter().all(|line| width(line) <= room);
    // The listing has the places too, so they are the first to go.
    let texts = [aligned(4), aligned(3)].into_iter().find(fits);
    let texts = texts.unwrap_or_else(|| parts.iter().map(joined).collect());
    let mut out = vec![];
    for text in texts {
        paragraph(&mut out, &mark, &text, style.columns());
    }
    for line in &mut out {
        *line = style.paint(Paint::Bad, line);
    }
    if let Some(circle) = circle(view, failure) {
        let mut lines = vec![];
        paragraph(&mut lines, "     ", &circle, style.columns());
        out.extend(lines.iter().map(|line| style.paint(Paint::Note, line)));
    }
    out
}

/// One wait as a sentence without a full stop.
pub(super) fn sentence(view: &View<'_>, failure: &Failure, wait: &Wait) -> String {
    joined(&parts(view, failure, wait))
}

fn joined(parts: &[String; 4]) -> String {
    let said = parts.iter().map(String::as_str);
    said.filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Who waits, in what, until when, and where: what stands in columns.
fn parts(view: &View<'_>, failure: &Failure, wait: &Wait) -> [String; 4] {
    let verb = match failure.kind {
        FailureKind::ThreadLeftRunning => "was blocked",
        _ => "is blocked forever",
    };
    let until = wait.until.as_deref().unwrap_or_default();
    // "Is blocked forever until" would contradict itself.
    let until = match until.strip_prefix("until ") {
        Some(event) => view.clean(&format!("continues only when {event}")),
        None => view.clean(until),
    };
    let what = view.clean(&wait.text);
    let comma = if until.is_empty() { "" } else { "," };
    let place = view.place(wait.source).map(|place| format!("({place})"));
    [
        view.thread(wait.thread),
        format!("{verb}: {what}{comma}"),
        until,
        place.unwrap_or_default(),
    ]
}

/// `main waits for other ⇄ other waits for main`, `a → b → c → a`.
pub(super) fn circle(view: &View<'_>, failure: &Failure) -> Option<String> {
    let circle = shortest_circle(&failure.waits)?;
    let names: Vec<String> = circle.iter().map(|&thread| view.thread(thread)).collect();
    Some(match &names[..] {
        [one] => format!("{one} waits for itself"),
        [a, b] if view.style.plain => format!("{a} waits for {b}, and {b} waits for {a}"),
        [a, b] => format!(
            "{a} waits for {b} {} {b} waits for {a}",
            view.style.sign("⇄")
        ),
        [first, ..] if view.style.plain => {
            format!(
                "each waits for the next: {}, {first} again",
                names.join(", ")
            )
        }
        [first, ..] => {
            let arrow = format!(" {} ", view.style.sign("→"));
            format!(
                "each waits for the next: {}{arrow}{first}",
                names.join(&arrow)
            )
        }
        [] => return None,
    })
}

/// The shortest circle of threads of which each waits for the next, if there is one.
fn shortest_circle(waits: &[Wait]) -> Option<Vec<usize>> {
    let circles = waits.iter().filter_map(|wait| {
        // Breadth first from one thread back to itself.
        let mut paths = vec![vec![wait.thread]];
        let mut seen = vec![];
        let mut at = 0;
        while let Some(path) = paths.get(at).cloned() {
            let last = path.last().copied();
            let ahead = waits.iter().filter(|wait| Some(wait.thread) == last);
            // Whom any of several could help does not wait for one of them.
            let ahead = ahead.filter(|wait| wait.on.len() == 1);
            for &next in ahead.flat_map(|wait| &wait.on) {
                if next == wait.thread {
                    return Some(path);
                }
                if !seen.contains(&next) {
                    seen.push(next);
                    paths.push([&path[..], &[next]].concat());
                }
            }
            at += 1;
        }
        None
    });
    circles.min_by_key(Vec::len)
}

#[cfg(test)]
mod tests {
    use super::shortest_circle;
    use crate::{StepKind, Wait};

    fn waits(on: &[(usize, &[usize])]) -> Vec<Wait> {
        let wait = |&(thread, on): &(usize, &[usize])| Wait {
            thread,
            kind: StepKind::Other,
            text: String::new(),
            until: None,
            on: on.to_vec(),
            source: None,
        };
        on.iter().map(wait).collect()
    }

    #[test]
    fn circles_are_found_and_nothing_else_is() {
        let circle = |on: &[(usize, &[usize])]| shortest_circle(&waits(on));
        assert_eq!(circle(&[(0, &[1]), (1, &[2]), (2, &[1])]), Some(vec![1, 2]));
        assert_eq!(circle(&[(0, &[0])]), Some(vec![0]));
        assert_eq!(circle(&[(0, &[1]), (1, &[2])]), None);
        assert_eq!(circle(&[(0, &[1, 2]), (1, &[0])]), None);
    }
}
