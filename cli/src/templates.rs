//! Files that are the same in each lesson but for its number and its name.

/// The package that compiles a lesson's exercises: the names of its files in `exercises/`, and their text.
pub fn exercises(lesson: &str) -> [(&'static str, String); 2] {
    [
        (
            "Cargo.toml",
            include_str!("../templates/exercises/Cargo.toml"),
        ),
        (
            "graded.rs",
            include_str!("../templates/exercises/graded.rs"),
        ),
    ]
    .map(|(name, text)| (name, text.replace("@number@", lesson)))
}
