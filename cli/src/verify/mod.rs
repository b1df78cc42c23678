//! `verify`: the teacher's gate. Every exercise is what it says it is.
//!
//! | module | what it looks at |
//! |---|---|
//! | `files` | what lies there, and what has to |
//! | `answers` | starters, solutions and wrong answers, graded |
//! | `times` | how long a learner waits |

pub mod answers;
pub mod files;
pub mod times;

use crate::course::{Exercise, Kind};

/// What is said of what the compiler refuses.
const REFUSED: &str = "does not compile";

/// What is wrong: which exercise, and what.
#[derive(Debug)]
pub struct Fault {
    /// The exercise, or the lesson.
    pub of: String,
    /// What is wrong, for who wrote it.
    pub what: String,
}

impl Fault {
    /// Something that is wrong.
    pub fn new(of: &str, what: impl Into<String>) -> Fault {
        Fault {
            of: of.into(),
            what: what.into(),
        }
    }
}

/// An answer that comes with an exercise.
#[derive(Debug)]
pub struct Variant {
    /// The name of its module.
    pub name: String,
    /// The file, from the exercise's folder.
    pub file: String,
    /// What has to be said of it.
    pub word: String,
}

/// The answers that come with an exercise and can be compiled.
pub fn variants(exercise: &Exercise) -> Vec<Variant> {
    let variant = |name: &str, file: String, word: &str| Variant {
        name: name.into(),
        file,
        word: word.into(),
    };
    let about = &exercise.about;
    let mut variants = vec![
        variant("starter", "starter.rs".into(), &about.starter),
        variant("solution", "solution.rs".into(), "solved"),
    ];
    for (name, word) in &about.wrong {
        variants.push(variant(name, format!("wrong/{name}.rs"), word));
    }
    variants.retain(|variant| variant.word != REFUSED);
    variants
}

/// How an answer is compiled: a line of `open.rs` and of `variants.rs`.
fn line(exercise: &Exercise, name: &str, file: &str) -> String {
    line_by(exercise, name, file, &exercise.about.checkers)
}

fn line_by(exercise: &Exercise, name: &str, file: &str, by: &[String]) -> String {
    let about = &exercise.about;
    let mut line = format!("workbook::graded!({name} = {file:?}, by {}", by.join(" "));
    if about.kind == Kind::WriteTheModel {
        line += ", right = \"subject.rs\"";
        for mutant in about.mutants.keys() {
            line += &format!(", {mutant} = \"mutants/{mutant}.rs\"");
        }
    }
    line + ");"
}
