//! Edits of what stands between the braces of `select!` and `select_biased!`.

use super::make::{Make, range};
use proc_macro2::Group;
use std::ops::Range;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::token::Paren;
use syn::visit::Visit;
use syn::{Expr, Ident, Pat, Token};

/// `recv(rx) -> message => body`, as bytes of the solution and as expressions.
pub struct Arm {
    /// From its first byte to the one before `=>`.
    pub head: Range<usize>,
    /// Behind its comma, if it has one.
    pub end: usize,
    /// What it waits for.
    pub arguments: Punctuated<Expr, Token![,]>,
    pub body: Expr,
}

/// Reads all arms.
pub fn arms(input: ParseStream) -> syn::Result<Vec<Arm>> {
    let mut arms = vec![];
    while !input.is_empty() {
        arms.push(arm(input)?);
    }
    Ok(arms)
}

fn arm(input: ParseStream) -> syn::Result<Arm> {
    let start = input.parse::<Ident>()?.span().byte_range().start;
    let mut end = input.cursor().span().byte_range().start;
    let mut arguments = Punctuated::new();
    if input.peek(Paren) {
        let group: Group = input.parse()?;
        end = group.span().byte_range().end;
        arguments = Punctuated::parse_terminated.parse2(group.stream())?;
    }
    if input.parse::<Option<Token![->]>>()?.is_some() {
        end = Pat::parse_single(input)?.span().byte_range().end;
    }
    let head = start..end;
    input.parse::<Token![=>]>()?;
    let body = Expr::parse_with_earlier_boundary_rule(input)?;
    let mut end = body.span().byte_range().end;
    if let Some(comma) = input.parse::<Option<Token![,]>>()? {
        end = comma.span().byte_range().end;
    }
    Ok(Arm {
        head,
        end,
        arguments,
        body,
    })
}

impl Make<'_> {
    /// The order of a `biased` one's arms matters.
    pub(super) fn select(&mut self, biased: bool, arms: &[Arm]) {
        for arm in arms {
            let head = self.short(arm.head.clone());
            let whole = arm.head.start..arm.end;
            self.add(
                format!("leave out the arm `{head}`"),
                vec![(whole, String::new())],
            );
            self.body(&head, &arm.body);
        }
        for pair in arms.windows(2).filter(|_| biased) {
            let whole = |arm: &Arm| arm.head.start..range(&arm.body).end;
            let (first, second) = (whole(&pair[0]), whole(&pair[1]));
            let heads = pair
                .iter()
                .map(|arm| format!("`{}`", self.short(arm.head.clone())));
            let what = format!("swap the arms {}", heads.collect::<Vec<_>>().join(" and "));
            let text = |range: &Range<usize>| format!("{},", self.text(range.clone()));
            let changes = vec![
                (first.start..pair[0].end, text(&second)),
                (second.start..pair[1].end, text(&first)),
            ];
            self.add(what, changes);
        }
        for arm in arms {
            arm.arguments
                .iter()
                .for_each(|argument| self.visit_expr(argument));
            self.visit_expr(&arm.body);
        }
    }
}
