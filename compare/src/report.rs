//! Medians, spreads and ratios, for a person and for the book.

use crate::cases::Case;
use crate::machine::Machine;
use crate::measure::Times;
use anyhow::{Context, Result};
use serde::Serialize;
use std::fmt;
use std::fs;
use std::path::Path;

/// A case's figures.
#[derive(Debug, Serialize)]
pub struct Measured {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    megabytes: Option<f64>,
    commands: Vec<Figures>,
}

/// A command's figures, in seconds.
#[derive(Debug, Serialize)]
struct Figures {
    name: String,
    median: f64,
    least: f64,
    most: f64,
    /// The median of (its time / our time), run by run: how many times as fast ours is.
    #[serde(skip_serializing_if = "Option::is_none")]
    ratio: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<f64>,
}

impl Measured {
    /// Computes the figures of a case from its times.
    pub fn new(case: &Case, times: Times) -> Self {
        let ours = times.get("rust").cloned().unwrap_or_default();
        let commands = times.into_iter().map(|(name, seconds)| {
            let pairs = seconds.iter().zip(&ours);
            let ratios: Vec<f64> = pairs.map(|(theirs, ours)| theirs / ours).collect();
            Figures {
                median: median(&seconds),
                least: seconds.iter().copied().fold(f64::INFINITY, f64::min),
                most: seconds.iter().copied().fold(0.0, f64::max),
                ratio: (name != "rust" && !ratios.is_empty()).then(|| median(&ratios)),
                target: case.targets.get(&name).copied(),
                name,
            }
        });
        Measured {
            name: case.name.clone(),
            megabytes: case.megabytes,
            commands: commands.collect(),
        }
    }

    /// How many targets were missed.
    pub fn missed(&self) -> usize {
        let missed = |figures: &&Figures| figures.ratio < figures.target;
        self.commands.iter().filter(missed).count()
    }
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => sorted[n / 2],
        n => f64::midpoint(sorted[n / 2 - 1], sorted[n / 2]),
    }
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n{}", self.name)?;
        for figures in &self.commands {
            let Figures {
                name,
                median,
                least,
                most,
                ..
            } = figures;
            write!(f, "  {name:<14} {median:8.3} s ({least:.3} to {most:.3})")?;
            if let Some(megabytes) = self.megabytes {
                write!(f, " {:9.1} MB/s", megabytes / median)?;
            }
            if let Some(ratio) = figures.ratio {
                write!(f, "   ours is {ratio:.2} × as fast")?;
            }
            match (figures.ratio, figures.target) {
                (Some(ratio), Some(target)) if ratio >= target => {
                    write!(f, " (target {target} ×: reached)")?;
                }
                (Some(_), Some(target)) => write!(f, " (target {target} ×: MISSED)")?,
                _ => {}
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

/// What `book/measurements/NN.json` holds.
#[derive(Serialize)]
struct File<'a> {
    machine: &'a Machine,
    runs: u32,
    cases: &'a [Measured],
}

/// Writes the figures, whole or not at all.
pub fn write(path: &Path, machine: &Machine, runs: u32, cases: &[Measured]) -> Result<()> {
    let file = File {
        machine,
        runs,
        cases,
    };
    let text = serde_json::to_string_pretty(&file)? + "\n";
    fs::create_dir_all(path.parent().context("it has a folder")?)?;
    lesson_files::replace(path, text.as_bytes())
        .with_context(|| format!("cannot write {}", path.display()))?;
    println!("written: {}", path.display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_taken_run_by_run() {
        let case: Case = toml::from_str(
            "name = \"x\"\n[commands]\nrust = [\"a\"]\ngo = [\"b\"]\n[targets]\ngo = 2.5\n",
        )
        .unwrap();
        // The machine slows down in the second run: the ratio does not change.
        let times = [("rust", vec![1.0, 2.0, 1.0]), ("go", vec![2.0, 4.0, 2.0])];
        let times = times.map(|(name, seconds)| (name.to_string(), seconds));
        let measured = Measured::new(&case, times.into());
        let go = measured.commands.iter().find(|f| f.name == "go").unwrap();
        assert_eq!(go.ratio, Some(2.0));
        assert_eq!(measured.missed(), 1);
    }

    #[test]
    fn medians_of_even_and_odd_counts() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
    }
}
