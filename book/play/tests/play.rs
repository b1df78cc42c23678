//! The server of `cargo workbook play` as a browser meets it; the test stands in for the command that checks.
//! The command itself is started by the browser's tests (`book/browser/play.test.mjs`).

#![cfg(unix)]

use lesson_testing::child::{finish, interrupt, limited, program};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};

const ID: &str = "04/keep-the-lock";

fn recorded(name: &str) -> Value {
    let recordings =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lessons/04-word-tally/recordings");
    let text = fs::read_to_string(recordings.join(name)).expect(name);
    serde_json::from_str(&text).expect(name)
}

/// What is told of an answer that is wrong: lesson 04's lost update, by both checkers.
fn fails() -> Value {
    let recording = recorded("lost-update.json");
    let explorer = json!({
        "checker": "explorer", "recording": recording, "limits": [],
        "graph": recorded("lost-update.graph.json"),
    });
    let loom =
        json!({ "checker": "loom", "recording": recording, "limits": ["at most 2 preemptions"] });
    told(
        "Your answer fails.",
        &json!([{ "model": "04/lost-update", "checked": [explorer, loom] }]),
    )
}

fn told(said: &str, parts: &Value) -> Value {
    json!({ "page": {
        "id": ID, "file": "keep <the> lock.rs", "said": said, "more": "", "good": false,
        "answer": true, "parts": parts,
    } })
}

/// Starts it, and waits until it says where it is.
fn play(args: &[&str]) -> (Child, SocketAddr) {
    let mut child = program(env!("CARGO_BIN_EXE_play"), &[ID, "--root", "../.."])
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the server");
    let mut said = BufReader::new(child.stdout.take().expect("a pipe"));
    let line = limited(child.id(), move || {
        let mut line = String::new();
        said.read_line(&mut line).map(|_| line)
    });
    let line = line.expect("an address");
    let address = line.trim().trim_start_matches("http://").parse();
    let address = address.unwrap_or_else(|_| panic!("{line:?} is no address"));
    (child, address)
}

fn tell(child: &mut Child, what: &Value) {
    let input = child.stdin.as_mut().expect("a pipe");
    writeln!(input, "{what}").expect("it reads");
}

/// The first page after those that were seen, and what is done meanwhile.
fn news(child: &Child, address: SocketAddr, seen: u64) -> (u64, String) {
    let answer = get(
        child,
        address,
        &format!("/__reload?seen={seen}"),
        &address.to_string(),
    );
    let (_, body) = answer.split_once("\r\n\r\n").expect("an answer");
    let mut lines = body.split('\n');
    let number = lines.next().expect("a number").parse().expect("a number");
    (number, lines.nth(1).expect("a line").into())
}

fn get(child: &Child, address: SocketAddr, path: &str, host: &str) -> String {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    limited(child.id(), move || {
        let mut stream = TcpStream::connect(address).expect("a connection");
        stream.write_all(request.as_bytes()).expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("text");
        answer
    })
}

#[test]
fn what_is_told_is_shown_and_the_end_of_it_is_the_end() {
    let (mut child, address) = play(&["--port", "0"]);
    let host = address.to_string();
    assert!(get(&child, address, "/", &host).contains("Checking …"));
    tell(&mut child, &json!({ "doing": "compiling lesson-04" }));
    assert_eq!(news(&child, address, 1), (2, "compiling lesson-04".into()));
    tell(&mut child, &fails());
    assert_eq!(news(&child, address, 2), (3, String::new()));
    let page = get(&child, address, "/", &host);
    for part in [
        "Your answer fails.",
        "keep &lt;the&gt; lock.rs",
        "the explorer</span>: fails: ",
        "loom</span>: fails: ",
        "at most 2 preemptions",
        "<wb-player id=\"player-04-lost-update-explorer-1\"",
        "<summary>What loom found</summary>",
        "<wb-scheduler id=\"schedule-04-lost-update-1\"",
        "the tally counts 1",
    ] {
        assert!(page.contains(part), "{part} is missing in {page}");
    }
    // What cannot be understood changes nothing; what cannot be shown is said.
    child
        .stdin
        .as_mut()
        .expect("a pipe")
        .write_all(b"{\n\xff\n")
        .expect("it reads");
    tell(
        &mut child,
        &told("", &json!([{ "model": "04/lost-update", "checked": [{}] }])),
    );
    assert_eq!(news(&child, address, 3), (4, String::new()));
    assert!(get(&child, address, "/", &host).contains("no checker"));
    drop(child.stdin.take());
    let ended = finish(child);
    assert!(ended.status.success(), "{ended:?}");
}

#[test]
fn another_port_is_taken_if_one_is_in_use_and_ctrl_c_ends_it() {
    let busy = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = busy.local_addr().expect("an address").port();
    let (child, address) = play(&["--port", &port.to_string()]);
    assert_ne!(address.port(), port);
    interrupt(&child);
    let ended = finish(child);
    assert_eq!(ended.status.code(), Some(130));
    let told = String::from_utf8_lossy(&ended.stderr);
    assert!(told.contains(&format!("not on port {port}")), "{told}");
}

#[test]
fn another_host_is_refused() {
    let (child, address) = play(&["--port", "0"]);
    let answer = get(&child, address, "/", "example.org");
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
    interrupt(&child);
    finish(child);
}
