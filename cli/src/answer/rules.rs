//! A walk over the syntax of an answer, which notes what the checkers could not see.

use super::imports::{Declared, leaves};
use super::{Finding, handles, names, tokens};
use proc_macro2::Span;
use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Ident, Item};

/// Everything in a file that an answer may not have.
pub fn findings(file: &syn::File) -> Vec<Finding> {
    let mut declared = Declared::default();
    declared.visit_file(file);
    let mut rules = Rules {
        found: vec![],
        declared: declared.names,
        imported: declared.imported,
        private: declared.private,
    };
    rules.visit_file(file);
    tokens::keywords(&mut rules, file.to_token_stream());
    rules.found
}

/// The line of some syntax, from 1.
pub fn line(span: Span) -> usize {
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
    imported: BTreeMap<String, Vec<String>>,
    private: BTreeSet<String>,
}

impl Rules {
    fn refuse(&mut self, line: usize, key: impl Into<String>, text: impl Into<String>) {
        self.found.push(Finding::new(line, key, text));
    }

    pub fn path(&mut self, line: usize, path: &[String], leading: bool, is_use: bool) {
        let found = names::path(line, path, leading, is_use, &self.declared);
        self.found.extend(found);
        if let [before @ .., owner, name] = path {
            let imported = self.imported.get(owner).filter(|_| before.is_empty());
            let import = imported.map_or(before, Vec::as_slice);
            let found = handles::function(line, owner, name, import);
            self.found.extend(found);
        }
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

    /// `<T>::name` begins with a type, and not with a crate.
    fn of_type(&mut self, of: &syn::QSelf, path: &syn::Path) {
        self.visit_type(&of.ty);
        if let syn::Type::Path(owner) = &*of.ty {
            let parts = [words(&owner.path), words(path)].concat();
            self.path(line(of.lt_token.span()), &parts, false, false);
        }
        for part in &path.segments {
            self.visit_path_segment(part);
        }
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
            let imported = self.imported.get(&name).and_then(|path| path.last());
            let name = imported.cloned().unwrap_or(name);
            let is_own = matches!(&*item.self_ty, syn::Type::Path(of)
                if of.path.get_ident().is_some_and(|of| self.private.contains(&of.unraw().to_string())));
            if names::COMPARED_BY.contains(&name.as_str()) && !is_own {
                let instead = match name.as_str() {
                    "Display" => "Implement it for a type that is not `pub`".into(),
                    _ => format!("Use `#[derive({name})]`, or a type that is not `pub`"),
                };
                let text = format!(
                    "the model compares and prints what the answer returns by `{name}`. {instead}"
                );
                self.refuse(line(of.ident.span()), format!("impl {name}"), text);
            }
        }
        visit::visit_item_impl(self, item);
    }

    // What the parser does not know it leaves as it is, and nothing in it would be visited.
    fn visit_token_stream(&mut self, tokens: &'ast proc_macro2::TokenStream) {
        self.other_syntax(line(tokens.span()));
    }

    fn visit_expr_path(&mut self, path: &'ast syn::ExprPath) {
        match &path.qself {
            Some(of) if of.position == 0 => self.of_type(of, &path.path),
            _ => visit::visit_expr_path(self, path),
        }
    }

    fn visit_type_path(&mut self, path: &'ast syn::TypePath) {
        match &path.qself {
            Some(of) if of.position == 0 => self.of_type(of, &path.path),
            _ => visit::visit_type_path(self, path),
        }
    }

    fn visit_type_ptr(&mut self, pointer: &'ast syn::TypePtr) {
        self.refuse(
            line(pointer.star_token.span()),
            "pointer",
            "a raw pointer says where something is in memory, and not what it is. The answer has to do \
             without it",
        );
        visit::visit_type_ptr(self, pointer);
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
