//! What is read, and how many bytes that is.

use lesson_program::streams;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// A file or standard input, and the position of its sum in the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    pub path: PathBuf,
    /// Standard input can be named several times; only the first one reads any bytes.
    pub places: Vec<usize>,
}

impl Input {
    /// The inputs in order.
    pub fn all(paths: &[PathBuf]) -> Vec<Input> {
        let mut inputs: Vec<Input> = vec![];
        let mut standard = None;
        for (place, path) in paths.iter().enumerate() {
            match standard {
                Some(first) if is_standard(path) => {
                    let input: &mut Input = &mut inputs[first];
                    input.places.push(place);
                    continue;
                }
                None if is_standard(path) => standard = Some(inputs.len()),
                _ => {}
            }
            inputs.push(Input {
                path: path.clone(),
                places: vec![place],
            });
        }
        inputs
    }

    /// Opens it.
    ///
    /// # Errors
    /// It does not exist or may not be read.
    pub fn open(&self) -> io::Result<Box<dyn Read>> {
        Ok(if is_standard(&self.path) {
            Box::new(streams::input()?)
        } else {
            Box::new(File::open(&self.path)?)
        })
    }
}

fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The total number of bytes, or `None` if that is unknown for one of them.
pub fn bytes(inputs: &[Input]) -> Option<u64> {
    let sizes = inputs.iter().map(|input| {
        if is_standard(&input.path) {
            return None;
        }
        match fs::metadata(&input.path) {
            Ok(metadata) if !metadata.is_file() && !metadata.is_dir() => None,
            Ok(metadata) if metadata.is_file() => Some(metadata.len()),
            // Nothing will be read from it.
            _ => Some(0),
        }
    });
    sizes.sum()
}
