//! Ctrl-C, and what else asks a program to end (SIGTERM, SIGHUP); and signals that would end it in the
//! middle of a write.
//!
//! SIGPIPE is ignored by Rust's runtime, so a write to a closed pipe is an error. SIGQUIT (Ctrl-\), and
//! SIGXCPU at the end of CPU time, still end the process at once, and nothing is tidied up: the
//! first is for a core dump of the process as it is.
//!
//! What this process was told to ignore it still ignores, as far as the system tells (Linux does):
//! Ctrl-C behind an `&` in a script, the end of the terminal behind `nohup`.

#![warn(missing_docs)]

use anyhow::Context;
use std::io;
use std::process::exit;

/// What a shell calls the death by Ctrl-C.
const INTERRUPTED: i32 = 130;

/// Calls `asked` each time the program is asked to end, which then does not end by itself.
///
/// It runs in a thread of its own while all others go on.
///
/// # Errors
/// A thread could not be started, or a handler not be set: what ends a program still ends this one.
pub fn on_interrupt(asked: impl Fn() + Send + 'static) -> anyhow::Result<()> {
    signals::listen(asked).context("cannot listen for Ctrl-C")
}

/// Makes the program end with status 130 after `tidy_up` once it is asked to.
///
/// `tidy_up` sees to it that the other threads make nothing new, say by a lock that it takes and
/// forgets to release.
///
/// # Errors
/// As [`on_interrupt`]; then nothing is tidied up.
pub fn at_interrupt(tidy_up: impl Fn() + Send + 'static) -> anyhow::Result<()> {
    on_interrupt(move || {
        tidy_up();
        exit(INTERRUPTED);
    })
}

/// Makes a write beyond the limit on the size of files (`ulimit -f`) fail, as on a full disk.
///
/// The signal SIGXFSZ would otherwise end the process, and leave its temporary files. A child that it
/// starts has the default again. To call it twice is no harm.
///
/// # Errors
/// A handler could not be set.
pub fn survive_file_limit() -> io::Result<()> {
    signals::survive_file_limit()
}

#[cfg(unix)]
mod signals {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::flag;
    use signal_hook::iterator::Signals;
    use std::fs;
    use std::io;
    use std::sync::mpsc::channel;
    use std::sync::{Arc, OnceLock};
    use std::thread;

    /// A handler for SIGXFSZ, which the kernel then sends in vain.
    static SURVIVES: OnceLock<Result<(), io::ErrorKind>> = OnceLock::new();

    /// A signal that is handled does not end the process, and the write returns EFBIG. The flag is
    /// never read.
    pub fn survive_file_limit() -> io::Result<()> {
        let handled = SURVIVES.get_or_init(|| {
            let handler = flag::register(SIGXFSZ, Arc::default());
            handler.map(drop).map_err(|error| error.kind())
        });
        handled.map_err(io::Error::from)
    }

    /// The thread comes first: a handler without a thread to hear it would make the program deaf.
    pub fn listen(asked: impl Fn() + Send + 'static) -> io::Result<()> {
        let ignored = ignored();
        let heeded = [SIGINT, SIGTERM, SIGHUP].into_iter();
        let heeded = heeded.filter(move |signal| ignored & (1 << (signal - 1)) == 0);
        let (set_tx, set_rx) = channel();
        let listener = thread::Builder::new().name("ctrl-c".into());
        listener.spawn(move || match Signals::new(heeded) {
            Ok(mut signals) => {
                let _ = set_tx.send(Ok(()));
                signals.forever().for_each(|_| asked());
            }
            Err(error) => drop(set_tx.send(Err(error))),
        })?;
        set_rx.recv().unwrap_or(Ok(()))
    }

    /// A bit for each signal that this process was told to ignore: the lowest is signal 1.
    fn ignored() -> u64 {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
        mask.unwrap_or(0)
    }
}

#[cfg(not(unix))]
mod signals {
    pub fn listen(asked: impl Fn() + Send + 'static) -> Result<(), ctrlc::Error> {
        ctrlc::set_handler(asked)
    }

    pub fn survive_file_limit() -> std::io::Result<()> {
        Ok(())
    }
}
