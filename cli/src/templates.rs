//! Files that are the same in each lesson but for its number and its name, and skeletons of new ones.
//!
//! A line of a skeleton that says `NEW:` is what its author has to write: `verify` names those that are left.

/// What marks such a line.
pub const NEW: &str = "NEW: ";

/// Names of files, and what they hold.
type Files<const N: usize> = [(&'static str, &'static str); N];

const EXERCISES: Files<2> = [
    (
        "Cargo.toml",
        include_str!("../templates/exercises/Cargo.toml"),
    ),
    (
        "graded.rs",
        include_str!("../templates/exercises/graded.rs"),
    ),
];

/// The folder of a new exercise.
pub const EXERCISE: Files<4> = [
    (
        "exercise.toml",
        include_str!("../templates/exercise/exercise.toml"),
    ),
    ("model.rs", include_str!("../templates/exercise/model.rs")),
    (
        "solution.rs",
        include_str!("../templates/exercise/solution.rs"),
    ),
    (
        "starter.rs",
        include_str!("../templates/exercise/starter.rs"),
    ),
];

/// The folder of a new lesson, without its exercises.
pub const LESSON: Files<9> = [
    ("Cargo.toml", include_str!("../templates/lesson/Cargo.toml")),
    ("README.md", include_str!("../templates/lesson/README.md")),
    (
        "src/@name@.rs",
        include_str!("../templates/lesson/src/technique.rs"),
    ),
    ("src/lib.rs", include_str!("../templates/lesson/src/lib.rs")),
    (
        "src/main.rs",
        include_str!("../templates/lesson/src/main.rs"),
    ),
    (
        "tests/explorer.rs",
        include_str!("../templates/lesson/tests/explorer.rs"),
    ),
    (
        "tests/loom.rs",
        include_str!("../templates/lesson/tests/loom.rs"),
    ),
    (
        "tests/models/all.rs",
        include_str!("../templates/lesson/tests/models/all.rs"),
    ),
    (
        "tests/models/holding.rs",
        include_str!("../templates/lesson/tests/models/holding.rs"),
    ),
];

/// A new trap.
pub const TRAP: &str = include_str!("../templates/trap/trap.rs");

/// The package that compiles a lesson's exercises: the names of its files in `exercises/`, and their text.
pub fn exercises(lesson: &str) -> [(&'static str, String); 2] {
    EXERCISES.map(|(name, text)| (name, filled(text, &[("number", lesson)])))
}

/// The text with each `@name@` replaced by what stands for it.
pub fn filled(text: &str, names: &[(&str, &str)]) -> String {
    let replace = |text: String, (name, by): &(&str, &str)| text.replace(&format!("@{name}@"), by);
    names.iter().fold(text.to_string(), replace)
}
