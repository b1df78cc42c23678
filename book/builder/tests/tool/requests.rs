//! What the server answers, and whom.

use crate::fixture::clone;
use crate::server::{line_with, serve};
use insta::assert_snapshot;
use std::net::{TcpListener, TcpStream, UdpSocket};

#[test]
fn pages_are_served_and_tell_of_edits() {
    let clone = clone();
    let server = serve(&clone, &["--port=0"]);
    for path in ["/", "/introduction.html", "/introduction.html?a=b"] {
        let page = server.get(path);
        assert!(page.starts_with("HTTP/1.1 200 OK\r\n"), "{page}");
        assert!(page.contains("It has one lesson"), "{page}");
        assert!(page.contains("fetch(\"/__reload?seen=\""), "{page}");
    }
    // What is built sends no request.
    assert!(
        !clone
            .read("book/book/introduction.html")
            .contains("__reload")
    );
    let picture = server.get("/words.svg");
    assert!(
        picture.ends_with(&clone.read("book/src/words.svg")),
        "{picture}"
    );
    let missing = server.get("/nothing.html");
    assert!(
        missing.starts_with("HTTP/1.1 404 Not Found\r\n"),
        "{missing}"
    );
    assert!(missing.contains("Document not found"), "{missing}");
}

/// Each answer's status.
#[test]
fn what_is_not_of_the_book_is_refused() {
    let clone = clone();
    clone.write("secret.txt", "a secret");
    let server = serve(&clone, &["--port=0"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink(clone.path("secret.txt"), clone.path("book/book/leak.txt")).unwrap();
        symlink(clone.path(""), clone.path("book/book/leak")).unwrap();
        symlink(clone.path("book/src"), clone.path("book/book/index")).unwrap();
    }
    let host = server.address;
    let long = "a".repeat(100_000);
    let lines = [
        "GET /../secret.txt HTTP/1.1",
        "GET /../../secret.txt HTTP/1.1",
        "GET /css/../../../secret.txt HTTP/1.1",
        "GET /%2e%2e/%2e%2e/secret.txt HTTP/1.1",
        "GET /..%2f..%2fsecret.txt HTTP/1.1",
        "GET /%252e%252e/secret.txt HTTP/1.1",
        "GET /..%5c..%5csecret.txt HTTP/1.1",
        "GET /..\\..\\secret.txt HTTP/1.1",
        "GET /CLONE/secret.txt HTTP/1.1",
        "GET //CLONE/secret.txt HTTP/1.1",
        "GET /%2fCLONE/secret.txt HTTP/1.1",
        "GET file:///CLONE/secret.txt HTTP/1.1",
        "GET CLONE/secret.txt HTTP/1.1",
        "GET http://HOST/../../secret.txt HTTP/1.1",
        "GET http://example.org/ HTTP/1.1",
        "GET /introduction.html%00.txt HTTP/1.1",
        "GET /%ff HTTP/1.1",
        "GET /leak.txt HTTP/1.1",
        "GET /leak/secret.txt HTTP/1.1",
        "GET /index/SUMMARY.md HTTP/1.1",
        "POST / HTTP/1.1",
        "PUT /introduction.html HTTP/1.1",
        "DELETE /introduction.html HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "CONNECT example.org:443 HTTP/1.1",
        "POST /__reload HTTP/1.1",
        "GET /__reload?seen=x HTTP/1.1",
        "GET /LONG HTTP/1.1",
        "nonsense",
    ];
    let mut answers = String::new();
    for line in lines {
        let path = clone.path("").canonicalize().unwrap();
        let asked = line.replace("CLONE/", &format!("{}/", path.display()));
        let asked = asked
            .replace("HOST", &host.to_string())
            .replace("LONG", &long);
        let request = format!("{asked}\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        let answer = server.ask(request.as_bytes());
        assert!(!answer.contains("a secret"), "{line}: {answer}");
        answers += &format!("{line}: {}\n", status(&answer));
    }
    assert_snapshot!(answers);
}

fn status(answer: &str) -> &str {
    let status = answer.lines().next().unwrap_or("no answer");
    status
        .trim_start_matches("HTTP/1.1 ")
        .trim_start_matches("HTTP/1.0 ")
}

/// A page of another site that has its name point to this machine sends that name.
#[test]
fn another_name_is_refused() {
    let clone = clone();
    let server = serve(&clone, &["--port=0"]);
    let port = server.address.port();
    let mut answers = String::new();
    for hosts in [
        "Host: 127.0.0.1:PORT",
        "Host: localhost:PORT",
        "Host: LocalHost:PORT",
        "Host: localhost",
        "Host: 127.0.0.1:1",
        "Host: rebound.example:PORT",
        "Host: rebound.example:PORT\r\nHost: localhost:PORT",
        "Host: localhost:PORT\r\nHost: rebound.example:PORT",
        "Host: localhost:PORT.rebound.example",
        "Host:",
        "Accept: */*",
    ] {
        let asked = hosts.replace("PORT", &port.to_string());
        let answer = server
            .ask(format!("GET / HTTP/1.1\r\n{asked}\r\nConnection: close\r\n\r\n").as_bytes());
        answers += &format!("{}: {}\n", hosts.replace("\r\n", ", "), status(&answer));
    }
    assert_snapshot!(answers);
}

#[test]
fn a_head_that_never_ends_is_refused() {
    let clone = clone();
    let server = serve(&clone, &["--port=0"]);
    let head = format!(
        "GET / HTTP/1.1\r\nHost: {}\r\nA: {}",
        server.address,
        "a".repeat(1 << 20)
    );
    let answer = server.ask(head.as_bytes());
    assert_eq!(status(&answer), "431 Request Header Fields Too Large");
    assert!(server.get("/").starts_with("HTTP/1.1 200 OK\r\n"));
}

#[test]
fn it_listens_on_this_machine_only() {
    let clone = clone();
    let server = serve(&clone, &["--port=0"]);
    assert!(server.address.ip().is_loopback());
    // Nothing is sent: it only tells by which address it would be.
    let outside = UdpSocket::bind("0.0.0.0:0").unwrap();
    let Ok(()) = outside.connect("192.0.2.1:9") else {
        return eprintln!("skipped: this machine has no other address");
    };
    let outside = outside.local_addr().unwrap().ip();
    if !outside.is_loopback() {
        assert!(TcpStream::connect((outside, server.address.port())).is_err());
    }
}

#[test]
fn a_port_that_is_taken_is_not_insisted_on() {
    let clone = clone();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let mut server = serve(&clone, &[&format!("--port={port}")]);
    assert_ne!(server.address.port(), port);
    assert!(server.get("/").starts_with("HTTP/1.1 200 OK\r\n"));
    let told = line_with(&mut server.told, "port");
    assert!(
        told.starts_with(&format!("warning: not on port {port}, on a free one: ")),
        "{told}"
    );
}
