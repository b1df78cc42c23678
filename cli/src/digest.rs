//! Digests of files: SHA-256, of the text without what git does to line ends.

use crate::files;
use sha2::{Digest, Sha256};
use std::path::Path;

/// The digest of a text, in hexadecimal.
pub fn of(text: &[u8]) -> String {
    of_all([text])
}

/// The digest of several texts, in this order.
pub fn of_all<'a>(texts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut digest = Sha256::new();
    for text in texts {
        let text: Vec<u8> = text.iter().copied().filter(|byte| *byte != b'\r').collect();
        // With its length, so that no other division of the same bytes has the same digest.
        digest.update((text.len() as u64).to_le_bytes());
        digest.update(&text);
    }
    digest
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The digest of a file; of nothing, if it cannot be read.
pub fn of_file(path: &Path) -> String {
    of(&files::read(path).unwrap_or_default())
}
