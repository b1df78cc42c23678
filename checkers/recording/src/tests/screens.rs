//! The screens of the samples, as snapshots to be read by a person.

use crate::{Recording, Style, report, samples, swimlane};

/// Compares with the file of that name in `snapshots`.
pub(super) fn assert_screen(name: &str, screen: String) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, screen));
}

/// One sample in every style, each under a heading.
fn screens(recording: &Recording) -> String {
    let wide = Style::default();
    let styles = [
        ("100 columns", wide),
        ("60 columns", Style { width: 60, ..wide }),
        ("40 columns", Style { width: 40, ..wide }),
        (
            "plain",
            Style {
                plain: true,
                ..wide
            },
        ),
        (
            "ascii",
            Style {
                ascii: true,
                ..wide
            },
        ),
    ];
    let screens =
        styles.map(|(name, style)| format!("== {name} ==\n{}", report(recording, &style)));
    screens.join("\n")
}

#[test]
fn samples_look_like_this() {
    for (name, recording) in samples::all() {
        assert_screen(name, screens(&recording));
    }
}

#[test]
fn an_execution_that_passes_looks_like_this() {
    let recording = &samples::find("holds");
    let style = Style::default();
    let plain = Style {
        plain: true,
        ..style
    };
    let both = [style, plain].map(|style| swimlane(recording, 0, &style));
    assert_screen("passing_execution", both.join("\n"));
}

#[test]
fn an_execution_that_is_not_there_is_said_to_be_missing() {
    let said = swimlane(&samples::find("holds"), 7, &Style::default());
    assert_eq!(
        said,
        "Execution 7 was not recorded: the recording has 1 execution, counted from 0.\n"
    );
}

#[test]
fn three_threads_fit_side_by_side_and_five_become_a_list() {
    let lanes = |name, width| {
        let style = Style {
            width,
            ..Style::default()
        };
        swimlane(&samples::find(name), 0, &style).contains('┬')
    };
    assert!(lanes("lost_update", 100));
    assert!(lanes("three_locks", 100), "four threads and a state");
    assert!(!lanes("three_locks", 72));
    assert!(!lanes("crowded", 100));
    assert!(lanes("two_locks", 60));
    assert!(!lanes("two_locks", 59));
}

#[test]
fn no_word_of_the_checker_is_on_a_screen() {
    for (name, recording) in samples::all() {
        let screens = screens(&recording);
        for word in [
            "loom",
            "Id(",
            "Location",
            "permutation",
            "branch",
            "schedule",
        ] {
            assert!(!screens.contains(word), "{name}: {word}");
        }
    }
}
