//! The JSON: it is read back as it was, and it has lines where a diff wants them.

use super::properties::recordings;
use super::screens::assert_screen;
use crate::{Recording, samples};

#[test]
fn json_is_read_back_as_it_was() {
    for recording in recordings() {
        let json = recording.to_json();
        let again = Recording::from_json(&json).expect("it is a recording");
        assert_eq!(again, recording);
        assert_eq!(again.to_json(), json);
    }
}

#[test]
fn json_of_another_schema_is_refused() {
    let json = samples::find("holds")
        .to_json()
        .replace("\"schema\":1", "\"schema\":2");
    let error = Recording::from_json(&json).expect_err("the schema is not known");
    assert!(error.to_string().contains("schema 2"), "{error}");
}

#[test]
fn the_json_has_a_line_for_each_step() {
    assert_screen("json", samples::find("done_blocks").to_json());
}
