//! What an object is like after a step, and the words for it.

use serde::{Deserialize, Serialize};

/// What an object is like after a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ObjectState {
    /// No thread holds the lock, and what it guards is not known.
    Free,
    /// This thread holds the lock.
    HeldBy(usize),
    /// So many threads hold the lock for reading.
    Readers(u16),
    /// The value of an atomic, or the one that a lock guards while no thread holds it.
    Value(String),
    /// Anything else, in words: `2 of 2`, `closed`.
    Words(String),
}

impl ObjectState {
    /// Returns the state in words; `threads` are the names of the execution's threads.
    ///
    /// # Examples
    /// ```
    /// use recording::ObjectState;
    ///
    /// let threads = ["main".to_string(), "worker".to_string()];
    /// assert_eq!(ObjectState::HeldBy(1).text(&threads), "held by worker");
    /// ```
    pub fn text(&self, threads: &[String]) -> String {
        match self {
            ObjectState::Free => "free".into(),
            ObjectState::HeldBy(thread) => match threads.get(*thread) {
                Some(name) => format!("held by {name}"),
                None => format!("held by thread {thread}"),
            },
            ObjectState::Readers(1) => "1 reader".into(),
            ObjectState::Readers(n) => format!("{n} readers"),
            ObjectState::Value(text) | ObjectState::Words(text) => text.clone(),
        }
    }

    /// The value, if that is what is known.
    pub(crate) fn value(&self) -> Option<&str> {
        match self {
            ObjectState::Value(value) => Some(value),
            _ => None,
        }
    }
}

#[cfg(test)]
impl ObjectState {
    /// The state that a test writes down in words.
    pub(crate) fn of(text: &str, threads: &[String]) -> ObjectState {
        let held = text.strip_prefix("held by ");
        let holder = held.and_then(|held| threads.iter().position(|name| name == held));
        match (text, holder) {
            ("free", _) => ObjectState::Free,
            (_, Some(thread)) => ObjectState::HeldBy(thread),
            _ => ObjectState::Value(text.into()),
        }
    }
}
