//! Which values a model that holds can return, and how often each came up.

use super::Recording;
use super::style::Style;
use super::text::{clean, paragraph, width};
use super::verdict::{count, number};

/// More outcomes than this are counted, not listed.
const LISTED: usize = 8;

/// `outcomes reached: {the: 2} 9 ×`, or a line for each if that is too wide; nothing if the model returns nothing.
pub(super) fn outcomes(recording: &Recording, style: &Style) -> Vec<String> {
    if recording.outcomes.is_empty() {
        return vec![];
    }
    let shown = recording.outcomes.iter().take(LISTED);
    let mut said: Vec<String> = shown
        .map(|outcome| {
            let value = clean(&outcome.value, style.ascii);
            match style.plain {
                true => format!("{value} ({})", count(outcome.count, "time")),
                false => format!("{value} {} {}", number(outcome.count), style.sign("×")),
            }
        })
        .collect();
    if let Some(more) = recording.outcomes.len().checked_sub(LISTED + 1) {
        said.push(format!("and {}", count(more as u64 + 1, "other")));
    }
    let (lead, indent) = match style.plain {
        true => ("Outcomes reached:", "- "),
        false => ("  outcomes reached:", "    "),
    };
    let line = format!("{lead} {}", said.join(", "));
    if width(&line) <= style.columns() {
        return vec![line];
    }
    let mut out = vec![lead.to_string()];
    for outcome in said {
        paragraph(&mut out, indent, &outcome, style.columns());
    }
    out
}
