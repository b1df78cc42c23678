//! Code that is compiled, and what programs print.

use crate::html::escape;
use crate::sources::{Sources, dedent};
use anyhow::{Context, bail, ensure};

/// Lines of a file: `FILE:ANCHOR`, or `FILE fn NAME`.
///
/// # Errors
/// They are not there.
pub fn code(sources: &Sources, argument: &str) -> anyhow::Result<String> {
    let Listing {
        file,
        language,
        text,
    } = Listing::read(sources, argument)?;
    let (shown, code) = (escape(&file), fenced(language, &text));
    Ok(format!("<p class=\"wb-file\">{shown}</p>\n\n{code}"))
}

/// Lines of a file, in a language that is known.
pub struct Listing {
    pub file: String,
    pub language: &'static str,
    pub text: String,
}

impl Listing {
    /// Reads what `FILE:ANCHOR` or `FILE fn NAME` names.
    ///
    /// # Errors
    /// There is no such file, anchor or item, or its language is not known.
    pub fn read(sources: &Sources, argument: &str) -> anyhow::Result<Listing> {
        let (file, lines) = match argument.split_once(' ') {
            Some((file, item)) => (file, sources.item(file, item.trim())?),
            None => {
                let (file, anchor) = argument
                    .split_once(':')
                    .context("a whole file is too much: name FILE:ANCHOR, or FILE fn NAME")?;
                let digits = anchor.chars().all(|c| c.is_ascii_digit() || c == ':');
                ensure!(
                    !digits,
                    "numbers of lines drift: name an anchor, not {anchor}"
                );
                (file, sources.anchored(file, anchor)?)
            }
        };
        let language = match file.rsplit('.').next() {
            Some("rs") => "rust",
            Some("go") => "go",
            Some("toml") => "toml",
            Some("sh") => "sh",
            _ if file.ends_with("/check") => "sh",
            _ => bail!("no language is known for {file}: .rs, .go, .toml and .sh are"),
        };
        Ok(Listing {
            file: file.into(),
            language,
            text: dedent(&lines),
        })
    }
}

/// Between fences that are longer than any within.
pub fn fenced(language: &str, text: &str) -> String {
    let within = text.lines().map(|line| {
        let line = line.trim_start_matches(['/', '!', ' ']);
        line.len() - line.trim_start_matches('`').len()
    });
    let fence = "`".repeat(within.max().unwrap_or(0).max(2) + 1);
    format!("{fence}{language}\n{text}\n{fence}\n")
}

fn block(text: &str) -> String {
    fenced("text", text)
}

/// What a test saw a program print.
///
/// # Errors
/// There is no such snapshot.
pub fn output(sources: &Sources, argument: &str) -> anyhow::Result<String> {
    let text = sources.snapshot(argument)?;
    Ok(block(&text))
}

/// `FILE N`: the N-th console of a file that a test compares with what the programs print.
///
/// # Errors
/// There is none.
pub fn console(sources: &Sources, argument: &str) -> anyhow::Result<String> {
    let (file, number) = argument
        .split_once(' ')
        .context("name the file and which console of it: FILE N")?;
    let number: usize = number
        .trim()
        .parse()
        .context("which console? a number, from 1")?;
    let text = sources.read(file)?;
    let mut blocks = text.split("```console\n").skip(1);
    let found = blocks.nth(
        number
            .checked_sub(1)
            .context("which console? a number, from 1")?,
    );
    let found = found.with_context(|| format!("{file} has no {number} blocks of ```console"))?;
    let (text, _) = found.split_once("\n```").context("it is never closed")?;
    Ok(block(text))
}
