//! Rows of numbers in the columns of `wc`.

use lesson_08::counting::counts::Counts;
use lesson_program::words::is_plain;
use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs::Metadata;

/// The width of a column if there is an input of unknown length.
const UNKNOWN: usize = 7;

/// How wide a number may become: as many digits as the lengths of all files together have. What could
/// not be looked at is left out.
pub fn width(abouts: &[Option<Metadata>]) -> usize {
    let (files, others): (Vec<_>, Vec<_>) =
        abouts.iter().flatten().partition(|about| about.is_file());
    let bytes: u64 = files
        .iter()
        .fold(0, |sum, about| sum.saturating_add(about.len()));
    let digits = bytes.to_string().len();
    if others.is_empty() {
        digits
    } else {
        digits.max(UNKNOWN)
    }
}

/// How many bytes there are to be counted, if all inputs are files.
pub fn known(abouts: &[Option<Metadata>]) -> Option<u64> {
    let lengths = abouts
        .iter()
        .flatten()
        .map(|about| about.is_file().then_some(about.len()));
    lengths.sum()
}

/// Lines, words, bytes, and a name if there is one.
pub fn row(counts: Counts, width: usize, name: Option<&OsStr>) -> Vec<u8> {
    let Counts {
        lines,
        words,
        bytes,
    } = counts;
    let mut row = format!("{lines:>width$} {words:>width$} {bytes:>width$}").into_bytes();
    if let Some(name) = name {
        row.push(b' ');
        row.extend_from_slice(&on_one_line(name));
    }
    row.push(b'\n');
    row
}

/// A name as it is; quoted for a shell, as `wc` does with a line end in it, if anything in it would not be
/// seen or would move what stands around it.
fn on_one_line(name: &OsStr) -> Cow<'_, [u8]> {
    let bytes = bytes(name);
    if bytes.utf8_chunks().all(|chunk| is_plain(chunk.valid())) {
        return bytes;
    }
    let mut quoted = b"'".to_vec();
    let mut escaped = false;
    for chunk in bytes.utf8_chunks() {
        for char in chunk.valid().chars() {
            let escape = match char {
                '\x07' => "\\a".into(),
                '\x08' => "\\b".into(),
                '\t' => "\\t".into(),
                '\n' => "\\n".into(),
                '\x0B' => "\\v".into(),
                '\x0C' => "\\f".into(),
                '\r' => "\\r".into(),
                char if !is_plain(char.encode_utf8(&mut [0; 4])) => {
                    octal(char.encode_utf8(&mut [0; 4]).as_bytes())
                }
                _ => String::new(),
            };
            if escape.is_empty() == escaped {
                quoted.extend_from_slice(if escaped { b"''" } else { b"'$'" });
                escaped = !escaped;
            }
            match (char, &*escape) {
                ('\'', "") => quoted.extend_from_slice(b"'\\''"),
                (char, "") => quoted.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes()),
                (_, escape) => quoted.extend_from_slice(escape.as_bytes()),
            }
        }
        if !chunk.invalid().is_empty() {
            if !escaped {
                quoted.extend_from_slice(b"'$'");
                escaped = true;
            }
            quoted.extend_from_slice(octal(chunk.invalid()).as_bytes());
        }
    }
    quoted.push(b'\'');
    Cow::Owned(quoted)
}

fn octal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("\\{byte:03o}")).collect()
}

#[cfg(unix)]
fn bytes(name: &OsStr) -> Cow<'_, [u8]> {
    use std::os::unix::ffi::OsStrExt;
    Cow::Borrowed(name.as_bytes())
}

#[cfg(not(unix))]
fn bytes(name: &OsStr) -> Cow<'_, [u8]> {
    match name.to_string_lossy() {
        Cow::Borrowed(name) => Cow::Borrowed(name.as_bytes()),
        Cow::Owned(name) => Cow::Owned(name.into_bytes()),
    }
}
