//! A walk over a solution that makes its edits.

use super::{Change, Edit, relock, select};
use std::collections::BTreeMap;
use std::ops::Range;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{BinOp, Block, Expr, RangeLimits, Stmt, UnOp};

/// All edits of a solution, in its order. Empty if it is no Rust.
pub fn edits(solution: &str) -> Vec<Edit> {
    let Ok(file) = syn::parse_file(solution) else {
        return vec![];
    };
    let mut make = Make {
        solution,
        within: vec![],
        edits: vec![],
    };
    make.visit_file(&file);
    // Two statements that are the same can be swapped, and nothing has changed.
    make.edits.retain(|edit| edit.of(solution) != solution);
    number(make.edits)
}

/// Numbers those that have the same name.
fn number(edits: Vec<Edit>) -> Vec<Edit> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let number = |mut edit: Edit| {
        let times = seen.entry(edit.name.clone()).or_default();
        *times += 1;
        if *times > 1 {
            edit.name = format!("{} ({times})", edit.name);
        }
        edit
    };
    edits.into_iter().map(number).collect()
}

pub(super) struct Make<'a> {
    solution: &'a str,
    /// The functions that this is in.
    within: Vec<String>,
    edits: Vec<Edit>,
}

pub(super) fn range(of: &impl Spanned) -> Range<usize> {
    of.span().byte_range()
}

impl Make<'_> {
    pub(super) fn text(&self, range: Range<usize>) -> &str {
        &self.solution[range]
    }

    /// The text in one line, and not too long.
    pub(super) fn short(&self, range: Range<usize>) -> String {
        let words: Vec<&str> = self.text(range).split_whitespace().collect();
        let text = words.join(" ");
        match text.char_indices().nth(60) {
            Some((end, _)) => format!("{}...", &text[..end]),
            None => text,
        }
    }

    pub(super) fn add(&mut self, what: String, changes: Vec<Change>) {
        let name = format!("{}: {what}", self.within.join("::"));
        self.edits.push(Edit { name, changes });
    }

    fn replace(&mut self, range: Range<usize>, by: &str) {
        let what = format!("`{}` becomes `{by}`", self.short(range.clone()));
        self.add(what, vec![(range, by.into())]);
    }

    /// The same as `replace`, where the operator alone would not say which it is.
    fn operator(&mut self, whole: Range<usize>, operator: Range<usize>, by: &str) {
        let what = format!("`{by}` in `{}`", self.short(whole));
        self.add(what, vec![(operator, by.into())]);
    }

    fn negate(&mut self, condition: &Expr) {
        // `!a` loses its `!` below.
        if !matches!(condition, Expr::Unary(_)) && !has_let(condition) {
            let range = range(condition);
            let by = format!("!({})", self.text(range.clone()));
            let what = format!("negate `{}`", self.short(range.clone()));
            self.add(what, vec![(range, by)]);
        }
    }

    /// An arm without its body.
    pub(super) fn body(&mut self, arm: &str, body: &Expr) {
        let range = range(body);
        if self.text(range.clone()) != "{}" && self.text(range.clone()) != "()" {
            // Behind a block there need not be a comma.
            let what = format!("`{arm}` does nothing");
            self.add(what, vec![(range, "{}".into())]);
        }
    }

    fn inside(&mut self, name: String, visit: impl FnOnce(&mut Self)) {
        self.within.push(name);
        visit(self);
        self.within.pop();
    }
}

/// `a && let Some(b) = c` cannot be negated as a whole.
fn has_let(condition: &Expr) -> bool {
    match condition {
        Expr::Binary(both) => has_let(&both.left) || has_let(&both.right),
        other => matches!(other, Expr::Let(_)),
    }
}

impl<'ast> Visit<'ast> for Make<'_> {
    fn visit_item_use(&mut self, _: &'ast syn::ItemUse) {}

    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.inside(item.sig.ident.to_string(), |make| {
            visit::visit_item_fn(make, item)
        });
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.inside(item.sig.ident.to_string(), |make| {
            visit::visit_impl_item_fn(make, item)
        });
    }

    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        self.inside(item.ident.to_string(), |make| {
            visit::visit_item_const(make, item)
        });
    }

    fn visit_block(&mut self, block: &'ast Block) {
        for statement in &block.stmts {
            if !matches!(statement, Stmt::Item(_)) {
                let range = range(statement);
                let what = format!("leave out `{}`", self.short(range.clone()));
                self.add(what, vec![(range, String::new())]);
            }
        }
        for pair in block.stmts.windows(2) {
            let (first, second) = (range(&pair[0]), range(&pair[1]));
            // Without its semicolon, the last one is what the block returns.
            if matches!(pair[1], Stmt::Expr(_, None)) || matches!(pair[0], Stmt::Item(_)) {
                continue;
            }
            let (one, other) = (self.short(first.clone()), self.short(second.clone()));
            let texts = (
                self.text(first.clone()).into(),
                self.text(second.clone()).into(),
            );
            let what = format!("swap `{one}` and `{other}`");
            self.add(what, vec![(first, texts.1), (second, texts.0)]);
        }
        for (place, statement) in block.stmts.iter().enumerate() {
            if let Some((guard, lock, changes)) =
                relock::changes(self.solution, statement, &block.stmts[place + 1..])
            {
                self.add(format!("`{lock}` at each use of `{guard}`"), changes);
            }
        }
        visit::visit_block(self, block);
    }

    fn visit_expr_if(&mut self, expression: &'ast syn::ExprIf) {
        self.negate(&expression.cond);
        if !has_let(&expression.cond) {
            self.replace(range(&*expression.cond), "true");
        }
        visit::visit_expr_if(self, expression);
    }

    fn visit_expr_while(&mut self, expression: &'ast syn::ExprWhile) {
        self.negate(&expression.cond);
        let head = self.short(range(&expression.cond));
        let what = format!("`while` becomes `if` before `{head}`");
        self.add(what, vec![(range(&expression.while_token), "if".into())]);
        visit::visit_expr_while(self, expression);
    }

    fn visit_expr_binary(&mut self, expression: &'ast syn::ExprBinary) {
        let by = match expression.op {
            BinOp::Lt(_) => Some("<="),
            BinOp::Le(_) => Some("<"),
            BinOp::Gt(_) => Some(">="),
            BinOp::Ge(_) => Some(">"),
            BinOp::Eq(_) => Some("!="),
            BinOp::Ne(_) => Some("=="),
            BinOp::And(_) => Some("||"),
            BinOp::Or(_) => Some("&&"),
            BinOp::Add(_) => Some("-"),
            BinOp::Sub(_) => Some("+"),
            _ => None,
        };
        if let Some(by) = by.filter(|by| *by != "||" || !has_let(&expression.right)) {
            self.operator(range(expression), range(&expression.op), by);
        }
        if matches!(expression.op, BinOp::And(_) | BinOp::Or(_)) {
            let (left, right) = (range(&*expression.left), range(&*expression.right));
            for (one, other) in [(left.clone(), right.clone()), (right, left)] {
                let both = self.short(range(expression));
                let what = format!("`{}` alone of `{both}`", self.short(one.clone()));
                let gap = one.end.min(other.end)..one.start.max(other.start);
                let mut changes = vec![(gap, String::new()), (other, String::new())];
                changes.sort_by_key(|(range, _)| range.start);
                self.add(what, changes);
            }
        }
        visit::visit_expr_binary(self, expression);
    }

    fn visit_expr_array(&mut self, array: &'ast syn::ExprArray) {
        for pair in array.elems.pairs() {
            let what = format!("leave out `{}`", self.short(range(pair.value())));
            self.add(what, vec![(range(&pair), String::new())]);
        }
        visit::visit_expr_array(self, array);
    }

    fn visit_expr_unary(&mut self, expression: &'ast syn::ExprUnary) {
        if let UnOp::Not(not) = expression.op {
            let what = format!("no `!` in `{}`", self.short(range(expression)));
            self.add(what, vec![(range(&not), String::new())]);
        }
        visit::visit_expr_unary(self, expression);
    }

    fn visit_expr_try(&mut self, expression: &'ast syn::ExprTry) {
        let what = format!("no `?` after `{}`", self.short(range(&*expression.expr)));
        self.add(
            what,
            vec![(range(&expression.question_token), String::new())],
        );
        visit::visit_expr_try(self, expression);
    }

    fn visit_expr_range(&mut self, expression: &'ast syn::ExprRange) {
        if let (RangeLimits::HalfOpen(limits), Some(_)) = (&expression.limits, &expression.end) {
            self.operator(range(expression), range(limits), "..=");
        }
        visit::visit_expr_range(self, expression);
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        self.body(&self.short(range(&arm.pat)), &arm.body);
        visit::visit_arm(self, arm);
    }

    fn visit_lit_int(&mut self, number: &'ast syn::LitInt) {
        if let Ok(value) = number.base10_parse::<u64>() {
            let near = [value.checked_add(1), value.checked_sub(1)];
            for by in near.into_iter().flatten() {
                self.replace(range(number), &format!("{by}{}", number.suffix()));
            }
        }
    }

    fn visit_lit_bool(&mut self, value: &'ast syn::LitBool) {
        self.replace(range(value), &(!value.value).to_string());
    }

    fn visit_expr_path(&mut self, expression: &'ast syn::ExprPath) {
        let last = expression
            .path
            .segments
            .last()
            .map(|last| last.ident.to_string());
        let weaker: &[&str] = match last.as_deref() {
            Some("SeqCst") => &["AcqRel", "Relaxed"],
            Some("AcqRel") => &["Acquire", "Release"],
            Some("Acquire" | "Release") => &["Relaxed"],
            _ => &[],
        };
        for by in weaker {
            let last = expression.path.segments.last().expect("it was there");
            self.replace(range(&last.ident), by);
        }
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if call.method == "notify_all" {
            self.replace(range(&call.method), "notify_one");
        }
        visit::visit_expr_method_call(self, call);
    }

    /// Most macros take expressions, and the others that an answer may have are selects.
    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let mut inner = Make {
            solution: self.solution,
            within: self.within.clone(),
            edits: vec![],
        };
        let expressions = Punctuated::<Expr, syn::Token![,]>::parse_terminated;
        if let Ok(arguments) = call.parse_body_with(expressions) {
            for argument in &arguments {
                inner.visit_expr(argument);
            }
        } else if let Ok(arms) = call.parse_body_with(select::arms) {
            inner.select(call.path.is_ident("select_biased"), &arms);
        }
        self.edits.append(&mut inner.edits);
    }
}
