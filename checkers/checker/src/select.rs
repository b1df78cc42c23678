//! `select!` and `select_biased!`, with crossbeam's grammar.
//!
//! One difference: crossbeam evaluates the message of a `send` arm when that arm is chosen, this
//! does so at the start, since a partner may complete the send while the thread waits.

/// Waits for whichever of several channel operations is ready first; every arm that may be chosen
/// is explored. Grammar and meaning are those of [`crossbeam::channel::select!`].
#[macro_export]
macro_rules! loom_select {
    ($($arms:tt)*) => {
        $crate::select_arms!(
            @parse [$crate::loom::sync] false [case_0 case_1 case_2 case_3 case_4 case_5 case_6 case_7] [] [] $($arms)*
        )
    };
}

/// As [`loom_select!`](crate::loom_select), over the twins of the explorer.
#[macro_export]
macro_rules! explorer_select {
    ($($arms:tt)*) => {
        $crate::select_arms!(
            @parse [$crate::explorer::sync] false [case_0 case_1 case_2 case_3 case_4 case_5 case_6 case_7] [] [] $($arms)*
        )
    };
}

/// As [`loom_select_biased!`](crate::loom_select_biased), over the twins of the explorer.
#[macro_export]
macro_rules! explorer_select_biased {
    ($($arms:tt)*) => {
        $crate::select_arms!(
            @parse [$crate::explorer::sync] true [case_0 case_1 case_2 case_3 case_4 case_5 case_6 case_7] [] [] $($arms)*
        )
    };
}

/// As [`loom_select!`](crate::loom_select), but of several arms that are ready the first is
/// taken. Grammar and meaning are those of [`crossbeam::channel::select_biased!`].
#[macro_export]
macro_rules! loom_select_biased {
    ($($arms:tt)*) => {
        $crate::select_arms!(
            @parse [$crate::loom::sync] true [case_0 case_1 case_2 case_3 case_4 case_5 case_6 case_7] [] [] $($arms)*
        )
    };
}

/// `@parse [root] biased [free names] [arms so far] [default] rest…`
#[doc(hidden)]
#[macro_export]
macro_rules! select_arms {
    (@parse $root:tt $biased:tt $free:tt [$($arm:tt)*] $default:tt) => {
        $crate::select_arms!(@run $root $biased [$($arm)*] $default)
    };
    // An arm's body: a block, or an expression up to the next comma.
    (@parse $root:tt $biased:tt $free:tt $arms:tt [] default => $body:block $(, $($rest:tt)*)?) => {
        $crate::select_arms!(@parse $root $biased $free $arms [(Try) ($body)] $($($rest)*)?)
    };
    (@parse $root:tt $biased:tt $free:tt $arms:tt [] default => $body:expr $(, $($rest:tt)*)?) => {
        $crate::select_arms!(@parse $root $biased $free $arms [(Try) ($body)] $($($rest)*)?)
    };
    (@parse $root:tt $biased:tt $free:tt $arms:tt [] default() => $($rest:tt)*) => {
        $crate::select_arms!(@parse $root $biased $free $arms [] default => $($rest)*)
    };
    (@parse $root:tt $biased:tt $free:tt $arms:tt [] default($time:expr) => $body:block $(, $($rest:tt)*)?) => {
        $crate::select_arms!(@parse $root $biased $free $arms [(Until $time) ($body)] $($($rest)*)?)
    };
    (@parse $root:tt $biased:tt $free:tt $arms:tt [] default($time:expr) => $body:expr $(, $($rest:tt)*)?) => {
        $crate::select_arms!(@parse $root $biased $free $arms [(Until $time) ($body)] $($($rest)*)?)
    };
    (@parse $root:tt $biased:tt [$name:ident $($free:ident)*] [$($arm:tt)*] $default:tt
        recv($from:expr $(,)?) -> $pattern:pat => $body:block, $($rest:tt)*) => {
        $crate::select_arms!(
            @parse $root $biased [$($free)*] [$($arm)* ($name (recv $from) ($pattern) ($body))] $default $($rest)*
        )
    };
    (@parse $root:tt $biased:tt [$name:ident $($free:ident)*] [$($arm:tt)*] $default:tt
        recv($from:expr $(,)?) -> $pattern:pat => $body:block $($rest:tt)*) => {
        $crate::select_arms!(
            @parse $root $biased [$($free)*] [$($arm)* ($name (recv $from) ($pattern) ($body))] $default $($rest)*
        )
    };
    (@parse $root:tt $biased:tt [$name:ident $($free:ident)*] [$($arm:tt)*] $default:tt
        recv($from:expr $(,)?) -> $pattern:pat => $body:expr $(, $($rest:tt)*)?) => {
        $crate::select_arms!(
            @parse $root $biased [$($free)*] [$($arm)* ($name (recv $from) ($pattern) ($body))] $default $($($rest)*)?
        )
    };
    (@parse $root:tt $biased:tt [$name:ident $($free:ident)*] [$($arm:tt)*] $default:tt
        send($to:expr, $message:expr $(,)?) -> $pattern:pat => $body:block, $($rest:tt)*) => {
        $crate::select_arms!(
            @parse $root $biased [$($free)*] [$($arm)* ($name (send $to, $message) ($pattern) ($body))] $default $($rest)*
        )
    };
    (@parse $root:tt $biased:tt [$name:ident $($free:ident)*] [$($arm:tt)*] $default:tt
        send($to:expr, $message:expr $(,)?) -> $pattern:pat => $body:block $($rest:tt)*) => {
        $crate::select_arms!(
            @parse $root $biased [$($free)*] [$($arm)* ($name (send $to, $message) ($pattern) ($body))] $default $($rest)*
        )
    };
    (@parse $root:tt $biased:tt [$name:ident $($free:ident)*] [$($arm:tt)*] $default:tt
        send($to:expr, $message:expr $(,)?) -> $pattern:pat => $body:expr $(, $($rest:tt)*)?) => {
        $crate::select_arms!(
            @parse $root $biased [$($free)*] [$($arm)* ($name (send $to, $message) ($pattern) ($body))] $default $($($rest)*)?
        )
    };
    (@parse $root:tt $biased:tt [] $arms:tt $default:tt $($rest:tt)+) => {
        compile_error!("a checked select has eight arms at most, besides `default`")
    };
    (@run $root:tt $biased:tt [$(($name:ident $case:tt ($pattern:pat) ($body:expr)))*] $default:tt) => {{
        let here = ::std::panic::Location::caller();
        $($crate::select_arms!(@case $root $name $case);)*
        $crate::select_arms!(@select $root [$($name)*] $default $biased here);
        // The results first: a body may use what the cases borrow.
        $(let $name = $name.take_result();)*
        $(if let ::std::option::Option::Some($pattern) = $name { $body } else)*
        { $crate::select_arms!(@default $root $default here) }
    }};
    (@select [$($root:tt)*] $names:tt $default:tt $biased:tt $here:ident) => {
        $($root)*::channel::select_cases(
            $crate::select_arms!(@cases $names),
            $crate::select_arms!(@mode [$($root)*] $default),
            $biased,
            $here,
        )
    };
    (@cases [$($name:ident)*]) => { &[$(&$name),*] };
    // An end that is made in the arm lives as long as the select.
    (@case [$($root:tt)*] $name:ident (recv $from:expr)) => {
        let $name = &$from;
        let $name = $($root)*::channel::RecvCase::new($name);
    };
    (@case [$($root:tt)*] $name:ident (send $to:expr, $message:expr)) => {
        let $name = &$to;
        let $name = $($root)*::channel::SendCase::new($name, $message);
    };
    (@mode [$($root:tt)*] []) => { $($root)*::channel::Mode::Wait };
    (@mode [$($root:tt)*] [(Try) $body:tt]) => { $($root)*::channel::Mode::Try };
    (@mode [$($root:tt)*] [(Until $time:expr) $body:tt]) => {
        $($root)*::channel::Mode::Until($($root)*::channel::deadline_in($time))
    };
    (@default [$($root:tt)*] [] $here:ident) => { { let _ = $here; $($root)*::channel::gone() } };
    (@default [$($root:tt)*] [(Try) ($body:expr)] $here:ident) => {{
        $($root)*::channel::tell_default(false, $here);
        $body
    }};
    (@default [$($root:tt)*] [(Until $time:expr) ($body:expr)] $here:ident) => {{
        $($root)*::channel::tell_default(true, $here);
        $body
    }};
}
