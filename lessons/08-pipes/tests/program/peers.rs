//! The Go programs that the lesson is timed beside do the same work.

use crate::databases::unzipped;
use crate::{FOLDER, lesson};
use lesson_testing::child::run;
use lesson_testing::files::folder;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds the program in `go/` of this name, into a folder. `None`, and loudly: there is no Go.
fn built(name: &str, into: &Path) -> Option<PathBuf> {
    let root = Path::new(FOLDER).ancestors().nth(2).expect("a workspace");
    // Where CI puts it.
    let ours = root.join("target/go/bin/go");
    let go = if ours.exists() { ours } else { "go".into() };
    let out = into.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let mut command = Command::new(go);
    command.args(["build", "-o"]).arg(&out).arg(".");
    command.env("GOTOOLCHAIN", "local").env("CGO_ENABLED", "0");
    match command
        .current_dir(Path::new(FOLDER).join("go").join(name))
        .status()
    {
        Ok(status) => {
            assert!(status.success());
            Some(out)
        }
        Err(why) => {
            eprintln!("SKIPPED: go cannot be run: {why}");
            None
        }
    }
}

fn lines(command: &mut Command) -> String {
    let output = run(command);
    assert!(output.status.success(), "{output:?}");
    unzipped(&output.stdout)
}

/// Of as many rows as the demonstration table has: the peer's are made, as it has no database.
#[test]
fn an_export_in_go_has_the_same_lines() {
    let here = folder(&[]);
    let Some(peer) = built("peer-export", here.path()) else {
        return;
    };
    for rows in ["0", "1", "30000"] {
        let name = format!("db-{rows}");
        let args = ["export", &name, "--demo", rows, "--table=records"];
        let ours = lines(lesson(&args).current_dir(here.path()));
        let mut peer = lesson_testing::child::program(peer.to_str().expect("UTF-8"), &[]);
        let theirs = lines(peer.args(["-rows", rows]));
        assert_eq!(ours.lines().count().to_string(), rows);
        let lines = ours.lines().zip(theirs.lines());
        lines.for_each(|(ours, theirs)| assert_eq!(ours, theirs));
        assert_eq!(ours.len(), theirs.len());
    }
}
