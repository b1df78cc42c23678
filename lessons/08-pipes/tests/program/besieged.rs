//! `serve` with clients that stall, stop reading, send garbage, or are many: the next honest one is
//! answered, and threads and memory stay bounded.
//!
//! `WORKBOOK_SOAK=1` takes the full numbers (`.ci/soak`); else it is a fiftieth.

use crate::client::{Said, hear, read_until};
use crate::server::{Serve, serve};
use lesson_testing::files::random;
use std::net::TcpStream;
use std::time::Instant;

/// So many with the full numbers, else a fiftieth.
fn many(n: usize) -> usize {
    if std::env::var_os("WORKBOOK_SOAK").is_some() {
        n
    } else {
        (n / 50).max(4)
    }
}

/// An honest client is answered; the figures are for a person who looks.
fn answers(server: &Serve, besieged_by: &str) {
    let started = Instant::now();
    let said = server.ask("GET /records?n=3 HTTP/1.1");
    let took = started.elapsed();
    assert_eq!(said.status(), 200, "{said:?}");
    assert!(said.is_whole_stream() && said.records() == 3, "{said:?}");
    let (threads, peak) = (server.status("Threads"), server.status("VmHWM"));
    println!("{besieged_by}: answered after {took:?}; {threads} threads, peak {peak} KiB");
    // One that serves, one for Ctrl-C, two for each of 32 streams.
    assert!(threads <= 2 + 2 * 32, "{threads} threads");
    // Far less than one MiB for each connection.
    assert!(peak < 24 * 1024, "{peak} KiB");
}

/// As [`answers`], where a client that is held up by its machine is shown out too.
fn answers_at_last(server: &Serve, besieged_by: &str) {
    while ask_again(server).0.is_empty() {}
    println!("{besieged_by}: answered");
}

/// Asks, and does not mind when it is too full.
fn ask_again(server: &Serve) -> Said {
    loop {
        let said = server.ask("GET /records?n=0 HTTP/1.1");
        if said.0.is_empty() || said.status() != 503 {
            return said;
        }
    }
}

const HALVES: [&str; 4] = [
    "",
    "GET /records HTT",
    "PUT /upload HTTP/1.1\r\nhost: test\r\ncontent-length: 1000\r\n\r\nhalf",
    "PUT /upload HTTP/1.1\r\nhost: test\r\ntransfer-encoding: chunked\r\n\r\n5\r\nha",
];

fn besiege(server: &Serve, n: usize, requests: &[&str]) -> Vec<TcpStream> {
    let requests = requests.iter().cycle().take(n);
    requests.map(|request| server.connect(request)).collect()
}

#[test]
fn two_hundred_half_sent_requests() {
    let server = serve(&["--idle=24h"]);
    let held = besiege(&server, many(200), &HALVES);
    answers(&server, &format!("{} half-sent requests", held.len()));
}

/// Twice as many as it keeps: those that keep it waiting go, the oldest first.
#[test]
fn a_thousand_connections() {
    let most = many(500);
    let server = serve(&["--idle=24h", &format!("--connections={most}")]);
    let mut held = besiege(&server, 2 * most, &HALVES[..2]);
    answers(
        &server,
        &format!("{} connections, {most} at a time", held.len()),
    );
    let said = hear(held.remove(0));
    assert_eq!(said.0, "", "the first was shown out");
}

#[test]
fn clients_that_stop_reading() {
    let server = serve(&["--idle=24h"]);
    let endless = "GET /records?n=99999999999 HTTP/1.1\r\nhost: test\r\n\r\n";
    // More than there are streams: each fills what the sockets hold, and has to make way.
    let held = besiege(&server, many(2000), &[endless]);
    assert_eq!(server.ask("GET / HTTP/1.1").status(), 200);
    assert_eq!(ask_again(&server).status(), 200);
    answers(&server, &format!("{} clients that do not read", held.len()));
}

/// The server makes the pauses: its clients may wait.
#[test]
fn a_slow_stream_is_no_stalled_client() {
    let server = serve(&["--idle=20ms"]);
    let request = "GET /records?n=2&every=200ms HTTP/1.1";
    let said = loop {
        let said = server.ask(request);
        // Else the request was held up by the machine.
        if !said.0.is_empty() {
            break said;
        }
    };
    assert!(said.is_whole_stream() && said.records() == 2, "{said:?}");
}

#[test]
fn half_sent_requests_end_when_they_were_idle_for_too_long() {
    let server = serve(&["--idle=50ms"]);
    for half in HALVES {
        let said = hear(server.connect(half));
        assert!(!said.0.contains("200 OK"), "{said:?}");
    }
    answers_at_last(&server, "idle clients");
}

#[test]
fn garbage() {
    let server = serve(&["--idle=1s"]);
    let noise = random(many(5000) * 100);
    for bytes in noise.chunks(100) {
        drop(server.connect(bytes));
    }
    for request in [
        "\r\n\r\n\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET / HTTP/1.1\r\nhost: test\r\ncontent-length: -1\r\n\r\n",
        "PUT /upload HTTP/1.1\r\nhost: test\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
        "PUT /upload HTTP/1.1\r\nhost: test\r\ntransfer-encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
        "PUT /upload HTTP/1.1\r\nhost: test\r\ntransfer-encoding: chunked\r\n\r\nno number\r\n",
    ] {
        let said = hear(server.connect(format!("{request}\r\n\r\n")));
        assert!(!said.0.contains("200 OK"), "{request:?}: {said:?}");
    }
    answers_at_last(&server, "garbage");
}

#[test]
fn clients_that_go_in_the_middle() {
    let server = serve(&[]);
    for _ in 0..many(2000) {
        let stream = server.request("GET /records?n=2&every=24h HTTP/1.1");
        read_until(&stream, "\n\r\n");
    }
    answers(&server, "clients that have gone");
}
