//! A line as `sha256sum` prints it: the sum, two spaces, the name.

use std::ffi::OsStr;

/// What stands in a name for a character that would break the line, or the escaping.
const ESCAPES: [(u8, &[u8]); 3] = [(b'\\', br"\\"), (b'\n', br"\n"), (b'\r', br"\r")];

/// The line of a file. One whose name needs escaping begins with a backslash.
pub fn line(sum: &[u8], name: &OsStr) -> Vec<u8> {
    let name = name.as_encoded_bytes();
    let escape = |byte: u8| ESCAPES.iter().find(|(odd, _)| *odd == byte);
    let mut line = Vec::with_capacity(2 * sum.len() + name.len() + 8);
    if name.iter().any(|byte| escape(*byte).is_some()) {
        line.push(b'\\');
    }
    for byte in sum {
        line.extend([byte >> 4, byte & 15].map(|digit| b"0123456789abcdef"[usize::from(digit)]));
    }
    line.extend(b"  ");
    for byte in name {
        match escape(*byte) {
            Some((_, escaped)) => line.extend(*escaped),
            None => line.push(*byte),
        }
    }
    line.push(b'\n');
    line
}

#[cfg(test)]
mod tests {
    use super::line;
    use proptest::prelude::*;
    use std::ffi::OsStr;

    #[test]
    fn odd_names_are_escaped() {
        for (name, expected) in [
            ("a b", &b"00ff  a b\n"[..]),
            (r"a\b", br"\00ff  a\\b"),
            ("a\nb", br"\00ff  a\nb"),
            ("a\rb\n\\", br"\00ff  a\rb\n\\"),
            ("\t*", b"00ff  \t*\n"),
        ] {
            let line = line(&[0x00, 0xff], OsStr::new(name));
            let line = line.strip_suffix(b"\n").expect("a line");
            let expected = expected.strip_suffix(b"\n").unwrap_or(expected);
            assert_eq!(line, expected, "{name:?}");
        }
    }

    proptest! {
        #[test]
        fn a_name_comes_back_from_its_line(name in r"[a-z \\\n\r\t*é]{0,20}") {
            let line = line(&[7], OsStr::new(&name));
            let line = String::from_utf8(line).unwrap();
            let line = line.strip_suffix('\n').unwrap();
            prop_assert!(!line.contains(['\n', '\r']));
            let back = match line.strip_prefix('\\') {
                None => line["07  ".len()..].to_string(),
                Some(line) => {
                    let mut back = String::new();
                    let mut chars = line["07  ".len()..].chars();
                    while let Some(char) = chars.next() {
                        back.push(match char {
                            '\\' => match chars.next() {
                                Some('n') => '\n',
                                Some('r') => '\r',
                                other => other.unwrap(),
                            },
                            char => char,
                        });
                    }
                    back
                }
            };
            prop_assert_eq!(back, name);
        }
    }
}
