//! `select!` and `select_biased!`, with crossbeam's grammar.
//!
//! One difference: crossbeam evaluates the message of a `send` arm when that arm is chosen, this
//! does so at the start, since a partner may complete the send while the thread waits.

/// Waits for whichever of several channel operations is ready first; every arm that may be chosen
/// is explored. Grammar and meaning are those of [`crossbeam::channel::select!`].
#[macro_export]
macro_rules! model_select {
    ($($arms:tt)*) => {
        $crate::model_select_arms!(
            @parse false [case_0 case_1 case_2 case_3 case_4 case_5 case_6 case_7] [] [] $($arms)*
        )
    };
}

/// As [`model_select!`](crate::model_select), but of several arms that are ready the first is
/// taken. Grammar and meaning are those of [`crossbeam::channel::select_biased!`].
#[macro_export]
macro_rules! model_select_biased {
    ($($arms:tt)*) => {
        $crate::model_select_arms!(
            @parse true [case_0 case_1 case_2 case_3 case_4 case_5 case_6 case_7] [] [] $($arms)*
        )
    };
}

/// `@parse biased [free names] [arms so far] [default] rest…`
#[doc(hidden)]
#[macro_export]
macro_rules! model_select_arms {
    (@parse $biased:tt $free:tt [$($arm:tt)*] $default:tt) => {
        $crate::model_select_arms!(@run $biased [$($arm)*] $default)
    };
    // An arm's body: a block, or an expression up to the next comma.
    (@parse $biased:tt $free:tt $arms:tt [] default => $body:block $(, $($rest:tt)*)?) => {
        $crate::model_select_arms!(@parse $biased $free $arms [(Try) ($body)] $($($rest)*)?)
    };
    (@parse $biased:tt $free:tt $arms:tt [] default => $body:expr $(, $($rest:tt)*)?) => {
        $crate::model_select_arms!(@parse $biased $free $arms [(Try) ($body)] $($($rest)*)?)
    };
    (@parse $biased:tt $free:tt $arms:tt [] default() => $($rest:tt)*) => {
        $crate::model_select_arms!(@parse $biased $free $arms [] default => $($rest)*)
    };
    (@parse $biased:tt $free:tt $arms:tt [] default($time:expr) => $body:block $(, $($rest:tt)*)?) => {
        $crate::model_select_arms!(@parse $biased $free $arms [(Until $time) ($body)] $($($rest)*)?)
    };
    (@parse $biased:tt $free:tt $arms:tt [] default($time:expr) => $body:expr $(, $($rest:tt)*)?) => {
        $crate::model_select_arms!(@parse $biased $free $arms [(Until $time) ($body)] $($($rest)*)?)
    };
    (@parse $biased:tt [$name:ident $($free:ident)*] [$($arm:tt)*] $default:tt
        recv($from:expr $(,)?) -> $pattern:pat => $body:block, $($rest:tt)*) => {
        $crate::model_select_arms!(
            @parse $biased [$($free)*] [$($arm)* ($name (recv $from) ($pattern) ($body))] $default $($rest)*
        )
    };
    (@parse $biased:tt [$name:ident $($free:ident)*] [$($arm:tt)*] $default:tt
        recv($from:expr $(,)?) -> $pattern:pat => $body:block $($rest:tt)*) => {
        $crate::model_select_arms!(
            @parse $biased [$($free)*] [$($arm)* ($name (recv $from) ($pattern) ($body))] $default $($rest)*
        )
    };
    (@parse $biased:tt [$name:ident $($free:ident)*] [$($arm:tt)*] $default:tt
        recv($from:expr $(,)?) -> $pattern:pat => $body:expr $(, $($rest:tt)*)?) => {
        $crate::model_select_arms!(
            @parse $biased [$($free)*] [$($arm)* ($name (recv $from) ($pattern) ($body))] $default $($($rest)*)?
        )
    };
    (@parse $biased:tt [$name:ident $($free:ident)*] [$($arm:tt)*] $default:tt
        send($to:expr, $message:expr $(,)?) -> $pattern:pat => $body:block, $($rest:tt)*) => {
        $crate::model_select_arms!(
            @parse $biased [$($free)*] [$($arm)* ($name (send $to, $message) ($pattern) ($body))] $default $($rest)*
        )
    };
    (@parse $biased:tt [$name:ident $($free:ident)*] [$($arm:tt)*] $default:tt
        send($to:expr, $message:expr $(,)?) -> $pattern:pat => $body:block $($rest:tt)*) => {
        $crate::model_select_arms!(
            @parse $biased [$($free)*] [$($arm)* ($name (send $to, $message) ($pattern) ($body))] $default $($rest)*
        )
    };
    (@parse $biased:tt [$name:ident $($free:ident)*] [$($arm:tt)*] $default:tt
        send($to:expr, $message:expr $(,)?) -> $pattern:pat => $body:expr $(, $($rest:tt)*)?) => {
        $crate::model_select_arms!(
            @parse $biased [$($free)*] [$($arm)* ($name (send $to, $message) ($pattern) ($body))] $default $($($rest)*)?
        )
    };
    (@parse $biased:tt [] $arms:tt $default:tt $($rest:tt)+) => {
        compile_error!("a checked select has eight arms at most, besides `default`")
    };
    (@run $biased:tt [$(($name:ident $case:tt ($pattern:pat) ($body:expr)))*] $default:tt) => {{
        let here = ::std::panic::Location::caller();
        $(let $name = $crate::model_select_arms!(@case $case);)*
        $crate::model::sync::channel::select_cases(
            &[$(&$name),*],
            $crate::model_select_arms!(@mode $default),
            $biased,
            here,
        );
        // The results first: a body may use what the cases borrow.
        $(let $name = $name.take_result();)*
        $(if let ::std::option::Option::Some($pattern) = $name { $body } else)*
        { $crate::model_select_arms!(@default $default here) }
    }};
    (@case (recv $from:expr)) => { $crate::model::sync::channel::RecvCase::new(&$from) };
    (@case (send $to:expr, $message:expr)) => {
        $crate::model::sync::channel::SendCase::new(&$to, $message)
    };
    (@mode []) => { $crate::model::sync::channel::Mode::Wait };
    (@mode [(Try) $body:tt]) => { $crate::model::sync::channel::Mode::Try };
    (@mode [(Until $time:expr) $body:tt]) => {
        $crate::model::sync::channel::Mode::Until(
            $crate::model::sync::time::Instant::now().checked_add($time)
        )
    };
    (@default [] $here:ident) => { { let _ = $here; $crate::model::sync::channel::gone() } };
    (@default [(Try) ($body:expr)] $here:ident) => {{
        $crate::model::sync::channel::tell_default(false, $here);
        $body
    }};
    (@default [(Until $time:expr) ($body:expr)] $here:ident) => {{
        $crate::model::sync::channel::tell_default(true, $here);
        $body
    }};
}
