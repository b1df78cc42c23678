//! `serve` with honest clients: streams, uploads, limits, endings.

use crate::client::{hear, read_until};
use crate::lesson;
use crate::server::serve;
use lesson_testing::child::{failed, finish, refuses, run, text};
use lesson_testing::standard;
use std::io::Write;
use std::process::Command;

const RECORDS: &str = r#"{"id":0,"sensor":"attic","millidegrees":12685,"ok":true}
{"id":1,"sensor":"attic","millidegrees":-6788,"ok":true}
"#;

#[test]
fn the_first_record_comes_before_the_second_exists() {
    let server = serve(&[]);
    let stream = server.request("GET /records?n=2&every=10h HTTP/1.1");
    let came = read_until(&stream, "}\n");
    assert!(came.contains(r#"{"id":0,"#), "{came}");
    assert!(!came.contains(r#"{"id":1,"#), "{came}");
}

#[test]
fn a_stream_that_ends_has_its_last_chunk() {
    let server = serve(&[]);
    let said = server.ask("GET /records?n=3&every=1ms HTTP/1.1");
    assert_eq!(said.status(), 200);
    assert!(said.is_whole_stream(), "{said:?}");
    assert_eq!(said.records(), 3);
    let empty = server.ask("GET /records?n=0 HTTP/1.1");
    assert!(empty.body() == "0\r\n\r\n", "{empty:?}");
}

#[test]
fn a_producer_that_fails_cuts_the_connection_without_the_last_chunk() {
    let server = serve(&[]);
    for (fail, n) in [(0, 5), (2, 5), (5, 5)] {
        let said = server.ask(&format!("GET /records?n={n}&fail={fail} HTTP/1.1"));
        assert!(!said.is_whole_stream(), "{said:?}");
        assert_eq!(said.records(), fail);
    }
}

/// Its end would be the end of the connection, which a cut is too.
#[test]
fn a_client_that_knows_no_chunks_gets_no_stream() {
    let server = serve(&[]);
    let said = server.ask("GET /records?n=5&fail=2 HTTP/1.0");
    assert_eq!((said.status(), said.records()), (505, 0), "{said:?}");
    assert!(said.body().contains("ask with HTTP/1.1"), "{said:?}");
    assert_eq!(server.ask("GET / HTTP/1.0").status(), 200);
    let upload = "POST /upload HTTP/1.0\r\ncontent-length: 9\r\n\r\n123456789";
    assert_eq!(hear(server.connect(upload)).status(), 200);
}

#[test]
fn a_time_out_cuts_streams_and_refuses_uploads_and_the_server_goes_on() {
    let server = serve(&["--timeout=50ms"]);
    let said = server.ask("GET /records?n=2&every=10h HTTP/1.1");
    assert!(!said.is_whole_stream() && said.records() <= 1, "{said:?}");
    let stream =
        server.connect("PUT /upload HTTP/1.1\r\nhost: test\r\ncontent-length: 9\r\n\r\nhalf");
    let said = hear(stream);
    assert_eq!(said.status(), 408);
    assert_eq!(said.body(), "not done within 50ms\n");
    assert_eq!(server.ask("GET / HTTP/1.1").status(), 200);
}

#[test]
fn uploads_of_both_kinds_are_counted() {
    let server = serve(&[]);
    let answer = r#"{"bytes":9,"lines":0,"crc32":"cbf43926"}"#;
    for request in [
        "PUT /upload HTTP/1.1\r\nhost: test\r\ncontent-length: 9\r\n\r\n123456789",
        "POST /upload HTTP/1.1\r\nhost: test\r\ntransfer-encoding: chunked\r\n\r\n\
         4\r\n1234\r\n5\r\n56789\r\n0\r\n\r\n",
    ] {
        let said = hear(server.connect(request));
        assert_eq!((said.status(), said.body().trim_end()), (200, answer));
    }
    let nothing = server.ask("PUT /upload HTTP/1.1");
    assert_eq!(
        nothing.body().trim_end(),
        r#"{"bytes":0,"lines":0,"crc32":"00000000"}"#
    );
}

#[test]
fn an_upload_that_breaks_off_is_none() {
    let server = serve(&[]);
    let mut stream =
        server.connect("PUT /upload HTTP/1.1\r\nhost: test\r\ncontent-length: 9\r\n\r\n1234");
    stream.flush().unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let said = hear(stream);
    assert!(!said.0.contains("200 OK"), "{said:?}");
}

#[test]
fn what_is_too_long_is_refused() {
    let server = serve(&["--max-upload=1KiB"]);
    // Announced: at once, before any of it comes.
    let head = "PUT /upload HTTP/1.1\r\nhost: test\r\n";
    let announced = hear(server.connect(format!("{head}content-length: 1025\r\n\r\n")));
    assert_eq!(announced.status(), 413);
    assert_eq!(announced.body(), "an upload may have 1.02 kB at the most\n");
    let most = format!("{head}content-length: 1024\r\n\r\n{}", "x".repeat(1024));
    assert_eq!(hear(server.connect(most)).status(), 200);
    let chunks = format!(
        "{head}transfer-encoding: chunked\r\n\r\n401\r\n{}\r\n",
        "x".repeat(1025)
    );
    assert_eq!(hear(server.connect(chunks)).status(), 413);
    // A request's head as well.
    let head = format!(
        "GET /{} HTTP/1.1\r\nhost: test\r\n\r\n",
        "x".repeat(200_000)
    );
    assert_eq!(hear(server.connect(head)).status() / 100, 4);
}

#[test]
fn wrong_requests_are_told_what_would_be_right() {
    let server = serve(&[]);
    for (request, status, hint) in [
        ("GET /nothing HTTP/1.1", 404, "GET /records"),
        ("DELETE /upload HTTP/1.1", 405, "this takes PUT, POST"),
        ("POST /records HTTP/1.1", 405, "this takes GET"),
        ("GET /records?n=x HTTP/1.1", 400, "n=x: invalid digit"),
        ("GET /records?every=5 HTTP/1.1", 400, "write it as 30s"),
        (
            "GET /records?m=1 HTTP/1.1",
            400,
            "there is no \"m\"; try n, every or fail",
        ),
    ] {
        let said = server.ask(request);
        assert_eq!(said.status(), status, "{request}");
        assert!(said.body().contains(hint), "{said:?}");
    }
}

/// Runs curl, if there is one: its standard output and its status.
fn curl(args: &[&str]) -> Option<(String, i32)> {
    let output = match Command::new("curl")
        .args(["-sS", "--noproxy", "*"])
        .args(args)
        .output()
    {
        Ok(output) => output,
        Err(why) => {
            eprintln!("SKIPPED: curl cannot be run: {why}");
            return None;
        }
    };
    Some((text(&output.stdout).to_string(), output.status.code()?))
}

#[test]
fn curl_gets_records_and_notices_a_cut() {
    let server = serve(&["--max-upload=1MiB"]);
    let Some(got) = curl(&[&server.url("/records?n=2")]) else {
        return;
    };
    assert_eq!(got, (RECORDS.to_string(), 0));
    let (part, status) = curl(&[&server.url("/records?n=5&fail=2")]).unwrap();
    assert_eq!(part, RECORDS);
    assert_eq!(status, 18, "a transfer that ended too early");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "123456789").unwrap();
    let file = file.to_str().unwrap();
    let expected = "{\"bytes\":9,\"lines\":0,\"crc32\":\"cbf43926\"}\n";
    for args in [&["-T", file][..], &["--data-binary", "123456789"]] {
        let (said, status) = curl(&[args, &[&server.url("/upload")]].concat()).unwrap();
        assert_eq!((&*said, status), (expected, 0));
    }
    // Refused in the middle, and the answer is heard.
    std::fs::write(file, vec![0; 32 << 20]).unwrap();
    for more in [
        &[][..],
        &["-H", "Transfer-Encoding: chunked"],
        &["-H", "Expect:"],
    ] {
        let url = server.url("/upload");
        let args = [more, &["-w", "%{http_code}", "-T", file, &url]].concat();
        let (said, _) = curl(&args).unwrap();
        assert!(
            said.starts_with("an upload may have 1.05 MB at the most\n413"),
            "{said}"
        );
    }
}

#[test]
fn an_address_that_cannot_be_listened_on_is_named() {
    let server = serve(&[]);
    for address in [&*server.address, "nonsense", "127.0.0.1:99999"] {
        let output = run(&mut lesson(&["serve", "--addr", address]));
        let message = failed(&output);
        assert!(
            message.starts_with(&format!("error: cannot listen at {address}")),
            "{message}"
        );
    }
    refuses(
        &mut lesson(&["serve", "--max-upload=64kb"]),
        "write it as 512, 64KiB or 1GiB",
    );
}

#[cfg(target_os = "linux")]
#[test]
fn an_address_that_cannot_be_printed_ends_it() {
    standard::a_full_device_is_a_failure(lesson(&["serve"]));
}

/// Ctrl-C is a signal: Windows has another way, which std cannot send.
#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_with_all_its_streams() {
    use lesson_testing::child::interrupt;
    use std::io::Read;

    let mut server = serve(&["--stats"]);
    let waits = server.request("GET /records?n=2&every=10h HTTP/1.1");
    read_until(&waits, "\n\r\n");
    let unread = server.request("GET /records?n=99999999 HTTP/1.1");
    read_until(&unread, "\n\r\n");
    let half = server.connect("GET /rec");
    let child = server.child.take().unwrap();
    interrupt(&child);
    let output = finish(child);
    assert_eq!(output.status.code(), Some(0));
    let mut rest = String::new();
    server
        .output
        .take()
        .unwrap()
        .read_to_string(&mut rest)
        .unwrap();
    assert_eq!(rest, "");
    assert!(
        text(&output.stderr).starts_with("peak memory: "),
        "{output:?}"
    );
    assert!(!hear(waits).is_whole_stream());
    assert!(!hear(unread).is_whole_stream());
    drop(half);
    std::net::TcpStream::connect(&server.address).unwrap_err();
}

#[cfg(unix)]
#[test]
fn a_person_is_told_how_to_ask() {
    use lesson_testing::child::{interrupt, limited};
    use lesson_testing::terminal::{at_a_terminal, shown_until};

    let (child, mut screen) = at_a_terminal(lesson(&["serve", "--color=never"]), None);
    let (shown, screen) = limited(child.id(), move || {
        (shown_until(&mut screen, "ends it\r\n"), screen)
    });
    interrupt(&child);
    assert_eq!(finish(child).status.code(), Some(0));
    drop(screen);
    let (address, hint) = shown.split_once("\r\n").unwrap();
    assert!(address.starts_with("http://127.0.0.1:"), "{shown}");
    assert_eq!(
        hint,
        format!("Next: curl -N '{address}/records?n=5&every=1s'; Ctrl-C ends it\r\n")
    );
}
