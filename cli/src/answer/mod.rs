//! What an answer may hold: what the checkers cannot see is refused before anything is compiled.
//!
//! | module | what it holds |
//! |---|---|
//! | `bounds` | how large it may be |
//! | `rules` | a walk over the syntax of a file |
//! | `handles` | what an `Arc` says of its other handles |
//! | `imports` | the names that a file gives |
//! | `names` | the paths, macros and attributes that a file may use |
//! | `tokens` | what stands in macros, whose syntax is their own |
//! | `starter` | what has to stay as it was handed out |

mod bounds;
mod handles;
mod imports;
mod names;
mod rules;
mod starter;
#[cfg(test)]
mod tests;
mod tokens;

use crate::course::Kind;
use crate::diagnose;
use quote::ToTokens;
use std::collections::BTreeSet;

/// Something in an answer for which it is not graded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The line of the answer, from 1.
    pub line: usize,
    /// What it is: an answer may have whatever the starter has.
    key: String,
    /// What was found, why it is refused, and what to use instead.
    pub text: String,
}

impl Finding {
    /// What was found in a line.
    pub fn new(line: usize, key: impl Into<String>, text: impl Into<String>) -> Finding {
        Finding {
            line,
            key: key.into(),
            text: text.into(),
        }
    }
}

/// An answer as it was read.
#[derive(Debug)]
pub enum Read {
    /// It is no Rust; the compiler says why.
    Unreadable,
    /// It holds what is not graded.
    Refused(Vec<Finding>),
    /// Its tests, if it is a model.
    Fine(BTreeSet<String>),
}

/// Reads an answer beside the starter.
pub fn read(kind: Kind, answer: &str, starter: &str) -> Read {
    bounds::with_stack(|| match bounds::exceeded(answer) {
        Some(found) => Read::Refused(vec![found]),
        None => parsed(kind, answer, starter),
    })
}

fn parsed(kind: Kind, answer: &str, starter: &str) -> Read {
    let Ok(file) = syn::parse_file(answer) else {
        return Read::Unreadable;
    };
    let mut found = rules::findings(&file);
    let text = starter;
    if let Ok(starter) = syn::parse_file(starter) {
        let handed_out: BTreeSet<String> = rules::findings(&starter)
            .into_iter()
            .map(|one| one.key)
            .collect();
        found.retain(|one| !handed_out.contains(&one.key));
        found.extend(match kind {
            Kind::Predict => starter::differences(&starter, &file, &starter::PREDICTION),
            Kind::Diagnose => {
                let mut found = starter::differences(&starter, &file, &starter::DIAGNOSIS);
                found.extend(diagnose::finding(&file, text));
                found
            }
            _ => starter::signatures(&starter, &file),
        });
    }
    found.sort_by_key(|one| one.line);
    found.dedup();
    match found.is_empty() {
        true => Read::Fine(names_of_tests(&file)),
        false => Read::Refused(found),
    }
}

/// The names of the functions that are tests.
pub fn names_of_tests(file: &syn::File) -> BTreeSet<String> {
    let functions = file.items.iter().filter_map(|item| match item {
        syn::Item::Fn(function) => Some(function),
        _ => None,
    });
    let tests = functions.filter(|function| {
        let mut attributes = function.attrs.iter();
        attributes.any(|attribute| attribute.path().is_ident("test"))
    });
    tests.map(|test| test.sig.ident.to_string()).collect()
}

/// The tokens of some syntax, without comments, and without the commas that a formatter adds.
fn flat(syntax: &impl ToTokens) -> Vec<String> {
    let mut flat = vec![];
    tokens::flatten(syntax.to_token_stream(), &mut flat);
    flat
}
