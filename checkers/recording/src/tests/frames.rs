//! Frames: what a step, or several in one row, leave behind, and what is said of that.

use super::properties::recordings;
use crate::{Recording, frames, samples};

#[test]
fn every_step_has_a_frame_and_is_in_one_row() {
    for recording in recordings() {
        for execution in &recording.executions {
            let frames = frames(&recording, execution);
            assert_eq!(frames.len(), execution.steps.len() + 2);
            let mut next = 0;
            for (taken, frame) in frames.iter().enumerate() {
                assert_eq!(frame.taken, taken);
                if taken > 0 && frame.stop {
                    assert_eq!(frame.first, next);
                    next = frame.taken;
                }
                assert!(taken == 0 || !frame.said(&execution.threads).trim().is_empty());
                assert_eq!(frame.lines.len(), execution.threads.len());
            }
        }
    }
}

/// The sentences of the rows of the first execution that a reader should not miss.
fn told(recording: &Recording) -> String {
    let execution = &recording.executions[0];
    let frames = frames(recording, execution);
    let key = frames.iter().filter(|frame| frame.stop && frame.key);
    let lines = key.map(|frame| format!("{}: {}\n", frame.taken, frame.said(&execution.threads)));
    lines.collect()
}

#[test]
fn sentences_say_what_matters() {
    let mut all = String::new();
    for name in [
        "lost_update",
        "two_locks",
        "done_blocks",
        "left_running",
        "data_race",
    ] {
        all += &format!("{name}\n{}\n", told(&samples::find(name)));
    }
    insta::assert_snapshot!("sentences", all);
}
