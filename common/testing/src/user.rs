//! Programs as another user, and within limits.

use crate::child::{ended, program, run};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

/// The user and the group that own nothing.
pub const OTHER: u32 = 65_534;

/// Whether this process may become another user; says so if not, and a test is skipped then.
pub fn is_root() -> bool {
    let root = rustix::process::geteuid().is_root();
    if !root {
        eprintln!("skipped: only root may become another user");
    }
    root
}

/// The program as [`OTHER`], in `folder`, which becomes one that everybody may write to and gets a copy
/// of the program: the folder that it is in may be closed to others. Only for root.
pub fn as_other(executable: &str, args: &[&str], folder: &Path) -> Command {
    let copy = folder.join(".program");
    // By a process of its own: a child that another test starts meanwhile would inherit the file while it
    // is open to be written, and a file that is open for writing cannot be run.
    let copied = run(program("cp", &["--"]).args([executable.as_ref(), copy.as_path()]));
    ended(&copied, 0, "");
    fs::set_permissions(&copy, Permissions::from_mode(0o755)).expect("permissions");
    fs::set_permissions(folder, Permissions::from_mode(0o777)).expect("permissions");
    let mut command = program(copy.to_str().expect("UTF-8"), args);
    command.uid(OTHER).gid(OTHER).current_dir(folder);
    command
}

/// The program, run by a shell after `setup`: `ulimit -f 100`, `umask 027`.
pub fn after(setup: &str, executable: &str, args: &[&str]) -> Command {
    let mut command = program("sh", &["-c", &format!("{setup} && exec \"$@\""), "sh"]);
    command.arg(executable).args(args);
    command
}
