//! `cost`: what a write costs.

use crate::lesson;
use lesson_testing::child::{ended, refused, refuses, run, said, text};

#[test]
fn each_pipe_is_measured() {
    for pipe in ["handover", "ring", "copying", "os", "memory"] {
        for size in ["1", "64KiB"] {
            let args = ["cost", "--writes=20", "--size", size, "--pipe", pipe];
            let said = said(&mut lesson(&args));
            let bytes = if size == "1" { "1" } else { "65536" };
            let start = format!("{pipe}: 20 writes of {bytes} bytes, ");
            assert!(said.starts_with(&start), "{said}");
            assert!(said.ends_with(" GB/s\n"), "{said}");
        }
    }
}

#[test]
fn writes_of_nothing_are_measured_too() {
    for pipe in ["handover", "ring", "copying", "os", "memory"] {
        said(&mut lesson(&[
            "cost",
            "--writes=9",
            "--size=0",
            "--pipe",
            pipe,
        ]));
    }
}

#[test]
fn a_time_out_ends_it() {
    for pipe in ["handover", "ring", "copying", "os", "memory"] {
        let args = [
            "cost",
            "--timeout=20ms",
            "--writes=18446744073709551615",
            "--pipe",
            pipe,
        ];
        let output = run(&mut lesson(&args));
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(text(&output.stdout), "");
        let error = "error: cannot measure: not done within 20ms\n";
        assert_eq!(text(&output.stderr), error, "{pipe}");
    }
}

#[test]
fn sizes_and_numbers_are_checked() {
    refuses(
        &mut lesson(&["cost", "--size=big"]),
        "write it as 512, 64KiB or 1GiB",
    );
    refuses(
        &mut lesson(&["cost", "--size=1TiB"]),
        "at most 256MiB are written at once",
    );
    refused(&mut lesson(&["cost", "--writes=0"]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_size_that_memory_cannot_hold_is_a_failure() {
    use lesson_testing::user::after;

    let executable = lesson(&[]).get_program().to_owned();
    let executable = executable.to_str().unwrap();
    let args = ["cost", "--size=256MiB", "--writes=1", "--pipe=memory"];
    let output = run(&mut after("ulimit -v 300000", executable, &args));
    ended(&output, 1, "error: cannot measure: out of memory\n");
}
