//! Arguments that a command finds out to be wrong.

use std::error::Error;
use std::fmt;

/// What is wrong with them. The program ends as it does where clap refuses them: usage, and status 2.
#[derive(Debug)]
pub struct Refused(pub String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Refused {}
