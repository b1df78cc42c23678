//! What an `Arc` says of its other handles, which threads drop without a step that a checker sees.

use super::Finding;

/// What an `Arc` says of its other handles: it is the standard library's for the checkers, too.
const COUNTED: [&str; 8] = [
    "downgrade",
    "get_mut",
    "into_inner",
    "make_mut",
    "new_cyclic",
    "strong_count",
    "try_unwrap",
    "weak_count",
];

/// What is wrong with a function of a type, whose import is `import`, if anything is.
pub fn function(line: usize, owner: &str, name: &str, import: &[String]) -> Option<Finding> {
    let is_seen = owner == "Rc" || import.iter().any(|part| part == "counted");
    let is_arc = owner == "Arc" || import.last().is_some_and(|last| last == "Arc");
    // Other types, too, have functions of these names.
    let is_common = ["get_mut", "into_inner"].contains(&name);
    if !COUNTED.contains(&name) || is_seen || is_common && !is_arc {
        return None;
    }
    let instead = match name {
        "downgrade" | "get_mut" | "into_inner" | "strong_count" | "try_unwrap" | "weak_count" => {
            "Import `super::sync::counted::Arc`, whose handles they do see"
        }
        _ => "Keep what threads have to know in a `super::sync::Mutex` or an atomic",
    };
    let text = format!(
        "`{owner}::{name}` depends on the handles that other threads have, and the checkers do not see \
         when a thread drops an `Arc`. {instead}"
    );
    Some(Finding::new(line, format!("path {owner}::{name}"), text))
}
