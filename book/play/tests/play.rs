//! `cargo workbook play` as a browser meets it; a script stands in for the command that checks.

#![cfg(unix)]

use lesson_testing::child::{finish, interrupt, limited, program};
use serde_json::{Value, json};
use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Stdio};
use tempfile::TempDir;

/// What the script writes while the answer is wrong: lesson 04's lost update.
fn fails() -> Value {
    let recordings =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lessons/04-word-tally/recordings");
    let read = |name: &str| -> Value {
        let text = fs::read_to_string(recordings.join(name)).expect(name);
        serde_json::from_str(&text).expect(name)
    };
    json!({
        "id": "04/keep-the-lock", "said": "Your answer fails.", "more": "", "good": false,
        "parts": [{ "recording": read("lost-update.json"), "graph": read("lost-update.graph.json") }],
    })
}

/// A clone whose answer is wrong as long as it says so.
fn clone() -> TempDir {
    let root = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(root.path().join(name), text).expect(name);
    let solved = json!({ "id": "04/keep-the-lock", "said": "Solved.", "more": "", "good": true, "parts": [] });
    write("fails.json", &fails().to_string());
    write("solved.json", &solved.to_string());
    write("answer.rs", "wrong");
    // Called as `workbook play ID --data FILE`, in the clone.
    let script = "#!/bin/sh\n\
        case $(cat answer.rs) in\n\
        wrong) cp fails.json \"$4\" ;;\n\
        right) cp solved.json \"$4\" ;;\n\
        *) echo 'no such exercise' >&2; exit 2 ;;\n\
        esac\n";
    write("workbook", script);
    let command = root.path().join("workbook");
    fs::set_permissions(command, Permissions::from_mode(0o755)).expect("permissions");
    root
}

/// Starts it, and waits until the answer has been checked once.
fn play(root: &Path) -> (Child, SocketAddr, BufReader<impl Read + Send + use<>>) {
    let mut child = program(
        env!("CARGO_BIN_EXE_play"),
        &["04/keep-the-lock", "--port", "0"],
    )
    .arg("--root")
    .arg(root)
    .arg("--command")
    .arg(root.join("workbook"))
    .arg("--watch")
    .arg(root.join("answer.rs"))
    .stdin(Stdio::null())
    .stdout(Stdio::piped())
    .stderr(Stdio::piped())
    .spawn()
    .expect("the server");
    let mut said = BufReader::new(child.stdout.take().expect("a pipe"));
    let told = BufReader::new(child.stderr.take().expect("a pipe"));
    let line = limited(child.id(), move || {
        let mut line = String::new();
        said.read_line(&mut line).map(|_| line)
    });
    let line = line.expect("an address");
    let address = line.trim().trim_start_matches("http://").parse();
    let address = address.unwrap_or_else(|_| panic!("{line:?} is no address"));
    let told = wait_for(&child, told, "checked 04/keep-the-lock");
    (child, address, told)
}

/// Reads on until a line holds this.
fn wait_for<R: Read + Send + 'static>(
    child: &Child,
    mut told: BufReader<R>,
    wanted: &str,
) -> BufReader<R> {
    let wanted = wanted.to_string();
    limited(child.id(), move || {
        let mut all = String::new();
        while !all.contains(&wanted) {
            let read = told.read_line(&mut all).expect("text");
            assert!(read > 0, "it ended without {wanted:?}: {all}");
        }
        told
    })
}

fn get(child: &Child, address: SocketAddr, host: &str) -> String {
    let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    limited(child.id(), move || {
        let mut stream = TcpStream::connect(address).expect("a connection");
        stream.write_all(request.as_bytes()).expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("text");
        answer
    })
}

#[test]
fn an_answer_is_played_and_checked_again_at_each_save() {
    let root = clone();
    let (child, address, told) = play(root.path());
    let host = address.to_string();
    let page = get(&child, address, &host);
    for part in [
        "Your answer fails.",
        "<wb-player id",
        "<wb-scheduler id",
        "the tally counts 1",
    ] {
        assert!(page.contains(part), "{part} is missing in {page}");
    }
    fs::write(root.path().join("answer.rs"), "right").expect("an edit");
    let told = wait_for(&child, told, "checked 04/keep-the-lock");
    let page = get(&child, address, &host);
    assert!(
        page.contains("Solved.") && !page.contains("<wb-player id"),
        "{page}"
    );
    fs::write(root.path().join("answer.rs"), "gone").expect("an edit");
    let _told = wait_for(&child, told, "checked 04/keep-the-lock");
    let page = get(&child, address, &host);
    assert!(
        page.contains("cannot be checked") && page.contains("no such exercise"),
        "{page}"
    );
    interrupt(&child);
    assert_eq!(finish(child).status.code(), Some(130));
    let left = fs::read_dir(root.path().join("target/workbook")).expect("a folder");
    assert_eq!(left.count(), 0, "a file of the last check is left");
}

#[test]
fn another_host_is_refused() {
    let root = clone();
    let (child, address, _told) = play(root.path());
    let answer = get(&child, address, "example.org");
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
    interrupt(&child);
    finish(child);
}
