//! `thread_local!` and `statics!`: declarations of values that a thread or an execution has for itself.

/// As [`std::thread_local`], for threads of a model under loom.
#[macro_export]
macro_rules! loom_thread_local {
    ($($all:tt)*) => { $crate::declared!([$crate::loom::sync::local::LocalKey] $($all)*); };
}

/// As [`std::thread_local`], for threads of a model under the explorer.
#[macro_export]
macro_rules! explorer_thread_local {
    ($($all:tt)*) => { $crate::declared!([$crate::explorer::sync::local::LocalKey] $($all)*); };
}

/// Statics that each execution under loom makes for itself, when a thread uses them first.
#[macro_export]
macro_rules! loom_statics {
    ($($all:tt)*) => { $crate::declared!([$crate::loom::sync::local::PerExecution] $($all)*); };
}

/// Statics that each execution under the explorer makes for itself, when a thread uses them first.
#[macro_export]
macro_rules! explorer_statics {
    ($($all:tt)*) => { $crate::declared!([$crate::explorer::sync::local::PerExecution] $($all)*); };
}

/// `[holder] static NAME: type = value; …`
#[doc(hidden)]
#[macro_export]
macro_rules! declared {
    ([$($holder:tt)*]) => {};
    ([$($holder:tt)*] $(#[$attribute:meta])* $vis:vis static $name:ident: $type:ty = const $init:block
        $(; $($rest:tt)*)?) => {
        $(#[$attribute])* $vis static $name: $($holder)*<$type> = $($holder)*::new(|| $init);
        $crate::declared!([$($holder)*] $($($rest)*)?);
    };
    ([$($holder:tt)*] $(#[$attribute:meta])* $vis:vis static $name:ident: $type:ty = $init:expr
        $(; $($rest:tt)*)?) => {
        $(#[$attribute])* $vis static $name: $($holder)*<$type> = $($holder)*::new(|| $init);
        $crate::declared!([$($holder)*] $($($rest)*)?);
    };
}
