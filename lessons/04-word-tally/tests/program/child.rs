//! Starts the program as a child, and ends it should it hang.

use std::io::Write;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// How long a test may take: far longer than any needs.
const LIMIT: Duration = Duration::from_secs(60);

/// The program, without input, its output and errors captured, nothing taken from the environment.
pub fn lesson(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lesson-04"));
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

/// Runs the program with `input` piped into it.
pub fn piped(args: &[&str], input: &[u8]) -> Output {
    let mut child = lesson(args).stdin(Stdio::piped()).spawn().unwrap();
    let mut to = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = thread::spawn(move || to.write_all(&input));
    let output = finish(child);
    // The program may have ended before it read everything.
    let _ = writer.join();
    output
}
