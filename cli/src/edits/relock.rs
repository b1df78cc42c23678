//! The guard of a lock that is held no longer than each use: the lock is acquired there again.

use super::Change;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use std::ops::Range;
use syn::spanned::Spanned;
use syn::{Expr, Pat, Stmt};

/// The guard's name, the lock, and the changes, if `statement` is `let guard = lock.lock();` and the
/// guard is used in `after`.
pub fn changes(
    solution: &str,
    statement: &Stmt,
    after: &[Stmt],
) -> Option<(String, String, Vec<Change>)> {
    let Stmt::Local(local) = statement else {
        return None;
    };
    let (Pat::Ident(guard), Some(init)) = (&local.pat, &local.init) else {
        return None;
    };
    let Expr::MethodCall(call) = &*init.expr else {
        return None;
    };
    if !["lock", "read", "write"]
        .iter()
        .any(|name| call.method == name)
    {
        return None;
    }
    let guard = guard.ident.to_string();
    let lock = &solution[call.span().byte_range()];
    let mut uses = vec![];
    for statement in after {
        find(statement.to_token_stream(), &guard, &mut uses);
    }
    if uses.is_empty() {
        return None;
    }
    let mut changes = vec![(local.span().byte_range(), String::new())];
    changes.extend(uses.into_iter().map(|range| (range, lock.to_string())));
    Some((guard, lock.into(), changes))
}

/// Where a word stands, but for fields and methods of this name.
fn find(tokens: TokenStream, word: &str, found: &mut Vec<Range<usize>>) {
    let mut is_member = false;
    for token in tokens {
        match &token {
            TokenTree::Group(group) => find(group.stream(), word, found),
            TokenTree::Ident(ident) if ident == word && !is_member => {
                found.push(ident.span().byte_range());
            }
            _ => {}
        }
        is_member = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '.');
    }
}
