//! Errors that say what is wrong and what to do, above their cause.

use std::error::Error;
use std::fmt;
use std::io;

#[derive(Debug)]
struct Explained {
    what: String,
    cause: Option<io::Error>,
}

/// An error that says `what`; the operating system's reason is its source.
pub fn explained(what: impl Into<String>, cause: io::Error) -> io::Error {
    let (kind, what) = (cause.kind(), what.into());
    let cause = Some(cause);
    io::Error::new(kind, Explained { what, cause })
}

/// An error that says `what`, which the operating system would not.
pub fn refused(what: impl Into<String>) -> io::Error {
    let (what, cause) = (what.into(), None);
    io::Error::new(io::ErrorKind::InvalidInput, Explained { what, cause })
}

impl fmt::Display for Explained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl Error for Explained {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let cause = self.cause.as_ref();
        cause.map(|cause| cause as &(dyn Error + 'static))
    }
}
