//! `select!`, `join!` and `try_join!` of tasks, with tokio's grammar.
//!
//! One difference: in an arm of `select!`, a pattern that binds with `mut` or `ref` inside of another pattern is not
//! accepted.

/// Waits for whichever of several futures is ready first, and drops the others; every arm that may be taken is explored.
/// Grammar and meaning are those of `tokio::select!`.
#[macro_export]
macro_rules! explorer_select_tasks {
    ($($arms:tt)+) => { $crate::select_tasks!(@begin [$crate::explorer::sync::tasks] $($arms)+) };
}

/// As [`explorer_select_tasks!`](crate::explorer_select_tasks), over the checked types of loom.
#[macro_export]
macro_rules! loom_select_tasks {
    ($($arms:tt)+) => { $crate::select_tasks!(@begin [$crate::loom::sync::tasks] $($arms)+) };
}

/// Waits until all futures are over. Grammar and meaning are those of `tokio::join!`.
#[macro_export]
macro_rules! explorer_join_tasks {
    ($($futures:tt)+) => { $crate::join_tasks!(@begin [$crate::explorer::sync::tasks] all $($futures)+) };
}

/// As [`explorer_join_tasks!`](crate::explorer_join_tasks), over the checked types of loom.
#[macro_export]
macro_rules! loom_join_tasks {
    ($($futures:tt)+) => { $crate::join_tasks!(@begin [$crate::loom::sync::tasks] all $($futures)+) };
}

/// Waits until all futures are over, or one has failed. Grammar and meaning are those of `tokio::try_join!`.
#[macro_export]
macro_rules! explorer_try_join_tasks {
    ($($futures:tt)+) => { $crate::join_tasks!(@begin [$crate::explorer::sync::tasks] try $($futures)+) };
}

/// As [`explorer_try_join_tasks!`](crate::explorer_try_join_tasks), over the checked types of loom.
#[macro_export]
macro_rules! loom_try_join_tasks {
    ($($futures:tt)+) => { $crate::join_tasks!(@begin [$crate::loom::sync::tasks] try $($futures)+) };
}

/// `@arm [root] biased [free names] [arms so far] rest…`
#[doc(hidden)]
#[macro_export]
macro_rules! select_tasks {
    (@begin $root:tt biased; $($arms:tt)+) => { $crate::select_tasks!(@names $root true $($arms)+) };
    (@begin $root:tt $($arms:tt)+) => { $crate::select_tasks!(@names $root false $($arms)+) };
    (@names $root:tt $biased:tt $($arms:tt)+) => {
        $crate::select_tasks!(
            @arm $root $biased
            [(0 f0 o0 g0) (1 f1 o1 g1) (2 f2 o2 g2) (3 f3 o3 g3) (4 f4 o4 g4) (5 f5 o5 g5) (6 f6 o6 g6) (7 f7 o7 g7)]
            [] $($arms)+
        )
    };
    (@arm $root:tt $biased:tt $free:tt $arms:tt) => {
        $crate::select_tasks!(@run $root $biased $arms [
            panic!("all branches are disabled and there is no else branch")
        ])
    };
    (@arm $root:tt $biased:tt $free:tt $arms:tt else => $body:expr $(,)?) => {
        $crate::select_tasks!(@run $root $biased $arms [$body])
    };
    (@arm $root:tt $biased:tt [$name:tt $($free:tt)*] [$($arm:tt)*]
        $pattern:pat = $future:expr, if $guard:expr => $body:block, $($rest:tt)*) => {
        $crate::select_tasks!(@arm $root $biased [$($free)*]
            [$($arm)* ($name ($pattern) ($future) ($guard) ($body))] $($rest)*)
    };
    (@arm $root:tt $biased:tt [$name:tt $($free:tt)*] [$($arm:tt)*]
        $pattern:pat = $future:expr, if $guard:expr => $body:block $($rest:tt)*) => {
        $crate::select_tasks!(@arm $root $biased [$($free)*]
            [$($arm)* ($name ($pattern) ($future) ($guard) ($body))] $($rest)*)
    };
    (@arm $root:tt $biased:tt [$name:tt $($free:tt)*] [$($arm:tt)*]
        $pattern:pat = $future:expr, if $guard:expr => $body:expr $(, $($rest:tt)*)?) => {
        $crate::select_tasks!(@arm $root $biased [$($free)*]
            [$($arm)* ($name ($pattern) ($future) ($guard) ($body))] $($($rest)*)?)
    };
    (@arm $root:tt $biased:tt [$name:tt $($free:tt)*] [$($arm:tt)*]
        $pattern:pat = $future:expr => $body:block, $($rest:tt)*) => {
        $crate::select_tasks!(@arm $root $biased [$($free)*]
            [$($arm)* ($name ($pattern) ($future) (true) ($body))] $($rest)*)
    };
    (@arm $root:tt $biased:tt [$name:tt $($free:tt)*] [$($arm:tt)*]
        $pattern:pat = $future:expr => $body:block $($rest:tt)*) => {
        $crate::select_tasks!(@arm $root $biased [$($free)*]
            [$($arm)* ($name ($pattern) ($future) (true) ($body))] $($rest)*)
    };
    (@arm $root:tt $biased:tt [$name:tt $($free:tt)*] [$($arm:tt)*]
        $pattern:pat = $future:expr => $body:expr $(, $($rest:tt)*)?) => {
        $crate::select_tasks!(@arm $root $biased [$($free)*]
            [$($arm)* ($name ($pattern) ($future) (true) ($body))] $($($rest)*)?)
    };
    (@arm $root:tt $biased:tt [] $arms:tt $($rest:tt)+) => {
        compile_error!("a checked select has eight arms at most, besides `else`")
    };
    (@run [$($root:tt)*] $biased:tt
        [$((($i:tt $f:ident $o:ident $g:ident) ($pattern:pat) ($future:expr) ($guard:expr) ($body:expr)))*]
        [$else:expr]) => {{
        let ($($o,)*) = {
            #[allow(unused_imports)]
            use $($root)*::select::{self as of_select, Other as _};
            $(let $g: bool = $guard;)*
            $(let $f = ::std::future::IntoFuture::into_future($future);)*
            let are_leaves = true $(&& of_select::probe(&$f).is_leaf())*;
            let mut selecting = of_select::selecting($biased, &[$($g),*], are_leaves);
            $(let mut $f = ::std::pin::pin!(::std::option::Option::Some($f));)*
            $(let mut $o = ::std::option::Option::None;)*
            ::std::future::poll_fn(|context| {
                selecting.poll(|arm| {
                    $(if arm == $i {
                        let future = $f.as_mut().as_pin_mut().expect("it is dropped at the end");
                        let ::std::task::Poll::Ready(value) = ::std::future::Future::poll(future, context) else {
                            return of_select::Arm::Pending;
                        };
                        #[allow(unused_variables, unreachable_patterns)]
                        let fits = match &value {
                            $pattern => true,
                            _ => false,
                        };
                        return match fits {
                            true => {
                                $o = ::std::option::Option::Some(value);
                                of_select::Arm::Taken
                            }
                            false => of_select::Arm::Refused,
                        };
                    })*
                    ::std::unreachable!("there is no arm {arm}")
                })
            })
            .await;
            // In this order, as tokio does.
            $($f.set(::std::option::Option::None);)*
            ($($o,)*)
        };
        #[allow(irrefutable_let_patterns, unreachable_code)]
        {
            $(if let ::std::option::Option::Some($pattern) = $o { $body } else)*
            { $else }
        }
    }};
}

/// `@arm [root] kind [free names] [futures so far] rest…`
#[doc(hidden)]
#[macro_export]
macro_rules! join_tasks {
    (@begin $root:tt $kind:tt $($futures:expr),+ $(,)?) => {
        $crate::join_tasks!(
            @name $root $kind
            [(0 f0 o0) (1 f1 o1) (2 f2 o2) (3 f3 o3) (4 f4 o4) (5 f5 o5) (6 f6 o6) (7 f7 o7)]
            [] [$(($futures))+]
        )
    };
    (@name $root:tt $kind:tt [$name:tt $($free:tt)*] [$($named:tt)*] [$future:tt $($rest:tt)*]) => {
        $crate::join_tasks!(@name $root $kind [$($free)*] [$($named)* ($name $future)] [$($rest)*])
    };
    (@name $root:tt $kind:tt $free:tt $named:tt []) => {
        $crate::join_tasks!(@run $root $kind $named)
    };
    (@name $root:tt $kind:tt [] $named:tt [$($rest:tt)+]) => {
        compile_error!("a checked join has eight futures at most")
    };
    (@run [$($root:tt)*] all [$((($i:tt $f:ident $o:ident) ($future:expr)))*]) => {{
        $(let mut $f = ::std::pin::pin!(::std::future::IntoFuture::into_future($future));)*
        $(let mut $o = ::std::option::Option::None;)*
        let (mut joining, mut over) = ($($root)*::joining(), [$({ let _ = $i; false }),*]);
        ::std::future::poll_fn(|context| {
            joining.poll(&mut over, |future| {
                $(if future == $i {
                    if let ::std::task::Poll::Ready(value) = ::std::future::Future::poll($f.as_mut(), context) {
                        $o = ::std::option::Option::Some(value);
                    }
                    return ::std::option::Option::Some($o.is_some());
                })*
                ::std::unreachable!("there is no future {future}")
            })
        })
        .await;
        ($($o.expect("it is over"),)*)
    }};
    (@run [$($root:tt)*] try [$((($i:tt $f:ident $o:ident) ($future:expr)))*]) => {{
        $(let mut $f = ::std::pin::pin!(::std::future::IntoFuture::into_future($future));)*
        $(let mut $o = ::std::option::Option::None;)*
        let (mut joining, mut over) = ($($root)*::joining(), [$({ let _ = $i; false }),*]);
        let mut failed = ::std::option::Option::None;
        ::std::future::poll_fn(|context| {
            joining.poll(&mut over, |future| {
                $(if future == $i {
                    match ::std::future::Future::poll($f.as_mut(), context) {
                        ::std::task::Poll::Ready(::std::result::Result::Ok(value)) => {
                            $o = ::std::option::Option::Some(value);
                        }
                        ::std::task::Poll::Ready(::std::result::Result::Err(error)) => {
                            failed = ::std::option::Option::Some(error);
                            return ::std::option::Option::None;
                        }
                        ::std::task::Poll::Pending => {}
                    }
                    return ::std::option::Option::Some($o.is_some());
                })*
                ::std::unreachable!("there is no future {future}")
            })
        })
        .await;
        match failed {
            ::std::option::Option::Some(error) => ::std::result::Result::Err(error),
            ::std::option::Option::None => ::std::result::Result::Ok(($($o.expect("it is over"),)*)),
        }
    }};
}
