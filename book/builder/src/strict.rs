//! What mdBook tells of and goes on: broken includes, HTML that is not closed.

use std::fmt::{Debug, Write};
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
    let _ = told();
}

/// What was told since.
pub fn told() -> Vec<String> {
    std::mem::take(&mut TOLD.lock().unwrap_or_else(PoisonError::into_inner))
}
