//! The types that can be shown.

use super::types::Show;
use crate::log::value::Value;
use std::any::TypeId;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::hash::Hash;

/// How to show a value of a type, which stands behind the pointer.
pub(super) type Shows = unsafe fn(*const ()) -> Value;

/// By the identity of the type.
pub(super) struct Table(HashMap<TypeId, Shows>);

/// Does something for each of some types.
macro_rules! each {
    ($name:ident in $($type:ty),+ => $insert:expr) => {
        $({
            type $name = $type;
            $insert;
        })+
    };
}

impl Table {
    pub(super) fn get(&self, identity: TypeId) -> Option<&Shows> {
        self.0.get(&identity)
    }

    #[rustfmt::skip]
    pub(super) fn new() -> Table {
        let mut table = Table(HashMap::new());
        each!(T in
            u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, i128, u128, f32, f64, bool, char,
            &'static str, String
            => table.element::<T>());
        each!(T in u8, u32, u64, usize, i32, i64, f64, bool, char, &'static str, String
            => table.pairs::<T>());
        each!(K in u8, u32, u64, usize, i32, i64, char, &'static str, String
            => table.keys::<K>());
        table
    }

    /// A type, what holds it, and what holds those.
    fn element<T: Show + 'static>(&mut self) {
        self.insert::<T>();
        self.held::<T>();
        self.held::<Vec<T>>();
        self.held::<VecDeque<T>>();
        self.held::<Option<T>>();
    }

    /// Pairs that begin with a type.
    fn pairs<A: Show + 'static>(&mut self) {
        each!(B in u8, u32, u64, usize, i32, i64, f64, bool, char, &'static str, String => {
            self.insert::<(A, B)>();
            self.held::<(A, B)>();
        });
    }

    /// Sets of a type, and maps with such keys.
    fn keys<K: Show + Ord + Hash + 'static>(&mut self) {
        self.insert::<BTreeSet<K>>();
        self.insert::<HashSet<K>>();
        each!(V in
        u8, u32, u64, usize, i32, i64, f64, bool, &'static str, String, Vec<usize>, Vec<String>
        => {
            self.insert::<BTreeMap<K, V>>();
            self.insert::<HashMap<K, V>>();
        });
    }

    fn held<T: Show + 'static>(&mut self) {
        self.insert::<Vec<T>>();
        self.insert::<VecDeque<T>>();
        self.insert::<Option<T>>();
    }

    fn insert<T: Show + 'static>(&mut self) {
        /// # Safety
        /// The pointer is one to a `T`, whatever lifetimes that has.
        unsafe fn show<T: Show>(value: *const ()) -> Value {
            // SAFETY: the caller says so.
            T::value(unsafe { &*value.cast::<T>() })
        }
        self.0.insert(TypeId::of::<T>(), show::<T>);
    }
}
