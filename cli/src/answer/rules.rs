//! A walk over the syntax of an answer, which notes what the checkers could not see.

use super::{Finding, names, tokens};
use proc_macro2::Span;
use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Ident, Item, UseTree};

/// Everything in a file that an answer may not have.
pub fn findings(file: &syn::File) -> Vec<Finding> {
    let mut declared = Declared::default();
    declared.visit_file(file);
    let mut rules = Rules {
        found: vec![],
        declared: declared.names,
        renamed: declared.renamed,
    };
    rules.visit_file(file);
    tokens::keywords(&mut rules, file.to_token_stream());
    rules.found
}

/// The names that a file gives.
#[derive(Default)]
struct Declared {
    names: BTreeSet<String>,
    /// What they stand for, where an import says so.
    renamed: BTreeMap<String, String>,
}

impl Declared {
    /// A name within a function is no other function's, where it may be a crate's: those have small
    /// letters.
    fn add(&mut self, name: String, is_at_head: bool) {
        if is_at_head || name.starts_with(char::is_uppercase) {
            self.names.insert(name);
        }
    }

    fn import(&mut self, item: &syn::ItemUse, is_at_head: bool) {
        for leaf in leaves(item) {
            if is_at_head && leaf.path == ["super", "sync", "*"] {
                self.names.extend(names::SYNC.map(String::from));
            }
            if let (Some(name), Some(last)) = (leaf.name, leaf.path.last()) {
                self.renamed.insert(name.clone(), last.clone());
                self.add(name, is_at_head);
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

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.add(item.ident.unraw().to_string(), false);
    }
}

/// What an import brings, and the name that it has here: none for `*` and `_`.
struct Leaf {
    path: Vec<String>,
    name: Option<String>,
    line: usize,
}

fn leaves(item: &syn::ItemUse) -> Vec<Leaf> {
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

fn line(span: Span) -> usize {
    span.start().line
}

fn words(path: &syn::Path) -> Vec<String> {
    let words = path
        .segments
        .iter()
        .map(|part| part.ident.unraw().to_string());
    words.collect()
}

/// What was found, and what is needed to find more.
pub struct Rules {
    found: Vec<Finding>,
    declared: BTreeSet<String>,
    renamed: BTreeMap<String, String>,
}

impl Rules {
    fn refuse(&mut self, line: usize, key: impl Into<String>, text: impl Into<String>) {
        self.found.push(Finding::new(line, key, text));
    }

    pub fn path(&mut self, line: usize, path: &[String], leading: bool, is_use: bool) {
        let found = names::path(line, path, leading, is_use, &self.declared);
        self.found.extend(found);
    }

    pub fn call(&mut self, line: usize, path: &[String]) {
        self.found.extend(names::call(line, path));
    }

    pub fn attribute(&mut self, line: usize, path: &[String], inner: &[String]) {
        self.found.extend(names::attribute(line, path, inner));
    }

    /// A word that opens what is refused, wherever it stands.
    pub fn keyword(&mut self, line: usize, word: &str) {
        match word {
            "unsafe" => self.refuse(
                line,
                "unsafe",
                "`unsafe` code may do what the checkers cannot see. The answer has to do without it",
            ),
            "static" => self.refuse(
                line,
                "static",
                "a `static` is shared where the checkers cannot see, and keeps its value from one \
                 execution to the next. Share what main makes, in a `super::sync::Arc`",
            ),
            "extern" => self.refuse(
                line,
                "extern",
                "`extern` reaches code that the checkers cannot see. Use what `super::sync` has",
            ),
            "mod" => self.refuse(
                line,
                "mod",
                "a module of the answer's own may hide what it does. Put its items into the file itself",
            ),
            "macro" | "macro_rules" => self.refuse(
                line,
                "macro_rules",
                "a macro of the answer's own may change what the model says. Write a function",
            ),
            "use" => self.refuse(
                line,
                "use in a macro",
                "an import within a macro is hard to see. Put the `use` at the head of the file",
            ),
            _ => {}
        }
    }

    /// A name that the file gives to something.
    fn named(&mut self, line: usize, name: &str) {
        if names::is_everywhere(name) {
            let text = format!(
                "`{name}` means something else in every file, also to the model. Choose another name"
            );
            self.refuse(line, format!("name {name}"), text);
        }
    }

    fn name(&mut self, name: &Ident) {
        self.named(line(name.span()), &name.unraw().to_string());
    }

    fn other_syntax(&mut self, line: usize) {
        let text = "this syntax is not known to what reads the answer. Write it in another way";
        self.refuse(line, "syntax", text);
    }
}

impl<'ast> Visit<'ast> for Rules {
    fn visit_item(&mut self, item: &'ast Item) {
        match item {
            Item::Const(item) => self.name(&item.ident),
            Item::Enum(item) => self.name(&item.ident),
            Item::Struct(item) => self.name(&item.ident),
            Item::Trait(item) => self.name(&item.ident),
            Item::Type(item) => self.name(&item.ident),
            // Words that are refused are found by themselves.
            Item::Static(_) | Item::ExternCrate(_) | Item::ForeignMod(_) | Item::Mod(_) => {}
            Item::Macro(item) if item.mac.path.is_ident("macro_rules") => return,
            Item::Fn(_) | Item::Impl(_) | Item::Macro(_) | Item::Use(_) => {}
            other => self.other_syntax(line(other.span())),
        }
        visit::visit_item(self, item);
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        for leaf in leaves(item) {
            self.path(leaf.line, &leaf.path, item.leading_colon.is_some(), true);
            let renamed = leaf.name.filter(|name| Some(name) != leaf.path.last());
            if let Some(name) = renamed {
                self.named(leaf.line, &name);
            }
        }
        for attribute in &item.attrs {
            self.visit_attribute(attribute);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let of = item
            .trait_
            .as_ref()
            .and_then(|(path, _)| path.segments.last());
        if let Some(of) = of {
            let name = of.ident.unraw().to_string();
            let name = self.renamed.get(&name).cloned().unwrap_or(name);
            if names::COMPARED_BY.contains(&name.as_str()) {
                let text = format!(
                    "the model compares and prints what the answer returns by `{name}`. Use \
                     `#[derive({name})]`"
                );
                self.refuse(line(of.ident.span()), format!("impl {name}"), text);
            }
        }
        visit::visit_item_impl(self, item);
    }

    fn visit_expr(&mut self, expression: &'ast syn::Expr) {
        if matches!(expression, syn::Expr::Verbatim(_)) {
            self.other_syntax(line(expression.span()));
        }
        visit::visit_expr(self, expression);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts = words(path);
        if let Some(first) = path.segments.first() {
            let line = line(first.ident.span());
            self.path(line, &parts, path.leading_colon.is_some(), false);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.call(line(call.bang_token.span()), &words(&call.path));
        tokens::scan(self, call.tokens.clone());
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        let parts = words(attribute.path());
        let mut inner = vec![];
        if let syn::Meta::List(list) = &attribute.meta {
            tokens::flatten(list.tokens.clone(), &mut inner);
        }
        self.attribute(line(attribute.pound_token.span()), &parts, &inner);
        if let syn::Meta::NameValue(value) = &attribute.meta {
            self.visit_expr(&value.value);
        }
    }
}
