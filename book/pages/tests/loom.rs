//! The models of the book's pages, in every interleaving that loom explores.

use checker::loom::{self as model, sync};
use checker::recording::{Style, report};

/// Whether a load may return an older value, where its ordering allows that.
const WEAK: bool = true;

include!("models/all.rs");

/// What a person sees of the mutant, as the page shows it.
#[test]
fn the_page_shows_how_the_mutant_fails() {
    let shown = first::two_steps().recording;
    let shown = report(&shown, &Style::default());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/output/two-steps.txt");
    if std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always") {
        std::fs::write(path, &shown).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), shown);
}
