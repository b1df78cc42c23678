//! The receiver's side of `--follow`: lines stay whole, and headers say which file they are from.

use super::meter::Meter;
use std::io::{self, ErrorKind, Write};

/// The most bytes of a line that are held back until its end arrives.
const LONGEST: usize = 1024 * 1024;

/// Prints the lines of several files. A single file is passed on byte for byte.
#[derive(Debug)]
pub struct Printer<W> {
    output: W,
    meter: Meter,
    /// The name of each file, without characters that cannot be printed.
    names: Vec<String>,
    /// The incomplete last line of each file.
    held: Vec<Vec<u8>>,
    /// The file that the last header names.
    header: Option<usize>,
    /// Whether the last byte written was not a newline.
    mid_line: bool,
}

impl<W: Write> Printer<W> {
    /// Makes a printer for the files of these names.
    pub fn new(output: W, names: Vec<String>, meter: Meter) -> Self {
        Printer {
            output,
            meter,
            held: vec![vec![]; names.len()],
            names,
            header: None,
            mid_line: false,
        }
    }

    /// Prints the lines that these bytes complete.
    ///
    /// # Errors
    /// Returns an error if writing fails.
    pub fn grew(&mut self, file: usize, bytes: Vec<u8>) -> io::Result<()> {
        if self.names.len() == 1 {
            return self.write(&bytes);
        }
        let held = &mut self.held[file];
        let whole = bytes.iter().rposition(|byte| *byte == b'\n');
        held.extend(bytes);
        let whole = match whole {
            // From the end: what was held back has no newline.
            Some(_) => held
                .iter()
                .rposition(|byte| *byte == b'\n')
                .map_or(0, |i| i + 1),
            None if held.len() > LONGEST => held.len(),
            None => return Ok(()),
        };
        let rest = held.split_off(whole);
        let whole = std::mem::replace(held, rest);
        self.write_of(file, &whole)
    }

    /// Ends the line that a file left unfinished, because what follows does not belong to it.
    ///
    /// # Errors
    /// Returns an error if writing fails.
    pub fn begins_again(&mut self, file: usize) -> io::Result<()> {
        self.unfinished(file)?;
        self.end_line()
    }

    /// Prints what is held back.
    ///
    /// # Errors
    /// Returns an error if writing fails.
    pub fn end(&mut self) -> io::Result<()> {
        (0..self.held.len()).try_for_each(|file| self.unfinished(file))
    }

    fn unfinished(&mut self, file: usize) -> io::Result<()> {
        match std::mem::take(&mut self.held[file]) {
            nothing if nothing.is_empty() => Ok(()),
            held => self.write_of(file, &held),
        }
    }

    fn write_of(&mut self, file: usize, bytes: &[u8]) -> io::Result<()> {
        if self.header != Some(file) {
            self.end_line()?;
            let above = if self.header.is_some() { "\n" } else { "" };
            let header = format!("{above}==> {} <==\n", self.names[file]);
            self.header = Some(file);
            self.write_ours(header.as_bytes())?;
        }
        self.write(bytes)
    }

    fn end_line(&mut self) -> io::Result<()> {
        if !std::mem::take(&mut self.mid_line) {
            return Ok(());
        }
        self.write_ours(b"\n")
    }

    /// Writes bytes that are from no file. They count as pending all the same while the write blocks.
    fn write_ours(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.meter.read(bytes.len());
        write(&mut self.output, bytes, &self.meter)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.mid_line = bytes.last().is_some_and(|last| *last != b'\n');
        write(&mut self.output, bytes, &self.meter)
    }
}

/// Writes all of `bytes`, counting them one write at a time.
pub fn write(output: &mut impl Write, mut bytes: &[u8], meter: &Meter) -> io::Result<()> {
    while !bytes.is_empty() {
        match output.write(bytes) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(n) => {
                meter.wrote(n);
                bytes = &bytes[n..];
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(files: usize, pieces: &[(usize, &str)]) -> String {
        let mut output = vec![];
        let names = (0..files).map(|file| format!("f{file}")).collect();
        let mut printer = Printer::new(&mut output, names, Meter::default());
        for (file, piece) in pieces {
            match *piece {
                "again" => printer.begins_again(*file).unwrap(),
                piece => printer.grew(*file, piece.into()).unwrap(),
            }
        }
        printer.end().unwrap();
        String::from_utf8(output).unwrap()
    }

    #[test]
    fn one_file_is_passed_on_as_it_is() {
        assert_eq!(printed(1, &[(0, "a\nb"), (0, "c\n\nd")]), "a\nbc\n\nd");
    }

    #[test]
    fn lines_of_several_files_stay_whole_under_headers() {
        assert_eq!(
            printed(2, &[(0, "a\nb"), (1, "x\n"), (0, "c\n"), (0, "d\n")]),
            "==> f0 <==\na\n\n==> f1 <==\nx\n\n==> f0 <==\nbc\nd\n"
        );
    }

    #[test]
    fn what_is_unfinished_comes_at_the_end_of_all() {
        assert_eq!(
            printed(2, &[(0, "a"), (1, "x")]),
            "==> f0 <==\na\n\n==> f1 <==\nx"
        );
    }

    #[test]
    fn a_file_that_begins_again_begins_a_line() {
        assert_eq!(printed(1, &[(0, "a"), (0, "again"), (0, "b\n")]), "a\nb\n");
        assert_eq!(
            printed(2, &[(0, "a"), (0, "again"), (0, "b\n")]),
            "==> f0 <==\na\nb\n"
        );
    }

    #[test]
    fn a_line_without_end_is_not_held_back_for_ever() {
        let long = "x".repeat(LONGEST + 1);
        let came = printed(2, &[(0, &long), (0, "y\n")]);
        assert_eq!(came, format!("==> f0 <==\n{long}y\n"));
    }
}
