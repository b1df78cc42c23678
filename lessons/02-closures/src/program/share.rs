//! `--share WAY`: one way to share data with a closure, and the compiler's message without it.

use super::args::Share;
use lesson_02::sharing;
use lesson_program::args::name;
use lesson_program::screen::{BOLD, Screen};
use std::process::ExitCode;

/// The file that contains the four ways.
const SOURCE: &str = include_str!("../sharing.rs");

/// Code that the compiler rejects, and its message.
#[derive(Clone, Copy, Debug)]
pub struct Refused {
    pub code: &'static str,
    pub says: &'static str,
}

macro_rules! refused {
    ($name:literal) => {
        Refused {
            code: include_str!(concat!("../../refused/", $name, ".rs")),
            says: include_str!(concat!("../../refused/", $name, ".stderr")),
        }
    };
}

pub const LOOP_VARIABLE: Refused = refused!("loop_variable");

impl Refused {
    /// The reason, which is the file's first line, then the code, then the compiler's message.
    pub fn text(&self) -> String {
        let (why, code) = self.code.split_once("\n\n").unwrap_or(("", self.code));
        let why = why.trim_start_matches("//! ");
        format!("{why}\n\n{}\n{}", indented(code), indented(self.says))
    }
}

/// Shows one way: its code, its result, and the same code without it.
pub fn run(way: Share, screen: &Screen) -> anyhow::Result<ExitCode> {
    let words = || ["two", "words"].map(String::from).to_vec();
    let (function, result, refused) = match way {
        Share::Move => (
            "moved",
            sharing::moved(words()).to_string(),
            refused!("move_missing"),
        ),
        Share::Borrow => (
            "borrowed",
            format!("{:?}", sharing::borrowed(&words())),
            refused!("scope_missing"),
        ),
        Share::Arc => (
            "counted",
            format!("{:?}", sharing::counted(words())),
            refused!("arc_missing"),
        ),
        Share::Mutex => (
            "locked",
            sharing::locked(words()).to_string(),
            refused!("mutex_missing"),
        ),
    };
    screen.print(&format!(
        "{BOLD}{}{BOLD:#}\n\n{}\n  {function}([\"two\", \"words\"]) = {result}\n\n{}",
        name(&way),
        indented(anchor(function)),
        refused.text()
    ))?;
    screen.hint(match way {
        Share::Move => "cargo run --bin lesson-02 -- --share borrow",
        Share::Borrow => "cargo run --bin lesson-02 -- --share arc",
        Share::Arc => "cargo run --bin lesson-02 -- --share mutex",
        Share::Mutex => "cargo run --bin lesson-02 -- --trap captured-loop-variable",
    });
    Ok(ExitCode::SUCCESS)
}

/// The lines between a function's anchors.
fn anchor(function: &str) -> &'static str {
    let begin = format!("// ANCHOR: {function}\n");
    let end = format!("// ANCHOR_END: {function}\n");
    let text = SOURCE.split_once(&begin).map_or("", |(_, text)| text);
    text.split_once(&end).map_or("", |(text, _)| text)
}

fn indented(text: &str) -> String {
    let line = |line: &str| match line {
        "" => "\n".to_string(),
        line => format!("  {line}\n"),
    };
    text.lines().map(line).collect()
}
