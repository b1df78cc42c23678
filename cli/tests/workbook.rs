//! The command as a learner runs it, in a small clone of its own.
//!
//! | module | what it looks at |
//! |---|---|
//! | `clone` | the clone: two lessons, and the real exercises of one of them |
//! | `outputs` | results that cannot be written, and names that are no names |
//! | `path` | from the first start to the first solved exercise |
//! | `answers` | answers of every kind |
//! | `fresh` | answers are graded by what they say, whatever the times of their files |
//! | `forged` | answers that try to be called solved, and files that grade and were edited |
//! | `files` | what is kept, and what was damaged |
//! | `gate` | `verify` turns red |
//! | `new` | skeletons |
//! | `terminal` | `watch` and Ctrl-C, in a terminal |

/// The command's own, so that the tests can put in what such a file stands for.
#[allow(dead_code)]
#[path = "../src/compile/edited.rs"]
mod edited;

mod workbook {
    pub mod answers;
    pub mod clone;
    pub mod files;
    pub mod forged;
    pub mod fresh;
    pub mod gate;
    pub mod new;
    #[cfg(unix)]
    pub mod outputs;
    pub mod path;
    #[cfg(unix)]
    pub mod terminal;
}
