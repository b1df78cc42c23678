//! Hellos: protocols, the books, Ctrl-C, outputs that fail.

use crate::lesson;
use lesson_testing::child::{failed, run, text};
use lesson_testing::standard;
use std::process::Output;

/// The numbers in the account.
fn numbers(output: &Output) -> Vec<u64> {
    let line = text(&output.stderr).lines().nth(1).expect("an account");
    assert!(line.starts_with("threads: "), "{line}");
    lesson_testing::traps::numbers(line)
}

/// The hellos that came, which must be numbered.
fn hellos(output: &Output) -> u64 {
    let mut n = 0;
    for line in text(&output.stdout).lines() {
        n += 1;
        assert_eq!(line, format!("hello {n}"));
    }
    n
}

#[test]
fn every_protocol_says_hello_and_leaves_nothing_behind() {
    for (variant, channels) in [("done", 2), ("drop", 1), ("join", 2)] {
        let output = run(&mut lesson(&[
            "--every=10ms",
            "--for=200ms",
            "--variant",
            variant,
        ]));
        assert_eq!(output.status.code(), Some(0));
        assert!(text(&output.stderr).starts_with("Done\nthreads: "));
        let [started, ended, sent, received, dropped, open, opened] = numbers(&output)[..] else {
            panic!("{output:?}");
        };
        assert_eq!((started, ended), (1, 1));
        assert_eq!((open, opened), (0, channels));
        assert_eq!(received, hellos(&output));
        assert_eq!(sent, received + dropped);
        match variant {
            "join" => assert_eq!(dropped, 0),
            // It learns by sending that no receiver is left.
            "drop" => assert_eq!(dropped, 1),
            _ => assert!(dropped <= 1),
        }
    }
}

#[test]
fn it_ends_also_before_the_first_hello_and_with_times_beyond_all_clocks() {
    for variant in ["done", "drop", "join"] {
        let variant = format!("--variant={variant}");
        let output = run(&mut lesson(&["--for=0s", &variant]));
        assert_eq!(output.status.code(), Some(0));
        assert!(hellos(&output) <= 1);
        let beyond = "--every=9999999999999s";
        let output = run(&mut lesson(&[beyond, "--for=50ms", &variant]));
        assert_eq!(output.status.code(), Some(0));
    }
}

#[test]
fn time_to_stop_is_measured_with_one_sender_and_with_many() {
    for variant in ["done", "drop", "join"] {
        for senders in ["1", "10", "200"] {
            let args = ["--stop-time", senders, "--rounds=3", "--variant", variant];
            let said = lesson_testing::child::said(&mut lesson(&args));
            let start = format!("{senders} sender");
            assert!(said.starts_with(&start), "{said}");
            assert!(said.ends_with("(median of 3 rounds)\n"), "{said}");
        }
    }
}

#[test]
fn a_closed_output_ends_it_quietly() {
    standard::a_closed_output_is_no_failure(lesson(&["--for=24h"]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_a_failure() {
    standard::a_full_device_is_a_failure(lesson(&["--for=24h"]));
}

#[test]
fn a_blocked_output_is_reported() {
    let (_reader, full) = std::io::pipe().unwrap();
    for time in ["--for=50ms", "--for=1s", "--for=20s"] {
        let mut command = lesson(&["--every=0s", time]);
        let output = run(command.stdout(full.try_clone().unwrap()));
        // On a loaded machine the pipe may not be full by then.
        if output.status.code() == Some(0) {
            continue;
        }
        let message = failed(&output);
        assert!(
            message.ends_with(" bytes were read and not written\n"),
            "{message}"
        );
        return;
    }
    panic!("the output was never blocked");
}

#[cfg(unix)]
#[test]
fn ctrl_c_goes_through_the_protocol() {
    use lesson_testing::child::{finish, interrupt, limited};
    use std::io::Read;

    for variant in ["done", "drop", "join"] {
        // Whether a sender waits long or not at all.
        for every in ["--every=24h", "--every=1ms"] {
            let mut command = lesson(&["--for=24h", every, "--variant", variant]);
            let mut child = command.spawn().unwrap();
            let mut output = child.stdout.take().unwrap();
            let child = limited(child.id(), move || {
                output.read_exact(&mut [0; 8]).unwrap();
                interrupt(&child);
                output.read_to_end(&mut vec![]).unwrap();
                child
            });
            let output = finish(child);
            assert_eq!(output.status.code(), Some(130));
            let [1, 1, sent, received, dropped, 0, _] = numbers(&output)[..] else {
                panic!("{output:?}");
            };
            assert_eq!(sent, received + dropped);
        }
    }
}
