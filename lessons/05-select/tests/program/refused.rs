//! What the compiler refuses: the trap `wrong-end`, and its message as the program shows it.
//!
//! An update of the compiler may word a message differently. What must stay is its essential line: the code and
//! what it says first.

use std::fs;
use std::process::Command;

const FOLDER: &str = env!("CARGO_MANIFEST_DIR");

/// Ends with the names and methods of those in `sync`: the file needs no other crate.
const MAIN: &str = "\
#![allow(dead_code)]
mod sync {
    pub mod channel {
        pub struct SendError<T>(pub T);
        pub struct Sender<T>(T);
        pub struct Receiver<T>(T);
        impl<T> Sender<T> {
            pub fn send(&self, message: T) -> Result<(), SendError<T>> {
                Err(SendError(message))
            }
        }
        impl<T> Receiver<T> {
            pub fn recv(&self) -> Result<T, ()> {
                Err(())
            }
        }
    }
}
mod ends;
fn main() {}
";

/// What the compiler says of a file of this lesson; `None` if it takes it.
fn refusal(path: &str) -> Option<String> {
    let away = tempfile::tempdir().unwrap();
    let source = fs::read_to_string(format!("{FOLDER}/src/{path}")).unwrap();
    fs::write(away.path().join("ends.rs"), source).unwrap();
    fs::write(away.path().join("main.rs"), MAIN).unwrap();
    let output = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .args(["--edition=2024", "--emit=metadata", "--color=never"])
        .arg("main.rs")
        .current_dir(away.path())
        .output()
        .expect("the compiler runs");
    let said = String::from_utf8(output.stderr).unwrap();
    (!output.status.success()).then(|| said.replace("ends.rs", "wrong_end.rs"))
}

/// The lines with an error's code.
fn essential(said: &str) -> Vec<&str> {
    said.lines()
        .filter(|line| line.starts_with("error["))
        .collect()
}

#[test]
fn the_program_shows_what_the_compiler_says_to_the_wrong_end() {
    let path = format!("{FOLDER}/src/program/refused.txt");
    let now = refusal("traps/wrong_end.rs").expect("it is refused");
    if std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always") {
        // Without the summary.
        let end = now.find("\nerror: aborting").unwrap_or(now.len());
        fs::write(&path, &now[..end]).unwrap();
    }
    let shown = fs::read_to_string(&path).unwrap();
    assert_eq!(essential(&shown), essential(&now));
    insta::assert_snapshot!(essential(&now).join("\n"), @"error[E0599]: no method named `recv` found for reference `&channel::Sender<T>` in the current scope");
}

#[test]
fn the_right_end_is_taken() {
    assert_eq!(refusal("ends.rs"), None);
}
