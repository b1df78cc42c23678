//! Starts a program as a child, and ends it should it hang.

use std::io::Write;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// How long a child may take: far longer than any needs, also on a machine that does much else.
pub(crate) const LIMIT: Duration = Duration::from_secs(300);

/// The program, without input, its output and errors captured, nothing taken from the environment.
/// Started by this thread, it ignores and blocks no signal.
pub fn program(executable: &str, args: &[&str]) -> Command {
    #[cfg(unix)]
    crate::signals::reach_children();
    let mut command = Command::new(executable);
    command.args(args).env_remove("NO_COLOR");
    command.env_remove("CLICOLOR").env_remove("CLICOLOR_FORCE");
    command.env("TERM", "xterm");
    command.stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs a program to its end.
pub fn run(command: &mut Command) -> Output {
    finish(command.spawn().expect("the program starts"))
}

/// Runs a program that must succeed and say nothing on standard error: its standard output.
pub fn said(command: &mut Command) -> String {
    let output = run(command);
    ended(&output, 0, "");
    text(&output.stdout).to_string()
}

/// Runs a program that must refuse its arguments: what it says to that.
pub fn refused(command: &mut Command) -> String {
    let output = run(command);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output.stdout), "");
    text(&output.stderr).to_string()
}

/// Runs a program that must refuse its arguments and say this of them.
#[track_caller]
pub fn refuses(command: &mut Command, hint: &str) {
    let message = refused(command);
    assert!(message.contains(hint), "{message}");
}

/// Runs a program that must fail with this on standard error, and nothing else.
#[track_caller]
pub fn fails(command: &mut Command, error: &str) {
    ended(&run(command), 1, error);
}

/// Asserts that a program ended with this status and this on standard error.
#[track_caller]
pub fn ended(output: &Output, status: i32, errors: &str) {
    assert_eq!(text(&output.stderr), errors);
    assert_eq!(output.status.code(), Some(status));
}

/// Asserts that a program failed: what it said on standard error.
#[track_caller]
pub fn failed(output: &Output) -> &str {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    text(&output.stderr)
}

/// Runs a program with `input` piped into it.
pub fn piped(command: &mut Command, input: &[u8]) -> Output {
    let mut child = command.stdin(Stdio::piped()).spawn().expect("it starts");
    let mut to = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    let writer = thread::spawn(move || to.write_all(&input));
    let output = finish(child);
    // The program may have ended before it read everything.
    let _ = writer.join();
    output
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

/// Types the same piece for as long as anybody reads.
pub fn feed(mut input: impl Write + Send + 'static) {
    thread::spawn(move || while input.write_all(&[b'x'; 100]).is_ok() {});
}

/// Both ends of a pipe that takes no more: it is never read, and stays open as long as the first does.
#[cfg(unix)]
pub fn full_pipe() -> (std::io::PipeReader, std::io::PipeWriter) {
    use rustix::fs::{OFlags, fcntl_setfl};

    let (reader, mut full) = std::io::pipe().expect("a pipe");
    fcntl_setfl(&full, OFlags::NONBLOCK).expect("a flag");
    for piece in [&[b'x'; 1024][..], b"x"] {
        while full.write(piece).is_ok() {}
    }
    fcntl_setfl(&full, OFlags::empty()).expect("a flag");
    (reader, full)
}

/// Presses Ctrl-C.
#[cfg(unix)]
pub fn interrupt(child: &Child) {
    crate::signals::send(child, crate::signals::Signal::INT);
}

/// What a program said, as text.
pub fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}
