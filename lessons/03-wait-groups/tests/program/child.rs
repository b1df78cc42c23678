//! Starts the program as a child, and ends it should it hang.

use flate2::read::GzDecoder;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// How long a test may take: far longer than any needs.
const LIMIT: Duration = Duration::from_secs(60);

/// The program, without input, its output and errors captured, nothing taken from the environment.
pub fn lesson(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lesson-03"));
    command.args(args).env_remove("NO_COLOR");
    command.env_remove("CLICOLOR").env_remove("CLICOLOR_FORCE");
    command.env("TERM", "xterm");
    command.stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs the program to its end.
pub fn run(command: &mut Command) -> Output {
    finish(command.spawn().expect("the program starts"))
}

/// Waits until the program ends. Its input stays open only if it was taken out before.
pub fn finish(child: Child) -> Output {
    let id = child.id();
    limited(id, move || child.wait_with_output().expect("a child"))
}

/// Does `work`, which ends if the program with this `id` does; kills that if it takes too long.
pub fn limited<T: Send + 'static>(id: u32, work: impl FnOnce() -> T + Send + 'static) -> T {
    let (done, result) = channel();
    let worker = thread::spawn(move || drop(done.send(work())));
    match result.recv_timeout(LIMIT) {
        Ok(result) => result,
        Err(RecvTimeoutError::Timeout) => {
            kill(id);
            panic!("nothing happened within {LIMIT:?}");
        }
        Err(RecvTimeoutError::Disconnected) => {
            std::panic::resume_unwind(worker.join().expect_err("it sent nothing"))
        }
    }
}

#[cfg(unix)]
fn kill(id: u32) {
    let id = rustix::process::Pid::from_raw(id as i32).expect("a process");
    // It may have ended meanwhile.
    let _ = rustix::process::kill_process(id, rustix::process::Signal::KILL);
}

#[cfg(not(unix))]
fn kill(id: u32) {
    let _ = Command::new("taskkill")
        .args(["/F", "/PID", &id.to_string()])
        .status();
}

/// What the program said, as text.
pub fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// A folder with files of these names and contents.
pub fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

/// The names of all files below a folder, sorted, with `/` between.
pub fn names(folder: &Path) -> Vec<String> {
    let mut names = vec![];
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type().unwrap().is_dir() {
            let below = crate::child::names(&entry.path());
            names.extend(below.iter().map(|below| format!("{name}/{below}")));
        } else {
            names.push(name);
        }
    }
    names.sort();
    names
}

/// What a compressed file holds.
pub fn unpacked(path: &Path) -> Vec<u8> {
    let mut bytes = vec![];
    let file = fs::File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    GzDecoder::new(file).read_to_end(&mut bytes).unwrap();
    bytes
}

/// Bytes of a fixed xorshift sequence: nothing that could be compressed.
pub fn random(len: usize) -> Vec<u8> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut words = std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    });
    words.by_ref().flatten().take(len).collect()
}
