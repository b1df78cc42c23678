//! Parses JSON lines as they come and prints them.

use super::Format;
use crate::program::record::Record;
use std::fmt;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};

/// No record is longer: memory stays bounded whatever comes.
const LONGEST: u64 = 64 * 1024;

/// Which end failed.
#[derive(Debug)]
pub enum PrintError {
    /// What came could not be read, or is no record.
    Input(io::Error),
    /// What was to be printed could not be written.
    Output(io::Error),
}

/// Prints each record, and keeps nothing back while it waits for more: how many there were.
///
/// # Errors
/// One of the ends failed. What came before is printed.
pub fn print(input: impl Read, mut output: impl Write, format: Format) -> Result<u64, PrintError> {
    let mut lines = BufReader::with_capacity(LONGEST as usize, input);
    let mut line = vec![];
    let mut printed = 0;
    loop {
        if !lines.buffer().contains(&b'\n') {
            // To read on may take a while.
            output.flush().map_err(PrintError::Output)?;
        }
        line.clear();
        let mut limited = (&mut lines).take(LONGEST);
        let ended = limited.read_until(b'\n', &mut line);
        if ended.map_err(PrintError::Input)? == 0 {
            return Ok(printed);
        }
        printed += 1;
        let record = parse(&line, printed).map_err(PrintError::Input)?;
        let written = match format {
            Format::Table => writeln!(output, "{record}"),
            // It was parsed: it is one record, and on one line.
            Format::Json => output.write_all(&line),
        };
        written.map_err(PrintError::Output)?;
    }
}

/// Reads one line, the `number`th.
fn parse(line: &[u8], number: u64) -> io::Result<Record<'_>> {
    let broken = |why: &dyn fmt::Display| {
        let why = format!("record {number} cannot be read: {why}");
        io::Error::new(ErrorKind::InvalidData, why)
    };
    if line.last() != Some(&b'\n') {
        return Err(match line.len() as u64 {
            LONGEST => broken(&"it is too long"),
            _ => broken(&"it ends in the middle"),
        });
    }
    serde_json::from_slice(line).map_err(|why| broken(&why))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::feed;
    use crate::program::produce::{Plan, produce};
    use crate::program::record::{Record, record};
    use proptest::prelude::*;

    /// The records of a plan, as they come out of a pipe.
    fn through_a_pipe(plan: Plan, format: Format) -> (Result<u64, PrintError>, String) {
        let work = move |out: &mut &_, pauses: &_| produce(out, &plan, pauses);
        let (reader, feed) = feed::start(None, work).unwrap();
        let mut printed = vec![];
        let ended = print(reader, &mut printed, format);
        let _ = feed.join();
        (ended, String::from_utf8(printed).unwrap())
    }

    fn plan(records: u64, batch: u64, piecemeal: bool, fail: Option<u64>) -> Plan {
        Plan {
            records,
            batch,
            every: None,
            piecemeal,
            fail,
        }
    }

    proptest! {
        #[test]
        fn every_record_comes_through_however_it_is_written(
            records in 0..300_u64,
            batch in 1..400_u64,
            piecemeal: bool,
        ) {
            let plan = plan(records, batch, piecemeal, None);
            let (ended, lines) = through_a_pipe(plan, Format::Json);
            prop_assert_eq!(ended.unwrap(), records);
            let json = |id| serde_json::to_string(&record(id)).unwrap() + "\n";
            prop_assert_eq!(lines, (0..records).map(json).collect::<String>());
            let (ended, printed) = through_a_pipe(plan, Format::Table);
            prop_assert_eq!(ended.unwrap(), records);
            let expected: String = (0..records).map(|id| format!("{}\n", record(id))).collect();
            prop_assert_eq!(printed, expected);
        }

        #[test]
        fn a_producer_that_fails_never_ends_normally(records in 1..50_u64, batch in 1..60_u64) {
            let fail = records / 2;
            let (ended, printed) = through_a_pipe(plan(records, batch, false, Some(fail)), Format::Table);
            prop_assert!(matches!(ended, Err(PrintError::Input(_))));
            prop_assert_eq!(printed.lines().count() as u64, fail);
        }

        #[test]
        fn a_record_reads_back_as_it_was_written(
            id: u64, sensor in "[^\\p{Cc}\"\\\\]*", millidegrees: i32, ok: bool,
        ) {
            let record = Record { id, sensor: &sensor, millidegrees, ok };
            let mut line = serde_json::to_vec(&record).unwrap();
            prop_assert!(!line.contains(&b'\n'));
            line.push(b'\n');
            prop_assert_eq!(parse(&line, 1).unwrap(), record);
        }

        #[test]
        fn what_is_no_record_is_refused_and_named(bytes: Vec<u8>) {
            let mut input = b"{\"id\":1,\"sensor\":\"attic\",\"millidegrees\":5,\"ok\":true}\n".to_vec();
            input.extend(&bytes);
            let mut printed = vec![];
            match print(&input[..], &mut printed, Format::Json) {
                Ok(records) => prop_assert_eq!((records, bytes.len()), (1, 0)),
                Err(PrintError::Input(why)) => {
                    let why = why.to_string();
                    prop_assert!(why.starts_with("record 2 cannot be read: "), "{}", why);
                }
                Err(PrintError::Output(why)) => prop_assert!(false, "{}", why),
            }
        }

        #[test]
        fn a_stream_that_is_cut_anywhere_is_no_whole_one(cut in 1..400_usize) {
            let mut whole = vec![];
            for id in 0..10 {
                serde_json::to_writer(&mut whole, &record(id)).unwrap();
                whole.push(b'\n');
            }
            let part = &whole[..cut.min(whole.len() - 1)];
            let lines = part.iter().filter(|byte| **byte == b'\n').count() as u64;
            match print(part, io::sink(), Format::Table) {
                Ok(records) => prop_assert!(records == lines && part.ends_with(b"\n")),
                Err(why) => prop_assert!(matches!(why, PrintError::Input(_))),
            }
        }
    }

    #[test]
    fn a_line_without_an_end_takes_no_more_memory() {
        let endless = io::repeat(b'x');
        let Err(PrintError::Input(why)) = print(endless, io::sink(), Format::Json) else {
            panic!("it ended");
        };
        assert_eq!(why.to_string(), "record 1 cannot be read: it is too long");
    }
}
