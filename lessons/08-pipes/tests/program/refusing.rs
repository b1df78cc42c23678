//! `serve` refuses requests that two readers could understand differently, and answers clients that
//! send nothing more.

use crate::client::{hear, read_until};
use crate::server::serve;
use lesson_testing::child::limited;
use std::net::Shutdown;

/// The table of `src/program/serve/head.rs`, row by row.
#[test]
fn every_row_of_the_table_of_heads() {
    const BODY: &str = "3\r\nabc\r\n0\r\n\r\n";
    let server = serve(&[]);
    let get = |version: &str, headers: &str| format!("GET / HTTP/{version}\r\n{headers}\r\n");
    let put = |version: &str, headers: &str| {
        format!("PUT /upload HTTP/{version}\r\nHost: x\r\n{headers}\r\n{BODY}")
    };
    for (request, status) in [
        (get("1.1", ""), 400),
        (get("1.1", "Host: x\r\nHost: x\r\n"), 400),
        (get("1.1", "Host: x\r\nHost: y\r\n"), 400),
        (get("1.0", "Host: x\r\nHost: y\r\n"), 400),
        (get("1.1", "Host: a b\r\n"), 400),
        (get("1.1", "Host: a/b\r\n"), 400),
        (get("1.1", "Host: user@a\r\n"), 400),
        (get("1.1", "Host: a:b\r\n"), 400),
        (get("1.1", "Host: a:80:80\r\n"), 400),
        (get("1.1", "Host: [::1\r\n"), 400),
        (get("1.1", "Host: \u{e9}\r\n"), 400),
        (get("1.0", ""), 200),
        (get("1.1", "Host:\r\n"), 200),
        (get("1.1", "Host: x\r\n"), 200),
        (get("1.1", "Host: x.example:8080\r\n"), 200),
        (get("1.1", "Host: x:\r\n"), 200),
        (get("1.1", "Host: 127.0.0.1:80\r\n"), 200),
        (get("1.1", "Host: [::1]:80\r\n"), 200),
        (put("1.1", "Transfer-Encoding: chunked\r\n"), 200),
        (put("1.1", "Transfer-Encoding: CHUNKED\r\n"), 200),
        (put("1.1", "Transfer-Encoding: gzip, chunked\r\n"), 501),
        (
            put(
                "1.1",
                "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
            ),
            501,
        ),
        (put("1.1", "Transfer-Encoding: identity, chunked\r\n"), 501),
        (put("1.1", "Transfer-Encoding: \u{e9}, chunked\r\n"), 400),
        (put("1.1", "Transfer-Encoding: chunked, chunked\r\n"), 400),
        (
            put(
                "1.1",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
            ),
            400,
        ),
        (put("1.1", "Transfer-Encoding: chunked, gzip\r\n"), 400),
        (
            put(
                "1.1",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n",
            ),
            400,
        ),
        (put("1.1", "Transfer-Encoding: gzip\r\n"), 400),
        (put("1.1", "Transfer-Encoding: identity\r\n"), 400),
        (put("1.0", "Transfer-Encoding: chunked\r\n"), 400),
        (
            put("1.1", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"),
            200,
        ),
        (
            put("1.1", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"),
            200,
        ),
        (
            put("1.1", "Content-Length: 5\r\nContent-Length: 6\r\n"),
            400,
        ),
        (put("1.1", "Content-Length: +5\r\n"), 400),
    ] {
        let said = hear(server.connect(&request));
        assert_eq!(said.status(), status, "{request:?}: {said:?}");
        if status == 200 && request.contains("chunked") {
            assert!(said.body().starts_with(r#"{"bytes":3,"#), "{said:?}");
        }
    }
}

/// The end of a body with both lengths is where its chunks end, and what follows is no request.
#[test]
fn no_request_hides_behind_a_body_with_two_lengths() {
    let server = serve(&[]);
    let request = "PUT /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 45\r\n\
        Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /records?n=1 HTTP/1.1\r\nHost: x\r\n\r\n";
    let said = hear(server.connect(request));
    assert_eq!(said.0.matches("HTTP/1.1 ").count(), 1, "{said:?}");
    assert!(said.body().starts_with(r#"{"bytes":0,"#), "{said:?}");
}

#[test]
fn a_client_that_sends_nothing_more_gets_its_whole_answer() {
    let server = serve(&[]);
    for (request, whole) in [
        (
            "GET /records?n=3&every=50ms HTTP/1.1\r\nHost: x\r\n\r\n",
            "\r\n0\r\n\r\n",
        ),
        (
            "PUT /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc",
            "\"crc32\":\"352441c2\"}\n",
        ),
    ] {
        let stream = server.connect(request);
        stream.shutdown(Shutdown::Write).unwrap();
        let said = limited(server.child.as_ref().unwrap().id(), move || hear(stream));
        assert_eq!(said.status(), 200, "{said:?}");
        assert!(said.0.ends_with(whole), "{said:?}");
    }
}

/// A client that has gone looks the same as one that only sends nothing more.
#[test]
fn clients_that_hung_up_make_way_for_others() {
    let server = serve(&[]);
    for _ in 0..40 {
        let stream = server.connect("GET /records?n=2&every=24h HTTP/1.1\r\nHost: x\r\n\r\n");
        read_until(&stream, "}\n");
    }
    let said = server.ask("GET /records?n=3 HTTP/1.1");
    assert!(said.status() == 200 && said.is_whole_stream(), "{said:?}");
}
