//! The models of lesson 04, checked with loom: weak memory, every execution.

use models::sources::*;
use workbook::model::{self, sync};
use workbook::recording::{self, Style};

mod models;

#[test]
fn data_race() {
    let report = models::tally::data_race();
    // The program shows it, since it must not run it.
    let shown = recording::report(&report.recording, &Style::default());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/program/data_race.txt");
    if std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always") {
        std::fs::write(path, &shown).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), shown);
}
