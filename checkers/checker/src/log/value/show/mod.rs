//! Which types of messages and guarded data can be shown, and how.
//!
//! A technique's types carry no `Debug` bound for the checker's sake, so a value is known by the
//! identity of its type, and types that can be shown are listed (`table.rs`): numbers, `bool`,
//! `char`, `String` and `&str`; `Vec`, `VecDeque` and `Option` of these, and of one another; pairs of
//! the most common ones, also in a `Vec`, a `VecDeque` or an `Option`; sets and maps with such keys.
//! A type of the model's own cannot be shown, nor what holds one, nor references other than `&str`.
//!
//! A look at a value takes no step and no copy of it: of what has many elements the first few are
//! shown. Those of a hash map are in the order of their keys.

mod table;
#[cfg(test)]
mod tests;
mod types;

use super::Value;
use std::sync::LazyLock;
use table::Table;

impl Value {
    /// Looks at a value of one of the types that can be shown; others are [`Value::Unknown`].
    pub(crate) fn of<T>(value: &T) -> Value {
        static TABLE: LazyLock<Table> = LazyLock::new(Table::new);
        match TABLE.get(typeid::of::<T>()) {
            // SAFETY: both types have the same identity, so they are the same but for the lifetimes in
            // them (`typeid::of` takes each for `'static`). None of those changes what a value looks
            // like in memory. That the type listed may promise more than is true (`&'static str`) does
            // no harm: an impl of `Show` is there for every lifetime, so it cannot tell them apart, and
            // what it returns holds no reference.
            Some(show) => unsafe { show(std::ptr::from_ref(value).cast()) },
            None => Value::Unknown,
        }
    }
}
