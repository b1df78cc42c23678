//! Every exhibit under both checkers: the broken version fails as its label says, the fixed one passes.

use checker::Report;
use checker::recording::Verdict;
use museum::exhibit::{Exhibit, Loom, Version};
use museum::{exhibits, exhibits_for_loom, run, table};
use std::path::Path;

fn find(exhibits: &'static [Exhibit], file: &str) -> &'static Exhibit {
    let name = file.replace('_', "-");
    let exhibit = exhibits.iter().find(|exhibit| exhibit.name == name);
    exhibit.unwrap_or_else(|| panic!("{name} is not among the exhibits"))
}

/// It fails in this way; `None`: with any number of preemptions.
fn assert_fails(report: &Report, exhibit: &Exhibit, fewest: Option<u32>) {
    let Verdict::Fails {
        kind, preemptions, ..
    } = report.verdict()
    else {
        panic!("{}", report.screen());
    };
    assert_eq!(kind, exhibit.fails, "{}", report.screen());
    let fewest = fewest.unwrap_or(preemptions);
    assert_eq!(preemptions, fewest, "{}", report.screen());
}

/// Four tests for each exhibit.
macro_rules! exhibits {
    ($($file:ident),+ $(,)?) => {
        const FILES: &[&str] = &[$(stringify!($file)),+];

        $(
            mod $file {
                use super::*;

                #[test]
                fn broken_fails() {
                    let exhibit = find(exhibits(), stringify!($file));
                    let report = run::explorer(exhibit, Version::Broken);
                    assert_fails(&report, exhibit, Some(exhibit.preemptions));
                }

                #[test]
                fn fixed_holds() {
                    let exhibit = find(exhibits(), stringify!($file));
                    run::explorer(exhibit, Version::Fixed).holds();
                }

                #[test]
                fn broken_fails_under_loom() {
                    let exhibit = find(exhibits_for_loom(), stringify!($file));
                    let report = run::loom(exhibit, Version::Broken);
                    match exhibit.loom {
                        Loom::Misses => _ = report.holds(),
                        Loom::Both | Loom::Broken => assert_fails(&report, exhibit, None),
                    }
                }

                #[test]
                fn fixed_holds_under_loom() {
                    let exhibit = find(exhibits_for_loom(), stringify!($file));
                    if exhibit.loom != Loom::Broken {
                        run::loom(exhibit, Version::Fixed).holds();
                    }
                }
            }
        )+
    };
}

exhibits! {
    applied_twice,
    buffered,
    dead_waiter,
    dropped_permit,
    dropped_reservation,
    fair_semaphore,
    forgotten_permit,
    futurelock,
    half_frame,
    half_transfer,
    leaked_count,
    lock_across_await,
    lock_order,
    lost_handoff,
    lost_line,
    lost_response,
    lost_send,
    next_then,
    read_exact,
    released_permit,
    shared_notice,
    swallowed_error,
    unheard_notice,
    wrong_answer,
}

#[test]
fn every_exhibit_has_its_tests_and_its_file() {
    let mut names: Vec<_> = exhibits().iter().map(|exhibit| exhibit.name).collect();
    names.sort_unstable();
    let files: Vec<_> = FILES.iter().map(|file| file.replace('_', "-")).collect();
    assert_eq!(names, files);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/async_");
    for file in FILES {
        let source = std::fs::read_to_string(folder.join(format!("{file}.rs"))).unwrap();
        assert!(source.contains("// BUG"), "{file} marks its bug");
    }
}

/// With `INSTA_UPDATE=always` it writes the table.
#[test]
fn the_table_is_the_recorded_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/table.txt");
    let table = table::table();
    if std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always") {
        std::fs::write(&path, &table).unwrap();
    }
    let recorded = std::fs::read_to_string(&path).expect("`INSTA_UPDATE=always` writes it");
    assert_eq!(recorded, table);
}
