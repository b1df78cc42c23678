//! What an answer consists of: some text, or a stream.

use super::records::Stream;
use hyper::body::{Body, Bytes, Frame, SizeHint};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

/// An answer's content.
#[derive(Debug)]
pub enum Content {
    /// All there.
    Text(Option<Bytes>),
    /// As it comes.
    Stream(Stream),
}

impl Body for Content {
    type Data = Bytes;
    type Error = io::Error;

    /// An error cuts the connection without the last chunk.
    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let next = match &mut *self {
            Content::Text(text) => Poll::Ready(text.take().map(Ok)),
            Content::Stream(stream) => stream.poll(cx),
        };
        next.map(|next| next.map(|next| next.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Content::Text(None))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Content::Text(text) => {
                SizeHint::with_exact(text.as_ref().map_or(0, |text| text.len() as u64))
            }
            Content::Stream(_) => SizeHint::default(),
        }
    }
}
