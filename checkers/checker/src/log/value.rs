//! Values of messages and guarded data, as reports show them.

use super::show;
use std::fmt;

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

impl Value {
    /// Looks at a value of one of the types that `show` lists; others are [`Value::Unknown`].
    pub(crate) fn of<T>(value: &T) -> Value {
        show::value(value)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Unknown => Ok(()),
            Value::Int(n) => write!(f, "{n}"),
            Value::Bool(b) => write!(f, "{b}"),
            Value::Text(text) => show::text(text, f),
            Value::Short(text) => f.write_str(text),
        }
    }
}
