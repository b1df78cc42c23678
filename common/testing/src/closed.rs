//! Standard streams that are closed, as `>&-` in a shell closes them.

use crate::child::{piped, text};
use std::process::{Command, Output, Stdio};

/// Runs a program with a line as its input, its streams redirected by a shell.
fn redirected(command: &Command, redirection: &str) -> Output {
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("exec \"$0\" \"$@\" {redirection}")]);
    shell.arg(command.get_program()).args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        shell.current_dir(folder);
    }
    shell.stdout(Stdio::piped());
    piped(shell.stderr(Stdio::piped()), b"a line\n")
}

/// What cannot be written is a failure, and its last words say so.
pub fn a_closed_output_is_a_failure(command: &Command) {
    let output = redirected(command, ">&-");
    let errors = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{command:?}: {errors}");
    let error = "error: cannot write to standard output: Bad file descriptor (os error 9)\n";
    assert!(errors.ends_with(error), "{command:?}: {errors}");
}

/// What cannot be read is a failure, under this name: it is not taken for an empty input.
pub fn a_closed_input_is_a_failure(command: &Command, name: &str) {
    let output = redirected(command, "<&-");
    let errors = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{command:?}: {errors}");
    let error = format!("error: cannot read {name}: Bad file descriptor (os error 9)\n");
    assert!(errors.contains(&error), "{command:?}: {errors}");
}

/// Without standard error it does the same and ends with the same status; nothing else is written into.
pub fn closed_errors_change_nothing(command: &Command) {
    let (with, without) = (redirected(command, ""), redirected(command, "2>&-"));
    assert_eq!(without.status.code(), with.status.code(), "{command:?}");
    assert_eq!(text(&without.stdout), text(&with.stdout), "{command:?}");
}

/// `/dev/null` that another program opened is no closed output, also if it can be read too.
pub fn an_output_that_leads_nowhere_is_no_failure(command: &Command) {
    for redirection in [">/dev/null", "1<>/dev/null"] {
        let output = redirected(command, redirection);
        let errors = text(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{redirection}: {errors}");
    }
}

/// What writes nothing does not need standard output.
pub fn a_closed_output_changes_nothing(command: &Command) {
    let output = redirected(command, ">&-");
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
}
