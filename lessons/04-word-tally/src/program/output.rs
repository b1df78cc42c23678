//! Prints the words, as text or as JSON.

use super::args::Format;
use lesson_program::screen::forgive;
use lesson_program::streams;
use std::io::{self, BufWriter, Write};

/// Prints words and counts to standard output, byte for byte.
pub fn print(words: &[(&str, u64)], format: Format) -> anyhow::Result<()> {
    let output = match streams::buffered_output() {
        Ok(output) => output,
        Err(why) => return forgive(Err(why)),
    };
    let mut output = BufWriter::with_capacity(64 * 1024, output.lock());
    let result = match format {
        Format::Text => text(&mut output, words),
        Format::Json => json(&mut output, words),
    };
    let result = result.and_then(|()| output.flush());
    // Drops the buffer without trying again to write it.
    let _ = output.into_parts();
    forgive(result)
}

fn text(output: &mut impl Write, words: &[(&str, u64)]) -> io::Result<()> {
    for (word, count) in words {
        writeln!(output, "{word}: {count}")?;
    }
    Ok(())
}

fn json(output: &mut impl Write, words: &[(&str, u64)]) -> io::Result<()> {
    output.write_all(b"[")?;
    for (i, (word, count)) in words.iter().enumerate() {
        let before = if i == 0 { "\n" } else { ",\n" };
        write!(output, "{before}  {{\"word\": \"")?;
        escape(output, word)?;
        write!(output, "\", \"count\": {count}}}")?;
    }
    output.write_all(if words.is_empty() { b"]\n" } else { b"\n]\n" })
}

/// Escapes what a JSON string may not contain.
fn escape(output: &mut impl Write, word: &str) -> io::Result<()> {
    for char in word.chars() {
        match char {
            '"' | '\\' => write!(output, "\\{char}")?,
            '\0'..='\x1F' => write!(output, "\\u{:04x}", u32::from(char))?,
            _ => write!(output, "{char}")?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(print: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
        let mut output = vec![];
        print(&mut output).unwrap();
        String::from_utf8(output).unwrap()
    }

    #[test]
    fn json_is_read_back_as_it_was() {
        let words = [("a\"b\\c", 3), ("\u{1B}[1m\u{7F}", 2), ("ä𝄞", 1)];
        let json = shown(|output| json(output, &words));
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        for (i, (word, count)) in words.iter().enumerate() {
            assert_eq!(
                (&read[i]["word"], &read[i]["count"]),
                (&(*word).into(), &(*count).into())
            );
        }
        assert_eq!(shown(|output| self::json(output, &[])), "[]\n");
    }

    #[test]
    fn text_is_a_line_for_each_word() {
        let words = [("the", 2), ("key", 1)];
        assert_eq!(shown(|output| text(output, &words)), "the: 2\nkey: 1\n");
    }
}
