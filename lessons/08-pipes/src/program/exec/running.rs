//! A child that may be killed while another thread waits for it.

use lesson_08::sync::{Arc, Mutex};
use std::io;
use std::mem::forget;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus};

/// The child, once it is started.
#[derive(Debug, Default)]
pub struct Running(Mutex<Option<Child>>);

impl Running {
    /// Sees to it that Ctrl-C kills the child before it ends this program.
    ///
    /// # Errors
    /// Ctrl-C cannot be handled.
    pub fn end_at_interrupt(self: &Arc<Self>) -> anyhow::Result<()> {
        let running = self.clone();
        lesson_interrupt::at_interrupt(move || {
            let mut child = running.0.lock();
            if let Some(child) = &mut *child {
                kill(child);
            }
            // None is started any more, and no end is seen.
            forget(child);
        })
    }

    /// Starts it: the ends that feed it and that hear it. It leads a group of its own (on Unix), so that
    /// what it starts itself is killed with it. The price: it cannot read the terminal.
    ///
    /// # Errors
    /// It cannot be run.
    pub fn start(&self, command: &mut Command) -> io::Result<(ChildStdin, ChildStdout)> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let mut started = self.0.lock();
        let mut child = command.spawn()?;
        let ends = child.stdin.take().zip(child.stdout.take());
        *started = Some(child);
        ends.ok_or_else(|| io::Error::other("it has no pipes"))
    }

    /// Whether it has ended by itself, as far as the system knows.
    pub fn has_ended(&self) -> bool {
        let mut child = self.0.lock();
        let status = child.as_mut().map(Child::try_wait);
        matches!(status, Some(Ok(Some(_))))
    }

    /// Ends it, whatever it does.
    pub fn kill(&self) {
        if let Some(child) = &mut *self.0.lock() {
            kill(child);
        }
    }

    /// Waits until it ends; the lock is free meanwhile.
    ///
    /// # Errors
    /// It was not started, or another thread has taken its status.
    pub fn wait(&self) -> io::Result<ExitStatus> {
        let id = self.0.lock().as_ref().map(Child::id);
        loop {
            wait_for_end(id);
            let mut child = self.0.lock();
            let missing = || io::Error::other("it was not started");
            let child = child.as_mut().ok_or_else(missing)?;
            if let Some(status) = child.try_wait()? {
                return Ok(status);
            }
        }
    }
}

/// What it has started may live on after it: the whole group goes.
fn kill(child: &mut Child) {
    #[cfg(unix)]
    if let Some(id) = rustix::process::Pid::from_raw(child.id().cast_signed()) {
        let _ = rustix::process::kill_process_group(id, rustix::process::Signal::KILL);
    }
    // Nothing happens to one whose status is taken already.
    let _ = child.kill();
}

/// Waits for its end and leaves its status: while that is not taken, no other process gets its number.
#[cfg(unix)]
fn wait_for_end(id: Option<u32>) {
    use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};
    let Some(id) = id.and_then(|id| Pid::from_raw(id.cast_signed())) else {
        return;
    };
    // An error: it is asked once more, and says why.
    let _ = waitid(
        WaitId::Pid(id),
        WaitIdOptions::EXITED | WaitIdOptions::NOWAIT,
    );
}

/// Looks again in a while: std cannot wait without the only handle.
#[cfg(not(unix))]
fn wait_for_end(_: Option<u32>) {
    lesson_08::sync::thread::sleep(lesson_08::sync::time::Duration::from_millis(5));
}
