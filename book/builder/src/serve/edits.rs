//! Whether anything was edited: pages, sources, recordings, snapshots, measurements.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

/// Another number after each edit: of the names, sizes and times of all files of the clone but those
/// that builds make.
pub fn state(root: &Path) -> u64 {
    let mut state = 0;
    look(root, &mut state);
    state
}

fn look(folder: &Path, state: &mut u64) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        let is_made = ["target", "node_modules"].contains(&&*name) || path.ends_with("book/book");
        if name.starts_with('.') || is_made {
            continue;
        }
        let Ok(data) = entry.metadata() else {
            continue;
        };
        if data.is_dir() {
            look(&path, state);
        } else {
            let mut hasher = DefaultHasher::new();
            (&path, data.len(), data.modified().ok()).hash(&mut hasher);
            // In whatever order the system lists them.
            *state = state.wrapping_add(hasher.finish());
        }
    }
}
