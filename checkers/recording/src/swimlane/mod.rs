//! An execution as lanes: a column for each thread, a row for each step, time goes down.

mod table;

use self::table::{Line, Table, Text};
use super::rows::{Row, rows};
use super::states::States;
use super::style::Paint;
use super::view::View;
use super::words;
use super::{End, Frame, frame};

/// Under so many columns there are no lanes.
const LEAST: usize = 60;

/// The lanes; `None` where they would be too narrow to read.
pub(super) fn swimlane(view: &View<'_>) -> Option<Vec<String>> {
    let style = view.style;
    if style.columns() < LEAST || view.execution.threads.is_empty() {
        return None;
    }
    Lanes::new(view).table().draw(style)
}

/// The table on its way.
struct Lanes<'a> {
    view: &'a View<'a>,
    states: States,
    /// Then places are lines only, as the listing names the file.
    one_file: bool,
    /// One after each step.
    frames: Vec<Frame>,
    /// The steps of the rows so far.
    taken: usize,
    lines: Vec<Line>,
}

impl<'a> Lanes<'a> {
    fn new(view: &'a View<'a>) -> Self {
        let steps = view.steps().iter();
        let ends = view.failure().map(|failure| failure.source);
        let mut files = steps
            .map(|step| step.source)
            .chain(ends)
            .filter_map(|source| view.source(source))
            .map(|source| &source.file);
        let first = files.next();
        Lanes {
            view,
            states: States::of(view),
            one_file: files.all(|file| Some(file) == first),
            frames: frame::silent(view),
            taken: 0,
            lines: vec![],
        }
    }

    fn table(mut self) -> Table {
        for row in rows(self.view) {
            match row {
                Row::Step(i) => self.step(i),
                _ => {
                    let (paint, text) = words::between_steps(self.view, row);
                    self.lines.push(Line::Across {
                        text: (Some(paint), text),
                        parts: matches!(row, Row::Switch { .. }),
                    });
                    if let Row::Again { first, last, .. } | Row::Hidden { first, last } = row {
                        self.taken += last - first + 1;
                    }
                }
            }
        }
        self.end();
        let threads = 0..self.view.execution.threads.len();
        let mut heads: Vec<String> = threads.map(|thread| self.view.thread(thread)).collect();
        heads.extend(self.states.head(self.view));
        Table {
            heads,
            place_head: if self.one_file { "line" } else { "" }.to_string(),
            lines: self.lines,
        }
    }

    fn step(&mut self, i: usize) {
        let step = &self.view.steps()[i];
        let mut texts = vec![(None, self.view.did(step))];
        let choice = words::choice(self.view, step);
        texts.extend(choice.map(|choice| (Some(Paint::Note), choice)));
        let number = (Some(Paint::Dim), (i + 1).to_string());
        let state = self.states.cell(self.view, step);
        self.row(number, step.thread, texts, state, step.source);
        self.taken += 1;
    }

    fn end(&mut self) {
        match &self.view.execution.end {
            End::Returned { outcome } => {
                let text = words::returned(self.view, outcome.as_deref());
                let number = (None, String::new());
                self.row(number, 0, vec![(Some(Paint::Good), text)], None, None);
            }
            End::Failed(failure) => {
                if let Some(text) = words::failing(self.view) {
                    let number = (Some(Paint::Bad), self.view.style.sign("✗"));
                    let texts = vec![(Some(Paint::Bad), text)];
                    self.row(number, failure.thread, texts, None, failure.source);
                }
            }
        }
    }

    /// A row with `texts` in the lane of `thread`.
    fn row(
        &mut self,
        number: Text,
        thread: usize,
        texts: Vec<Text>,
        state: Option<String>,
        source: Option<usize>,
    ) {
        let view = self.view;
        let waits = view.style.sign("⋮");
        let now = &self.frames[self.taken];
        let lane = |thread: usize| match now.is_blocked(thread) {
            true => vec![(Some(Paint::Dim), waits.clone())],
            false => vec![],
        };
        let threads = 0..view.execution.threads.len();
        let mut cells: Vec<Vec<Text>> = threads.map(lane).collect();
        let Some(cell) = cells.get_mut(thread) else {
            // A thread without a lane is an error in the recording, and no reason to hide the step.
            let said: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
            let text = format!("{} {}: {}", number.1, view.thread(thread), said.join(" "));
            let text = (None, text.trim_start().to_string());
            self.lines.push(Line::Across { text, parts: false });
            return;
        };
        *cell = texts;
        if self.states != States::None {
            cells.push(state.map(|state| (None, state)).into_iter().collect());
        }
        let place = match self.one_file {
            true => view.source(source).map(|source| source.line.to_string()),
            false => view.place(source),
        };
        self.lines.push(Line::Cells {
            number,
            cells,
            place: place.unwrap_or_default(),
        });
    }
}
