//! What is a trap and what is none, of a technique of a few lines.

use super::{Difference, differing};

const TECHNIQUE: &str = "\
use crate::sync::Mutex;

pub struct Jar {
    coins: Mutex<u64>,
}

impl Jar {
    pub fn new(coins: u64) -> Self {
        Jar {
            coins: Mutex::new(coins),
        }
    }

    /// Adds some.
    pub fn add(&self, coins: u64) -> u64 {
        let mut held = self.coins.lock();
        *held += coins;
        *held
    }
}

pub fn double(coins: &u64) -> u64 {
    2 * *coins
}
";

/// A trap that takes the rest from the technique.
fn trap(stated: &str) -> Difference {
    let trap = format!("use crate::jar::Jar;\n\n{stated}");
    differing(&trap, TECHNIQUE, "jar")
}

fn added_removed(found: &Difference) -> (usize, usize) {
    (found.added, found.removed)
}

#[test]
fn a_marked_function_lacks_one_line_and_has_another() {
    let found = trap(
        "\
/// Adds some.
pub fn add(jar: &Jar, coins: u64) -> u64 {
    let mut held = jar.coins.lock();
    // TRAP: forgets what was there.
    *held = coins;
    *held
}
",
    );
    assert_eq!(added_removed(&found), (1, 1));
    assert!(found.where_marked);
}

#[test]
fn a_mark_on_what_is_right_is_refused() {
    for mark in ["", "    // TRAP: none.\n"] {
        let add = format!(
            "\
/// Explained in another way.
// TRAP: says so, but is not one.
pub(crate) fn add(
    jar: &Jar,
    coins: u64,
) -> u64 {{
    let mut held = jar
        .coins
        .lock();
{mark}    *held += coins; // All of them.
    *held
}}
"
        );
        assert!(!trap(&add).where_marked, "{add}");
    }
}

#[test]
fn a_mark_on_what_is_right_of_the_technique_within_is_refused() {
    let found = trap(
        "\
impl Wrapped {
    pub fn add(&self, coins: u64) -> u64 {
        // TRAP: none.
        let mut held = self.0.coins.lock();
        *held += coins;
        *held
    }
}
",
    );
    assert!(!found.where_marked);
}

#[test]
fn one_mark_on_what_is_right_is_refused_although_another_is_not() {
    let found = trap(
        "\
pub fn new(coins: u64) -> Jar {
    // TRAP: none.
    Jar {
        coins: Mutex::new(coins),
    }
}

pub fn double(coins: &u64) -> u64 {
    // TRAP: not twice.
    *coins
}
",
    );
    assert_eq!(added_removed(&found), (1, 1));
    assert!(!found.where_marked);
}

#[test]
fn a_trap_without_a_mark_at_a_function_is_refused_if_it_imports() {
    let found = trap("// TRAP: of what?\nstruct Coin;\n\npub fn other() {}\n");
    assert!(!found.where_marked);
}

#[test]
fn lines_in_another_order_are_a_mistake() {
    let found = trap(
        "\
pub fn add(jar: &Jar, coins: u64) -> u64 {
    // TRAP: the wrong way round.
    *held += coins;
    let mut held = jar.coins.lock();
    *held
}
",
    );
    assert_eq!(added_removed(&found), (0, 0));
    assert!(found.where_marked);
}

#[test]
fn a_signature_is_compared() {
    let result = trap(
        "\
pub fn add(jar: &Jar, coins: u64) -> u32 {
    // TRAP: too small.
    let mut held = jar.coins.lock();
    *held += coins;
    *held
}
",
    );
    assert_eq!(added_removed(&result), (1, 1));
    assert!(result.where_marked);
    let first = trap("// TRAP: half.\npub fn double(coins: &u32) -> u64 {\n    2 * *coins\n}\n");
    assert!(first.where_marked);
}

#[test]
fn a_marked_function_that_the_technique_lacks_is_added_as_a_whole() {
    let found = trap(
        "\
fn take(jar: &Jar, coins: u64) -> u64 {
    let mut held = jar.coins.lock();
    // TRAP: below zero.
    *held -= coins;
    *held
}
",
    );
    assert_eq!(added_removed(&found), (4, 0));
    assert!(found.where_marked);
}

#[test]
fn a_trap_that_imports_nothing_is_compared_whole() {
    let wrong = TECHNIQUE.replace("*held += coins;", "// TRAP: forgets.\n*held = coins;");
    let found = differing(&wrong, TECHNIQUE, "jar");
    assert_eq!(added_removed(&found), (1, 1));
    assert!(found.where_marked);
    for mark in ["    coins: Mutex", "        *held += coins"] {
        let right = TECHNIQUE.replacen(mark, &format!("// TRAP: none.\n{mark}"), 1);
        let right = format!("use std::io;\n{right}");
        let found = differing(&right, TECHNIQUE, "jar");
        assert_eq!(added_removed(&found), (1, 0));
        assert!(!found.where_marked, "{right}");
    }
}
