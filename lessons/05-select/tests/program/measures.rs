//! `--fairness`, `--after` and `--messages`: what they print, and that nothing is lost.

use crate::{FOLDER, lesson};
use lesson_testing::child::{run, said, text};
use lesson_testing::{readme, standard};

/// The numbers of the line that begins with `way`.
fn row(table: &str, way: &str) -> Vec<f64> {
    let mut rows = table.lines().filter_map(|line| line.strip_prefix(way));
    let row = rows
        .next()
        .unwrap_or_else(|| panic!("no {way:?} in {table}"));
    row.split([' ', ':'])
        .filter_map(|word| word.parse().ok())
        .collect()
}

#[test]
fn a_random_select_is_fair_and_the_others_starve_one_channel() {
    let table = said(&mut lesson(&["--fairness=100000"]));
    let random = row(&table, "select! ");
    assert_eq!(random[0] + random[1], 100_000.0);
    // Forty standard deviations or so: chance does not come near it.
    assert!((45_000.0..=55_000.0).contains(&random[0]), "{table}");
    for way in ["select_biased!", "try_recv, in order"] {
        assert_eq!(row(&table, way), [100_000.0, 0.0, 100.0, 0.0], "{table}");
    }
}

/// A text with `#` for each of its numbers, and one space where there are several.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    for char in text.chars() {
        let shown = if char.is_ascii_digit() { '#' } else { char };
        let again = shape.ends_with(shown) && (shown == '#' || shown == ' ');
        if !again {
            shape.push(shown);
        }
    }
    shape
}

#[test]
fn the_readme_shows_a_real_run() {
    let now = said(&mut lesson(&["--fairness", "100000"]));
    let command = "cargo run --bin lesson-05 -- --fairness 100000";
    readme::shows_alike(FOLDER, command, &now, shape);
}

#[test]
fn both_waits_are_at_least_as_long_as_they_were_told() {
    let table = said(&mut lesson(&["--after=50ms"]));
    let ways: Vec<_> = table.lines().collect();
    let [sleep, after] = ways[..] else {
        panic!("{table}");
    };
    for (line, way) in [(sleep, "sleep(50ms)"), (after, "after(50ms).recv()")] {
        let (_, measured) = line.split_once(" took ").expect("a measurement");
        assert!(line.starts_with(way), "{table}");
        let (took, error) = measured.split_once(": ").expect("an error");
        let unit = took.trim_start_matches(|char: char| char.is_ascii_digit() || char == '.');
        let took: f64 = took.trim_end_matches(unit).parse().expect("a number");
        assert!(unit != "ms" || took >= 50.0, "{table}");
        assert!(error.ends_with(" too long"), "{table}");
    }
}

#[test]
fn every_message_arrives_whatever_the_way_and_the_capacity() {
    for way in ["select", "drained", "enum"] {
        for capacity in ["0", "1", "16", "64"] {
            let args = ["--messages=2001", "--way", way, "--capacity", capacity];
            let output = run(&mut lesson(&args));
            assert_eq!(output.status.code(), Some(0));
            // The sums of 1..=1001 and of 1..=1000.
            assert_eq!(text(&output.stdout), "left 501501 right 500500\n");
            let told = text(&output.stderr);
            assert!(told.starts_with("2001 messages: "), "{told}");
        }
    }
}

#[test]
fn every_byte_of_memory_arrives() {
    for (size, came) in [
        ("1", "1 byte echoed\n"),
        ("100KiB", "102400 bytes echoed\n"),
    ] {
        let output = run(&mut lesson(&["--copy", size, "--read=1000", "--buffers=3"]));
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(text(&output.stdout), came);
        let told = text(&output.stderr);
        assert!(told.ends_with(" MB per second\n"), "{told}");
    }
}

#[test]
fn a_closed_output_is_no_failure() {
    standard::a_closed_output_is_no_failure(lesson(&["--fairness=10"]));
    standard::a_closed_output_is_no_failure(lesson(&["--after=1ms"]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_a_failure() {
    standard::a_full_device_is_a_failure(lesson(&["--fairness=10"]));
    standard::a_full_device_is_a_failure(lesson(&["--after=1ms"]));
}

#[test]
fn colour_comes_when_it_is_asked_for() {
    standard::colour_comes_when_it_is_asked_for(lesson, &["--fairness=10"]);
}
