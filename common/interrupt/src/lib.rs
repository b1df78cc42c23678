//! Ctrl-C, for programs that have something to tidy up: they do that, and end with status 130.

#![warn(missing_docs)]

use anyhow::Context;
use std::process::exit;

/// What a shell calls the death by Ctrl-C.
const INTERRUPTED: i32 = 130;

/// Makes Ctrl-C, and what else asks a program to end (SIGTERM, SIGHUP), end it after `tidy_up`.
///
/// It runs in a thread of its own while all others go on, and so does the end of the process: it sees
/// to it that they make nothing new, say by a lock that it takes and forgets to give back.
/// What this process was told to ignore it still ignores: Ctrl-C behind an `&` in a script, the end
/// of the terminal behind `nohup`.
///
/// # Errors
/// A thread could not be started: what ends a program still ends this one, and nothing is tidied up.
/// Or this was called before.
pub fn at_interrupt(tidy_up: impl Fn() + Send + 'static) -> anyhow::Result<()> {
    let ignored = signals::ignored();
    let handler = move || {
        tidy_up();
        exit(INTERRUPTED);
    };
    let set = ctrlc::set_handler(handler);
    if matches!(set, Err(ctrlc::Error::System(_))) {
        // It may have got halfway, and nobody would hear.
        signals::end_it();
    }
    signals::ignore(&ignored);
    set.context("cannot listen for Ctrl-C")
}

#[cfg(unix)]
mod signals {
    use libc::{SIG_DFL, SIG_IGN, SIGHUP, SIGINT, SIGTERM, c_int};
    use std::mem::MaybeUninit;
    use std::ptr;

    const ALL: [c_int; 3] = [SIGINT, SIGTERM, SIGHUP];

    /// Those that this process was told to ignore. ctrlc takes all of them or none.
    pub fn ignored() -> Vec<c_int> {
        ALL.into_iter()
            .filter(|signal| is_ignored(*signal))
            .collect()
    }

    fn is_ignored(signal: c_int) -> bool {
        let mut now = MaybeUninit::<libc::sigaction>::zeroed();
        // SAFETY: nothing is set, and `now` has room for what is; all zeros is a value of it too.
        let now = unsafe {
            libc::sigaction(signal, ptr::null(), now.as_mut_ptr());
            now.assume_init()
        };
        now.sa_sigaction == SIG_IGN
    }

    /// Ignores these.
    pub fn ignore(signals: &[c_int]) {
        for signal in signals {
            // SAFETY: no handler that could be wrong.
            unsafe { libc::signal(*signal, SIG_IGN) };
        }
    }

    /// Lets all of them end the process.
    pub fn end_it() {
        for signal in ALL {
            // SAFETY: no handler that could be wrong.
            unsafe { libc::signal(signal, SIG_DFL) };
        }
    }
}

/// Elsewhere nothing of this kind is inherited.
#[cfg(not(unix))]
mod signals {
    pub fn ignored() {}
    pub fn ignore((): &()) {}
    pub fn end_it() {}
}
