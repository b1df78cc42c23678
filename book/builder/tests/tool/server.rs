//! A server of a small clone's book, and requests to it as they stand on the wire.

use crate::fixture::Clone;
use lesson_testing::child::limited;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, ChildStderr, ChildStdout};

/// A server that ends with the test.
pub struct Server {
    pub child: Child,
    pub address: SocketAddr,
    /// It would notice if its output were no longer read.
    _said: BufReader<ChildStdout>,
    pub told: BufReader<ChildStderr>,
}

/// Starts it, and waits until it says where it is.
pub fn serve(clone: &Clone, args: &[&str]) -> Server {
    let mut command = clone.book(&["serve"]);
    let mut child = command.args(args).spawn().unwrap();
    let said = BufReader::new(child.stdout.take().unwrap());
    let told = BufReader::new(child.stderr.take().unwrap());
    let (said, address) = limited(child.id(), move || {
        let mut said = said;
        let address = line_with(&mut said, "http://");
        (said, address)
    });
    let address = address.trim_start_matches("http://").parse().unwrap();
    Server {
        child,
        address,
        _said: said,
        told,
    }
}

/// The first line that holds a text.
pub fn line_with(from: &mut impl BufRead, wanted: &str) -> String {
    let mut lines = from.lines().map(|line| line.expect("text"));
    let mut passed = vec![];
    loop {
        let Some(line) = lines.next() else {
            panic!("it never said {wanted:?}, but {passed:?}");
        };
        if line.contains(wanted) {
            return line;
        }
        passed.push(line);
    }
}

impl Server {
    /// Sends a request as it is, and reads the answer to its end.
    pub fn ask(&self, request: &[u8]) -> String {
        let (address, request) = (self.address, request.to_vec());
        limited(self.child.id(), move || {
            let mut stream = TcpStream::connect(address).unwrap();
            // It may refuse before it has read everything, and close.
            let _ = stream.write_all(&request);
            let mut answer = vec![];
            let _ = stream.read_to_end(&mut answer);
            String::from_utf8_lossy(&answer).into_owned()
        })
    }

    /// What it answers to a request for a path.
    pub fn get(&self, path: &str) -> String {
        let host = self.address;
        self.ask(
            format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes(),
        )
    }

    /// Waits for news after those that were seen: their number, and what is wrong. Each answer without
    /// any comes after twenty seconds.
    pub fn news(&self, seen: u64) -> (u64, String) {
        for _ in 0..6 {
            let answer = self.get(&format!("/__reload?seen={seen}"));
            let (_, body) = answer.split_once("\r\n\r\n").unwrap();
            let mut lines = body.splitn(4, '\n');
            let number = lines.next().unwrap().parse().unwrap();
            if number != seen {
                return (number, lines.nth(2).unwrap().into());
            }
        }
        panic!("there is no news after {seen}")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended.
        let _ = (self.child.kill(), self.child.wait());
    }
}
