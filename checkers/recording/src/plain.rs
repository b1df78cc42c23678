//! An execution as numbered sentences, for ears and for pipes: no drawing, no colour.

use super::rows::{Row, rows};
use super::text::paragraph;
use super::view::View;
use super::{End, FailureKind};
use super::{headline, waits, words};

pub(super) fn plain(view: &View<'_>) -> Vec<String> {
    let columns = view.style.columns();
    let mut out = vec![];
    let mut say = |lead: &str, text: &str| paragraph(&mut out, lead, text, columns);
    for row in rows(view) {
        let Row::Step(i) = row else {
            let (_, text) = words::between_steps(view, row);
            say(
                "   ",
                &format!("{}.", capital(text.trim_start_matches(['…', '.', ' ']))),
            );
            continue;
        };
        let step = &view.steps()[i];
        let mut text = format!("{}: {}", view.thread(step.thread), view.clean(&step.text));
        if step.blocks {
            text += ", and blocks";
        }
        if let Some(choice) = &step.choice {
            text += &format!("; {}", view.clean(choice));
        }
        if let Some(state) = &step.state {
            let object = step.object.and_then(|object| view.object(object));
            let state = view.state(state);
            text += &match object {
                Some(object) => format!(" ({object} is now {state})"),
                None => format!(" (now {state})"),
            };
        }
        say(&format!("{}. ", i + 1), &format!("{text}."));
    }
    match &view.execution.end {
        End::Returned { outcome } => {
            let text = words::returned(view, outcome.as_deref());
            say("Outcome: ", &format!("{} {text}.", view.thread(0)));
        }
        End::Failed(failure) => {
            let text = match failure.kind {
                FailureKind::Assertion => {
                    let message = headline::message(view, failure);
                    format!("{} fails: {message}", view.thread(failure.thread))
                }
                _ => headline::headline(view, failure),
            };
            let place = view.in_brackets(failure.source);
            say("Outcome: ", &format!("{text}{place}."));
            for wait in &failure.waits {
                say("- ", &format!("{}.", waits::sentence(view, failure, wait)));
            }
            if let Some(circle) = waits::circle(view, failure) {
                say("- ", &format!("{circle}."));
            }
        }
    }
    out
}

/// `text` with a capital at its start.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
