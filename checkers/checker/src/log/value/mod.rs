//! Values of messages and guarded data, as reports show them.

mod show;

pub use show::show_as;
use std::fmt::{self, Write};

/// A text longer than this, in characters, is shortened.
pub(crate) const LONG: usize = 20;

/// A value as a report shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// Its type is none of those that can be shown.
    Unknown,
    Int(i128),
    Bool(bool),
    Text(String),
    /// Something made of others, shortened.
    Short(String),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Unknown => Ok(()),
            Value::Int(n) => write!(f, "{n}"),
            Value::Bool(b) => write!(f, "{b}"),
            Value::Text(text) => self::text(text, f),
            Value::Short(text) => f.write_str(text),
        }
    }
}

/// Writes a text as `{:?}` prints it, or its beginning.
pub(crate) fn text(text: &str, out: &mut dyn Write) -> fmt::Result {
    match text.char_indices().nth(LONG) {
        None => write!(out, "{text:?}"),
        Some(_) => {
            let start: String = text.chars().take(LONG - 1).collect();
            write!(out, "{start:?}…")
        }
    }
}
