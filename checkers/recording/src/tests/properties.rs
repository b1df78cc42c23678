//! What holds for every recording, random ones included.

use super::generate::Numbers;
use crate::rows::{Row, rows};
use crate::view::View;
use crate::{Recording, Style, listing, plain, report, samples, swimlane};
use unicode_width::UnicodeWidthStr;

pub(super) fn recordings() -> Vec<Recording> {
    let samples = samples::all().into_iter().map(|(_, recording)| recording);
    let odd = (0..60).map(|seed| Numbers::new(seed).recording());
    samples.chain(odd).collect()
}

fn styles() -> Vec<Style> {
    let mut styles = vec![];
    for width in [0, 20, 33, 40, 59, 60, 72, 100, 160] {
        for ascii in [false, true] {
            for plain in [false, true] {
                styles.push(Style {
                    width,
                    ascii,
                    colour: false,
                    plain,
                });
            }
        }
    }
    styles
}

/// Every text that can be made of a recording.
fn texts(recording: &Recording, style: &Style) -> Vec<String> {
    let each = 0..=recording.executions.len();
    let executions = each.flat_map(|i| [swimlane(recording, i, style), plain(recording, i, style)]);
    executions.chain([report(recording, style)]).collect()
}

#[test]
fn no_line_is_wider_than_the_style_says() {
    for recording in recordings() {
        for style in styles() {
            for text in texts(&recording, &style) {
                for line in text.lines() {
                    let widest = style.width.max(Style::NARROWEST);
                    assert!(line.width() <= widest, "{style:?}\n{line}\n{text}");
                    assert_eq!(line, line.trim_end(), "{style:?}: blanks at the end");
                }
            }
        }
    }
}

#[test]
fn nothing_moves_the_cursor_and_ascii_is_ascii() {
    for recording in recordings() {
        for style in styles() {
            for text in texts(&recording, &style) {
                let odd = text
                    .chars()
                    .find(|&c| c != '\n' && (c.is_control() || c == '\u{202e}'));
                assert_eq!(odd, None, "{style:?}\n{text}");
                let beyond = text.chars().find(|&c| style.ascii && c > '~');
                assert_eq!(beyond, None, "{style:?}\n{text}");
            }
        }
    }
}

#[test]
fn colours_add_nothing_to_the_text() {
    let mut coloured = 0;
    for recording in recordings() {
        for style in styles() {
            let colour = Style {
                colour: true,
                ..style
            };
            for (text, painted) in texts(&recording, &style)
                .iter()
                .zip(texts(&recording, &colour))
            {
                coloured += usize::from(*text != painted);
                let bare = without_colours(&painted);
                for (line, bare) in text.lines().zip(bare.lines()) {
                    assert_eq!(line, bare, "{style:?}");
                }
                assert_eq!(text.lines().count(), bare.lines().count());
                assert!(
                    !style.plain || !painted.contains('\x1b'),
                    "plain text has no colours"
                );
            }
        }
    }
    assert!(coloured > 0);
}

fn without_colours(text: &str) -> String {
    let mut parts = text.split('\x1b');
    let first = parts.next().unwrap_or_default().to_string();
    let rest = parts.map(|part| part.split_once('m').expect("an escape sequence ends").1);
    let text: String = std::iter::once(first.as_str()).chain(rest).collect();
    let lines = text.lines().map(|line| line.trim_end().to_string() + "\n");
    lines.collect()
}

#[test]
fn every_step_is_in_one_row() {
    let style = Style::default();
    for recording in recordings() {
        for execution in &recording.executions {
            let view = View::new(&recording, execution, &style);
            let mut next = 0;
            for row in rows(&view) {
                let (first, last) = match row {
                    Row::Switch { step, .. } => {
                        assert_eq!(step, next, "a switch stands right before its step");
                        continue;
                    }
                    Row::Step(step) => (step, step),
                    Row::Again { first, last, .. } | Row::Hidden { first, last } => (first, last),
                };
                assert_eq!(first, next);
                next = last + 1;
            }
            assert_eq!(next, execution.steps.len());
        }
    }
}

#[test]
fn no_step_with_a_switch_or_a_choice_is_left_out() {
    let style = Style::default();
    let mut left_out = 0;
    for recording in recordings() {
        for execution in &recording.executions {
            for row in rows(&View::new(&recording, execution, &style)) {
                if let Row::Hidden { first, last } = row {
                    left_out += 1;
                    for step in &execution.steps[first..=last] {
                        assert_eq!((step.preempted, step.choice.as_deref()), (None, None));
                    }
                    assert!(last + 12 < execution.steps.len(), "the end is always shown");
                }
            }
        }
    }
    assert!(left_out > 0);
}

#[test]
fn the_listing_names_only_steps_that_there_are() {
    let style = Style {
        width: 200,
        ..Style::default()
    };
    let mut named = 0;
    for (name, recording) in samples::all() {
        for execution in &recording.executions {
            for line in listing::listing(&View::new(&recording, execution, &style)) {
                let steps = line.rsplit_once("   step").map_or("", |(_, steps)| steps);
                let words = steps
                    .split([' ', ',', '-'])
                    .zip(steps.split([' ', ',', '-']).skip(1));
                for (before, word) in words {
                    // A number after a thread's name belongs to the name.
                    if before == "worker" || before.ends_with("fork") {
                        continue;
                    }
                    if let Ok(step) = word.parse::<usize>() {
                        named += 1;
                        assert!(
                            (1..=execution.steps.len()).contains(&step),
                            "{name}: {line}"
                        );
                    }
                }
            }
        }
    }
    assert!(named > 20);
}
