//! What a person sees of a model: the answer first, then why, then where.

use super::style::{Paint, Style};
use super::text::{clean, pad, paragraph, width};
use super::view::View;
use super::{Execution, Failure, Recording, Verdict};
use super::{
    headline, listing, narrow, outcomes, plain as sentences, swimlane as lanes, takes, waits, words,
};

/// Verdicts of models that hold begin in this column, so that they stand under one another.
const VERDICTS: usize = 30;

/// The whole screen for one model.
///
/// For a counterexample: what went wrong, what it takes, the execution step by step, which thread waits for
/// which, and the lines of source involved. For a model that passes or was not finished: one
/// sentence, and the outcomes that were reached. No line is wider than [`Style::width`].
///
/// # Examples
/// ```
/// use recording::{Recording, Style, report};
///
/// let json = r#"{"schema":1,"model":"docs/model","verdict":{"holds":{"executions":2,"preemptions":null}},
///     "distinct":2,"sources":[],"executions":[]}"#;
/// let recording = Recording::from_json(json).unwrap();
/// let screen = report(&recording, &Style::default());
/// assert!(screen.contains("passes: holds in all 2 executions"));
/// ```
pub fn report(recording: &Recording, style: &Style) -> String {
    let style = &settled(style);
    lines(match recording.counterexample() {
        Some((execution, failure)) => counterexample(recording, execution, failure, style),
        None => verdict(recording, style),
    })
}

/// One execution as lanes, failed or not, and which thread waits for which at its end.
///
/// Where lanes would be too narrow to read, each step is a line that begins with its thread's
/// name; with [`Style::plain`] it is [`plain()`]. Long executions are shortened, and say so. For an
/// index that the recording does not have the text is a sentence that says so.
pub fn swimlane(recording: &Recording, execution: usize, style: &Style) -> String {
    let style = &settled(style);
    lines(match recording.executions.get(execution) {
        Some(execution) => steps(&View::new(recording, execution, style)),
        None => missing(recording, execution, style),
    })
}

/// One execution as numbered sentences, failed or not: `4. worker 1: lock tally (…).`
///
/// Shortened, and answered for an unknown index, as [`swimlane`] is.
pub fn plain(recording: &Recording, execution: usize, style: &Style) -> String {
    let style = Style {
        plain: true,
        ..*style
    };
    swimlane(recording, execution, &style)
}

/// Plain text has no colours.
fn settled(style: &Style) -> Style {
    Style {
        colour: style.colour && !style.plain,
        ..*style
    }
}

fn lines(lines: Vec<String>) -> String {
    lines.iter().flat_map(|line| [line, "\n"]).collect()
}

fn missing(recording: &Recording, execution: usize, style: &Style) -> Vec<String> {
    let kept = super::verdict::count(recording.executions.len() as u64, "execution");
    let text = format!(
        "Execution {execution} was not recorded: the recording has {kept}, counted from 0."
    );
    let mut out = vec![];
    paragraph(&mut out, "", &text, style.columns());
    out
}

/// The steps of an execution, and who waits for whom at its end.
fn steps(view: &View<'_>) -> Vec<String> {
    if view.style.plain {
        return sentences::plain(view);
    }
    let (mut out, signs) = match lanes::swimlane(view) {
        Some(lanes) => (lanes, "… ⋮"),
        None => (narrow::narrow(view), "…"),
    };
    let failure = view.failure().into_iter();
    out.extend(failure.flat_map(|failure| waits::waits(view, failure)));
    if view.steps().iter().any(|step| step.blocks) {
        let lead = format!("     {} ", view.style.sign(signs));
        let mut legend = vec![];
        paragraph(
            &mut legend,
            &lead,
            "the thread is blocked",
            view.style.columns(),
        );
        out.extend(legend.iter().map(|line| view.style.paint(Paint::Dim, line)));
    }
    out
}

fn counterexample(
    recording: &Recording,
    execution: &Execution,
    failure: &Failure,
    style: &Style,
) -> Vec<String> {
    let view = View::new(recording, execution, style);
    let model = clean(&recording.model, style.ascii);
    let wrong = headline::headline(&view, failure);
    let mut head = vec![];
    match style.plain {
        true => paragraph(
            &mut head,
            "",
            &match failure.kind.is_a_bug() {
                true => format!("{model} fails: {wrong}."),
                false => format!("{model} {wrong}."),
            },
            style.columns(),
        ),
        false => {
            let lead = format!("{} ", style.sign("✗"));
            paragraph(
                &mut head,
                &lead,
                &format!("{model}: {wrong}"),
                style.columns(),
            );
        }
    }
    let mut out: Vec<String> = head
        .iter()
        .map(|line| style.paint(Paint::Bad, line))
        .collect();
    let indent = if style.plain { "" } else { "  " };
    for sentence in takes::takes(&view, &recording.verdict) {
        paragraph(&mut out, indent, &sentence, style.columns());
    }
    if let Some(doubt) = &failure.doubt {
        let sentence = format!("{}.", clean(doubt, style.ascii));
        paragraph(&mut out, indent, &sentence, style.columns());
    }
    out.push(String::new());
    out.extend(steps(&view));
    if let Some(pair) = words::critical_pair(&view, failure) {
        paragraph(&mut out, indent, &pair, style.columns());
    }
    let listing = listing::listing(&view);
    if !listing.is_empty() {
        out.push(String::new());
        out.extend(listing);
    }
    out
}

fn verdict(recording: &Recording, style: &Style) -> Vec<String> {
    let model = clean(&recording.model, style.ascii);
    let said = recording.verdict.to_string();
    let (sign, paint) = match recording.verdict {
        Verdict::Holds { .. } | Verdict::HoldsInAll { .. } => ("✓", Paint::Good),
        Verdict::NotFinished { .. } => ("…", Paint::Note),
        Verdict::Fails { .. } => ("✗", Paint::Bad),
    };
    let mut head = vec![];
    let aligned = format!("{} {} {said}", style.sign(sign), pad(&model, VERDICTS));
    if style.plain {
        paragraph(&mut head, "", &format!("{model}: {said}."), style.columns());
    } else if width(&aligned) <= style.columns() {
        head.push(aligned);
    } else {
        let lead = format!("{} ", style.sign(sign));
        paragraph(&mut head, &lead, &model, style.columns());
        paragraph(&mut head, "  ", &said, style.columns());
    }
    let mut out: Vec<String> = head.iter().map(|line| style.paint(paint, line)).collect();
    out.extend(outcomes::outcomes(recording, style));
    out
}
