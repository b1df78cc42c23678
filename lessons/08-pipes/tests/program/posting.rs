//! `post` to servers that take it, refuse it early, go away, or never answer.

use crate::client::read_until;
use crate::lesson;
use lesson_testing::child::{failed, feed, finish, limited, piped, refused, run, text};
use lesson_testing::files::random;
use std::fs::{File, write};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::{Child, Command, Output, Stdio};

const LINE: &str = "{\"bytes\":9,\"lines\":0,\"crc32\":\"cbf43926\"}\n";

#[test]
fn a_file_a_pipe_and_a_redirected_file_arrive_at_its_own_server() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a file");
    write(&path, "123456789").unwrap();
    let from_file = run(lesson(&["post"]).arg(&path));
    let from_pipe = piped(&mut lesson(&["post", "-"]), b"123456789");
    let redirected = run(lesson(&["post", "-"]).stdin(File::open(&path).unwrap()));
    for output in [from_file, from_pipe, redirected] {
        assert_eq!(text(&output.stdout), LINE);
        assert_eq!(output.status.code(), Some(0));
        assert!(text(&output.stderr).starts_with("own server: http://127.0.0.1:"));
    }
}

#[test]
fn sixteen_mebibytes_arrive_and_memory_stays_small() {
    let sent = random(16 << 20);
    let lines = sent.iter().filter(|byte| **byte == b'\n').count();
    let output = piped(&mut lesson(&["post", "-", "--stats"]), &sent);
    let said = text(&output.stdout);
    let expected = format!("{{\"bytes\":{},\"lines\":{lines},", sent.len());
    assert!(said.starts_with(&expected), "{said}");
    if cfg!(target_os = "linux") {
        let message = text(&output.stderr);
        let peak = message
            .split_once("peak memory: ")
            .and_then(|(_, peak)| peak.strip_suffix(" MB\n"));
        let peak: f64 = peak
            .and_then(|peak| peak.parse().ok())
            .unwrap_or_else(|| panic!("{message}"));
        assert!(peak < 14.0, "less than was sent: {message}");
    }
}

#[test]
fn inputs_that_cannot_be_read_are_named_with_their_cause() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing");
    let output = run(lesson(&["post"]).arg(&missing));
    let message = failed(&output);
    assert!(message.starts_with("error: cannot open "), "{message}");
    refused(&mut lesson(&["post"]));
}

#[cfg(unix)]
#[test]
fn a_name_that_is_not_utf_8_works() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(OsStr::from_bytes(b"odd\n\xFF"));
    if write(&path, "123456789").is_err() {
        eprintln!("SKIPPED: this file system wants UTF-8");
        return;
    }
    let output = run(lesson(&["post"]).arg(&path));
    assert_eq!(text(&output.stdout), LINE);
}

/// Runs `post` with `args` to a server that does this with its connection: what it said, and what the
/// server returned.
fn to<T: Send + 'static>(
    server: impl FnOnce(TcpStream) -> T + Send + 'static,
    prepare: impl FnOnce(&mut Command),
    endless: bool,
) -> (Output, T) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let mut command = lesson(&["post", "--url", &url]);
    prepare(&mut command);
    if endless {
        command.arg("-").stdin(Stdio::piped());
    }
    let mut child = command.spawn().unwrap();
    if endless {
        feed(child.stdin.take().unwrap());
    }
    let returned = limited(child.id(), move || server(listener.accept().unwrap().0));
    (finish(child), returned)
}

const REFUSAL: &[u8] =
    b"HTTP/1.1 507 Insufficient Storage\r\ncontent-length: 12\r\n\r\nno disk left";

fn shows_the_refusal(output: &Output) {
    let message = failed(output);
    assert!(
        message.contains(" answered 507 Insufficient Storage after "),
        "{message}"
    );
    assert!(message.ends_with(": no disk left\n"), "{message}");
}

#[test]
fn a_server_that_refuses_in_the_middle_stops_an_endless_upload() {
    // It stops reading, and keeps the connection.
    let (output, stream) = to(
        |mut stream| {
            read_until(&stream, "xx");
            stream.write_all(REFUSAL).unwrap();
            stream
        },
        |_| {},
        true,
    );
    shows_the_refusal(&output);
    drop(stream);
    // It reads on: the last chunk must not come.
    let (output, rest) = to(
        |mut stream| {
            read_until(&stream, "xx");
            stream.write_all(REFUSAL).unwrap();
            let mut rest = vec![];
            let _ = stream.read_to_end(&mut rest);
            rest
        },
        |_| {},
        true,
    );
    shows_the_refusal(&output);
    assert!(!rest.ends_with(b"\r\n0\r\n\r\n"));
}

#[test]
fn a_refusal_is_heard_while_nothing_comes_to_send() {
    let mut input = None;
    let (reader, writer) = std::io::pipe().unwrap();
    let (output, stream) = to(
        |mut stream| {
            read_until(&stream, "\r\n\r\n");
            stream.write_all(REFUSAL).unwrap();
            stream
        },
        |command| {
            input = Some(writer);
            command.arg("-").stdin(reader);
        },
        false,
    );
    shows_the_refusal(&output);
    drop((stream, input));
}

#[test]
fn a_server_that_goes_away_without_an_answer() {
    let (output, ()) = to(
        |stream| {
            read_until(&stream, "xx");
            stream.shutdown(Shutdown::Both).unwrap();
        },
        |_| {},
        true,
    );
    let message = failed(&output);
    assert!(
        message.contains(": the server closed the connection after "),
        "{message}"
    );
    assert!(message.ends_with(", without an answer\n"), "{message}");
}

#[test]
fn a_server_that_neither_reads_nor_answers_is_left_in_time() {
    for endless in [true, false] {
        let (output, stream) = to(
            |stream| stream,
            |command| {
                command.arg("--timeout=1s");
                if !endless {
                    // All is sent at once; then it waits for the answer.
                    command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
                }
            },
            endless,
        );
        drop(stream);
        let message = failed(&output);
        assert!(message.ends_with(": not done within 1s\n"), "{message}");
    }
}

/// The reader takes no part for the whole.
#[cfg(target_os = "linux")]
#[test]
fn an_input_that_fails_ends_the_upload_without_the_last_chunk() {
    let (output, came) = to(
        |mut stream| {
            let mut came = vec![];
            let _ = stream.read_to_end(&mut came);
            came
        },
        |command| {
            command.arg(std::env::temp_dir());
        },
        false,
    );
    let message = failed(&output);
    assert!(message.starts_with("error: cannot read /"), "{message}");
    assert!(
        message.ends_with(": Is a directory (os error 21)\n"),
        "{message}"
    );
    assert!(!came.ends_with(b"0\r\n\r\n"));
}

/// Python's own server, which takes the chunks apart by itself.
const PYTHON: &str = r#"
import http.server, zlib
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_POST(self):
        assert self.headers["Transfer-Encoding"] == "chunked", self.headers
        assert self.headers["Content-Length"] is None, self.headers
        n = crc = 0
        while size := int(self.rfile.readline(), 16):
            piece = self.rfile.read(size)
            n, crc = n + len(piece), zlib.crc32(piece, crc)
            if self.path == "/small" and n > 100_000:
                self.send_error(413, "too much", "no more than this")
                return self.see_it_off()
            assert self.rfile.readline() == b"\r\n"
        assert self.rfile.readline() == b"\r\n"
        answer = b"%d bytes, %08x, path %s\n" % (n, crc, self.path.encode())
        self.send_response(201)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)
    def see_it_off(self):
        # To close a socket that has bytes to read could take back the answer.
        try:
            while self.rfile.read1(65536):
                pass
        except ConnectionError:
            pass
    def log_message(self, *_):
        pass
server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.handle_request()
"#;

/// Starts it for one request, and says where it is.
fn python() -> Option<(Child, String)> {
    let mut python = Command::new("python3");
    python.args(["-c", PYTHON]).stdout(Stdio::piped());
    let mut python = match python.spawn() {
        Ok(python) => python,
        Err(why) => {
            eprintln!("SKIPPED: python3 cannot be run: {why}");
            return None;
        }
    };
    let mut port = String::new();
    let mut output = python.stdout.take().unwrap();
    let mut byte = [0];
    while output.read(&mut byte).unwrap() == 1 && byte != *b"\n" {
        port.push(char::from(byte[0]));
    }
    Some((python, format!("http://127.0.0.1:{port}")))
}

#[test]
fn a_server_that_was_not_written_here_gets_everything() {
    let Some((python, address)) = python() else {
        return;
    };
    let url = format!("{address}/a/path?and=query");
    let sent = random(3_000_001);
    let mut crc = flate2::Crc::new();
    crc.update(&sent);
    let output = piped(&mut lesson(&["post", "-", "--url", &url]), &sent);
    assert_eq!(text(&output.stderr), "");
    let expected = format!("3000001 bytes, {:08x}, path /a/path?and=query\n", crc.sum());
    assert_eq!(text(&output.stdout), expected);
    assert!(finish(python).status.success());
}

/// It answers in the middle of an upload that has no end.
#[test]
fn a_server_that_was_not_written_here_refuses_in_the_middle() {
    let Some((python, address)) = python() else {
        return;
    };
    let url = format!("{address}/small");
    let mut child = lesson(&["post", "-", "--url", &url])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    feed(child.stdin.take().unwrap());
    let output = finish(child);
    let message = failed(&output);
    assert!(message.contains(" answered 413 "), "{message}");
    assert!(message.contains("no more than this"), "{message}");
    assert!(finish(python).status.success());
}
