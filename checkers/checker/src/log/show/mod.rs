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

use super::value::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::fmt::{self, Write};
use std::hash::Hash;
use std::sync::LazyLock;
use table::Table;

/// A text longer than this, in characters, is shortened; and no element is begun after it.
const LONG: usize = 20;

/// No set shows more elements, and no map more entries: each takes three characters at least.
const ENTRIES: usize = LONG / 3 + 1;

/// The value, if its type is in the table.
pub(super) fn value<T>(value: &T) -> Value {
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

/// Writes a text as `{:?}` prints it, or its beginning.
pub(super) fn text(text: &str, out: &mut dyn Write) -> fmt::Result {
    match text.char_indices().nth(LONG) {
        None => write!(out, "{text:?}"),
        Some(_) => {
            let start: String = text.chars().take(LONG - 1).collect();
            write!(out, "{start:?}…")
        }
    }
}

/// What can be shown.
trait Show: Sized {
    /// Writes it, or its beginning.
    fn show(&self, out: &mut String);

    /// The whole of a value.
    fn value(&self) -> Value {
        let mut short = String::new();
        self.show(&mut short);
        Value::Short(short)
    }

    /// Writes a list of such.
    fn show_all(all: &[Self], out: &mut String) {
        list(out, ['[', ']'], all.len(), &mut |i, out| all[i].show(out));
    }

    /// The whole of a list of such.
    fn value_of_all(all: &[Self]) -> Value {
        let mut short = String::new();
        Self::show_all(all, &mut short);
        Value::Short(short)
    }
}

/// Writes elements until there are too many.
fn list(
    out: &mut String,
    [open, close]: [char; 2],
    len: usize,
    element: &mut dyn FnMut(usize, &mut String),
) {
    out.push(open);
    for i in 0..len {
        if i > 0 {
            out.push_str(", ");
        }
        if out.chars().count() > LONG {
            let _ = write!(out, "… {} more", len - i);
            break;
        }
        element(i, out);
    }
    out.push(close);
}

/// Writes entries of a map that come first in the order of their keys.
fn entries<K: Show, V: Show>(out: &mut String, len: usize, first: &[(&K, &V)]) {
    list(out, ['{', '}'], len, &mut |i, out| {
        if let Some((key, value)) = first.get(i) {
            key.show(out);
            out.push_str(": ");
            value.show(out);
        }
    });
}

/// The first few in order.
fn first<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    if all.len() > ENTRIES {
        all.select_nth_unstable(ENTRIES);
        all.truncate(ENTRIES);
    }
    all.sort_unstable();
    all
}

macro_rules! numbers {
    ($($int:ty)+; $($other:ty)+) => {
        $(impl Show for $int {
            fn show(&self, out: &mut String) {
                let _ = write!(out, "{self}");
            }

            fn value(&self) -> Value {
                Value::Int(*self as i128)
            }
        })+
        $(impl Show for $other {
            fn show(&self, out: &mut String) {
                let _ = write!(out, "{self:?}");
            }
        })+
    };
}

numbers!(u16 u32 u64 usize i8 i16 i32 i64 isize i128; u128 f32 f64);

impl Show for u8 {
    fn show(&self, out: &mut String) {
        let _ = write!(out, "{self}");
    }

    fn value(&self) -> Value {
        Value::Int((*self).into())
    }

    /// Bytes are mostly text.
    fn show_all(all: &[u8], out: &mut String) {
        // A character has four bytes at most.
        let start = &all[..all.len().min(4 * (LONG + 1))];
        let _ = text(&String::from_utf8_lossy(start), out);
    }

    fn value_of_all(all: &[u8]) -> Value {
        Value::Text(String::from_utf8_lossy(all).into_owned())
    }
}

impl Show for bool {
    fn show(&self, out: &mut String) {
        let _ = write!(out, "{self}");
    }

    fn value(&self) -> Value {
        Value::Bool(*self)
    }
}

impl Show for char {
    fn show(&self, out: &mut String) {
        let _ = write!(out, "{self:?}");
    }

    fn value(&self) -> Value {
        Value::Text(self.to_string())
    }
}

impl Show for &str {
    fn show(&self, out: &mut String) {
        let _ = text(self, out);
    }

    fn value(&self) -> Value {
        Value::Text((*self).into())
    }
}

impl Show for String {
    fn show(&self, out: &mut String) {
        self.as_str().show(out);
    }

    fn value(&self) -> Value {
        self.as_str().value()
    }
}

impl<T: Show> Show for Vec<T> {
    fn show(&self, out: &mut String) {
        T::show_all(self, out);
    }

    fn value(&self) -> Value {
        T::value_of_all(self)
    }
}

impl<T: Show> Show for VecDeque<T> {
    fn show(&self, out: &mut String) {
        list(out, ['[', ']'], self.len(), &mut |i, out| self[i].show(out));
    }
}

impl<T: Show> Show for Option<T> {
    fn show(&self, out: &mut String) {
        match self {
            None => out.push_str("None"),
            Some(value) => {
                out.push_str("Some(");
                value.show(out);
                out.push(')');
            }
        }
    }
}

impl<A: Show, B: Show> Show for (A, B) {
    fn show(&self, out: &mut String) {
        let (a, b) = self;
        list(out, ['(', ')'], 2, &mut |i, out| match i {
            0 => a.show(out),
            _ => b.show(out),
        });
    }
}

impl<K: Show, V: Show> Show for BTreeMap<K, V> {
    fn show(&self, out: &mut String) {
        let first: Vec<_> = self.iter().take(ENTRIES).collect();
        entries(out, self.len(), &first);
    }
}

impl<K: Show + Ord + Hash, V: Show> Show for HashMap<K, V> {
    fn show(&self, out: &mut String) {
        let keys = first(self.keys());
        let first: Vec<_> = keys.into_iter().map(|key| (key, &self[key])).collect();
        entries(out, self.len(), &first);
    }
}

impl<T: Show> Show for BTreeSet<T> {
    fn show(&self, out: &mut String) {
        let mut all = self.iter();
        list(out, ['{', '}'], self.len(), &mut |_, out| {
            if let Some(element) = all.next() {
                element.show(out);
            }
        });
    }
}

impl<T: Show + Ord> Show for HashSet<T> {
    fn show(&self, out: &mut String) {
        let first = first(self.iter());
        list(out, ['{', '}'], self.len(), &mut |i, out| {
            if let Some(element) = first.get(i) {
                element.show(out);
            }
        });
    }
}
