//! What the times were measured on.

use serde::Serialize;
use std::fmt;
use std::process::Command;

/// The machine and the compilers.
#[derive(Debug, Serialize)]
pub struct Machine {
    pub cpu: String,
    pub cores: usize,
    pub os: String,
    pub rustc: String,
    pub go: Option<String>,
}

/// Describes this machine.
pub fn describe() -> Machine {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("unknown", |(_, model)| model);
    let go = crate::build::find_go(std::path::Path::new("."));
    Machine {
        cpu: model.into(),
        cores: std::thread::available_parallelism().map_or(1, usize::from),
        os: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        rustc: first_line("rustc", "--version").unwrap_or_default(),
        go: go.and_then(|go| first_line(&go.to_string_lossy(), "version")),
    }
}

fn first_line(program: &str, argument: &str) -> Option<String> {
    let output = Command::new(program).arg(argument).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().next().map(String::from)
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let go = self.go.as_deref().unwrap_or("no Go");
        write!(
            f,
            "machine: {} cores of {}, {}; {}; {go}",
            self.cores, self.cpu, self.os, self.rustc
        )
    }
}
