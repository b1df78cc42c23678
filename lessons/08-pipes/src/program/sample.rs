//! Without arguments: a sample is counted over two pipes, and it is told what else there is.

use super::args::Args;
use super::consumers::{bytes, lines, words};
use anyhow::Context;
use clap::CommandFactory;
use lesson_08::collect::Collect;
use lesson_08::pass_once::pass_once;
use lesson_08::pipe::pipe;
use lesson_program::screen::{BOLD, Screen};
use std::process::ExitCode;

/// What there is to count without a file.
pub const SAMPLE: &str = include_str!("../sample.txt");

/// Counts the sample and lists the subcommands.
pub fn run(screen: &Screen) -> anyhow::Result<ExitCode> {
    let counts = pass_once(
        SAMPLE.as_bytes(),
        pipe,
        [bytes, lines, words],
        Collect::Join,
    );
    let [bytes, lines, words] = counts.context("cannot count the sample")?;
    let mut text = format!(
        "{lines} lines, {words} words and {bytes} bytes are in the sample: read once, and counted by \
         three threads\n\n  \
         sample → bytes ─┬─ pipe → lines\n                  \
         └─ pipe → words\n\n\
         What else there is:\n"
    );
    let command = Args::command();
    for command in command
        .get_subcommands()
        .filter(|command| !command.is_hide_set())
    {
        let about = command
            .get_about()
            .map(ToString::to_string)
            .unwrap_or_default();
        text += &format!(
            "  {BOLD}lesson-08 {:<8}{BOLD:#} {about}\n",
            command.get_name()
        );
    }
    text += "\nYour own files:\n  cargo run --bin lesson-08 -- count --engine pipes FILE…\n";
    screen.print(&text)?;
    screen.hint("cargo run --bin lesson-08 -- --trap one-thread");
    Ok(ExitCode::SUCCESS)
}
