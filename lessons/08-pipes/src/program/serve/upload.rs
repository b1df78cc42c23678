//! Takes an upload, a frame at a time, and says what came.

use flate2::Crc;
use hyper::body::{Body, Incoming};
use serde::Serialize;
use std::future::poll_fn;
use std::pin::Pin;

/// What came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Received {
    bytes: u64,
    /// Ends of lines.
    lines: u64,
    /// As gzip and zip have it.
    crc32: String,
}

/// Why it was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Longer than this.
    TooLong(u64),
    /// It broke off, or is no HTTP.
    Broken,
}

/// Counts all that comes, in constant memory.
///
/// # Errors
/// It is too long, which a client that announces its length hears at once; or it broke off.
pub async fn receive(mut body: Incoming, most: u64) -> Result<Received, Refused> {
    if body.size_hint().lower() > most {
        return Err(Refused::TooLong(most));
    }
    let mut crc = Crc::new();
    let (mut bytes, mut lines) = (0, 0);
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        let Ok(data) = frame.map_err(|_| Refused::Broken)?.into_data() else {
            // Trailers.
            continue;
        };
        bytes += data.len() as u64;
        if bytes > most {
            return Err(Refused::TooLong(most));
        }
        lines += data.iter().filter(|byte| **byte == b'\n').count() as u64;
        crc.update(&data);
    }
    Ok(Received {
        bytes,
        lines,
        crc32: format!("{:08x}", crc.sum()),
    })
}
