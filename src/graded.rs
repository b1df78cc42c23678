//! How the answers of exercises are compiled: beside the model that grades them, for each checker.

/// Compiles an answer beside `model.rs`, which grades it, in a module for each checker; both say
/// `super::sync` and `super::model`, and `model.rs` says `super::exercise`.
///
/// ```ignore
/// workbook::graded!(answer = "../keep_the_lock.rs", by explorer loom);
/// ```
///
/// Where the answer is a model it is compiled beside each of these implementations, its
/// `super::subject`.
///
/// ```ignore
/// workbook::graded!(answer = "../find_the_gap.rs", by loom, right = "subject.rs", a = "mutants/a.rs");
/// ```
///
/// By `threads` it runs on real ones.
///
/// Paths are relative to the file that says so.
#[macro_export]
macro_rules! graded {
    ($name:ident = $answer:literal, by $($checker:ident)+) => {
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
    ($name:ident = $answer:literal, by $checker:ident, $($subject:ident = $path:literal),+) => {
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
    (@checker threads { $($modules:item)+ }) => {
        #[path = "."]
        mod threads {
            #[allow(unused_imports)]
            use $crate::sync;
            $($modules)+
        }
    };
    (@checker explorer { $($modules:item)+ }) => {
        #[path = "."]
        mod explorer {
            #[allow(unused_imports)]
            use $crate::explored::{self as model, sync};
            $($modules)+
        }
    };
    (@checker loom { $($modules:item)+ }) => {
        #[path = "."]
        mod loom {
            #[allow(unused_imports)]
            use $crate::model::{self, sync};
            $($modules)+
        }
    };
}
