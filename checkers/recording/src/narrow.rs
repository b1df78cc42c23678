//! An execution as a list, for where lanes do not fit: each step begins with its thread's name.

use super::End;
use super::rows::{Row, rows};
use super::style::Paint;
use super::text::{cut, pad, paragraph, width};
use super::view::View;
use super::words;

/// Names longer than this are cut.
const LONGEST_NAME: usize = 12;

pub(super) fn narrow(view: &View<'_>) -> Vec<String> {
    let style = view.style;
    let columns = style.columns();
    let ellipsis = style.sign("…");
    let longest = LONGEST_NAME.min(columns / 3);
    let steps = view.steps();
    let name = |thread: usize| cut(&view.thread(thread), longest, &ellipsis);
    let names = (0..view.execution.threads.len()).map(|thread| width(&name(thread)));
    let names = names.max().unwrap_or(0);
    let numbers = steps.len().to_string().len().max(2);
    let lead = |number: &str, thread: usize| {
        let blanks = " ".repeat(numbers.saturating_sub(width(number)));
        format!("{blanks}{number} {}  ", pad(&name(thread), names))
    };
    let indent = " ".repeat(width(&lead("", 0)));

    let mut out = vec![];
    // Wraps first and paints then: escape sequences have no width.
    let mut say = |lead: &str, text: &str, paint: Option<Paint>| {
        let mut lines = vec![];
        paragraph(&mut lines, lead, text, columns);
        out.extend(lines.into_iter().map(|line| match paint {
            Some(paint) => style.paint(paint, &line),
            None => line,
        }));
    };
    for row in rows(view) {
        let Row::Step(i) = row else {
            let (paint, text) = words::between_steps(view, row);
            let dashes = match row {
                Row::Switch { .. } => style.sign("╌╌"),
                _ => String::new(),
            };
            say(
                &format!("{} {dashes} ", " ".repeat(numbers)),
                &text,
                Some(paint),
            );
            continue;
        };
        let step = &steps[i];
        let state = words::state(view, step).map_or(String::new(), |state| format!(" ({state})"));
        let text = format!("{}{state}", view.did(step));
        say(&lead(&(i + 1).to_string(), step.thread), &text, None);
        if let Some(choice) = words::choice(view, step) {
            say(&indent, &choice, Some(Paint::Note));
        }
    }
    match &view.execution.end {
        End::Returned { outcome } => {
            let text = words::returned(view, outcome.as_deref());
            say(&lead("", 0), &text, Some(Paint::Good));
        }
        End::Failed(failure) => {
            if let Some(text) = words::failing(view) {
                say(
                    &lead(&style.sign("✗"), failure.thread),
                    &text,
                    Some(Paint::Bad),
                );
            }
        }
    }
    out
}
