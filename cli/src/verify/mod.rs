//! `verify`: the teacher's gate. Every exercise is what it says it is.
//!
//! | module | what it looks at |
//! |---|---|
//! | `files` | what lies there, and what has to |
//! | `answers` | starters, solutions and wrong answers, graded |
//! | `batch` | answers that no file of the clone holds, compiled at once |
//! | `edits` | every single edit of a solution, graded |
//! | `times` | how long a learner waits |

pub mod answers;
mod batch;
pub mod edits;
pub mod files;
pub mod times;

use crate::compile::edited;
use crate::course::Exercise;
use crate::diagnose;
use std::path::PathBuf;

/// What is said of what the compiler refuses.
const NOT_COMPILED: &str = "does not compile";
/// What is said of what is refused before it is compiled.
const REFUSED: &str = "refused";
/// The answer that an exercise begins with.
const STARTER: &str = "starter";

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
    /// The file, from the exercise's folder, without its ending.
    pub file: String,
    /// What has to be said of it.
    pub word: String,
}

impl Variant {
    /// Where it lies.
    pub fn path(&self, exercise: &Exercise) -> PathBuf {
        edited::path(&exercise.folder, &self.file)
    }

    /// How it is called: `wrong/late.rs`.
    pub fn shown(&self, exercise: &Exercise) -> String {
        let path = self.path(exercise);
        let path = path.strip_prefix(&exercise.folder).unwrap_or(&path);
        path.display().to_string().replace('\\', "/")
    }

    /// Whether it is no answer but what one is graded by: the program with a line changed.
    pub fn is_program(&self) -> bool {
        self.file.starts_with(diagnose::FOLDER)
    }

    /// Whether it is compiled with the others, and graded.
    pub fn is_compiled(&self) -> bool {
        self.word != NOT_COMPILED && self.word != REFUSED
    }
}

/// The answers that come with an exercise.
pub fn variants(exercise: &Exercise) -> Vec<Variant> {
    let variant = |name: &str, file: String, word: &str| Variant {
        name: name.into(),
        file,
        word: word.into(),
    };
    let about = &exercise.about;
    let mut variants = vec![
        variant(STARTER, STARTER.into(), &about.starter),
        variant("solution", "solution".into(), "solved"),
    ];
    for name in &about.right {
        variants.push(variant(name, format!("right/{name}"), "solved"));
    }
    for (name, word) in &about.wrong {
        variants.push(variant(name, format!("wrong/{name}"), word));
    }
    for (name, word) in &about.hostile {
        variants.push(variant(name, format!("hostile/{name}"), word));
    }
    for (letter, line) in &about.lines {
        let name = format!("line_{}", letter.to_ascii_lowercase());
        variants.push(variant(&name, diagnose::file(*letter), &line.word));
    }
    variants
}
