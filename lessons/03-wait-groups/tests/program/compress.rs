//! What `compress` writes is unpacked by an independent decoder; either side may misbehave.

use flate2::read::GzDecoder;
use lesson_03::compress::{CompressError, Deflater, Header, Sizes, compress};
use proptest::collection::vec;
use proptest::prelude::*;
use std::io::{self, ErrorKind, Read, Write};

/// An input that brings pieces of these sizes, with an interruption before each.
struct Pieces<'a> {
    bytes: &'a [u8],
    sizes: Vec<usize>,
    interrupted: bool,
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.interrupted = !self.interrupted;
        if self.interrupted {
            return Err(ErrorKind::Interrupted.into());
        }
        let size = self.sizes.pop().unwrap_or(buffer.len());
        let size = size.clamp(1, buffer.len());
        self.bytes.read(&mut buffer[..size])
    }
}

/// An output that takes so many bytes, and then fails; `usize::MAX`: fails when it is flushed.
struct Full {
    room: usize,
}

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.room {
            0 => Err(ErrorKind::StorageFull.into()),
            usize::MAX => Ok(bytes.len()),
            room => {
                let n = room.min(bytes.len());
                self.room -= n;
                Ok(n)
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(ErrorKind::StorageFull.into())
    }
}

fn unpack(zipped: &[u8]) -> (Vec<u8>, Option<Vec<u8>>, u32) {
    let mut decoder = GzDecoder::new(zipped);
    let mut bytes = vec![];
    decoder.read_to_end(&mut bytes).unwrap();
    let header = decoder.header().unwrap();
    (bytes, header.filename().map(<[u8]>::to_vec), header.mtime())
}

proptest! {
    #[test]
    fn whatever_is_compressed_comes_out_again(
        pattern in vec(any::<u8>(), 0..500),
        times in 0_usize..500,
        sizes in vec(1_usize..100_000, 0..20),
        name in vec(any::<u8>(), 0..20),
        modified: u32,
        level in 1_u32..=9,
    ) {
        let bytes = pattern.repeat(times);
        let header = Header { name: name.clone(), modified };
        let input = Pieces { bytes: &bytes, sizes, interrupted: false };
        let mut zipped = vec![];
        let mut with = Deflater::new(level);
        let told = compress(&mut with, &header, input, &mut zipped).unwrap();
        prop_assert_eq!(told, Sizes { read: bytes.len() as u64, written: zipped.len() as u64 });
        let (came, came_name, came_time) = unpack(&zipped);
        prop_assert!(came == bytes);
        let name = name.split(|byte| *byte == 0).next().filter(|name| !name.is_empty());
        prop_assert_eq!(came_name.as_deref(), name);
        prop_assert_eq!(came_time, modified);
        // The same deflater again: nothing of the first run is left in it.
        let mut again = vec![];
        compress(&mut with, &header, &bytes[..], &mut again).unwrap();
        prop_assert!(unpack(&again).0 == bytes);
    }

    #[test]
    fn a_deflater_is_as_good_as_new_after_a_failure(room in 0_usize..3_000) {
        let noise: Vec<u8> = (0..200_000_u64).map(|i| ((i * i) >> 7) as u8).collect();
        let mut with = Deflater::new(6);
        let failed = compress(&mut with, &Header::default(), &noise[..], Full { room });
        prop_assert!(matches!(failed, Err(CompressError::Write(_))), "{:?}", failed);
        let (mut again, mut fresh) = (vec![], vec![]);
        compress(&mut with, &Header::default(), &b"words"[..], &mut again).unwrap();
        let mut new = Deflater::new(6);
        compress(&mut new, &Header::default(), &b"words"[..], &mut fresh).unwrap();
        prop_assert_eq!(again, fresh);
    }
}

#[test]
fn a_disk_that_is_full_at_the_very_end_shows() {
    let failed = compress(
        &mut Deflater::new(6),
        &Header::default(),
        &b"words"[..],
        Full { room: usize::MAX },
    );
    let Err(CompressError::Write(why)) = failed else {
        panic!("{failed:?}");
    };
    assert_eq!(why.kind(), ErrorKind::StorageFull);
}

#[test]
fn an_input_that_fails_is_told_from_an_output_that_does() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(ErrorKind::ConnectionReset.into())
        }
    }
    let failed = compress(
        &mut Deflater::new(6),
        &Header::default(),
        Broken,
        io::sink(),
    );
    let Err(CompressError::Read(why)) = failed else {
        panic!("{failed:?}");
    };
    assert_eq!(why.kind(), ErrorKind::ConnectionReset);
}
