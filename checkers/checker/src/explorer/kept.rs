//! A schedule that is too long for a line: a file beside the model's recording has it, and a person is told the
//! file's path in its place.

use super::replay::Replay;
use crate::package;
use std::fs;
use std::path::{Path, PathBuf};

/// A word of more bytes does not fit a line.
const LINE: usize = 200;

/// What the path of such a file ends with; no word does.
const EXTENSION: &str = "replay";

/// What a person is told in place of a schedule: the word itself if it is short, or the path of a file
/// that has it. The word too if there can be no such file.
pub(super) fn told(model: &str, word: &str) -> String {
    if word.len() <= LINE {
        return word.into();
    }
    let path = package::recording(model).with_extension(EXTENSION);
    keep(&path, word).unwrap_or_else(|| word.into())
}

/// Writes the word to the file, and returns the path as an argument can have it.
fn keep(path: &Path, word: &str) -> Option<String> {
    let path = std::path::absolute(path).ok()?;
    // Of a path that is no Unicode, or that has an end of line, no command can be told.
    let told = path
        .to_str()
        .filter(|path| !path.contains(char::is_control))?;
    fs::create_dir_all(path.parent()?).ok()?;
    lesson_files::replace(&path, format!("{word}\n").as_bytes()).ok()?;
    Some(told.into())
}

/// The schedule that a person was told, in either way.
///
/// # Errors
/// It is none, or the file cannot be read.
pub(super) fn read(told: &str) -> Result<Replay, String> {
    let path = PathBuf::from(told);
    if path.extension().is_none_or(|ending| ending != EXTENSION) {
        return told.parse();
    }
    let text = fs::read_to_string(&path)
        .map_err(|error| format!("cannot read the schedule in {}: {error}", path.display()))?;
    let word: String = text.split_whitespace().collect();
    word.parse::<Replay>()
        .map_err(|wrong| format!("{}: {wrong}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_as_it_was_written_whatever_its_path() {
        let folder = std::env::temp_dir().join(format!("kept {}", std::process::id()));
        let word = "0_40_".repeat(100);
        for name in [
            "plain.replay",
            "two words é 'quoted'.replay",
            "0D1H.a.replay",
        ] {
            let path = folder.join(name);
            let told = keep(&path, &word).expect(name);
            assert!(
                Path::new(&told).is_absolute() && told.ends_with(name),
                "{told}"
            );
            assert_eq!(read(&told).unwrap(), word.parse().unwrap());
        }
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn what_cannot_be_kept_or_read_says_so() {
        let below_a_file = std::env::current_exe().unwrap().join("m.replay");
        assert_eq!(keep(&below_a_file, "01"), None);
        assert_eq!(keep(Path::new("a\nb.replay"), "01"), None);
        let wrong = read("nowhere/m.replay").unwrap_err();
        assert!(
            wrong.starts_with("cannot read the schedule in nowhere"),
            "{wrong}"
        );
        let path = std::env::temp_dir().join(format!("kept-{}.replay", std::process::id()));
        fs::write(&path, "01 ? 2").unwrap();
        let wrong = read(path.to_str().unwrap()).unwrap_err();
        assert!(
            wrong.contains("`01?2` is not a schedule: wrong at byte 2"),
            "{wrong}"
        );
        fs::write(&path, [b'0', 0xff]).unwrap();
        assert!(read(path.to_str().unwrap()).is_err());
        fs::remove_file(&path).unwrap();
    }

    #[test]
    fn a_short_word_needs_no_file() {
        assert_eq!(told("no/such", "0D1H.ad"), "0D1H.ad");
        assert_eq!(read("0D1H.ad").unwrap().to_string(), "0D1H.ad");
    }
}
