//! How paths and numbers are shown to a person.

use std::path::Path;
use std::time::Duration;

/// The path on one line: as it is, or quoted if something in it could not be seen.
pub fn show(path: &Path) -> String {
    let shown = path.display().to_string();
    if shown.is_empty() || shown.contains(|c: char| c.is_control() || c == '\u{FFFD}') {
        format!("{path:?}")
    } else {
        shown
    }
}

/// `1 file`, `2 files`.
pub fn count(n: u64, unit: &str) -> String {
    let s = if n == 1 { "" } else { "s" };
    format!("{n} {unit}{s}")
}

/// `1m30s`, `500ms`: as durations are written on the command line.
pub fn time(time: Duration) -> String {
    humantime::format_duration(time)
        .to_string()
        .replace(' ', "")
}

/// `999 bytes`, `12.3 kB`, `4.56 GB`: decimal units.
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
    use super::{bytes, show};
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
}
