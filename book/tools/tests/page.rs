//! The page "Which tool finds which bug" and its table: every bug has a row, and every number in the prose is the table's.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const TOOLS: [&str; 9] = [
    "rustc",
    "clippy",
    "plain",
    "go_deadlock",
    "go_vet",
    "go_race",
    "parking_lot",
    "loom",
    "explorer",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The rows of `book/measurements/tools.json`.
fn rows() -> Vec<Value> {
    let text = fs::read_to_string(root().join("book/measurements/tools.json")).unwrap();
    let file: Value = serde_json::from_str(&text).unwrap();
    file["rows"].as_array().unwrap().clone()
}

fn row(id: &str) -> Value {
    let rows = rows().into_iter();
    let mut rows = rows.filter(|row| row["trap"] == id);
    rows.next().unwrap_or_else(|| panic!("{id} has no row"))
}

fn verdict<'a>(row: &'a Value, tool: &str) -> &'a str {
    row["cells"][tool]["verdict"].as_str().unwrap()
}

/// How many bugs a tool found, `found` and `partly` alike.
fn found(tool: &str) -> usize {
    let found = |row: &&Value| ["found", "partly"].contains(&verdict(row, tool));
    rows().iter().filter(found).count()
}

fn times(id: &str, tool: &str) -> u64 {
    row(id)["cells"][tool]["times"].as_u64().unwrap()
}

fn files(folder: &str, extension: &str) -> BTreeSet<String> {
    let mut files = BTreeSet::new();
    for lesson in fs::read_dir(root().join("lessons")).unwrap() {
        let lesson = lesson.unwrap().path();
        let number = lesson.file_name().unwrap().to_string_lossy()[..2].to_string();
        let there = fs::read_dir(lesson.join(folder));
        for file in there.into_iter().flatten() {
            let file = file.unwrap().path();
            assert_eq!(file.extension().unwrap(), extension, "{}", file.display());
            let name = file
                .file_stem()
                .unwrap()
                .to_string_lossy()
                .replace('_', "-");
            files.insert(format!("{number}/{name}"));
        }
    }
    files
}

#[test]
fn every_bug_has_a_row_and_a_go_program() {
    let traps = files("src/traps", "rs");
    let rows: BTreeSet<String> = rows()
        .iter()
        .map(|row| row["trap"].as_str().unwrap().into())
        .collect();
    assert_eq!(rows, traps);
    assert_eq!(files("go/traps", "go"), traps);
}

#[test]
fn every_cell_has_a_value_and_a_reason_where_it_does_not_apply() {
    for row in rows() {
        for tool in TOOLS {
            let cell = &row["cells"][tool];
            match verdict(&row, tool) {
                "inapplicable" => assert!(cell["says"].is_string(), "{row}"),
                "found" | "partly" | "missed" => {}
                other => panic!("{other}"),
            }
            if let (Some(times), Some(of)) = (cell["times"].as_u64(), cell["of"].as_u64()) {
                assert!(times <= of && of > 0, "{row}");
            }
        }
    }
}

/// The Go programs stand for the bugs, so each must go wrong, unless Go's compiler refuses it or nothing but memory
/// that is read too early shows it.
#[test]
fn every_go_program_goes_wrong() {
    for row in rows() {
        if let Some(wrong) = row["go"][0].as_u64() {
            let races = row["cells"]["go_race"]["times"].as_u64().unwrap();
            assert!(wrong + races > 0, "{}", row["trap"]);
        }
    }
}

/// 1,234.
fn number(n: u64) -> String {
    checker::recording::number(n)
}

/// After how many runs the model of `lock-order` deadlocked for parking_lot.
fn until_it_hung() -> u64 {
    let row = row("04/lock-order");
    let said = row["cells"]["parking_lot"]["says"].as_str().unwrap();
    let (_, runs) = said.split_once("after ").unwrap();
    runs.trim_end_matches(" runs").parse().unwrap()
}

/// In which execution loom found a bug.
fn execution(trap: &str) -> u64 {
    let path = format!("lessons/04-word-tally/recordings/{trap}.json");
    let text = fs::read_to_string(root().join(path)).unwrap();
    let recording: Value = serde_json::from_str(&text).unwrap();
    recording["verdict"]["fails"]["executions"]
        .as_u64()
        .unwrap()
}

/// What the page claims, from the table.
fn claims() -> Vec<String> {
    let all = rows().len();
    let missed = all - 1 - found("explorer");
    let deadlocks = found("go_deadlock");
    let lost = row("04/lost-update");
    let [wrong, of] = [0, 1].map(|i| lost["go"][i].as_u64().unwrap());
    let runs = lost["cells"]["plain"]["of"].as_u64().unwrap();
    vec![
        format!("The checkers miss {missed} of {all} bugs"),
        format!("reports none of the {deadlocks} deadlocks"),
        format!("finds {deadlocks} deadlocks"),
        format!("In {} runs on real threads, no word was lost", number(runs)),
        format!("lost a word in {wrong} of {of} runs"),
        format!("took {} runs of the model", number(until_it_hung())),
    ]
}

#[test]
fn the_numbers_in_the_prose_are_those_of_the_table() {
    let page = fs::read_to_string(root().join("book/src/tools.md")).unwrap();
    let page: Vec<&str> = page.split_whitespace().collect();
    let page = page.join(" ");
    for claim in claims() {
        assert!(page.contains(&claim), "the page does not say {claim:?}");
    }
}

#[test]
fn what_the_page_says_of_tools_is_in_the_table() {
    assert_eq!(found("clippy"), 0, "clippy finds none");
    for row in rows() {
        assert_eq!(verdict(&row, "loom"), verdict(&row, "explorer"), "{row}");
        // Beside a goroutine that sleeps, Go's detector is silent.
        assert_eq!(row["go_beside"][0].as_u64().unwrap_or(0), 0, "{row}");
    }
    for id in ["04/guard-across-io", "08/buffer-everything"] {
        assert_eq!(verdict(&row(id), "loom"), "missed");
    }
    let lost = "04/lost-update";
    for tool in ["rustc", "go_vet", "go_deadlock", "go_race", "parking_lot"] {
        assert_eq!(verdict(&row(lost), tool), "missed");
    }
    assert_eq!(times(lost, "plain"), 0, "no word is lost");
    let order = "04/lock-order";
    for tool in ["go_deadlock", "parking_lot", "loom", "explorer"] {
        assert_eq!(verdict(&row(order), tool), "found", "{tool}");
    }
    assert_eq!(found("parking_lot"), 1, "lock-order alone");
    assert_eq!(execution("lock-order"), 3, "the third");
    assert_eq!(verdict(&row("08/shared-buffer"), "go_race"), "found");
    let vetted = ["03/add-inside", "05/wrong-end"];
    assert_eq!(found("go_vet"), vetted.len());
    for id in vetted {
        assert_eq!(verdict(&row(id), "go_vet"), "found");
    }
}
