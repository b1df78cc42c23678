//! What a person sees of an explored model.

use crate::Desk;
use recording::{Checked, Execution, Verdict, report, swimlane};

/// A schedule of more bytes is too long for a line.
const LINE: usize = 200;

/// The verdict, the outcomes with a schedule for each, what to do next; of a schedule that was run
/// again, what it did.
pub fn screen(desk: &Desk, found: &Checked, replayed: Option<&str>) -> String {
    let recording = &found.recording;
    let model = &recording.model;
    if replayed.is_some() && recording.counterexample().is_none() {
        let lanes = swimlane(recording, 0, &desk.style);
        return format!("{model}: this schedule does not fail\n\n{lanes}");
    }
    let mut text = report(recording, &desk.style);
    let seconds = found.millis as f64 / 1000.0;
    text += &format!(
        "  {}, {} recorded, {seconds:.2} s\n",
        named(found),
        recording.executions.len()
    );
    for limit in &found.limits {
        text += &format!("  {limit}\n");
    }
    let widest = recording
        .outcomes
        .iter()
        .map(|outcome| outcome.value.chars().count());
    let width = widest.max().unwrap_or(0).min(40);
    for outcome in &recording.outcomes {
        let execution = recording.executions.get(outcome.execution);
        let schedule = execution.and_then(|one| one.schedule.as_deref());
        let schedule = schedule.filter(|schedule| schedule.len() <= LINE);
        let replay = schedule.map_or(String::new(), |schedule| format!("  --replay {schedule}"));
        let (value, count) = (&outcome.value, outcome.count);
        text += &format!(
            "  {value:width$}  {count:8} {}{replay}\n",
            desk.sign("×", "x")
        );
    }
    if let Some(schedule) = failing(recording.executions.first(), found) {
        // A path may need quotes; a word has no such letters.
        let quote = if cfg!(windows) { "''" } else { r"'\''" };
        let schedule = match schedule.contains([' ', '\'', '"', '\\', '$']) {
            true => format!("'{}'", schedule.replace('\'', quote)),
            false => schedule.into(),
        };
        text += &format!("\nRun it again: cargo workbook explore {model} --replay {schedule}\n");
    }
    text + &format!("Step through it: cargo workbook explore {model} --step\n")
}

fn failing<'a>(first: Option<&'a Execution>, found: &'a Checked) -> Option<&'a str> {
    match found.recording.verdict {
        Verdict::Fails { .. } => found
            .replay
            .as_deref()
            .or_else(|| first.and_then(|first| first.schedule.as_deref())),
        _ => None,
    }
}

fn named(found: &Checked) -> &'static str {
    match found.checker.as_str() {
        "loom" => "loom",
        _ => "the explorer",
    }
}
