//! Runs that the book shows: each in a file of its own, `tests/program/runs/NAME.txt` of its lesson.

use std::env;
use std::fs;
use std::path::Path;

/// Compares the file with what `command` prints `now`; with insta's `INSTA_UPDATE=always` it writes
/// it.
pub fn exactly(folder: &str, name: &str, command: &str, now: &str) {
    alike(folder, name, command, now, str::to_string);
}

/// As [`exactly`], for output that differs from run to run: only its `shape` is compared, and a run
/// that has the right one stays.
pub fn alike(folder: &str, name: &str, command: &str, now: &str, shape: impl Fn(&str) -> String) {
    let runs = Path::new(folder).join("tests/program/runs");
    let path = runs.join(format!("{name}.txt"));
    let now = format!("$ {command}\n{now}");
    let shown = fs::read_to_string(&path).unwrap_or_default();
    if shape(&shown) == shape(&now) {
        return;
    }
    if env::var("INSTA_UPDATE").is_ok_and(|how| how == "always") {
        fs::create_dir_all(&runs).expect("a folder");
        fs::write(&path, now).expect("a file");
    } else {
        let path = path.display();
        assert_eq!(
            shape(&shown),
            shape(&now),
            "{path}: `just snapshots` updates it"
        );
    }
}

/// The story of a trap of the lesson in `folder`: its numbers differ from run to run.
pub fn trap(folder: &str, trap: &str, story: &str) {
    trap_but_for(folder, trap, story, "\u{0}");
}

/// As [`trap`], for a story whose lines say something else each time after `varying`.
pub fn trap_but_for(folder: &str, trap: &str, story: &str, varying: &str) {
    let lesson = Path::new(folder).file_name().expect("a name");
    let lesson = &lesson.to_str().expect("UTF-8")[..2];
    let command = format!("cargo run --bin lesson-{lesson} -- --trap {trap}");
    alike(folder, &format!("trap-{trap}"), &command, story, |run| {
        let lines = run.lines().map(|line| {
            let (same, _) = line.split_once(varying).unwrap_or((line, ""));
            shape(same) + "\n"
        });
        lines.collect()
    });
}

/// A text with `#` for each of its numbers, whatever their length, their unit and the room around
/// them.
pub fn shape(text: &str) -> String {
    let mut shape = String::new();
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        if !char.is_ascii_digit() {
            if !(char == ' ' && shape.ends_with(' ')) {
                shape.push(char);
            }
            rest = &rest[char.len_utf8()..];
            continue;
        }
        let within = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
        let number = rest.find(|c| !within(c)).unwrap_or(rest.len());
        let number = rest[..number].trim_end_matches(['.', ',']).len();
        rest = &rest[number..];
        let unit = rest
            .split(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or("");
        let time_or_size = ["ns", "µs", "ms", "s", "B", "kB", "MB", "GB"];
        if time_or_size.contains(&unit) {
            rest = &rest[unit.len()..];
        }
        shape.push('#');
    }
    shape.replace("# runs", "# run")
}

#[test]
fn a_shape_keeps_all_but_numbers() {
    assert_eq!(
        shape("it took 1 run, 12.5ms and 3 kB"),
        "it took # run, # and # kB"
    );
    assert_eq!(shape("[3, 3]  of 1st"), "[#, #] of #st");
}
