//! Which types of messages and guarded data can be shown, and how.
//!
//! A technique's types carry no `Debug` bound for the checker's sake, so a value is known by the
//! identity of its type, and types that can be shown are listed (`table.rs`): numbers, `bool`,
//! `char`, `String` and `&str`; `Vec`, `VecDeque` and `Option` of these, and of one another; pairs of
//! the most common ones, also in a `Vec`, a `VecDeque` or an `Option`; sets and maps with such keys.
//! A type of the model's own is shown if the model says how ([`show_as`]); what holds one is not, nor are references
//! other than `&str`.
//!
//! A look at a value takes no step and no copy of it: of what has many elements the first few are
//! shown. Those of a hash map are in the order of their keys.

mod table;
#[cfg(test)]
mod tests;
mod types;

use super::Value;
use std::any::TypeId;
use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};
use table::Table;

/// How to show a value of a type, which stands behind the pointer.
type Shows = Box<dyn Fn(*const ()) -> String + Send + Sync>;

/// The types of models' own.
static OWN: LazyLock<RwLock<HashMap<TypeId, Shows>>> = LazyLock::new(RwLock::default);

/// Says how recordings show a type of the model's own where a lock guards it or a message holds it. For every model of
/// the process, so each of them that uses the type says the same. A second call changes nothing.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::Mutex};
///
/// struct Counts {
///     words: u32,
/// }
/// checker::show_as(|counts: &Counts| format!("words: {}", counts.words));
/// let report = check("shown", || {
///     let counts = Mutex::new(Counts { words: 0 });
///     counts.lock().words += 1;
/// });
/// assert!(report.recording.to_json().contains("words: 1"));
/// ```
pub fn show_as<T: 'static>(show: fn(&T) -> String) {
    let shows = move |value: *const ()| {
        // SAFETY: `Value::of` calls it with a pointer to a value of this type, which is borrowed meanwhile.
        show(unsafe { &*value.cast::<T>() })
    };
    let mut own = OWN.write().unwrap_or_else(PoisonError::into_inner);
    own.entry(TypeId::of::<T>())
        .or_insert_with(|| Box::new(shows));
}

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
            None => {
                let own = OWN.read().unwrap_or_else(PoisonError::into_inner);
                let shows = own.get(&typeid::of::<T>());
                let pointer = std::ptr::from_ref(value).cast();
                shows.map_or(Value::Unknown, |show| Value::Short(show(pointer)))
            }
        }
    }
}
