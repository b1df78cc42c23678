//! The client's end of a connection: hears an answer that comes before the upload is over.
//!
//! A server may answer in the middle: too large, not allowed. ureq listens only once it has sent
//! everything, and by then the server may have closed the connection. So a thread listens meanwhile.
//! As soon as anything comes, the upload is cut: nothing more is sent, not even the last chunk, so
//! that the server cannot take the part for the whole; and ureq goes on to the answer.

use super::upload::Upload;
use lesson_08::sync::Arc;
use lesson_08::sync::thread::Builder;
use lesson_08::sync::time::{Duration, Instant};
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use ureq::Error;
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, LazyBuffers, NextTimeout, Transport,
};

/// How long a write may be blocked before it looks whether there is an answer.
const LOOK: Duration = Duration::from_millis(100);

/// Connects for one upload.
#[derive(Debug)]
pub struct Connect(pub Arc<Upload>);

impl<In: Transport> Connector<In> for Connect {
    type Out = Socket;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        _: Option<In>,
    ) -> Result<Option<Socket>, Error> {
        let mut failed = Error::HostNotFound;
        for address in &details.addrs {
            let stream = match details.timeout.not_zero() {
                Some(timeout) => TcpStream::connect_timeout(address, *timeout),
                None => TcpStream::connect(address),
            };
            match stream {
                Ok(stream) => {
                    let config = details.config;
                    let buffers =
                        LazyBuffers::new(config.input_buffer_size(), config.output_buffer_size());
                    return Ok(Some(Socket::new(stream, buffers, self.0.clone())?));
                }
                Err(why) => failed = Error::Io(why),
            }
        }
        Err(failed)
    }
}

/// A connection.
#[derive(Debug)]
pub struct Socket {
    stream: TcpStream,
    buffers: LazyBuffers,
    upload: Arc<Upload>,
}

impl Socket {
    fn new(stream: TcpStream, buffers: LazyBuffers, upload: Arc<Upload>) -> io::Result<Self> {
        stream.set_nodelay(true)?;
        stream.set_write_timeout(Some(LOOK))?;
        let (ear, heard) = (stream.try_clone()?, upload.clone());
        // It ends with the first byte, or with the connection.
        Builder::new().name("ear".into()).spawn(move || {
            while let Err(why) = ear.peek(&mut [0]) {
                if !is_too_early(&why) {
                    break;
                }
            }
            heard.answered();
        })?;
        Ok(Socket {
            stream,
            buffers,
            upload,
        })
    }
}

/// Whether a call came back since it took too long, or for no reason.
fn is_too_early(why: &io::Error) -> bool {
    let kinds = [
        ErrorKind::WouldBlock,
        ErrorKind::TimedOut,
        ErrorKind::Interrupted,
    ];
    kinds.contains(&why.kind())
}

impl Transport for Socket {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        let limit = timeout.not_zero().map(|limit| Instant::now() + *limit);
        let mut rest = &self.buffers.output()[..amount];
        while !rest.is_empty() && !self.upload.is_cut() {
            match self.stream.write(rest) {
                Ok(n) => {
                    self.upload.add(n);
                    rest = &rest[n..];
                }
                Err(why) if is_too_early(&why) => {
                    if limit.is_some_and(|limit| Instant::now() >= limit) {
                        return Err(Error::Timeout(timeout.reason));
                    }
                }
                // The server has gone. It may have answered before.
                Err(_) => self.upload.cut(),
            }
        }
        Ok(())
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        let limit = timeout.not_zero().map(|limit| *limit);
        self.stream.set_read_timeout(limit)?;
        let buffer = self.buffers.input_append_buf();
        let read = loop {
            match self.stream.read(buffer) {
                Err(why) if why.kind() == ErrorKind::Interrupted => {}
                Err(why) if is_too_early(&why) => return Err(Error::Timeout(timeout.reason)),
                read => break read?,
            }
        };
        self.buffers.input_appended(read);
        Ok(read > 0)
    }

    /// It is never used again.
    fn is_open(&mut self) -> bool {
        false
    }
}

impl Drop for Socket {
    /// Ends the thread that listens.
    fn drop(&mut self) {
        let _ = self.stream.shutdown(Shutdown::Both);
    }
}
