//! Every interleaving of a model: the reader decides which thread runs next.

use super::Page;
use crate::html::id;
use crate::sources::Sources;
use workbook_play::scheduler::{self, Asked};

/// The scheduler of `MODEL`, or of `MODEL count`, whose reader counts orders.
///
/// # Errors
/// There is no graph of the model, or it is stale.
pub fn scheduler(sources: &Sources, page: &mut Page, argument: &str) -> anyhow::Result<String> {
    let (model, counts) = match argument.strip_suffix(" count") {
        Some(model) => (model.trim(), true),
        None => (argument, false),
    };
    let graph = sources.graph(model)?;
    let id = page.id(id("schedule", model));
    let read = |file: &str| sources.read(file);
    let asked = Asked {
        id: &id,
        counts,
        replays: true,
    };
    scheduler::scheduler(&graph, asked, &read)
}
