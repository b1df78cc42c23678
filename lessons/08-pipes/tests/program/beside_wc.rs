//! `count` beside GNU `wc`, over files of every kind.
//!
//! `WORKBOOK_SOAK=1` takes a thousand files (`.ci/soak`); else it is a fiftieth.
//!
//! Since coreutils 9.5 all that is not white space is part of words. Older ones passed over what
//! cannot be printed and what is no UTF-8: they get a file of the same length that has an `x` in place
//! of each such byte.

use crate::{ENGINES, lesson};
use lesson_testing::child::{piped, program, said, text};
use lesson_testing::files::folder;
use std::fs::write;
use std::path::Path;
use std::process::Command;

/// White space that every `wc` takes for it, and how it ends lines.
const WHITE: &str =
    "\t\n\u{B}\u{C}\r \u{A0}\u{1680}\u{2000}\u{2003}\u{2007}\u{200A}\u{202F}\u{205F}\u{3000}\n ";

/// White space that older ones cannot print.
const ODD_WHITE: &str = "\u{2028}\u{2029}\u{2060}";

/// What every `wc` can print: Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari, Thai, Chinese,
/// Japanese, Korean, signs, and what is outside the first plane.
const TEXT: &str = "abcxyzABZ0129.,;:!?-_()éüßøαβωЖжщאבשابجनमकกขคง中文字あいうカナ한국어…“”€→😀𝄞𐍈";

/// A die that always falls the same way: a splitmix64.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut n = self.0;
        n = (n ^ (n >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        n = (n ^ (n >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let n = usize::try_from((n ^ (n >> 31)) >> 32).expect("32 bits");
        n % sides
    }

    /// Text of so many characters, words of all lengths.
    fn text(&mut self, chars: usize) -> String {
        let (white, other): (Vec<_>, Vec<_>) = (WHITE.chars().collect(), TEXT.chars().collect());
        let share = 1 + self.throw(8);
        let mut char = || match self.throw(8) < share {
            true => other[self.throw(other.len())],
            false => white[self.throw(white.len())],
        };
        (0..chars).map(|_| char()).collect()
    }

    fn bytes(&mut self, len: usize) -> Vec<u8> {
        let byte = || u8::try_from(self.throw(256)).expect("a byte");
        std::iter::repeat_with(byte).take(len).collect()
    }
}

/// A file of one of ten kinds, of so many characters at the most, or of many more.
fn content(kind: usize, most: usize, dice: &mut Dice) -> Vec<u8> {
    let len = dice.throw(1 + most);
    match kind {
        0 => vec![],
        1 => dice.text(len).into_bytes(),
        2 => dice.text(len).trim_end().into(),
        3 => dice.text(len).replace('\n', "\r\n").into(),
        4 => dice.bytes(len),
        // Text with holes: NULs, or whatever else.
        5 | 6 => {
            let mut text = dice.text(1 + len).into_bytes();
            for _ in 0..=text.len() / 20 {
                let at = dice.throw(text.len());
                text[at] = if kind == 5 { 0 } else { dice.bytes(1)[0] };
            }
            text
        }
        // Every character there is, most of which cannot be printed.
        7 => {
            let char = || char::from_u32(u32::try_from(dice.throw(0x11_0000)).expect("32 bits"));
            let chars = std::iter::repeat_with(char).take(len);
            chars.map(|c| c.unwrap_or(' ')).collect::<String>().into()
        }
        // Lines, and at last words, that are longer than any block.
        8 => dice.text(200_000).replace('\n', " ").into(),
        _ => {
            let char = dice.text(1).repeat(200_000 + len);
            format!("{char}{ODD_WHITE}{char}").into_bytes()
        }
    }
}

/// What an older `wc` gets in its place.
fn printable(content: &[u8]) -> Vec<u8> {
    let mut printable = Vec::with_capacity(content.len());
    for chunk in content.utf8_chunks() {
        for char in chunk.valid().chars() {
            let len = printable.len() + char.len_utf8();
            if char.is_ascii_graphic() || WHITE.contains(char) || TEXT.contains(char) {
                printable.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
            } else if ODD_WHITE.contains(char) || is_space(char) {
                printable.resize(len, b' ');
            } else {
                printable.resize(len, b'x');
            }
        }
        printable.resize(printable.len() + chunk.invalid().len(), b'x');
    }
    printable
}

/// The rest of what the C library takes for white space.
fn is_space(char: char) -> bool {
    matches!(char, '\u{2000}'..='\u{200A}')
}

fn wc(args: &[&str]) -> Command {
    let mut command = program("wc", args);
    command
        .env("LC_ALL", "C.UTF-8")
        .env_remove("POSIXLY_CORRECT");
    command
}

/// The first line of `wc --version`, if it is GNU's.
fn version() -> Option<String> {
    let told = Command::new("wc").arg("--version").output().ok()?;
    let version = String::from_utf8_lossy(&told.stdout)
        .lines()
        .next()?
        .to_string();
    version.contains("coreutils").then_some(version)
}

/// Whether it counts as since 9.5.
fn counts_all_bytes() -> bool {
    let counted = piped(&mut wc(&["-w"]), "\u{1} a\u{2028}b a\u{2060}b ".as_bytes());
    let invalid = piped(&mut wc(&["-w"]), b"\xFF");
    text(&counted.stdout).trim() == "5" && text(&invalid.stdout).trim() == "1"
}

fn at(here: &Path, mut command: Command, names: &[String]) -> String {
    said(command.args(names).current_dir(here))
}

#[test]
fn files_of_every_kind_are_counted_as_gnu_wc_counts_them() {
    let Some(version) = version() else {
        return eprintln!("SKIPPED: there is no GNU wc");
    };
    let soak = std::env::var_os("WORKBOOK_SOAK").is_some();
    let files = if soak { 1000 } else { 1000 / 50 };
    let (raw, readable) = (folder(&[]), folder(&[]));
    let names: Vec<_> = (0..files).map(|i| format!("{i:03}")).collect();
    let mut dice = Dice(8);
    for (i, name) in names.iter().enumerate() {
        let content = content(i % 10, 40_000 * i / files, &mut dice);
        write(raw.path().join(name), &content).unwrap();
        write(readable.path().join(name), printable(&content)).unwrap();
    }
    let is_new = counts_all_bytes();
    let theirs = if is_new {
        at(raw.path(), wc(&[]), &names)
    } else {
        let lines_and_bytes = at(raw.path(), wc(&["-lc"]), &names);
        assert_eq!(lines_and_bytes, at(readable.path(), wc(&["-lc"]), &names));
        at(readable.path(), wc(&[]), &names)
    };
    assert_eq!(theirs.lines().count(), files + 1);
    for engine in ENGINES {
        let ours = at(raw.path(), lesson(engine), &names);
        let rows = ours.lines().zip(theirs.lines());
        rows.for_each(|(ours, theirs)| assert_eq!(ours, theirs, "{engine:?}"));
        assert_eq!(ours.len(), theirs.len());
    }
    let how = if is_new {
        "as they are"
    } else {
        "made printable"
    };
    println!(
        "{files} files ({how}), {} ways: all rows are those of {version}; the sum: {}",
        ENGINES.len(),
        theirs.lines().last().unwrap_or_default().trim()
    );
}
