//! Text that a terminal can be trusted with: cleaned, measured, wrapped, padded.
//!
//! Whatever comes from a recording passes through [`clean`] before it is measured. After that a
//! text holds no control character, none that changes its neighbours' width, and in ASCII nothing
//! above 0x7E, so every later function may count columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Returns `text` without anything that could move the cursor or hide a character; in ASCII, without any character
/// above 0x7E.
///
/// # Examples
/// ```
/// assert_eq!(recording::clean("a\tb \u{1b}[31m →", true), r"a b \u{1b}[31m ->");
/// ```
pub fn clean(text: &str, ascii: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => out.push(' '),
            ' '..='~' => out.push(c),
            _ if ascii => match in_ascii(c) {
                Some(known) => out.push_str(known),
                None => out.extend(c.escape_unicode()),
            },
            // What `escape_debug` leaves alone is visible and stands by itself.
            _ if c.width().is_some_and(|width| width > 0) => out.extend(c.escape_debug()),
            _ => out.extend(c.escape_unicode()),
        }
    }
    out
}

/// What a sign that recordings and drawings use is written as in ASCII.
fn in_ascii(c: char) -> Option<&'static str> {
    Some(match c {
        '→' => "->",
        '←' => "<-",
        '⇄' => "<->",
        '…' => "...",
        '×' => "x",
        '✗' => "X",
        '✓' => "ok",
        '◆' => "*",
        '⋮' => ":",
        '│' => "|",
        '─' | '╌' => "-",
        '├' | '┤' | '┬' | '┼' => "+",
        '·' => ";",
        '–' => "-",
        '‘' | '’' => "'",
        '“' | '”' => "\"",
        _ => return None,
    })
}

/// How many columns `text` takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// `text` and blanks up to `columns`.
pub(super) fn pad(text: &str, columns: usize) -> String {
    let blanks = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(blanks))
}

/// `text`, cut so that it and the `ellipsis` at its end take at most `columns`.
pub(super) fn cut(text: &str, columns: usize, ellipsis: &str) -> String {
    if width(text) <= columns {
        return text.to_string();
    }
    let room = columns.saturating_sub(width(ellipsis));
    let (start, _) = split(text, room);
    format!("{}{ellipsis}", start.trim_end())
}

/// The longest start of `text` that takes at most `columns`, and the rest.
fn split(text: &str, columns: usize) -> (&str, &str) {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += c.width().unwrap_or(0);
        if used > columns {
            return text.split_at(at);
        }
    }
    (text, "")
}

/// `text` in lines of at most `columns`, broken at blanks, and within a word only if it must be.
///
/// Always at least one line. `columns` under 2 counts as 2, as some characters are that wide.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(2);
    let mut lines = vec![String::new()];
    for (i, word) in text.split(' ').enumerate() {
        let line = lines.last_mut().expect("starts with one line");
        if i > 0 && width(line) + 1 + width(word) <= columns {
            line.push(' ');
            line.push_str(word);
            continue;
        }
        if i > 0 {
            lines.push(String::new());
        }
        let mut rest = word;
        while width(rest) > columns {
            let (start, end) = match split(rest, columns) {
                // Wider than any column here: better too wide by one than never done.
                ("", rest) => rest.split_at(rest.chars().next().map_or(0, char::len_utf8)),
                parts => parts,
            };
            lines.last_mut().expect("has a line").push_str(start);
            lines.push(String::new());
            rest = end;
        }
        lines.last_mut().expect("has a line").push_str(rest);
    }
    lines
}

/// Appends `lead` and `text` to `out`, wrapped; later lines start below the first column of the text.
///
/// # Examples
/// ```
/// let mut lines = vec![];
/// recording::paragraph(&mut lines, "1. ", "lock the tally", 11);
/// assert_eq!(lines, ["1. lock the", "   tally"]);
/// ```
pub fn paragraph(out: &mut Vec<String>, lead: &str, text: &str, columns: usize) {
    let indent = width(lead);
    for (i, line) in wrap(text, columns.saturating_sub(indent))
        .iter()
        .enumerate()
    {
        let blanks = " ".repeat(indent);
        let start = if i == 0 { lead } else { &blanks };
        out.push(format!("{start}{line}").trim_end().to_string());
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moves_the_cursor_is_shown_instead() {
        assert_eq!(
            clean("a\tb\x1b[31m\u{202e}c\r", false),
            r"a b\u{1b}[31m\u{202e}c\u{d}"
        );
        assert_eq!(clean("a \"b\" \\ → é", false), "a \"b\" \\ → é");
    }

    #[test]
    fn ascii_keeps_known_signs_readable() {
        assert_eq!(clean("read the → é …", true), r"read the -> \u{e9} ...");
    }

    #[test]
    fn lines_break_at_blanks_and_in_long_words() {
        assert_eq!(wrap("lock the tally", 8), ["lock the", "tally"]);
        assert_eq!(wrap("a abcdefgh", 4), ["a", "abcd", "efgh"]);
        assert_eq!(wrap("日本語", 3), ["日", "本", "語"]);
        assert_eq!(wrap("", 8), [""]);
    }

    #[test]
    fn a_cut_shows_that_it_is_one() {
        assert_eq!(cut("lock tally", 7, "…"), "lock t…");
        assert_eq!(cut("lock", 4, "…"), "lock");
    }
}
