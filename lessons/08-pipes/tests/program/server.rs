//! `lesson-08 serve` as a child, for the tests.

use crate::client::{Said, hear};
use crate::lesson;
use lesson_testing::child::limited;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout};

/// It runs until it is dropped.
#[derive(Debug)]
pub struct Serve {
    /// `127.0.0.1:8080`
    pub address: String,
    pub child: Option<Child>,
    /// Stays open: what else it says.
    pub output: Option<BufReader<ChildStdout>>,
}

/// Starts `serve` and waits for its address.
pub fn serve(args: &[&str]) -> Serve {
    let mut child = lesson(&["serve"]).args(args).spawn().expect("it starts");
    let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
    let (line, output) = limited(child.id(), move || {
        let mut line = String::new();
        output.read_line(&mut line).expect("a line");
        (line, output)
    });
    let address = line.trim_end().strip_prefix("http://");
    Serve {
        address: address
            .unwrap_or_else(|| panic!("no address: {line:?}"))
            .to_string(),
        child: Some(child),
        output: Some(output),
    }
}

impl Serve {
    /// `http://127.0.0.1:8080/` and so on.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Connects to it and sends this.
    pub fn connect(&self, send: impl AsRef<[u8]>) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).expect("a server");
        // It may have heard enough.
        let _ = stream.write_all(send.as_ref());
        stream
    }

    /// Connects to it and sends a whole request that begins with this line.
    pub fn request(&self, line: &str) -> TcpStream {
        self.connect(format!("{line}\r\nhost: test\r\n\r\n"))
    }

    /// Asks and hears.
    pub fn ask(&self, line: &str) -> Said {
        hear(self.request(line))
    }

    /// A number from its `/proc` status, such as `Threads` or `VmHWM` in KiB; 0 where there is none.
    #[cfg(unix)]
    pub fn status(&self, name: &str) -> u64 {
        let id = self.child.as_ref().expect("it runs").id();
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        number.unwrap_or(0)
    }
}

impl Drop for Serve {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
