//! Command lines: color, which is decided before parsing, and values such as durations and sizes.

use crate::{closed, words};
use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::error::ContextValue;
use clap::{ColorChoice, Parser, ValueEnum};
use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::exit;
use std::time::Duration;

/// Parses the command line. Ends the process if it asks for help, or is wrong.
pub fn parse<A: Parser>() -> A {
    let command = A::command().color(color_asked_for());
    let matches = command.try_get_matches();
    let parsed = matches.and_then(|matches| A::from_arg_matches(&matches));
    parsed.unwrap_or_else(|error| end(error))
}

/// Prints the help or the error, and ends the process. Help that cannot be printed is a failure.
fn end(mut error: clap::Error) -> ! {
    if error.use_stderr() {
        tame(&mut error);
        error.exit();
    }
    if let Err(why) = closed::output().and_then(|()| error.print()) {
        // A reader that has closed its end has read enough.
        if why.kind() != std::io::ErrorKind::BrokenPipe {
            eprintln!("error: cannot write to standard output: {why}");
            exit(1);
        }
    }
    exit(error.exit_code());
}

/// Escapes what was typed, which is part of the message, before it reaches the terminal.
fn tame(error: &mut clap::Error) {
    let tamed = |value: &ContextValue| match value {
        ContextValue::String(text) => Some(ContextValue::String(words::tame(text))),
        ContextValue::Strings(texts) => {
            let texts = texts.iter().map(|text| words::tame(text));
            Some(ContextValue::Strings(texts.collect()))
        }
        _ => None,
    };
    let context: Vec<_> = error
        .context()
        .filter_map(|(kind, value)| Some((kind, tamed(value)?)))
        .collect();
    for (kind, value) in context {
        error.insert(kind, value);
    }
}

/// Accepts any path, even an empty one, because one bad name among several must not stop the others.
pub fn path() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().map(|path: OsString| path.into())
}

/// Rejects the command line as clap does, with the usage and status 2.
pub fn refuse<A: Parser>(message: &str) -> ! {
    let mut command = A::command().color(color_asked_for());
    let kind = clap::error::ErrorKind::ArgumentConflict;
    command.error(kind, message).exit()
}

/// Looks for `--color` before parsing, so that help and usage errors respect it, too.
fn color_asked_for() -> ColorChoice {
    let args: Vec<_> = env::args_os().skip(1).collect();
    let values = args.iter().enumerate().filter_map(|(i, arg)| {
        let arg = arg.to_str()?;
        match arg.strip_prefix("--color=") {
            Some(value) => Some(value),
            None if arg == "--color" => args.get(i + 1)?.to_str(),
            None => None,
        }
    });
    let mut choices = values.filter_map(|value| ColorChoice::from_str(value, false).ok());
    choices.next_back().unwrap_or(ColorChoice::Auto)
}

/// The name of a value as it is written on the command line.
pub fn name(value: &impl ValueEnum) -> String {
    let value = value.to_possible_value();
    value.map_or_else(String::new, |value| value.get_name().to_string())
}

/// The longest duration that a command line accepts, about 136 years. A multiple of it can still be
/// added to a point in time.
pub const LONGEST: Duration = Duration::from_secs(u32::MAX as u64);

/// Parses a duration. One that is longer than [`LONGEST`] is cut to it.
///
/// # Errors
/// Returns a message that shows how to write one.
///
/// # Examples
/// ```
/// use lesson_program::args::duration;
/// use std::time::Duration;
///
/// assert_eq!(duration("1m30s"), Ok(Duration::from_secs(90)));
/// assert!(duration("soon").is_err());
/// ```
pub fn duration(text: &str) -> Result<Duration, String> {
    humantime::parse_duration(text)
        .map(|duration| duration.min(LONGEST))
        .map_err(|error| format!("{error}; write it as 30s, 500ms or 1m30s"))
}

/// The largest number of threads that a command line accepts. No operating system refuses so few.
pub const MOST_THREADS: usize = 1024;

/// The largest number of threads that each do one small thing. With more than about 16,000, Linux may
/// refuse a new thread the memory it starts with, which ends the process.
pub const MOST_SHORT_THREADS: usize = 10_000;

/// Parses a number of threads.
///
/// # Errors
/// Returns a message that gives the allowed range.
///
/// # Examples
/// ```
/// use lesson_program::args::{MOST_THREADS, threads};
///
/// assert_eq!(threads("8"), Ok(8));
/// assert!(threads("0").is_err() && threads(&format!("{}", MOST_THREADS + 1)).is_err());
/// ```
pub fn threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(threads @ 1..=MOST_THREADS) => Ok(threads),
        _ => Err(format!("give a number of threads from 1 to {MOST_THREADS}")),
    }
}

/// Parses a number of bytes.
///
/// # Errors
/// Returns a message that shows how to write one.
///
/// # Examples
/// ```
/// use lesson_program::args::size;
///
/// assert_eq!(size("64KiB"), Ok(65_536));
/// assert!(size("64 kilobytes").is_err());
/// ```
pub fn size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = match &text[digits.len()..] {
        "" | "B" => Some(1),
        "KiB" => Some(1 << 10),
        "MiB" => Some(1 << 20),
        "GiB" => Some(1 << 30),
        "TiB" => Some(1 << 40),
        _ => None,
    };
    // `parse` would accept a sign, too.
    let number = digits.bytes().all(|byte| byte.is_ascii_digit());
    let number: Option<u64> = number.then(|| digits.parse().ok()).flatten();
    let size = number.zip(unit).and_then(|(n, unit)| n.checked_mul(unit));
    size.ok_or_else(|| "write it as 512, 64KiB or 1GiB".into())
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, duration, size};
    use proptest::prelude::*;
    use std::time::{Duration, Instant};

    #[test]
    fn the_longest_duration_and_a_multiple_of_it_can_be_added_to_now() {
        let read = |text: &str| duration(text).unwrap();
        assert_eq!(read("18446744073709551615s"), LONGEST);
        assert_eq!(read("1m 30s"), Duration::from_secs(90));
        assert!(Instant::now().checked_add(LONGEST * 10).is_some());
        assert!(duration("18446744073709551616s").is_err());
    }

    #[test]
    fn sizes_are_read_as_they_are_written() {
        for (text, bytes) in [
            ("0", 0),
            ("7B", 7),
            ("64KiB", 65_536),
            ("16383MiB", 16_383 << 20),
            ("4GiB", 4 << 30),
            ("2TiB", 2 << 40),
        ] {
            assert_eq!(size(text), Ok(bytes));
        }
        for text in [
            "",
            "KiB",
            "-1",
            "+1",
            "1 KiB",
            "1kB",
            "1.5MiB",
            "99999999999GiB",
            "1é",
        ] {
            assert!(size(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_size_or_is_refused(text in "\\PC*", number in 1..1_u64 << 40) {
            let starts = text.starts_with(|c: char| c.is_ascii_digit());
            prop_assert!(starts || size(&text).is_err());
            prop_assert_eq!(size(&format!("{number}KiB")), Ok(number << 10));
        }
    }
}
