//! How the answers of exercises are compiled: beside the model that grades them, for each checker.

/// Compiles an answer beside `model.rs`, which grades it, in a module for each checker; both say
/// `super::sync` and `super::model`, and `model.rs` says `super::exercise`.
///
/// ```ignore
/// checker::graded!(answer = "../keep_the_lock.rs", by explorer loom);
/// ```
///
/// Where the answer is a model it is compiled beside one implementation, its `super::subject`: the
/// file that `WORKBOOK_SUBJECT` names when it is compiled. The module is the same for each of them,
/// so that the answer cannot tell them apart by a name.
///
/// ```ignore
/// checker::graded!(answer = "../find_the_gap.rs", by loom, subject);
/// ```
///
/// Answers that come with an exercise have other names, and a module for each implementation, so
/// that all of them are compiled at once. By `threads` they run on real ones.
///
/// ```ignore
/// checker::graded!(solution = "solution.rs", by loom, right = "subject.rs", a = "mutants/a.rs");
/// ```
///
/// Paths are relative to the file that says so. Cargo compiles again whenever `WORKBOOK_DIGEST` has
/// changed, whatever the files' times say; and a test, the first in the order of their
/// names, tells what was compiled.
#[macro_export]
macro_rules! graded {
    (answer = $answer:literal, by $($checker:ident)+) => {
        $crate::graded!(@compiled $answer, "model.rs");
        $crate::graded!(@grade answer = $answer, by $($checker)+);
    };
    (answer = $answer:literal, by $checker:ident, subject) => {
        $crate::graded!(@compiled $answer, env!("WORKBOOK_SUBJECT"));
        #[path = "."]
        mod answer {
            $crate::graded!(@checker $checker {
                mod subject {
                    include!(env!("WORKBOOK_SUBJECT"));
                }
                #[path = $answer]
                mod exercise;
            });
        }
    };
    ($name:ident = $answer:literal, by $($checker:ident)+) => {
        const _: Option<&str> = option_env!("WORKBOOK_DIGEST");
        $crate::graded!(@grade $name = $answer, by $($checker)+);
    };
    ($name:ident = $answer:literal, by $checker:ident, $($subject:ident = $path:literal),+) => {
        const _: Option<&str> = option_env!("WORKBOOK_DIGEST");
        #[path = "."]
        mod $name {
            $(#[path = "."]
            mod $subject {
                $crate::graded!(@checker $checker {
                    #[path = $path]
                    mod subject;
                    #[path = $answer]
                    mod exercise;
                });
            })+
        }
    };
    (@compiled $($source:expr),+) => {
        const _: Option<&str> = option_env!("WORKBOOK_DIGEST");
        #[test]
        fn _compiled() {
            $crate::compiled(&[$(include_str!($source)),+]);
        }
    };
    (@grade $name:ident = $answer:literal, by $($checker:ident)+) => {
        #[path = "."]
        mod $name {
            $($crate::graded!(@checker $checker {
                #[path = $answer]
                mod exercise;
                #[path = "model.rs"]
                mod grade;
            });)+
        }
    };
    (@checker threads { $($modules:item)+ }) => {
        #[path = "."]
        mod threads {
            #[allow(unused_imports)]
            use $crate::workbook::sync;
            $($modules)+
        }
    };
    (@checker explorer { $($modules:item)+ }) => {
        #[path = "."]
        mod explorer {
            #[allow(unused_imports)]
            use $crate::explorer::{self as model, sync};
            $($modules)+
        }
    };
    (@checker loom { $($modules:item)+ }) => {
        #[path = "."]
        mod loom {
            #[allow(unused_imports)]
            use $crate::loom::{self as model, sync};
            $($modules)+
        }
    };
}
