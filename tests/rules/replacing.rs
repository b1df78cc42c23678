//! A file gets its final name in one place only: `common/files`, which keeps the mode, the owner and the
//! links of what is replaced, and removes what is unfinished.

use super::{Paths, root, sources};
use std::fs;
use std::path::Path;
use syn::visit::Visit;

/// What gives a file another name: functions of std, and methods of the crate `tempfile`.
const RENAMING: [&str; 4] = ["rename", "persist", "persist_noclobber", "hard_link"];

/// Where that is done otherwise, and why.
const OTHERWISE: [(&str, &str); 1] = [(
    "book/builder/src/build.rs",
    "what it replaces is a folder, which it makes itself",
)];

/// The calls in `source` that give a file another name, outside of its tests.
fn renames(source: &str) -> Vec<String> {
    let file = syn::parse_file(source).expect("Rust");
    let mut found = Renames::default();
    found.visit_file(&file);
    found.0
}

#[derive(Default)]
struct Renames(Vec<String>);

impl<'ast> Visit<'ast> for Renames {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let is_test = |attribute: &syn::Attribute| {
            let argument = attribute.parse_args::<syn::Ident>();
            attribute.path().is_ident("cfg") && argument.is_ok_and(|argument| argument == "test")
        };
        if !item.attrs.iter().any(is_test) {
            syn::visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let mut paths = Paths::default();
        paths.visit_item_use(item);
        paths.0.iter().for_each(|path| self.look_at(path));
    }

    fn visit_expr_path(&mut self, expr: &'ast syn::ExprPath) {
        let names = expr.path.segments.iter().map(|part| part.ident.to_string());
        self.look_at(&names.collect::<Vec<_>>());
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if call.method != "rename" {
            self.look_at(&["".into(), call.method.to_string()]);
        }
        syn::visit::visit_expr_method_call(self, call);
    }
}

impl Renames {
    fn look_at(&mut self, path: &[String]) {
        if path.len() > 1 && path.last().is_some_and(|last| RENAMING.contains(&&**last)) {
            self.0.push(path.join("::"));
        }
    }
}

/// The folders of the workspace's sources that programs are made of.
fn folders() -> Vec<std::path::PathBuf> {
    let below = |folder: &str| {
        let entries = fs::read_dir(root().join(folder)).expect("a folder");
        entries.map(|entry| entry.unwrap().path().join("src"))
    };
    let alone = ["src", "cli/src", "cli/step/src", "compare/src"];
    let alone = alone.into_iter().chain(["book/builder/src"]);
    let alone = alone.map(|folder| root().join(folder));
    alone
        .chain(below("lessons"))
        .chain(below("checkers"))
        .chain(below("common"))
        .collect()
}

#[test]
fn files_get_their_names_in_one_place() {
    let mut looked_at = 0;
    let home = root().join("common/files/src/temporary.rs");
    let otherwise = OTHERWISE.map(|(file, _)| root().join(file));
    for file in folders().iter().flat_map(|folder| sources(folder)) {
        let found = renames(&fs::read_to_string(&file).unwrap());
        let is_allowed = |allowed: &Path| allowed == file;
        if is_allowed(&home) || otherwise.iter().any(|allowed| is_allowed(allowed)) {
            assert!(!found.is_empty(), "{} renames nothing", file.display());
        } else {
            let file = file.display();
            assert!(
                found.is_empty(),
                "{file}: {found:?} belongs in common/files"
            );
        }
        looked_at += 1;
    }
    assert!(looked_at >= 200, "only {looked_at} files");
}

#[test]
fn each_way_of_renaming_is_seen() {
    for source in [
        "fn f() { std::fs::rename(a, b); }",
        "use std::fs::rename;",
        "use std::{fs::{self, rename as move_to}, io};",
        "fn f() { a.map(fs::rename); }",
        "fn f(file: NamedTempFile) { file.persist(to)?; }",
        "fn f() { NamedTempFile::persist(file, to); }",
        "fn f() { path.persist_noclobber(to).map_err(|why| why.error) }",
        "fn f() { std::fs::hard_link(a, b); }",
        "mod inner { fn f() { fs::rename(a, b); } }",
    ] {
        assert_eq!(renames(source).len(), 1, "{source}");
    }
    for source in [
        "#[cfg(test)] mod tests { fn f() { fs::rename(a, b); } }",
        "/// As `fs::rename` does. \nfn rename() {}",
        "fn f() { rename(a); column.rename(b); }",
    ] {
        assert_eq!(renames(source), [""; 0], "{source}");
    }
}
