//! What mdBook tells of and goes on: broken includes, HTML that is not closed.

use crate::place::{Pages, place};
use crate::settings;
use std::fmt::{Debug, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use tracing::{Event, Level, Metadata, Subscriber, field, span};

static TOLD: Mutex<Vec<String>> = Mutex::new(vec![]);

struct Listener;

struct Message(String);

impl field::Visit for Message {
    fn record_debug(&mut self, field: &field::Field, value: &dyn Debug) {
        if field.name() == "message" {
            let _ = write!(self.0, "{value:?}");
        }
    }
}

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= Level::WARN && metadata.target().starts_with("mdbook")
    }

    fn event(&self, event: &Event<'_>) {
        let mut message = Message(String::new());
        event.record(&mut message);
        TOLD.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(message.0);
    }

    // No spans.
    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }
    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

/// Listens from now on, and forgets what was told.
pub fn listen() {
    // It listens already from the second time on.
    let _ = tracing::subscriber::set_global_default(Listener);
    let _ = std::mem::take(&mut *TOLD.lock().unwrap_or_else(PoisonError::into_inner));
}

/// What was told since, with the places that it is about.
pub fn told(book: &Path, pages: &Pages) -> Vec<String> {
    let told = std::mem::take(&mut *TOLD.lock().unwrap_or_else(PoisonError::into_inner));
    told.iter()
        .map(|warning| placed(book, pages, warning))
        .collect()
}

/// mdBook names the page and the tag between backticks, and no line. What else it says in further
/// lines is for who knows its sources.
fn placed(book: &Path, pages: &Pages, warning: &str) -> String {
    let warning = warning.lines().next().unwrap_or_default();
    let quoted: Vec<&str> = warning.split('`').skip(1).step_by(2).collect();
    let page = quoted
        .iter()
        .find(|quoted| pages.names().any(|name| name == **quoted));
    let Some(page) = page else {
        return settings::warned(book, warning);
    };
    let tag = quoted.iter().find_map(|quoted| quoted.strip_prefix('<'));
    let tag = tag.map(|tag| tag.trim_start_matches('/').trim_end_matches('>'));
    let (line, fix) = match tag {
        Some(tag) => (
            unbalanced(pages, page, tag),
            "; close it where it was opened, in the same paragraph or list",
        ),
        None => (
            pages.line(
                page,
                &quoted.iter().map(|one| one.to_string()).collect::<Vec<_>>(),
            ),
            "",
        ),
    };
    format!("{}: mdBook warns: {warning}{fix}", place(page, line))
}

/// The line of a tag that has no partner, or else of the last of its name.
fn unbalanced(pages: &Pages, page: &str, tag: &str) -> Option<usize> {
    let (mut open, mut last) = (vec![], None);
    let (begin, end) = (format!("<{tag}"), format!("</{tag}"));
    for (number, line) in pages.lines(page) {
        for (at, _) in line.match_indices('<') {
            let rest = &line[at..];
            let is = |what: &str| {
                let rest = rest.strip_prefix(what);
                rest.is_some_and(|rest| {
                    !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-')
                })
            };
            if is(&begin) {
                open.push(number);
                last = Some(number);
            } else if is(&end) {
                last = Some(number);
                if open.pop().is_none() {
                    return Some(number);
                }
            }
        }
    }
    open.pop().or(last)
}
