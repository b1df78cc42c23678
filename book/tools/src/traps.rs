//! The bugs of the lessons, and what is known of them without running a tool.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

/// A bug.
#[derive(Clone, Debug)]
pub struct Trap {
    /// `04/lost-update`.
    pub id: String,
    /// `lost_update`: its files' name, and its test's.
    pub name: String,
    /// The lesson's folder.
    pub folder: PathBuf,
}

impl Trap {
    /// The lesson's number.
    pub fn lesson(&self) -> &str {
        &self.id[..2]
    }

    /// The Go program with the same bug.
    pub fn go(&self) -> PathBuf {
        self.folder.join(format!("go/traps/{}.go", self.name))
    }
}

/// Finds every bug: `lessons/*/src/traps/*.rs`.
pub fn find(root: &Path) -> Result<Vec<Trap>> {
    let mut traps = vec![];
    for lesson in fs::read_dir(root.join("lessons"))? {
        let folder = lesson?.path();
        let slug = folder.file_name().context("a lesson has a name")?;
        let number: String = slug.to_string_lossy().chars().take(2).collect();
        let Ok(files) = fs::read_dir(folder.join("src/traps")) else {
            continue;
        };
        for file in files {
            let file = file?.path();
            let name = file.file_stem().context("a file has a name")?;
            let name = name.to_string_lossy().into_owned();
            traps.push(Trap {
                id: format!("{number}/{}", name.replace('_', "-")),
                name,
                folder: folder.clone(),
            });
        }
    }
    traps.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(traps)
}

/// What `traps.toml` says.
#[derive(Debug, Deserialize)]
pub struct Known {
    pub refused: Vec<Refused>,
    inapplicable: Vec<Inapplicable>,
}

/// A form of some bugs that rustc refuses.
#[derive(Debug, Deserialize)]
pub struct Refused {
    pub traps: Vec<String>,
    pub file: PathBuf,
    /// The error's code, so that it is refused for the right reason.
    pub code: String,
    /// With what the lesson's form goes around that; nothing if rustc refuses that form itself.
    pub instead: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Inapplicable {
    trap: String,
    tools: Vec<String>,
    why: String,
}

impl Known {
    /// Reads `traps.toml`.
    pub fn read(root: &Path) -> Result<Known> {
        let path = root.join("book/tools/traps.toml");
        let text = fs::read_to_string(&path)?;
        toml::from_str(&text).with_context(|| path.display().to_string())
    }

    /// Why a tool does not apply to a bug.
    pub fn inapplicable(&self, trap: &Trap, tool: &str) -> Option<&str> {
        let one = self
            .inapplicable
            .iter()
            .find(|one| one.trap == trap.id && one.tools.iter().any(|known| known == tool));
        one.map(|one| one.why.as_str())
    }
}
