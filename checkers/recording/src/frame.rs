//! Where an execution stands after some of its steps: what the terminal, the player and the book show.
//!
//! | module | what it holds |
//! |---|---|
//! | `rows` | which steps share a row: a critical section, and steps that only start and end threads |
//! | `says` | a sentence for each of them |
//! | `stale` | reads that are out of date when their threads write |
//! | `step` | what a single step does |
//! | `third` | what a step did, as what its thread does |
//! | `pieces` | sentences that know which of their words are threads |

mod pieces;
mod rows;
mod says;
mod stale;
mod step;
mod third;

pub use pieces::Piece;
pub use third::third;

use super::style::Style;
use super::view::View;
use super::{End, Execution, ObjectState, Recording, Step, StepKind};
use serde::Serialize;

/// An execution after some of its steps, with all that a screen shows of that moment.
///
/// ```
/// # let json = r#"{"schema":1,"model":"a/b","verdict":{"not_finished":{"executions":1,"millis":1,"preemptions":null}},
/// #   "distinct":1,"sources":[],"executions":[{"threads":["main"],"objects":[{"name":"count","kind":"atomic"}],
/// #   "steps":[{"thread":0,"text":"write 1 to count","object":0,"state":{"value":"1"}}],
/// #   "end":{"returned":{"outcome":null}}}]}"#;
/// # let recording = recording::Recording::from_json(json).unwrap();
/// let frames = recording::frames(&recording, &recording.executions[0]);
/// assert_eq!(frames.len(), 3); // before the first step, after it, and the end
/// assert_eq!(frames[0].states.len(), 0);
/// let state = &frames[1].states[0];
/// assert_eq!((state.text.as_str(), state.changed), ("1", true));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Frame {
    /// How many steps were taken; one more than there are is the end.
    pub taken: usize,
    /// The index of the first step of this frame's row: a row may hold several steps.
    pub first: usize,
    /// Whether it is the last frame of its row, which is where a reader stops.
    pub stop: bool,
    /// Whether the row only starts threads, waits for their end, or ends them.
    pub folded: bool,
    /// The thread that took the step, or in which the execution failed. `None` before the first step, and where an
    /// execution returned.
    pub thread: Option<usize>,
    /// What the row says: `lock tally, read the: 0`.
    pub title: String,
    /// The thread that could have continued before this row: a preemption.
    pub preempted: Option<usize>,
    /// The choice that was made here and could have been made otherwise.
    pub choice: Option<String>,
    /// What happens here, in one sentence.
    pub sentence: Vec<Piece>,
    /// Whether the sentence says more than the row: a reader should stop here even when steps run by themselves.
    pub key: bool,
    /// Every object whose state is known, in the order of [`Execution::objects`].
    pub states: Vec<State>,
    /// The threads that are blocked.
    pub waits: Vec<Waiting>,
    /// For each thread the line of source at which it stands, as an index into [`Recording::sources`].
    pub lines: Vec<Option<usize>>,
    /// The line to look at. A step without a line of its own, or of a folded row, is shown beside the one before it.
    pub line: Option<usize>,
}

/// What an object is like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct State {
    /// The object's index.
    pub object: usize,
    /// Its state.
    #[serde(skip)]
    pub is: ObjectState,
    /// The same in words.
    pub text: String,
    /// Whether a step of this row told it.
    pub changed: bool,
}

/// A thread that is blocked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// The thread.
    pub thread: usize,
    /// What kind of step it waits in.
    #[serde(skip)]
    pub kind: StepKind,
    /// What it wants to do: `lock tally`.
    pub text: String,
    /// The thread that has to act first, where it is one: the holder of the lock, the thread to be joined.
    pub on: Option<usize>,
}

/// The frames of an execution: one before the first step, one after each step, and one for the end.
pub fn frames(recording: &Recording, execution: &Execution) -> Vec<Frame> {
    let style = Style::default();
    let view = &View::new(recording, execution, &style);
    let rows = rows::rows(view);
    let mut frames = of(view, &rows);
    says::say(view, &rows, &mut frames);
    frames
}

/// The same without sentences: who waits, and what objects are like.
pub(super) fn silent(view: &View<'_>) -> Vec<Frame> {
    of(view, &rows::rows(view))
}

fn of(view: &View<'_>, rows: &[rows::Row]) -> Vec<Frame> {
    let mut frames = vec![start(view)];
    for row in rows {
        for taken in row.first + 1..=row.last + 1 {
            frames.push(step(view, row, taken, &frames[taken - 1]));
        }
    }
    frames.push(end(view, &frames[view.steps().len()]));
    frames
}

/// Before the first step.
fn start(view: &View<'_>) -> Frame {
    Frame {
        taken: 0,
        first: 0,
        stop: true,
        folded: false,
        thread: None,
        title: String::new(),
        preempted: None,
        choice: None,
        sentence: vec![],
        key: false,
        states: vec![],
        waits: vec![],
        lines: vec![None; view.execution.threads.len()],
        line: None,
    }
}

/// After `taken` steps, of which the last is one of `row`.
fn step(view: &View<'_>, row: &rows::Row, taken: usize, before: &Frame) -> Frame {
    let steps = view.steps();
    let step = &steps[taken - 1];
    let in_row = &steps[row.first..taken];
    let mut frame = Frame {
        taken,
        first: row.first,
        stop: taken == row.last + 1,
        folded: row.folded,
        thread: Some(step.thread),
        title: row.title.clone(),
        preempted: steps[row.first].preempted,
        choice: in_row.iter().rev().find_map(|step| step.choice.clone()),
        sentence: vec![],
        key: false,
        ..before.clone()
    };
    if taken == row.first + 1 {
        frame
            .states
            .iter_mut()
            .for_each(|state| state.changed = false);
    }
    if let (Some(object), Some(state)) = (step.object, &step.state) {
        let new = State {
            object,
            is: state.clone(),
            text: state.text(&view.execution.threads),
            changed: true,
        };
        match frame
            .states
            .binary_search_by_key(&object, |state| state.object)
        {
            Ok(at) => frame.states[at] = new,
            Err(at) => frame.states.insert(at, new),
        }
    }
    frame.waits.retain(|wait| wait.thread != step.thread);
    if step.blocks {
        let wait = Waiting {
            thread: step.thread,
            kind: step.kind,
            text: step.text.clone(),
            on: waits_for(step, before),
        };
        let at = frame.waits.partition_point(|one| one.thread < wait.thread);
        frame.waits.insert(at, wait);
    }
    if let Some(line) = frame.lines.get_mut(step.thread) {
        *line = match rows::ends(step) {
            true => None,
            false => step.source.or(*line),
        };
    }
    if !row.folded {
        frame.line = step.source.or(before.line);
    }
    frame
}

/// The end, after all steps.
fn end(view: &View<'_>, before: &Frame) -> Frame {
    let mut frame = Frame {
        taken: before.taken + 1,
        first: view.steps().len(),
        stop: true,
        folded: false,
        preempted: None,
        choice: None,
        key: true,
        thread: None,
        title: view.execution.end.title(),
        ..before.clone()
    };
    frame
        .states
        .iter_mut()
        .for_each(|state| state.changed = false);
    if let End::Failed(failure) = &view.execution.end {
        frame.thread = Some(failure.thread);
        frame.line = failure.source.or(frame.line);
        if let Some(line) = frame.lines.get_mut(failure.thread) {
            *line = failure.source.or(*line);
        }
        for wait in &failure.waits {
            let on = match wait.on[..] {
                [one] => Some(one),
                _ => None,
            };
            let new = Waiting {
                thread: wait.thread,
                kind: wait.kind,
                text: wait.text.clone(),
                on,
            };
            let mut known = frame.waits.iter_mut();
            match known.find(|known| known.thread == wait.thread) {
                // It may have been notified since it began to wait.
                Some(known) => *known = new,
                None => frame.waits.push(new),
            }
        }
    }
    frame
}

/// The thread that has to act before this step can be taken.
fn waits_for(step: &Step, before: &Frame) -> Option<usize> {
    if step.kind == StepKind::Join {
        return step.of;
    }
    match state(before, step.object?)?.is {
        ObjectState::HeldBy(holder) => Some(holder),
        _ => None,
    }
}

/// The state of an object, where it is known.
fn state(frame: &Frame, object: usize) -> Option<&State> {
    let mut states = frame.states.iter();
    states.find(|state| state.object == object)
}

impl Frame {
    /// The step in which a thread waits after this frame, if it does.
    pub fn is_blocked(&self, thread: usize) -> bool {
        self.waits.iter().any(|wait| wait.thread == thread)
    }
}

impl Step {
    /// The value that a step of a lock or an atomic left, where it is known.
    pub(super) fn value(&self) -> Option<&str> {
        self.state.as_ref()?.value()
    }
}

impl End {
    /// `fails: deadlock`, `returns 3` or `returns`.
    pub fn title(&self) -> String {
        match self {
            End::Failed(failure) => format!("fails: {}", failure.kind),
            End::Returned { outcome: None } => "returns".into(),
            End::Returned {
                outcome: Some(value),
            } => format!("returns {value}"),
        }
    }
}
