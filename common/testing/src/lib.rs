//! What the tests of the lessons' programs have in common. They panic where a test fails.

#![warn(missing_docs)]

pub mod child;
#[cfg(unix)]
pub mod closed;
pub mod echo;
pub mod ends;
pub mod files;
pub mod readme;
pub mod runs;
#[cfg(unix)]
pub mod signals;
pub mod standard;
#[cfg(unix)]
pub mod terminal;
pub mod traps;
#[cfg(unix)]
pub mod user;

/// Tests that are the same in several lessons: each has the name of the function that it calls, which is in
/// a module of this crate.
///
/// ```ignore
/// lesson_testing::same! { echo:
///     a_closed_output_ends_it_quietly(lesson);
///     a_blocked_output_is_reported(lesson, 64 * 1024);
/// }
/// ```
#[macro_export]
macro_rules! same {
    ($module:ident: $($(#[$when:meta])* $test:ident($($argument:expr),*);)+) => {
        $(
            $(#[$when])*
            #[test]
            fn $test() {
                $crate::$module::$test($($argument),*);
            }
        )+
    };
}
