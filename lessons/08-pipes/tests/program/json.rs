//! `json`: records that are printed or sent, each batch before the next.

use crate::client::read_until;
use crate::lesson;
use lesson_testing::child::{failed, finish, limited, refuses, run, said, text};
use lesson_testing::standard;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

#[test]
fn records_are_printed_as_json_lines_or_as_a_table() {
    let lines = concat!(
        r#"{"id":0,"sensor":"attic","millidegrees":12685,"ok":true}"#,
        "\n",
        r#"{"id":1,"sensor":"attic","millidegrees":-6788,"ok":true}"#,
        "\n",
    );
    // Standard output is a pipe here.
    for more in [&[][..], &["--format=json"]] {
        let said = said(lesson(&["json", "--records=2"]).args(more));
        assert_eq!(said, lines, "{more:?}");
    }
    let table = &["json", "--records", "3", "--format=table"];
    insta::assert_snapshot!(said(&mut lesson(table)), @r"
           0  attic     12.685 °C
           1  attic     -6.788 °C
           2  attic     25.734 °C
    ");
    assert_eq!(said(&mut lesson(&["json", "--records", "0"])), "");
}

#[test]
fn every_way_of_writing_prints_the_same() {
    let expected = said(&mut lesson(&["json", "--records", "700"]));
    assert_eq!(expected.lines().count(), 700);
    for way in ["--batch=1", "--batch=100000", "--every=1us", "--piecemeal"] {
        assert!(
            said(&mut lesson(&["json", "--records", "700", way])) == expected,
            "{way}"
        );
    }
}

#[test]
fn the_first_batch_is_there_before_the_second_exists() {
    let mut child = lesson(&["json", "--batch=2", "--every=10h"])
        .spawn()
        .unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let lines = limited(child.id(), move || {
        let mut lines = String::new();
        output.read_line(&mut lines).unwrap();
        output.read_line(&mut lines).unwrap();
        lines
    });
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(lines.lines().count(), 2);
}

#[test]
fn the_first_batch_is_sent_before_the_second_exists() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let mut child = lesson(&["json", "--every=10h", "--url", &url])
        .spawn()
        .unwrap();
    let head = limited(child.id(), move || {
        let (stream, _) = listener.accept().unwrap();
        let head = read_until(&stream, "\r\n\r\n");
        let first = read_until(&stream, "\n\r\n");
        assert!(first.contains(r#"{"id":0,"#), "{first}");
        head.to_lowercase()
    });
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(
        head.contains("\r\ntransfer-encoding: chunked\r\n"),
        "{head}"
    );
    assert!(!head.contains("content-length"), "{head}");
}

#[test]
fn a_server_of_its_own_says_what_came() {
    let output = run(&mut lesson(&["json", "--records=1000", "--url=own"]));
    assert_eq!(output.status.code(), Some(0));
    let expected = "{\"bytes\":59647,\"lines\":1000,\"crc32\":\"fbc108e5\"}\n";
    assert_eq!(text(&output.stdout), expected);
}

#[test]
fn a_time_out_closes_the_pipe_with_an_error() {
    for more in [&[][..], &["--url=own"]] {
        let output = run(lesson(&["json", "--every=10h", "--timeout=50ms"]).args(more));
        let message = failed(&output);
        assert!(message.ends_with("not done within 50ms\n"), "{message}");
    }
    let output = run(&mut lesson(&[
        "json",
        "--timeout=24h",
        "--records=2",
        "--stats",
    ]));
    assert_eq!(output.status.code(), Some(0));
    assert!(
        text(&output.stderr).starts_with("peak memory: "),
        "{output:?}"
    );
}

#[test]
fn outputs_that_are_closed_or_full() {
    standard::a_closed_output_is_no_failure(lesson(&["json", "--records=100000"]));
    // As soon as the reader is gone, also in a pause: here it is the third line that fails at the latest.
    standard::a_closed_output_is_no_failure(lesson(&["json", "--every=1ms", "--records=100000"]));
    #[cfg(target_os = "linux")]
    standard::a_full_device_is_a_failure(lesson(&["json", "--records=100000"]));
}

#[test]
fn wrong_usage() {
    for (args, hint) in [
        (
            &["json", "--url=https://localhost/"][..],
            "only http:// is spoken here",
        ),
        (&["json", "--url=nonsense"], "http://127.0.0.1:8080/upload"),
        (&["json", "--batch=0"], "0 is not in 1..=100000"),
        (&["json", "--every=5"], "write it as 30s"),
        (&["json", "--batch=2", "--piecemeal"], "cannot be used with"),
        (&["jsn"], "json"),
    ] {
        refuses(&mut lesson(args), hint);
    }
}

/// A server that breaks off in the middle of its answer.
#[test]
fn an_answer_that_breaks_off_is_a_failure() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let child = lesson(&["json", "--url", &url]).spawn().unwrap();
    limited(child.id(), move || {
        let (mut stream, _) = listener.accept().unwrap();
        read_until(&stream, "\r\n0\r\n\r\n");
        let part = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\npart";
        stream.write_all(part).unwrap();
    });
    let output = finish(child);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), ""));
    let message = text(&output.stderr);
    assert!(
        message.starts_with(&format!("error: cannot post to {url}: ")),
        "{message}"
    );
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_in_a_pause() {
    use lesson_testing::child::interrupt;
    use rustix::process::Signal;
    use std::io::Read;
    use std::os::unix::process::ExitStatusExt;

    let mut child = lesson(&["json", "--every=10h"]).spawn().unwrap();
    child.stdout.as_mut().unwrap().read_exact(&mut [0]).unwrap();
    interrupt(&child);
    assert_eq!(finish(child).status.signal(), Some(Signal::INT.as_raw()));
}

#[cfg(unix)]
#[test]
fn a_person_is_told_what_to_try_next() {
    let (shown, status) =
        lesson_testing::terminal::shown(lesson(&["json", "--records=1", "--color=never"]));
    assert_eq!(status, Some(0));
    assert!(
        shown.starts_with("       0  attic     12.685 °C"),
        "{shown}"
    );
    let last = shown.lines().last();
    assert_eq!(
        last,
        Some("Next: cargo run --bin lesson-08 -- json --records 6 --every 1s")
    );
}

#[cfg(unix)]
#[test]
fn a_terminal_gets_json_lines_if_they_are_asked_for() {
    let command = lesson(&["json", "--records=1", "--format=json", "--color=never"]);
    let (shown, status) = lesson_testing::terminal::shown(command);
    assert_eq!(status, Some(0));
    assert!(shown.starts_with(r#"{"id":0,"sensor":"attic","#), "{shown}");
}
