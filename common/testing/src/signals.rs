//! Signals to a program: they reach it even where the test process ignores or blocks them.
//!
//! A script that starts `cargo test` behind an `&` has SIGINT ignored, and `nohup` has SIGHUP ignored. A
//! child inherits both, and which signals are blocked, so it would never receive its Ctrl-C.

use crate::child::LIMIT;
use nix::sys::signal::SigSet;
use rustix::process::{Pid, kill_process};
use signal_hook::consts::FORBIDDEN;
use std::fs;
use std::process::Child;
use std::sync::{Arc, Once};
use std::thread;
use std::time::{Duration, Instant};

pub use rustix::process::Signal;

/// How long a program may block a signal before a test fails for it: longer than any thread takes to
/// start, also on a busy machine.
const MOMENT: Duration = Duration::from_secs(10);

/// Makes each program that this thread starts from now on begin with no signal ignored or blocked. This
/// process itself still does nothing at the signals that it was started to ignore.
pub(crate) fn reach_children() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let ignored = mask("self", "SigIgn");
        // Shells ignore no real-time signals.
        let ignored = (1..32).filter(|signal| ignored & (1 << (signal - 1)) != 0);
        for signal in ignored.filter(|signal| !FORBIDDEN.contains(signal)) {
            // SIG_IGN is inherited by another program; a handler is not, and leaves the default behind.
            signal_hook::flag::register(signal, Arc::default()).expect("a handler");
        }
    });
    SigSet::all().thread_unblock().expect("a signal mask");
}

/// Sends a signal to a program.
///
/// # Panics
/// The program has ended and was waited for, or it ignores or blocks the signal, so a test would wait
/// for the effect until its deadline.
pub fn send(child: &Child, signal: Signal) {
    let has = |field| mask(child.id(), field) & (1 << (signal.as_raw() - 1)) != 0;
    // A thread blocks every signal for a moment while it starts another one.
    let begun = Instant::now();
    let blocks = loop {
        match has("SigBlk") {
            true if begun.elapsed() < MOMENT => thread::sleep(Duration::from_millis(1)),
            blocks => break blocks,
        }
    };
    assert!(
        !blocks && !has("SigIgn"),
        "the program ignores or blocks {signal:?}: start it with `lesson_testing::child::program`"
    );
    kill_process(Pid::from_child(child), signal).expect("it lives");
}

/// Stops a program as Ctrl-Z does, and returns when none of its threads is at work any more:
/// they have stopped, or ended.
///
/// # Panics
/// A thread goes on for longer than any needs; where there is no `/proc`, none is looked at.
pub fn stop(child: &Child) {
    send(child, Signal::STOP);
    let started = Instant::now();
    while !threads(child.id())
        .iter()
        .all(|state| "TZX".contains(state))
    {
        assert!(started.elapsed() < LIMIT, "it does not stop");
        thread::sleep(Duration::from_millis(1));
    }
}

/// Lets a program go on that was [stopped](stop).
pub fn go_on(child: &Child) {
    send(child, Signal::CONT);
}

/// The state of each thread of a process, as the letter in its `/proc/PID/task/TID/stat`.
fn threads(process: u32) -> Vec<String> {
    let tasks = fs::read_dir(format!("/proc/{process}/task"));
    let tasks = tasks.into_iter().flatten().flatten();
    // A thread that has ended meanwhile has no file.
    let stats = tasks.filter_map(|task| fs::read_to_string(task.path().join("stat")).ok());
    // The state stands behind the name, which may have any character in it.
    let state = |stat: String| {
        stat.rsplit_once(") ")
            .map(|(_, rest)| rest[..1].to_string())
    };
    stats.filter_map(state).collect()
}

/// The signals of a process in the field `name` of its `/proc/PID/status`, a bit for each, the lowest
/// for signal 1; none where there is no such file, which only Linux has.
pub fn mask(process: impl std::fmt::Display, name: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let mut fields = status.lines().filter_map(|line| line.split_once(':'));
    let mask = fields.find(|(field, _)| *field == name);
    mask.map_or(0, |(_, mask)| {
        u64::from_str_radix(mask.trim(), 16).expect("a mask")
    })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::{Signal, go_on, mask, send, stop, threads};
    use crate::child::{finish, program, run, text};
    use nix::sys::signal::{SigSet, SigmaskHow};
    use std::io::Read;
    use std::os::unix::process::ExitStatusExt;

    const SIGNALS: [Signal; 5] = [
        Signal::HUP,
        Signal::INT,
        Signal::QUIT,
        Signal::PIPE,
        Signal::TERM,
    ];

    /// Every signal ends a program that was started by this process.
    fn every_signal_arrives() {
        for signal in SIGNALS {
            let child = program("sleep", &["1000"]).spawn().unwrap();
            send(&child, signal);
            assert_eq!(finish(child).status.signal(), Some(signal.as_raw()));
        }
    }

    #[test]
    fn a_signal_that_this_process_blocks_reaches_a_program() {
        let blocked = SigSet::all();
        blocked.thread_swap_mask(SigmaskHow::SIG_BLOCK).unwrap();
        every_signal_arrives();
    }

    /// Runs itself again, with all of them ignored.
    #[test]
    fn a_signal_that_this_process_ignores_reaches_a_program() {
        const INNER: &str = "LESSON_TESTING_IGNORES";
        if std::env::var_os(INNER).is_some() {
            // Nothing else has started a program here.
            assert_ne!(mask("self", "SigIgn") & 0b10, 0);
            every_signal_arrives();
            return;
        }
        let script = "trap '' HUP INT QUIT PIPE TERM; exec \"$0\" --exact --nocapture \"$1\"";
        let test = "signals::tests::a_signal_that_this_process_ignores_reaches_a_program";
        let exe = std::env::current_exe().unwrap();
        let mut command = program("sh", &["-c", script]);
        let output = run(command.arg(exe).arg(test).env(INNER, "1"));
        let said = text(&output.stdout);
        assert!(
            output.status.success() && said.contains("1 passed"),
            "{said}{}",
            text(&output.stderr)
        );
    }

    #[test]
    fn a_program_that_was_stopped_stands_still_until_it_goes_on() {
        let script = "while echo x; do :; done";
        let mut child = program("sh", &["-c", script]).spawn().unwrap();
        let mut output = child.stdout.take().unwrap();
        output.read_exact(&mut [0]).unwrap();
        stop(&child);
        assert_eq!(threads(child.id()), ["T"]);
        go_on(&child);
        // More than the pipe held when it was stopped.
        output.read_exact(&mut vec![0; 1 << 20]).unwrap();
        drop(output);
        finish(child);
    }

    #[test]
    #[should_panic(expected = "ignores or blocks")]
    fn a_signal_that_cannot_arrive_fails_at_once() {
        let script = "trap '' INT; echo; exec sleep 1000";
        let mut child = program("sh", &["-c", script]).spawn().unwrap();
        let mut line = [0];
        child
            .stdout
            .as_mut()
            .unwrap()
            .read_exact(&mut line)
            .unwrap();
        let sent = std::panic::catch_unwind(|| send(&child, Signal::INT));
        child.kill().unwrap();
        child.wait().unwrap();
        std::panic::resume_unwind(sent.unwrap_err());
    }
}
