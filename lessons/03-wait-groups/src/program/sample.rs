//! No arguments: compresses a sample in a temporary folder, shows the result and removes it.

use super::args::Args;
use super::run::compress_all;
use anyhow::{Context, anyhow, ensure};
use flate2::read::GzDecoder;
use lesson_files::temporary;
use lesson_program::screen::Screen;
use lesson_program::words::{count, show};
use std::env;
use std::fmt::Write;
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::process::ExitCode;

/// The files to compress.
pub const FILES: [(&str, &[u8]); 3] = [
    ("shanty.txt", include_bytes!("../../sample/shanty.txt")),
    ("tides.csv", include_bytes!("../../sample/tides.csv")),
    ("why.txt", include_bytes!("../../sample/why.txt")),
];

/// Compresses the sample.
pub fn run(args: &Args, jobs: usize, screen: &Screen) -> anyhow::Result<ExitCode> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("lesson-03-");
    let (folder, listed) =
        temporary::make(|| builder.tempdir(), |folder| folder.path()).map_err(refused)?;
    let shown = compress_in(folder.path(), args, jobs);
    folder
        .close()
        .context("cannot remove the temporary folder")?;
    drop(listed);
    screen.print(&shown?)?;
    screen.hint("cargo run --bin lesson-03 -- --output-dir /tmp/gz FILES…");
    Ok(ExitCode::SUCCESS)
}

/// The error for a temporary folder that could not be created. It names the parent folder, where the
/// problem can be solved.
pub fn refused(error: io::Error) -> anyhow::Error {
    let variable = if cfg!(windows) { "TMP" } else { "TMPDIR" };
    let why = error.to_string();
    // As tempfile writes it.
    let why = why.split(" at path ").next().unwrap_or_default().to_owned();
    anyhow!(why).context(format!(
        "cannot create a temporary folder in {}; set {variable} to a folder you can write to",
        show(&env::temp_dir())
    ))
}

fn compress_in(folder: &Path, args: &Args, jobs: usize) -> anyhow::Result<String> {
    for (name, text) in FILES {
        fs::write(folder.join(name), text).context("cannot write the sample")?;
    }
    let total = compress_all(args, jobs, &[folder.to_path_buf()])?;
    if let Some((_, error)) = total.failures.into_iter().next() {
        return Err(error.context("cannot compress the sample"));
    }
    let mut shown = String::new();
    for (name, text) in FILES {
        let zipped = fs::read(folder.join(format!("{name}.gz")))?;
        let mut unpacked = vec![];
        GzDecoder::new(&zipped[..]).read_to_end(&mut unpacked)?;
        ensure!(
            unpacked == text,
            "the contents of {name}.gz differ from those of {name}"
        );
        let ratio = 100.0 * zipped.len() as f64 / text.len() as f64;
        writeln!(
            shown,
            "{name:<10} {:>5} bytes, {name}.gz {:>5} bytes ({ratio:.0} %)",
            text.len(),
            zipped.len()
        )?;
    }
    writeln!(shown, "Compressed {}", count(total.files, "file"))?;
    writeln!(
        shown,
        "Unpacked again, they are identical. The folder has been removed."
    )?;
    Ok(shown)
}
