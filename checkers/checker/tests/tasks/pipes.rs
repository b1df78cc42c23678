//! Pipes in memory, on which tokio's own futures run.

use crate::{models, modes};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

models! {
    use super::*;

    pub fn through_a_byte() -> (String, usize) {
        tasks::block_on(async {
            let (mut reader, mut writer) = tasks::io::simplex(1);
            tasks::spawn(async move {
                writer.write_all(b"abc").await?;
                writer.shutdown().await
            });
            let mut bytes = [0; 3];
            reader.read_exact(&mut bytes).await.unwrap();
            let rest = reader.read(&mut [0; 1]).await.unwrap();
            (String::from_utf8_lossy(&bytes).into(), rest)
        })
    }

    /// To drop a `read` loses no byte.
    pub fn read_dropped() -> Vec<u8> {
        tasks::block_on(async {
            let (mut reader, mut writer) = tasks::io::simplex(2);
            tasks::spawn(async move {
                writer.write_all(b"ab").await?;
                writer.shutdown().await
            });
            let mut bytes = [0; 1];
            let second = Duration::from_secs(1);
            let first = tasks::time::timeout(second, reader.read(&mut bytes)).await;
            let mut all = vec![];
            if let Ok(Ok(count)) = first {
                all.extend(&bytes[..count]);
            }
            reader.read_to_end(&mut all).await.unwrap();
            all
        })
    }

    /// To drop a `read_exact` loses what it has read.
    pub fn read_exact_dropped() -> Vec<u8> {
        tasks::block_on(async {
            let (mut reader, mut writer) = tasks::io::simplex(1);
            tasks::spawn(async move {
                writer.write_all(b"ab").await?;
                writer.shutdown().await
            });
            let mut all = vec![];
            let mut bytes = [0; 2];
            let second = Duration::from_secs(1);
            let first = tasks::time::timeout(second, reader.read_exact(&mut bytes)).await;
            if let Ok(Ok(_)) = first {
                all.extend(bytes);
            }
            reader.read_to_end(&mut all).await.unwrap();
            all
        })
    }

    /// To drop a `write_all` leaves what it has written.
    pub fn write_all_dropped() -> (bool, Vec<u8>) {
        tasks::block_on(async {
            let (mut reader, mut writer) = tasks::io::simplex(1);
            let task = tasks::spawn(async move {
                let second = Duration::from_secs(1);
                let written = tasks::time::timeout(second, writer.write_all(b"ab")).await;
                writer.shutdown().await.unwrap();
                written.is_ok()
            });
            let mut all = vec![];
            reader.read_to_end(&mut all).await.unwrap();
            (task.await.unwrap(), all)
        })
    }

    /// To drop a `read` in a select loses no byte.
    pub fn selected() -> Vec<u8> {
        tasks::block_on(async {
            let (mut reader, mut writer) = tasks::io::simplex(1);
            let (stop, mut stopped) = tasks::oneshot::channel::<()>();
            tasks::spawn(async move {
                writer.write_all(b"a").await.unwrap();
                drop(stop);
                writer.shutdown().await
            });
            let mut all = vec![];
            let mut byte = [0; 1];
            select! {
                count = reader.read(&mut byte) => all.extend(&byte[..count.unwrap()]),
                _ = &mut stopped => {}
            }
            reader.read_to_end(&mut all).await.unwrap();
            all
        })
    }

    pub fn echo() -> (u8, Vec<u8>) {
        tasks::block_on(async {
            let (mut client, mut server) = tasks::io::duplex(1);
            tasks::spawn(async move {
                let byte = server.read_u8().await?;
                server.write_u8(byte + 1).await
            });
            client.write_u8(1).await.unwrap();
            let byte = client.read_u8().await.unwrap();
            // The server is dropped.
            let mut rest = vec![];
            client.read_to_end(&mut rest).await.unwrap();
            (byte, rest)
        })
    }

    pub fn broken() -> String {
        tasks::block_on(async {
            let (mut client, server) = tasks::io::duplex(1);
            let task = tasks::spawn(async move { drop(server) });
            let written = client.write_all(b"ab").await.unwrap_err();
            task.await.unwrap();
            format!("{:?} {}", written.kind(), client.read(&mut [0]).await.unwrap())
        })
    }

    pub fn writer_aborted() -> usize {
        tasks::block_on(async {
            let (mut client, mut server) = tasks::io::duplex(1);
            let task = tasks::spawn(async move { server.write_all(b"ab").await });
            task.abort();
            let mut all = vec![];
            client.read_to_end(&mut all).await.unwrap()
        })
    }
}

#[test]
fn every_byte_arrives_and_then_the_end() {
    modes::many(with_explorer::through_a_byte, ["(\"abc\", 0)"]);
    modes::one(with_explorer::through_a_byte, ["(\"abc\", 0)"]);
    modes::loom(true, with_loom::through_a_byte, ["(\"abc\", 0)"]);
}

#[test]
fn to_drop_a_read_loses_no_byte() {
    modes::many(with_explorer::read_dropped, ["[97, 98]"]);
    modes::one(with_explorer::read_dropped, ["[97, 98]"]);
    modes::many(with_explorer::selected, ["[97]"]);
    modes::one(with_explorer::selected, ["[97]"]);
    modes::loom(true, with_loom::selected, ["[97]"]);
}

#[test]
fn to_drop_a_read_of_several_loses_what_it_has_read() {
    let outcomes = ["[97, 98]", "[98]"];
    modes::many(with_explorer::read_exact_dropped, outcomes);
}

#[test]
fn to_drop_a_write_of_several_leaves_what_it_has_written() {
    let outcomes = ["(true, [97, 98])", "(false, [97])"];
    modes::many(with_explorer::write_all_dropped, outcomes);
}

#[test]
fn a_stream_goes_both_ways_until_one_end_is_dropped() {
    modes::many(with_explorer::echo, ["(2, [])"]);
    modes::one(with_explorer::echo, ["(2, [])"]);
    modes::loom(true, with_loom::echo, ["(2, [])"]);
    modes::many(with_explorer::broken, ["\"BrokenPipe 0\""]);
    modes::one(with_explorer::broken, ["\"BrokenPipe 0\""]);
    modes::loom(false, with_loom::broken, ["\"BrokenPipe 0\""]);
}

#[test]
fn a_writer_that_is_aborted_leaves_what_it_has_written() {
    // The abort may come in the midst of a poll, which then writes the second byte too.
    modes::many(with_explorer::writer_aborted, ["0", "1", "2"]);
    // On one thread it comes before the first poll.
    modes::loom(true, with_loom::writer_aborted, ["0"]);
}
