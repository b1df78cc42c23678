//! Clients of `serve` for the tests, without any HTTP of others.

use std::io::Read;
use std::net::TcpStream;

/// What a server said.
#[derive(Debug)]
pub struct Said(pub String);

impl Said {
    /// The number in the first line.
    pub fn status(&self) -> u16 {
        let number = self.0.split(' ').nth(1).and_then(|word| word.parse().ok());
        number.unwrap_or_else(|| panic!("no answer: {self:?}"))
    }

    /// All after the empty line, with the sizes of the chunks, if it has any.
    pub fn body(&self) -> &str {
        self.0.split_once("\r\n\r\n").expect("a whole head").1
    }

    /// Whether the last chunk came.
    pub fn is_whole_stream(&self) -> bool {
        self.0.ends_with("\r\n0\r\n\r\n")
    }

    /// The records in it.
    pub fn records(&self) -> usize {
        self.0.matches("{\"id\":").count()
    }
}

/// All that the server says until it ends the connection, however it does that.
pub fn hear(mut stream: TcpStream) -> Said {
    let mut heard = vec![];
    let mut buffer = [0; 4096];
    while let Ok(n @ 1..) = stream.read(&mut buffer) {
        heard.extend(&buffer[..n]);
    }
    Said(String::from_utf8(heard).expect("UTF-8"))
}

/// Reads until `wanted` came.
pub fn read_until(mut stream: &TcpStream, wanted: &str) -> String {
    let mut came = vec![];
    let mut byte = [0];
    while !came.ends_with(wanted.as_bytes()) {
        stream.read_exact(&mut byte).expect("more");
        came.push(byte[0]);
    }
    String::from_utf8(came).expect("UTF-8")
}
