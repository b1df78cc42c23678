//! `--save FILE [INPUT]`: a closure writes the file in the background while the foreground continues.

use super::ways::message;
use anyhow::{Context, anyhow, bail};
use lesson_02::background::Background;
use lesson_02::sync::time::Duration;
use lesson_02::sync::{Arc, Mutex};
use lesson_02::watched::{Counter, watched};
use lesson_files::{Output, temporary};
use lesson_interrupt::at_interrupt;
use lesson_program::screen::Screen;
use lesson_program::streams;
use lesson_program::words::{count, show};
use lesson_progress::Progress;
use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::Path;
use std::process::ExitCode;

/// The largest number of bytes that one read may return.
const CHUNK: usize = 64 * 1024;
/// How often the foreground draws.
const FRAME: Duration = Duration::from_millis(50);

/// What is saved, and its name in error messages.
struct Source {
    input: Box<dyn Read + Send>,
    name: String,
    bytes: Option<u64>,
}

/// Saves, and reports how that ended.
pub fn run(file: &Path, input: Option<&Path>, screen: &Screen) -> anyhow::Result<ExitCode> {
    let source = source(input, file)?;
    at_interrupt(temporary::remove_all)?;
    if input.is_none() {
        screen.invite(|end| format!("Type what to save, and end it with {end}."));
    }
    let progress = Progress::of_bytes(source.bytes);

    // What the closure shares with the foreground: its progress, and its result.
    let (counter, watched) = watched();
    let saved = Arc::new(Mutex::new(None));
    let (theirs, target) = (saved.clone(), file.to_path_buf());
    let save = Background::start(move || *theirs.lock() = Some(save(source, &target, &counter)))
        .context("cannot start a thread")?;

    // The foreground continues, and draws.
    loop {
        let state = watched.wait(FRAME);
        progress.reach(state.count);
        if state.ended {
            break;
        }
    }
    drop(progress);

    let ended = save.wait();
    let failed = || {
        format!(
            "the save in the background failed, and {} is unchanged",
            show(file)
        )
    };
    ended
        .map_err(|why| anyhow!("it panicked: {}", message(&*why)))
        .with_context(failed)?;
    let saved = saved.lock().take();
    let bytes = saved
        .unwrap_or_else(|| bail!("it did nothing"))
        .with_context(failed)?;
    screen.tell(&format!("saved {} to {}", count(bytes, "byte"), show(file)));
    screen.hint("cargo run --bin lesson-02 -- --how detach --runs 1000");
    Ok(ExitCode::SUCCESS)
}

fn source(input: Option<&Path>, file: &Path) -> anyhow::Result<Source> {
    let Some(path) = input.filter(|path| *path != Path::new("-")) else {
        return Ok(Source {
            input: Box::new(streams::buffered_input().context("cannot read standard input")?),
            name: "standard input".into(),
            bytes: None,
        });
    };
    let name = show(path);
    let cannot = || format!("cannot read {name}");
    let input = File::open(path).with_context(cannot)?;
    let about = input.metadata().with_context(cannot)?;
    if about.is_dir() {
        bail!("cannot read {name}: it is a folder; name a file instead");
    }
    if same_file(path, file) {
        bail!(
            "{name} and {} are the same file; name another one to save to",
            show(file)
        );
    }
    let bytes = about.is_file().then_some(about.len());
    Ok(Source {
        input: Box::new(input),
        name,
        bytes,
    })
}

/// The closure's work: copies everything, and only then gives the file its name.
fn save(mut source: Source, target: &Path, counter: &Counter) -> anyhow::Result<u64> {
    let cannot = || format!("cannot write {}", show(target));
    let mut output = Output::create(target).with_context(cannot)?;
    let mut chunk = vec![0; CHUNK];
    let mut bytes = 0;
    loop {
        let n = match source.input.read(&mut chunk) {
            Ok(0) => break,
            Ok(n) => n,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", source.name));
            }
        };
        output.write_all(&chunk[..n]).with_context(cannot)?;
        bytes += n as u64;
        counter.add(n as u64);
    }
    output.complete_on_disk().with_context(cannot)?;
    Ok(bytes)
}

/// Whether both paths name the same file.
fn same_file(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let id = |path: &Path| {
            fs::metadata(path)
                .map(|about| (about.dev(), about.ino()))
                .ok()
        };
        id(one).is_some() && id(one) == id(other)
    }
    #[cfg(not(unix))]
    {
        let id = |path: &Path| fs::canonicalize(path).ok();
        id(one).is_some() && id(one) == id(other)
    }
}
