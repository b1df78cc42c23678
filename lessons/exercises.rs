//! The build script of every lesson's exercises: shows an editor which files they consist of.
//!
//! `cargo workbook` generates what it compiles, and names that file in `WORKBOOK_EXERCISES`. Otherwise
//! nothing of it is compiled, so that half-solved exercises fail no build; but rust-analyzer finds each
//! answer here, in a module beside what grades it, and can jump to every definition.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rustc-check-cfg=cfg(graded, rust_analyzer)");
    println!("cargo::rerun-if-env-changed=WORKBOOK_EXERCISES");
    if env::var_os("WORKBOOK_EXERCISES").is_some() {
        println!("cargo::rustc-cfg=graded");
        return Ok(());
    }
    println!("cargo::rerun-if-changed=.");
    let mut modules = String::new();
    for entry in fs::read_dir(env::current_dir()?)? {
        modules += &module(&entry?.path());
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("exercises.rs");
    fs::write(&out, modules)?;
    println!("cargo::rustc-env=WORKBOOK_EXERCISES={}", out.display());
    Ok(())
}

/// The module of an exercise; empty if the folder is none.
fn module(folder: &Path) -> String {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let beside = match (folder.join("model.rs"), folder.join("subject.rs")) {
        (model, _) if model.exists() => "#[path = \"model.rs\"]\nmod grade;\n",
        (_, subject) if subject.exists() => "mod subject;\n",
        _ => return String::new(),
    };
    format!(
        "#[path = {folder:?}]\nmod {name} {{\nuse checker::explorer::{{self as model, sync}};\n\
         #[path = \"../{name}.rs\"]\nmod exercise;\n{beside}}}\n"
    )
}
