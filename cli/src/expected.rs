//! What has to be told before an answer is solved: each model, by each checker, and the runner's own
//! end.

use crate::answer;
use crate::course::Exercise;
use crate::grader::Ran;
use anyhow::Context;
use recording::Checked;
use std::collections::BTreeSet;
use std::fs;
use syn::visit::{self, Visit};

/// What `model.rs` of an exercise checks.
#[derive(Debug)]
pub struct Expected {
    /// How many tests run.
    tests: usize,
    /// The checkers, and the ids that each of them tells of.
    checkers: Vec<String>,
    models: BTreeSet<String>,
}

impl Expected {
    /// Reads it from `model.rs` and `exercise.toml`; the answer has so many tests of its own. With
    /// `compiled`, a test tells what was compiled.
    ///
    /// # Errors
    /// `model.rs` cannot be read, or checks nothing.
    pub fn of(exercise: &Exercise, own: usize, compiled: bool) -> anyhow::Result<Expected> {
        let path = exercise.folder.join("model.rs");
        let cannot = || format!("cannot read {}", path.display());
        let text = fs::read_to_string(&path).with_context(cannot)?;
        let file = syn::parse_file(&text).with_context(cannot)?;
        let checkers = exercise.about.checkers.clone();
        Ok(Expected {
            tests: (answer::names_of_tests(&file).len() + own) * checkers.len()
                + usize::from(compiled),
            models: models(&file),
            checkers,
        })
    }

    /// What is missing from what was told, if anything is.
    pub fn missing(&self, ran: &Ran, checked: &[Checked]) -> Option<String> {
        if self.checkers.is_empty() || self.models.is_empty() {
            return Some(
                "Its `exercise.toml` names no checker, or its `model.rs` no model.".into(),
            );
        }
        for checker in &self.checkers {
            for model in &self.models {
                let is_it =
                    |one: &&Checked| one.checker == *checker && one.recording.model == *model;
                if !checked.iter().any(|one| is_it(&one)) {
                    return Some(format!(
                        "No verdict of the {checker} about {model} was returned."
                    ));
                }
            }
        }
        ended(ran, self.tests)
    }
}

/// Why the run is not one of so many tests that all passed, if it is not.
pub fn ended(ran: &Ran, tests: usize) -> Option<String> {
    match ran.passed() {
        Some(passed) if passed == tests => None,
        Some(passed) => Some(format!("{passed} tests ran, and not {tests}.")),
        None => Some("The process ended before the test runner reported its result.".into()),
    }
}

/// The ids in `Check::new("…")`.
pub fn models(file: &syn::File) -> BTreeSet<String> {
    let mut found = Models(BTreeSet::new());
    found.visit_file(file);
    found.0
}

struct Models(BTreeSet<String>);

impl<'ast> Visit<'ast> for Models {
    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        if let syn::Expr::Path(function) = &*call.func
            && let mut names = function.path.segments.iter().rev()
            && names.next().is_some_and(|name| name.ident == "new")
            && names.next().is_some_and(|name| name.ident == "Check")
            && let Some(syn::Expr::Lit(id)) = call.args.first()
            && let syn::Lit::Str(id) = &id.lit
        {
            self.0.insert(id.value());
        }
        visit::visit_expr_call(self, call);
    }
}
