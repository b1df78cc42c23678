//! Runs the commands of a case in turn and takes their times.

use crate::build::Programs;
use crate::cases::Case;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Seconds of each counted run, by command.
pub type Times = BTreeMap<String, Vec<f64>>;

/// Runs every command once to warm up and then `runs` times, in turn.
pub fn run(
    root: &Path,
    case: &Case,
    programs: &Programs,
    corpus: &Path,
    runs: u32,
) -> Result<Times> {
    let mut times = Times::new();
    let commands = installed(case, programs, corpus);
    for round in 0..=runs {
        for (name, words) in &commands {
            if let Some(before) = &case.before {
                let before: Vec<String> =
                    before.iter().map(|w| filled(w, programs, corpus)).collect();
                time(root, &before, None)?;
            }
            let input = case.input.as_ref().map(|name| corpus.join(name));
            let seconds =
                time(root, words, input.as_deref()).with_context(|| format!("command {name}"))?;
            if round > 0 {
                times.entry(name.clone()).or_default().push(seconds);
            }
        }
    }
    Ok(times)
}

/// The commands that can run here; the others are named.
fn installed(case: &Case, programs: &Programs, corpus: &Path) -> Vec<(String, Vec<String>)> {
    let mut commands = vec![];
    for (name, words) in &case.commands {
        let filled: Vec<String> = words.iter().map(|w| filled(w, programs, corpus)).collect();
        if filled.iter().any(|word| word.contains("{go")) {
            println!("  {name} is left out: no Go program");
            continue;
        }
        let words = filled;
        let there = Command::new(&words[0])
            .arg("--version")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        match there {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                println!("  {name} is left out: {} is not installed", words[0]);
            }
            _ => commands.push((name.clone(), words)),
        }
    }
    commands
}

fn filled(word: &str, programs: &Programs, corpus: &Path) -> String {
    let ours = word
        .replace("{rust}", &programs.rust.to_string_lossy())
        .replace("{corpus}", &corpus.to_string_lossy());
    programs.go.iter().fold(ours, |word, (name, path)| {
        word.replace(&format!("{{{name}}}"), &path.to_string_lossy())
    })
}

/// Runs a command with its output thrown away into a pipe; its seconds.
fn time(root: &Path, words: &[String], input: Option<&Path>) -> Result<f64> {
    let stdin = match input {
        Some(path) => {
            Stdio::from(File::open(path).with_context(|| format!("cannot open {path:?}"))?)
        }
        None => Stdio::null(),
    };
    let start = Instant::now();
    let mut child = Command::new(&words[0])
        .args(&words[1..])
        .current_dir(root)
        .stdin(stdin)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start {}", words[0]))?;
    let mut output = child.stdout.take().context("it has a pipe")?;
    // Into a pipe, not into a file: some tools let the kernel copy into a file.
    let mut buffer = vec![0; 1 << 20];
    while io::Read::read(&mut output, &mut buffer)? > 0 {}
    let status = child.wait()?;
    let seconds = start.elapsed().as_secs_f64();
    if !status.success() {
        bail!("{words:?} ended with {status}");
    }
    Ok(seconds)
}
