//! What has to stay as it was handed out: what the model calls, and all but the prediction.

use super::{Finding, flat};
use crate::diagnose;
use std::collections::{BTreeMap, BTreeSet};
use syn::spanned::Spanned;
use syn::{FnArg, ImplItem, Item, Signature, Visibility};

/// Constants that are all of an answer: what the rest has to stay for, and their names.
pub struct Only {
    why: &'static str,
    edited: &'static [&'static str],
}

/// What a learner edits where a prediction is asked for.
pub const PREDICTION: Only = Only {
    why: "you predict what the exercise's program does",
    edited: &["FAILS", "OUTCOMES"],
};

/// What a learner edits where a line is to be named.
pub const DIAGNOSIS: Only = Only {
    why: "you name the line to blame in the exercise's program",
    edited: &[diagnose::LINE],
};

impl Only {
    fn names(&self) -> String {
        let names = self.edited.iter().map(|name| format!("`{name}`"));
        names.collect::<Vec<_>>().join(" and ")
    }
}

/// The functions of the starter that an answer lacks, or has with other types.
pub fn signatures(starter: &syn::File, answer: &syn::File) -> Vec<Finding> {
    let (wanted, there) = (functions(starter), functions(answer));
    let differs = wanted.into_iter().filter_map(|(name, wanted)| {
        let (line, what) = match there.get(&name) {
            None => (1, format!("`{name}` is missing")),
            Some(there) if there.types != wanted.types => (
                there.line,
                format!("`{name}` has other types than in the starter"),
            ),
            Some(_) => return None,
        };
        let text = format!(
            "{what}, and the model calls it. It has to be `pub {}`",
            wanted.text
        );
        Some(Finding::new(line, name, text))
    });
    differs.collect()
}

/// A public function, without its body.
struct Function {
    line: usize,
    types: Vec<String>,
    /// As it is written, on one line.
    text: String,
}

/// The public functions of a file, by name.
fn functions(file: &syn::File) -> BTreeMap<String, Function> {
    let mut found = BTreeMap::new();
    let mut add = |name: String, signature: &Signature| {
        let text = signature.span().source_text().unwrap_or_default();
        let function = Function {
            line: signature.ident.span().start().line,
            types: types(signature),
            text: text.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        found.insert(name, function);
    };
    for item in &file.items {
        match item {
            Item::Fn(function) if is_public(&function.vis) => {
                add(function.sig.ident.to_string(), &function.sig);
            }
            Item::Impl(block) if block.trait_.is_none() => {
                for item in &block.items {
                    if let ImplItem::Fn(function) = item
                        && is_public(&function.vis)
                    {
                        let of = flat(&block.self_ty);
                        add(format!("{}::{}", of[0], function.sig.ident), &function.sig);
                    }
                }
            }
            _ => {}
        }
    }
    found
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The types of a function; an argument may have another name.
fn types(signature: &Signature) -> Vec<String> {
    let mut types = flat(&signature.generics);
    types.push("(".into());
    for (place, input) in signature.inputs.iter().enumerate() {
        if place > 0 {
            types.push(",".into());
        }
        types.extend(match input {
            FnArg::Receiver(receiver) => flat(receiver),
            FnArg::Typed(argument) => flat(&argument.ty),
        });
    }
    types.push(")".into());
    types.extend(flat(&signature.output));
    types.extend(flat(&signature.generics.where_clause));
    types
}

/// What differs from the starter besides what is edited.
pub fn differences(starter: &syn::File, answer: &syn::File, only: &Only) -> Vec<Finding> {
    let (wanted, there) = (fixed(starter, only), fixed(answer, only));
    let (why, names) = (only.why, only.names());
    let texts = |items: &[(usize, String, Vec<String>)]| -> BTreeSet<Vec<String>> {
        items.iter().map(|(_, _, text)| text.clone()).collect()
    };
    let (wanted_texts, there_texts) = (texts(&wanted), texts(&there));
    let mut found = vec![];
    for (line, name, text) in &there {
        if !wanted_texts.contains(text) {
            let what = format!("{name} differs from the starter: {why}, so edit only {names}");
            found.push(Finding::new(*line, name.clone(), what));
        }
    }
    for (_, name, text) in &wanted {
        if !there_texts.contains(text) && !found.iter().any(|one| one.key == *name) {
            let is = if only.edited.len() == 1 { "is" } else { "are" };
            let what = format!("{name} of the starter is missing; only {names} {is} edited");
            found.push(Finding::new(1, name.clone(), what));
        }
    }
    let texts = |items: Vec<(usize, String, Vec<String>)>| -> Vec<Vec<String>> {
        items.into_iter().map(|(_, _, text)| text).collect()
    };
    if found.is_empty() && texts(wanted) != texts(there) {
        found.push(Finding::new(
            1,
            "order",
            "the items are not those of the starter, in its order",
        ));
    }
    found
}

/// Every item: line, name, and text; of what is edited only what is no value.
fn fixed(file: &syn::File, only: &Only) -> Vec<(usize, String, Vec<String>)> {
    let item = |item: &Item| {
        let line = item.span().start().line;
        match item {
            Item::Const(item) if only.edited.iter().any(|name| item.ident == name) => {
                let mut item = item.clone();
                *item.expr = syn::Expr::Verbatim(Default::default());
                (line, format!("`{}`", item.ident), flat(&item))
            }
            item => (line, name(item), flat(item)),
        }
    };
    let attributes = file
        .attrs
        .iter()
        .filter(|attribute| !attribute.path().is_ident("doc"));
    let attributes = attributes.map(|attribute| {
        (
            attribute.span().start().line,
            "the head of the file".into(),
            flat(attribute),
        )
    });
    attributes.chain(file.items.iter().map(item)).collect()
}

fn name(item: &Item) -> String {
    match item {
        Item::Const(item) => format!("`{}`", item.ident),
        Item::Enum(item) => format!("`{}`", item.ident),
        Item::Fn(item) => format!("`{}`", item.sig.ident),
        Item::Impl(item) => format!("`impl {}`", flat(&item.self_ty).join("")),
        Item::Struct(item) => format!("`{}`", item.ident),
        Item::Type(item) => format!("`{}`", item.ident),
        Item::Use(item) => format!("`{}`", flat(item).join("").replacen("use", "use ", 1)),
        _ => "an item".into(),
    }
}
