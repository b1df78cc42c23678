//! The names that a file gives, and what its imports stand for.

use super::names;
use super::rules::line;
use std::collections::{BTreeMap, BTreeSet};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::visit::Visit;
use syn::{Ident, Item, UseTree};

/// The names that a file gives.
#[derive(Default)]
pub struct Declared {
    pub names: BTreeSet<String>,
    /// The paths that they stand for, where an import says so.
    pub imported: BTreeMap<String, Vec<String>>,
    /// Types that only this file can name.
    pub private: BTreeSet<String>,
}

impl Declared {
    /// A name within a function is no other function's, where it may be a crate's: those have small
    /// letters.
    fn add(&mut self, name: String, is_at_head: bool) {
        if is_at_head || name.starts_with(char::is_uppercase) {
            self.names.insert(name);
        }
    }

    fn type_of(&mut self, name: &Ident, seen_by: &syn::Visibility) {
        if matches!(seen_by, syn::Visibility::Inherited) {
            self.private.insert(name.unraw().to_string());
        }
    }

    fn import(&mut self, item: &syn::ItemUse, is_at_head: bool) {
        for leaf in leaves(item) {
            if is_at_head && leaf.path == ["super", "sync", "*"] {
                self.names.extend(names::SYNC.map(String::from));
            }
            if let Some(name) = leaf.name {
                let is_renamed = leaf.path.last() != Some(&name);
                if !is_renamed || names::is_module(&leaf.path) {
                    self.add(name.clone(), is_at_head);
                }
                self.imported.insert(name, leaf.path);
            }
        }
    }
}

impl<'ast> Visit<'ast> for Declared {
    fn visit_file(&mut self, file: &'ast syn::File) {
        for item in &file.items {
            match item {
                Item::Use(item) => self.import(item, true),
                item => self.visit_item(item),
            }
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.import(item, false);
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.type_of(&item.ident, &item.vis);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.type_of(&item.ident, &item.vis);
        self.add(item.ident.unraw().to_string(), false);
    }
}

/// What an import brings, and the name that it has here: none for `*` and `_`.
pub struct Leaf {
    pub path: Vec<String>,
    pub name: Option<String>,
    pub line: usize,
}

/// All that an import brings.
pub fn leaves(item: &syn::ItemUse) -> Vec<Leaf> {
    let mut found = vec![];
    walk(&item.tree, &mut vec![], &mut found);
    found
}

fn walk(tree: &UseTree, before: &mut Vec<String>, found: &mut Vec<Leaf>) {
    let mut leaf = |last: &Ident, name: Option<&Ident>| {
        let mut path = before.clone();
        path.push(last.unraw().to_string());
        // `a::{self as b}` is `a as b`.
        if path.len() > 1 {
            path.pop_if(|last| last == "self");
        }
        let name = name
            .filter(|name| *name != "_")
            .map(|name| name.unraw().to_string());
        let name = name.map(|name| match name.as_str() {
            "self" => path.last().cloned().unwrap_or(name),
            _ => name,
        });
        found.push(Leaf {
            path,
            name,
            line: line(last.span()),
        });
    };
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.unraw().to_string());
            walk(&path.tree, before, found);
            before.pop();
        }
        UseTree::Name(name) => leaf(&name.ident, Some(&name.ident)),
        UseTree::Rename(rename) => leaf(&rename.ident, Some(&rename.rename)),
        UseTree::Glob(glob) => {
            let mut path = before.clone();
            path.push("*".into());
            found.push(Leaf {
                path,
                name: None,
                line: line(glob.star_token.span()),
            });
        }
        UseTree::Group(group) => {
            for tree in &group.items {
                walk(tree, before, found);
            }
        }
    }
}
