//! How what can be shown is shown.

use crate::log::value::{LONG, Value, text};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::fmt::Write;
use std::hash::Hash;

/// No set shows more elements, and no map more entries: each takes three characters at least.
const ENTRIES: usize = LONG / 3 + 1;

/// What can be shown.
pub(super) trait Show: Sized {
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
