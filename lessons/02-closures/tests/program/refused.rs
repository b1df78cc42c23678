//! What the compiler rejects: each program in `refused/`, and its message as it is recorded there.
//!
//! A new compiler may word a message differently. The line with the error code must stay the same.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("refused")
}

/// Names of the programs, sorted.
fn names() -> Vec<String> {
    let entries = fs::read_dir(folder()).unwrap();
    let files = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = files
        .filter_map(|file| file.strip_suffix(".rs").map(String::from))
        .collect();
    names.sort();
    names
}

/// The compiler's message for `code`, without the parts that depend on where it is installed; `None`
/// if it accepts the code.
fn refusal(name: &str, code: &str) -> Option<String> {
    let away = tempfile::tempdir().unwrap();
    let file = format!("{name}.rs");
    fs::write(away.path().join(&file), code).unwrap();
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc)
        .args(["--edition=2024", "--emit=metadata", "--color=never", &file])
        .current_dir(away.path())
        .output()
        .expect("rustc runs");
    if output.status.success() {
        return None;
    }
    let says = String::from_utf8(output.stderr).unwrap();
    let lines: Vec<&str> = says.lines().collect();
    let mut kept = vec![];
    for (i, line) in lines.iter().enumerate() {
        let points_into_std = |line: Option<&&str>| line.is_some_and(|line| line.contains("--> /"));
        let installed = points_into_std(Some(line)) || points_into_std(lines.get(i + 1));
        let summary = line.starts_with("error: aborting") || line.starts_with("For more");
        if !installed && !summary {
            kept.push(*line);
        }
    }
    Some(
        kept.join("\n")
            .trim_end()
            .trim_end_matches("\n  |")
            .to_string()
            + "\n",
    )
}

/// The lines with an error's code.
fn essential(says: &str) -> Vec<&str> {
    says.lines()
        .filter(|line| line.starts_with("error["))
        .collect()
}

#[test]
fn each_is_refused_with_the_essential_line_that_is_recorded() {
    let take = std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always");
    let mut all = String::new();
    for name in names() {
        let code = fs::read_to_string(folder().join(format!("{name}.rs"))).unwrap();
        let says = refusal(&name, &code).unwrap_or_else(|| panic!("{name} is not refused"));
        let path = folder().join(format!("{name}.stderr"));
        if take {
            fs::write(&path, &says).unwrap();
        }
        let recorded = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(essential(&says), essential(&recorded), "{name}");
        assert_eq!(essential(&says).len(), 1, "{name}: {says}");
        all.push_str(&format!("{name}: {}\n", essential(&says)[0]));
    }
    insta::assert_snapshot!("essential", all);
}

/// Each is rejected because of a single word; with it, the compiler accepts the program.
#[test]
fn each_is_taken_once_the_missing_word_is_there() {
    for (name, missing, fixed) in [
        ("move_missing", "(||", "(move ||"),
        (
            "scope_missing",
            "let theirs = &words;",
            "let theirs = words.clone();",
        ),
        ("arc_missing", "Rc", "Arc"),
        (
            "mutex_missing",
            "Arc::new(0)",
            "Arc::new(std::sync::Mutex::new(0))",
        ),
        ("loop_borrow", "(||", "(move ||"),
        ("loop_variable", "(||", "(move ||"),
    ] {
        let code = fs::read_to_string(folder().join(format!("{name}.rs"))).unwrap();
        assert!(code.contains(missing), "{name}");
        let code = code.replace(missing, fixed).replace("std::rc", "std::sync");
        let code = code.replace("*theirs +=", "*theirs.lock().unwrap() +=");
        let code = code.replace("{bytes}", "{bytes:?}");
        assert_eq!(refusal(name, &code), None, "{name}");
    }
    assert_eq!(names().len(), 6);
}
