//! The models of lesson 04, in every interleaving that loom explores.

use checker::loom::{self as model, sync};
use checker::recording::{self, Style};

include!("models/all.rs");

#[test]
fn the_program_shows_the_data_race() {
    let shown = recording::report(&tally::data_race_of_two().recording, &Style::default());
    // Since it must not run it.
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/program/data_race.txt");
    if std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always") {
        std::fs::write(path, &shown).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), shown);
}
