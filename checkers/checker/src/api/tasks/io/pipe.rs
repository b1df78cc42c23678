//! Bytes that were written and not read.

use super::leaf::Wait;
use super::machines::tasks::Shared;
use super::machines::{off, tell};
use crate::log::Loc;
use crate::log::event::{Event, Op};
use std::collections::VecDeque;
use std::io::{self, IoSlice};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use tokio::io::ReadBuf;

struct State {
    bytes: VecDeque<u8>,
    /// Most of them.
    size: usize,
    closed: bool,
    reader: Option<Waker>,
    writer: Option<Waker>,
}

/// A pipe: what is written at one end is read at the other.
#[derive(Clone)]
pub(super) struct Pipe {
    shared: Arc<Shared<State>>,
    loc: Loc,
}

impl Pipe {
    pub(super) fn new(size: usize, loc: Loc) -> Self {
        let state = State {
            bytes: VecDeque::new(),
            size,
            closed: false,
            reader: None,
            writer: None,
        };
        let shared = Arc::new(Shared::new("pipe", state, loc));
        Pipe { shared, loc }
    }

    /// Where it was made.
    pub(super) fn made(&self) -> Loc {
        self.loc
    }

    fn wait(&self, op: Op, loc: Loc) -> Wait<'_, State> {
        let shared = &*self.shared;
        let loc = super::super::place(loc, self.loc);
        Wait { shared, op, loc }
    }

    fn tell(&self, op: Op, loc: Loc) {
        tell(Event::new(op, Some(loc)).on(self.shared.id()));
    }

    /// Reads what is there, and waits if there is nothing.
    pub(super) fn poll_read(
        &self,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
        loc: Loc,
    ) -> Poll<io::Result<()>> {
        if buffer.remaining() == 0 {
            return Poll::Ready(Ok(()));
        }
        let wait = self.wait(Op::ReadBytes { bytes: 0 }, loc);
        let mut writer = None;
        let poll = wait.poll(
            context,
            |pipe| !pipe.bytes.is_empty() || pipe.closed,
            |pipe, context| {
                let count = buffer.remaining().min(pipe.bytes.len());
                if count == 0 && !pipe.closed {
                    pipe.reader = Some(context.waker().clone());
                    return Poll::Pending;
                }
                let bytes: Vec<u8> = pipe.bytes.drain(..count).collect();
                buffer.put_slice(&bytes);
                let bytes = count as u16;
                self.tell(Op::ReadBytes { bytes }, wait.loc);
                writer = pipe.writer.take_if(|_| count > 0);
                Poll::Ready(Ok(()))
            },
        );
        writer.inspect(Waker::wake_by_ref);
        poll
    }

    /// Writes as many of the bytes as there is capacity for, and waits if there is none.
    pub(super) fn poll_write(
        &self,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
        loc: Loc,
    ) -> Poll<io::Result<usize>> {
        let wanted: usize = slices.iter().map(|slice| slice.len()).sum();
        let wait = self.wait(Op::WriteBytes { bytes: 0 }, loc);
        let mut reader = None;
        let poll = wait.poll(
            context,
            |pipe| wanted == 0 || pipe.bytes.len() < pipe.size || pipe.closed,
            |pipe, context| {
                if pipe.closed {
                    self.tell(Op::BrokenPipe, wait.loc);
                    return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
                }
                let count = wanted.min(pipe.size - pipe.bytes.len());
                if count == 0 && wanted > 0 {
                    pipe.writer = Some(context.waker().clone());
                    return Poll::Pending;
                }
                let bytes = slices.iter().flat_map(|slice| slice.iter());
                pipe.bytes.extend(bytes.take(count));
                let bytes = count as u16;
                self.tell(Op::WriteBytes { bytes }, wait.loc);
                reader = pipe.reader.take_if(|_| count > 0);
                Poll::Ready(Ok(count))
            },
        );
        reader.inspect(Waker::wake_by_ref);
        poll
    }

    /// Nothing is written any more: a reader finds the end after what is there.
    pub(super) fn close_write(&self, loc: Loc) {
        self.close(Op::Close, loc, |pipe| pipe.reader.take());
    }

    /// Nothing is read any more: a writer gets an error.
    pub(super) fn close_read(&self, loc: Loc) {
        self.close(Op::Close, loc, |pipe| pipe.writer.take());
    }

    fn close(&self, op: Op, loc: Loc, wakes: impl FnOnce(&mut State) -> Option<Waker>) {
        if off() {
            return;
        }
        let loc = super::super::place(loc, self.loc);
        let waker = self.shared.with(op, loc, |pipe| {
            self.tell(op, loc);
            pipe.closed = true;
            wakes(pipe)
        });
        waker.inspect(Waker::wake_by_ref);
    }
}
