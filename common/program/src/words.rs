//! How paths and numbers are shown.

use std::path::Path;
use std::time::Duration;

/// Formats a path on one line: unchanged, or quoted, with escapes for characters that are invisible or
/// would move the rest of the line: control characters, white space other than the blank, and changes of
/// the writing direction.
///
/// # Examples
/// ```
/// use lesson_program::words::show;
/// use std::path::Path;
///
/// assert_eq!(show(Path::new("a file.txt")), "a file.txt");
/// assert_eq!(show(Path::new("two\nlines")), r#""two\nlines""#);
/// ```
pub fn show(path: &Path) -> String {
    let shown = path.display().to_string();
    if shown.is_empty() || shown.contains('\u{FFFD}') || !is_plain(&shown) {
        format!("{path:?}")
    } else {
        shown
    }
}

/// Formats text from another program or a user on one line, with an escape for each character that
/// [`show`] would escape.
pub fn tame(text: &str) -> String {
    let tamed = text
        .chars()
        .map(|c| match is_plain(c.encode_utf8(&mut [0; 4])) {
            true => c.to_string(),
            false => c.escape_debug().to_string(),
        });
    tamed.collect()
}

/// Returns whether nothing in the text has to be escaped: std's escapes change only three characters that
/// are visible anyway.
pub fn is_plain(text: &str) -> bool {
    let seen = |c: &char| matches!(c, '"' | '\'' | '\\');
    let rest: String = text.chars().filter(|c| !seen(c)).collect();
    // A combining character is escaped only at the beginning of a text.
    let rest = format!("x{rest}");
    rest.escape_debug().to_string() == rest
}

/// Formats a count with its unit.
///
/// # Examples
/// ```
/// use lesson_program::words::count;
///
/// assert_eq!(count(1, "file"), "1 file");
/// assert_eq!(count(2, "file"), "2 files");
/// ```
pub fn count(n: u64, unit: &str) -> String {
    let s = if n == 1 { "" } else { "s" };
    format!("{n} {unit}{s}")
}

/// Formats a duration as it is written on the command line.
///
/// # Examples
/// ```
/// use lesson_program::words::time;
/// use std::time::Duration;
///
/// assert_eq!(time(Duration::from_secs(90)), "1m30s");
/// ```
pub fn time(time: Duration) -> String {
    humantime::format_duration(time)
        .to_string()
        .replace(' ', "")
}

/// Formats a size in decimal units.
///
/// # Examples
/// ```
/// use lesson_program::words::bytes;
///
/// assert_eq!(bytes(999), "999 bytes");
/// assert_eq!(bytes(12_300), "12.3 kB");
/// ```
pub fn bytes(n: u64) -> String {
    let mut size = n as f64;
    if n < 1000 {
        return count(n, "byte");
    }
    let mut units = ["kB", "MB", "GB", "TB", "PB", "EB"].into_iter();
    let mut unit = "";
    while size >= 999.5
        && let Some(next) = units.next()
    {
        (size, unit) = (size / 1000.0, next);
    }
    let digits = if size < 9.995 {
        2
    } else {
        usize::from(size < 99.95)
    };
    format!("{size:.digits$} {unit}")
}

#[cfg(test)]
mod tests {
    use super::{bytes, show, tame};
    use std::path::Path;

    #[test]
    fn sizes_have_three_digits() {
        for (n, shown) in [
            (0, "0 bytes"),
            (1, "1 byte"),
            (999, "999 bytes"),
            (1_000, "1.00 kB"),
            (41_943_040, "41.9 MB"),
            (999_600, "1.00 MB"),
            (123_456_789_012, "123 GB"),
            (u64::MAX, "18.4 EB"),
        ] {
            assert_eq!(bytes(n), shown);
        }
    }

    #[test]
    fn odd_names_stay_on_one_line() {
        assert_eq!(show(Path::new("a b/c.txt")), "a b/c.txt");
        assert_eq!(show(Path::new("a\nb")), r#""a\nb""#);
    }

    #[test]
    fn what_is_seen_stays_and_what_is_not_is_escaped() {
        for name in [
            "it's", "a\\b", "\"a\"", "é", "e\u{301}", "日本", "🦀", "a  b",
        ] {
            assert_eq!(show(Path::new(name)), name);
            assert_eq!(tame(name), name);
        }
        for (name, escaped) in [
            ("\x1b]0;x\x07", r"\u{1b}]0;x\u{7}"),
            ("n\nerror: disk full", r"n\nerror: disk full"),
            ("a\rb\tc\0", r"a\rb\tc\0"),
            ("\x7f", r"\u{7f}"),
            // C1: a terminal may take it for ESC and a bracket.
            ("\u{9b}31m", r"\u{9b}31m"),
            ("txt.\u{202e}gpj", r"txt.\u{202e}gpj"),
            ("\u{2066}a\u{2069}", r"\u{2066}a\u{2069}"),
            ("a\u{2028}b", r"a\u{2028}b"),
            ("\u{feff}a", r"\u{feff}a"),
        ] {
            assert_eq!(show(Path::new(name)), format!("\"{escaped}\""));
            assert_eq!(tame(name), escaped);
        }
        assert_eq!(show(Path::new("")), "\"\"");
    }
}
