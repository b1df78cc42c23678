//! Recorded executions, step by step.

use super::Page;
use crate::html::id;
use crate::sources::Sources;
use workbook_play::player::{self, Asked};

/// The player of `MODEL`, or of `MODEL | TITLE`: what the first execution is called.
///
/// # Errors
/// There is no recording, or it is stale.
pub fn player(sources: &Sources, page: &mut Page, argument: &str) -> anyhow::Result<String> {
    let (model, title) = match argument.split_once('|') {
        Some((model, title)) => (model.trim(), Some(title.trim())),
        None => (argument, None),
    };
    let recording = sources.recording(model)?;
    let id = page.id(id("player", model));
    let read = |file: &str| sources.read(file);
    let asked = Asked { id: &id, title };
    player::player(&recording, asked, &read)
}
