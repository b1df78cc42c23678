//! Divides the inputs into parts for the workers, so that one large file keeps all of them busy.

use super::input::{Input, Kind};
use super::stream::{append, is_bearable};
use lesson_04::boundary::{self, LONGEST};
use lesson_04::lower;
use lesson_04::sync::{Arc, Mutex};
use lesson_04::text::Text;
use lesson_progress::Progress;
use std::fs::File;
use std::io::{self, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;

/// Bytes of a file that are read at once: few enough to stay near the core, enough to make opening
/// the file cheap.
const BLOCK: usize = 256 * 1024;
/// A chunk of small files is filled up to so many bytes.
const ENOUGH: usize = 64 * 1024;
/// Bytes that are read beyond a block's end at a time, to find the end of its last word.
const BEYOND: usize = 4 * 1024;

/// All inputs, and the next part to read.
#[derive(Debug)]
pub struct Feed {
    inputs: Vec<Input>,
    next: Mutex<Next>,
    workers: usize,
    progress: Progress,
}

/// The next part to read. Written under its lock.
#[derive(Debug, Default)]
struct Next {
    input: usize,
    /// Blocks of that file, or shares of that stream, that a worker has taken.
    part: u64,
}

/// A worker's access to the feed.
#[derive(Debug)]
pub struct Share {
    feed: Arc<Feed>,
    /// The stream that this worker reads from.
    stream: Option<usize>,
    raw: Vec<u8>,
}

impl Feed {
    pub fn new(inputs: Vec<Input>, jobs: usize) -> Self {
        let lengths = inputs.iter().map(|input| match input.kind {
            Kind::File { length } => Some(length),
            Kind::Stream(_) => None,
        });
        let progress = Progress::of_bytes(lengths.sum());
        let parts = inputs.iter().map(|input| match input.kind {
            Kind::File { length } => length.div_ceil(BLOCK as u64),
            Kind::Stream(_) => jobs as u64,
        });
        let parts = parts.fold(0_u64, u64::saturating_add);
        let workers = parts.clamp(1, jobs as u64) as usize;
        Feed {
            inputs,
            next: Mutex::default(),
            workers,
            progress,
        }
    }

    /// Creates a share for each worker, but no more than there are parts.
    pub fn shares(feed: &Arc<Feed>) -> Vec<Share> {
        let share = |_| Share {
            feed: feed.clone(),
            stream: None,
            raw: vec![],
        };
        (0..feed.workers).map(share).collect()
    }

    /// Returns the inputs, with their failures and warnings. All shares must have been dropped.
    pub fn into_inputs(self) -> Vec<Input> {
        self.progress.clear();
        self.inputs
    }

    /// The next input to read from, and which part of it.
    fn take(&self) -> Option<(usize, u64)> {
        let mut next = self.next.lock();
        loop {
            let parts = match self.inputs.get(next.input)?.kind {
                Kind::File { length } => length.div_ceil(BLOCK as u64),
                // A share for each worker, which lasts until the stream ends.
                Kind::Stream(_) => self.workers as u64,
            };
            if next.part < parts {
                next.part += 1;
                return Some((next.input, next.part - 1));
            }
            next.input += 1;
            next.part = 0;
        }
    }
}

impl Text for Share {
    fn next(&mut self, chunk: &mut String) -> bool {
        chunk.clear();
        while chunk.len() < ENOUGH {
            if let Some(stream) = self.stream {
                if !self.append_piece(stream, chunk) {
                    self.stream = None;
                }
                continue;
            }
            let Some((input, part)) = self.feed.take() else {
                break;
            };
            match self.feed.inputs[input].kind {
                Kind::File { length } => self.append_block(input, part, length, chunk),
                Kind::Stream(_) => self.stream = Some(input),
            }
        }
        !chunk.is_empty()
    }
}

impl Share {
    /// Appends the next piece of a stream. False if it is over.
    fn append_piece(&mut self, stream: usize, chunk: &mut String) -> bool {
        let input = &self.feed.inputs[stream];
        let Kind::Stream(stream) = &input.kind else {
            return false;
        };
        // The stream's lock is held while it is read, and the other workers count in the meantime.
        let (more, read) = stream.lock().next(&mut self.raw, BLOCK);
        if let Err(error) = read {
            input.fail(error);
        }
        let raw = std::mem::take(&mut self.raw);
        self.lower(input, &raw, chunk);
        self.raw = raw;
        more
    }

    /// Appends the words that begin in a block of a file.
    fn append_block(&mut self, input: usize, part: u64, length: u64, chunk: &mut String) {
        let input = &self.feed.inputs[input];
        let start = part * BLOCK as u64;
        let end = length.min(start + BLOCK as u64);
        let mut raw = std::mem::take(&mut self.raw);
        match read_block(input.path(), start, end, &mut raw) {
            Ok(words) => self.lower(input, &raw[words], chunk),
            Err(error) => input.fail(error),
        }
        self.raw = raw;
    }

    fn lower(&self, input: &Input, raw: &[u8], chunk: &mut String) {
        // Lower case and line ends make it longer by half and a little more.
        if let Err(error) = chunk.try_reserve(2 * raw.len()) {
            return input.fail(error.into());
        }
        if !lower::append(chunk, raw) {
            input.is_odd();
        }
        self.feed.progress.advance(raw.len() as u64);
    }
}

/// Reads the words of a file that begin at or after `start` and before `end`, and returns their range in
/// `raw`.
///
/// A word belongs to the block in which it begins, however far it extends. A block that lies inside a
/// word has no word of its own.
fn read_block(path: &Path, start: u64, end: u64, raw: &mut Vec<u8>) -> io::Result<Range<usize>> {
    raw.clear();
    let mut file = File::open(path)?;
    // The bytes right before the block show whether a word begins with it.
    let before = start.min(LONGEST as u64);
    file.seek(SeekFrom::Start(start - before))?;
    let inside = (before + end - start) as usize;
    append(&mut file, raw, inside)?;
    let first = match start {
        0 => Some(0),
        _ => boundary::first(raw, before as usize),
    };
    let Some(first) = first.filter(|first| *first < inside) else {
        return Ok(0..0);
    };
    let mut looked_at = inside;
    loop {
        if let Some(last) = boundary::first(raw, looked_at) {
            return Ok(first..last);
        }
        is_bearable(raw.len() - first)?;
        looked_at = raw.len() + 1;
        // A long word is read in ever larger steps.
        let more = BEYOND.max(raw.len() - inside.min(raw.len()));
        if append(&mut file, raw, more)? == 0 {
            return Ok(first..raw.len());
        }
    }
}
