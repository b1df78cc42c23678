//! A row as a line of JSON.
//!
//! | SQLite | JSON |
//! |---|---|
//! | NULL | `null` |
//! | integer, real | a number; an infinite one is `9e999`, too large for any reader, as `sqlite3` has it |
//! | text | a string |
//! | text that is not UTF-8 | `{"text":"…"}`: its bytes in base64 |
//! | blob | `{"blob":"…"}`: its bytes in base64 |

use base64::display::Base64Display;
use base64::engine::general_purpose::STANDARD;
use rusqlite::types::ValueRef;
use std::io::{self, Write};

/// The names of the columns, as JSON, each with what comes before its value.
#[derive(Debug)]
pub struct Keys(Vec<Vec<u8>>);

impl Keys {
    /// Those of a table.
    pub fn new(names: &[String]) -> io::Result<Self> {
        let key = |(i, name): (usize, &String)| {
            let mut key = vec![if i == 0 { b'{' } else { b',' }];
            serde_json::to_writer(&mut key, name)?;
            key.push(b':');
            Ok(key)
        };
        names
            .iter()
            .enumerate()
            .map(key)
            .collect::<io::Result<_>>()
            .map(Keys)
    }

    /// Each key.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.0.iter().map(Vec::as_slice)
    }
}

/// Lines that grow as far as there is memory: one value may have a gigabyte.
#[derive(Debug, Default)]
pub struct Lines(Vec<u8>);

impl Lines {
    /// What was written so far.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Begins again, and keeps memory for so many bytes: one huge row need not cost it forever.
    pub fn clear(&mut self, keep: usize) {
        self.0.clear();
        self.0.shrink_to(keep);
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.try_reserve(bytes.len())?;
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Adds a value to a line.
///
/// # Errors
/// There is no memory for it.
pub fn value(value: ValueRef<'_>, line: &mut Lines) -> io::Result<()> {
    match value {
        ValueRef::Null => line.write_all(b"null")?,
        ValueRef::Integer(n) => serde_json::to_writer(&mut *line, &n)?,
        ValueRef::Real(n) if n.is_finite() => serde_json::to_writer(&mut *line, &n)?,
        // SQLite stores NULL in place of what is no number.
        ValueRef::Real(n) if n < 0.0 => line.write_all(b"-9e999")?,
        ValueRef::Real(_) => line.write_all(b"9e999")?,
        ValueRef::Text(text) => match str::from_utf8(text) {
            Ok(text) => serde_json::to_writer(&mut *line, text)?,
            Err(_) => encoded("text", text, line)?,
        },
        ValueRef::Blob(bytes) => encoded("blob", bytes, line)?,
    }
    Ok(())
}

fn encoded(kind: &str, bytes: &[u8], line: &mut Lines) -> io::Result<()> {
    write!(
        line,
        "{{\"{kind}\":\"{}\"}}",
        Base64Display::new(bytes, &STANDARD)
    )
}

#[cfg(test)]
mod tests {
    use super::{Lines, value};
    use rusqlite::types::ValueRef;

    #[test]
    fn each_kind_of_value_can_be_told_from_all_others() {
        for (from, json) in [
            (ValueRef::Null, "null"),
            (ValueRef::Integer(i64::MIN), "-9223372036854775808"),
            (ValueRef::Real(1.0), "1.0"),
            (ValueRef::Real(f64::INFINITY), "9e999"),
            (ValueRef::Real(f64::NEG_INFINITY), "-9e999"),
            (ValueRef::Text("a\"\n\0é".as_bytes()), r#""a\"\n\u0000é""#),
            (ValueRef::Text(b"caf\xE9"), r#"{"text":"Y2Fm6Q=="}"#),
            (ValueRef::Blob(b""), r#"{"blob":""}"#),
            (ValueRef::Blob(b"\0\xFF"), r#"{"blob":"AP8="}"#),
        ] {
            let mut line = Lines::default();
            value(from, &mut line).unwrap();
            assert_eq!(str::from_utf8(line.bytes()).unwrap(), json);
        }
    }
}
