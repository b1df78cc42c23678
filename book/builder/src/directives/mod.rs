//! What stands between `{{#` and `}}`: each on a line of its own.
//!
//! | directive | stands for |
//! |---|---|
//! | `{{#code FILE:ANCHOR}}`, `{{#code FILE fn NAME}}` | lines of a file that is compiled |
//! | `{{#output FILE.snap}}`, or `FILE.txt` | what a program, or the compiler, printed when a test ran it |
//! | `{{#console README.md N}}` | the N-th run of a program in a README that a test compares |
//! | `{{#player MODEL}}` | recorded executions, step by step |
//! | `{{#scheduler MODEL}}` | all schedules: the reader decides |
//! | `{{#outcomes MODEL}}` | every outcome, and how often |
//! | `{{#models NN}}` | what was checked in a lesson |
//! | `{{#exercises NN}}` | a lesson's exercises |
//! | `{{#chart NN NAME}}` | measurements |
//! | `{{#quiz QUESTION}}` … `{{/quiz}}` | a question whose answer is folded away |
//! | `{{#beside}}` … `{{#and}}` … `{{/beside}}` | two columns |

mod beside;
mod chart;
mod code;
mod exercises;
mod models;
mod outcomes;
mod player;
mod scheduler;

use crate::sources::Sources;
use anyhow::{Context, bail, ensure};
use std::collections::{BTreeMap, BTreeSet};

/// What is counted of a page.
pub const PARTS: [&str; 8] = [
    "code",
    "output",
    "player",
    "scheduler",
    "outcomes",
    "models",
    "chart",
    "quiz",
];

/// A page on its way.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its path within `src`.
    pub name: String,
    /// How many there are of each part.
    pub parts: BTreeMap<&'static str, usize>,
    /// The ids that were given.
    ids: BTreeSet<String>,
    /// What is open and has to be closed: the directive, and its line.
    open: Vec<(&'static str, usize)>,
}

impl Page {
    pub fn new(name: &str) -> Page {
        Page {
            name: name.into(),
            ..Page::default()
        }
    }

    /// Counts a part.
    fn count(&mut self, part: &'static str) {
        *self.parts.entry(part).or_default() += 1;
    }

    /// An id that nothing else has on this page: with a number from the second time on.
    fn id(&mut self, wanted: String) -> String {
        let numbered = (2..).map(|number| format!("{wanted}-{number}"));
        let mut ids = std::iter::once(wanted.clone()).chain(numbered);
        let id = ids.find(|id| !self.ids.contains(id));
        let id = id.expect("numbers do not end");
        self.ids.insert(id.clone());
        id
    }
}

/// Replaces all directives of a page; what is wrong is told with page and line.
pub fn expand(sources: &Sources, page: &mut Page, text: &str, wrong: &mut Vec<String>) -> String {
    let mut out = String::with_capacity(text.len());
    for (i, line) in text.lines().enumerate() {
        match directive(sources, page, line, i + 1) {
            Ok(None) => out.push_str(line),
            Ok(Some(text)) => out.push_str(text.trim_end()),
            Err(error) => wrong.push(format!("{}:{}: {error:#}", page.name, i + 1)),
        }
        out.push('\n');
    }
    for (name, line) in page.open.drain(..) {
        wrong.push(format!(
            "{}:{line}: {{{{#{name}}}}} is never closed",
            page.name
        ));
    }
    out
}

/// What a line stands for, if it is a directive.
fn directive(
    sources: &Sources,
    page: &mut Page,
    line: &str,
    number: usize,
) -> anyhow::Result<Option<String>> {
    let trimmed = line.trim();
    if !line.contains("{{#") && !line.contains("{{/") {
        return Ok(None);
    }
    let inner = trimmed
        .strip_prefix("{{")
        .and_then(|rest| rest.strip_suffix("}}"));
    let inner = inner.context("a directive stands on a line of its own")?;
    ensure!(!inner.contains("}}"), "one directive on a line");
    let (name, argument) = inner.split_once(' ').unwrap_or((inner, ""));
    let argument = argument.trim();
    let text = match name {
        "#code" => code::code(sources, page, argument)?,
        "#output" => code::output(sources, page, argument)?,
        "#console" => code::console(sources, page, argument)?,
        "#player" => player::player(sources, page, argument)?,
        "#scheduler" => scheduler::scheduler(sources, page, argument)?,
        "#outcomes" => outcomes::outcomes(sources, page, argument)?,
        "#models" => models::models(sources, page, argument)?,
        "#exercises" => exercises::exercises(sources, argument)?,
        "#chart" => chart::chart(sources, page, argument)?,
        "#quiz" => beside::quiz(page, argument, number)?,
        "#beside" => beside::beside(page, number),
        "#and" => beside::and(page)?,
        "/quiz" => beside::close(page, "quiz")?,
        "/beside" => beside::close(page, "beside")?,
        _ => bail!("there is no directive {{{{{name}}}}}"),
    };
    Ok(Some(text))
}
