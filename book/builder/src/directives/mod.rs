//! What stands between `{{#` and `}}`: each on a line of its own.
//!
//! | directive | stands for |
//! |---|---|
//! | `{{#code FILE:ANCHOR}}`, `{{#code FILE fn NAME}}` | lines of a file that is compiled |
//! | `{{#diff CORRECT \| BUGGY}}` | what differs between two such listings, side by side |
//! | `{{#output FILE.snap}}`, or `FILE.txt` | what a program, or the compiler, printed when a test ran it |
//! | `{{#console README.md N}}` | the N-th run of a program in a README that a test compares |
//! | `{{#player MODEL}}`, `{{#player MODEL \| TITLE}}` | recorded executions, step by step; what the first is called |
//! | `{{#scheduler MODEL}}`, `{{#scheduler MODEL count}}` | every interleaving: the reader decides, or counts orders |
//! | `{{#outcomes MODEL}}` | every outcome, and how often |
//! | `{{#orderings MODEL …}}` | what each checker reaches, what Rust allows, and what real threads did |
//! | `{{#tools}}`, `{{#tools counts}}` | which tool finds which bug, or how many each finds |
//! | `{{#models NN}}`, `{{#models NN NAME …}}` | what was checked in a lesson, or some of it |
//! | `{{#exercises NN}}` | a lesson's exercises |
//! | `{{#chart NN NAME}}` | measurements |
//! | `{{#figure NAME CAPTION}}` | a drawing: `book/figures/NAME.svg`, which follows the theme |
//! | `{{#quiz QUESTION}}` … `{{/quiz}}` | a question whose answer is folded away |
//! | `{{#beside}}` … `{{#and}}` … `{{/beside}}` | two columns |

mod beside;
mod chart;
mod code;
mod diagnose;
mod diff;
mod exercises;
pub mod figure;
mod models;
mod orderings;
mod outcomes;
mod player;
mod scheduler;
mod tools;

use crate::place::place;
use crate::prose::Prose;
use crate::sources::Sources;
use anyhow::{Context, bail, ensure};
use std::collections::{BTreeMap, BTreeSet};

/// What is counted of a page.
pub const PARTS: [&str; 10] = [
    "code",
    "figure",
    "output",
    "player",
    "scheduler",
    "outcomes",
    "models",
    "chart",
    "quiz",
    "exercises",
];

/// What is told to who writes another one.
const KNOWN: &str = "#code, #diff, #output, #console, #player, #scheduler, #outcomes, #orderings, \
    #tools, #models, #exercises, #chart, #figure, #quiz … /quiz, #beside … #and … /beside";

/// A page on its way.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its path within `src`.
    pub name: String,
    /// Its words and sentences.
    pub prose: Prose,
    /// How many there are of each part.
    pub parts: BTreeMap<&'static str, usize>,
    /// Those of them that are about the page's own lesson.
    pub own: BTreeSet<&'static str>,
    /// The figures that it shows.
    pub figures: BTreeSet<String>,
    /// What it says once, however many charts it has.
    told: BTreeSet<String>,
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

    /// Counts a part. It is about the lesson that its argument names: `04/merge`, `04 chart`,
    /// `lessons/04-word-tally/…`. A question and a figure name none.
    fn count(&mut self, part: &'static str, argument: &str) {
        *self.parts.entry(part).or_default() += 1;
        let about = argument.strip_prefix("lessons/").unwrap_or(argument);
        let number = |text: &str| text.get(..2).map(String::from);
        if ["quiz", "figure"].contains(&part) || number(about) == number(&self.name) {
            self.own.insert(part);
        }
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
    page.prose = Prose::read(text);
    let mut out = String::with_capacity(text.len());
    for (i, line) in text.lines().enumerate() {
        match directive(sources, page, line, i + 1) {
            Ok(None) => out.push_str(line),
            Ok(Some(text)) => out.push_str(text.trim_end()),
            Err(error) => {
                let place = place(&page.name, Some(i + 1));
                wrong.push(format!("{place}: {error:#}"));
            }
        }
        out.push('\n');
    }
    for (name, line) in page.open.drain(..) {
        let place = place(&page.name, Some(line));
        wrong.push(format!(
            "{place}: {{{{#{name}}}}} is never closed: write {{{{/{name}}}}} behind it"
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
    if !asks(line) {
        return Ok(None);
    }
    let inner = line.trim();
    let inner = inner
        .strip_prefix("{{")
        .and_then(|rest| rest.strip_suffix("}}"));
    let inner = inner.context("a directive stands on a line of its own: {{#NAME ARGUMENT}}")?;
    ensure!(!inner.contains("}}"), "one directive on a line");
    let inner = inner.trim();
    let (name, argument) = inner.split_once(' ').unwrap_or((inner, ""));
    let argument = argument.trim();
    let text = match name {
        "#code" => code::code(sources, argument)?,
        "#diff" => diff::diff(sources, argument)?,
        "#output" => code::output(sources, argument)?,
        "#console" => code::console(sources, argument)?,
        "#player" => player::player(sources, page, argument)?,
        "#scheduler" => scheduler::scheduler(sources, page, argument)?,
        "#outcomes" => outcomes::outcomes(sources, argument)?,
        "#orderings" => orderings::orderings(sources, argument)?,
        "#tools" => tools::tools(sources, argument)?,
        "#models" => models::models(sources, page, argument)?,
        "#exercises" => exercises::exercises(sources, page, argument)?,
        "#chart" => chart::chart(sources, page, argument)?,
        "#figure" => figure::figure(sources, page, argument)?,
        "#quiz" => beside::quiz(page, argument, number)?,
        "#beside" => beside::beside(page, number),
        "#and" => beside::and(page)?,
        "/quiz" => beside::close(page, "quiz")?,
        "/beside" => beside::close(page, "beside")?,
        _ => bail!("there is no directive {{{{{name}}}}}: known are {KNOWN}"),
    };
    // mdBook would replace it by something that was not checked.
    ensure!(
        !text.lines().any(asks),
        "what it shows holds a directive itself: say it otherwise there"
    );
    let part = match name {
        "#console" => "output",
        "#diff" => "code",
        name => name.trim_start_matches('#'),
    };
    if let Some(part) = PARTS.iter().find(|known| **known == part) {
        page.count(part, argument);
    }
    Ok(Some(text))
}

/// Whether a line holds a directive, of ours or of mdBook's, which takes `{{ #` too.
fn asks(line: &str) -> bool {
    let mut rests = line.match_indices("{{").map(|(at, _)| &line[at + 2..]);
    rests.any(|rest| rest.starts_with('/') || rest.trim_start().starts_with('#'))
}
