//! Lanes side by side: how wide each may be, and the lines that draw them.

use crate::style::{Paint, Style};
use crate::text::{cut, pad, width, wrap};

/// A text in a lane, and what its colour is.
pub(super) type Text = (Option<Paint>, String);

/// A row of the table.
pub(super) enum Line {
    /// A cell for each lane.
    Cells {
        number: Text,
        cells: Vec<Vec<Text>>,
        place: String,
    },
    /// One text across all lanes, between dashes if it parts what is above from what is below.
    Across { text: Text, parts: bool },
}

/// Lanes with their headings, and a last column for places in the source.
pub(super) struct Table {
    pub(super) heads: Vec<String>,
    pub(super) place_head: String,
    pub(super) lines: Vec<Line>,
}

/// A lane wider than this is hard to read across, so longer texts wrap.
const WIDEST: usize = 36;
/// Lanes may become this narrow to make room for places.
const NARROW: usize = 22;
/// Lanes are never narrower than this, unless all their texts are.
const NARROWEST: usize = 16;

struct Shape<'a> {
    style: &'a Style,
    number: usize,
    lanes: Vec<usize>,
    /// The width of the places, if they are shown.
    places: Option<usize>,
}

impl Table {
    /// The lines of the drawing; `None` if the lanes would be too narrow to read.
    pub(super) fn draw(&self, style: &Style) -> Option<Vec<String>> {
        let shape = self.shape(style)?;
        let mut out = vec![shape.heading(self), shape.rule()];
        for line in &self.lines {
            match line {
                Line::Cells {
                    number,
                    cells,
                    place,
                } => shape.cells(number, cells, place, &mut out),
                Line::Across { text, parts } => shape.across(text, *parts, &mut out),
            }
        }
        Some(out.iter().map(|line| line.trim_end().to_string()).collect())
    }

    fn shape<'a>(&self, style: &'a Style) -> Option<Shape<'a>> {
        let mut lanes: Vec<usize> = self.heads.iter().map(|head| width(head)).collect();
        let (mut number_width, mut place_width) = (2, width(&self.place_head));
        for line in &self.lines {
            let Line::Cells {
                number: (_, number),
                cells,
                place,
            } = line
            else {
                continue;
            };
            number_width = number_width.max(width(number));
            place_width = place_width.max(width(place));
            for (lane, cell) in lanes.iter_mut().zip(cells) {
                let texts = cell.iter().map(|(_, text)| width(text));
                *lane = texts.fold(*lane, usize::max);
            }
        }
        // Two blanks before the number, and a line with its blanks before each lane.
        let frame = 2 + number_width + 3 * lanes.len();
        let room = style.columns().checked_sub(frame)?;
        let with_places = match place_width {
            0 => None,
            // As a lane of its own.
            _ => room
                .checked_sub(place_width + 3)
                .and_then(|room| fit(&lanes, room, NARROW)),
        };
        let places = with_places.as_ref().map(|_| place_width);
        let lanes = with_places.or_else(|| fit(&lanes, room, NARROWEST))?;
        Some(Shape {
            style,
            number: number_width,
            lanes,
            places,
        })
    }
}

/// Narrows the widest lanes, but to no less than `least`, until all fit into `room`.
fn fit(lanes: &[usize], room: usize, least: usize) -> Option<Vec<usize>> {
    let capped = |cap: usize| lanes.iter().map(move |&lane| lane.min(cap));
    let cap = (least..=WIDEST)
        .rev()
        .find(|&cap| capped(cap).sum::<usize>() <= room)?;
    Some(capped(cap).collect())
}

impl Shape<'_> {
    fn heading(&self, table: &Table) -> String {
        let ellipsis = self.style.sign("…");
        let mut out = " ".repeat(2 + self.number);
        for (head, &lane) in table.heads.iter().zip(&self.lanes) {
            out += &format!("   {}", pad(&cut(head, lane, &ellipsis), lane));
        }
        if self.places.is_some() {
            out += &format!("   {}", table.place_head);
        }
        out
    }

    fn rule(&self) -> String {
        let dash = self.style.sign("─");
        let fork = self.style.sign("┬");
        let mut out = format!("  {}", dash.repeat(self.number + 1));
        for lane in &self.lanes {
            out += &format!("{fork}{}", dash.repeat(lane + 2));
        }
        // No lane follows the last one, so it needs no blank after it.
        out.truncate(out.len() - dash.len());
        self.style.paint(Paint::Dim, &out)
    }

    fn cells(&self, number: &Text, cells: &[Vec<Text>], place: &str, out: &mut Vec<String>) {
        let bar = self.style.paint(Paint::Dim, &self.style.sign("│"));
        let wrapped: Vec<Vec<Text>> = cells
            .iter()
            .zip(&self.lanes)
            .map(|(cell, &lane)| {
                let lines = cell.iter().flat_map(|(paint, text)| {
                    wrap(text, lane).into_iter().map(move |line| (*paint, line))
                });
                lines.collect()
            })
            .collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0).max(1);
        for i in 0..height {
            let (paint, first) = number;
            let number = if i == 0 { first } else { "" };
            let blanks = " ".repeat(2 + self.number.saturating_sub(width(number)));
            let mut line = format!("{blanks}{}", self.style.paint(*paint, number));
            for (cell, &lane) in wrapped.iter().zip(&self.lanes) {
                let (paint, text) = match cell.get(i) {
                    Some((paint, text)) => (*paint, pad(text, lane)),
                    None => (None, " ".repeat(lane)),
                };
                line += &format!(" {bar} {}", self.style.paint(paint, &text));
            }
            if let Some(places) = self.places
                && i == 0
            {
                // Line numbers to the right, `file.rs:18` to the left.
                let place = match place.contains(':') {
                    true => place.to_string(),
                    false => format!("{place:>places$}"),
                };
                line += &format!("   {}", self.style.paint(Paint::Dim, place.trim_end()));
            }
            out.push(line);
        }
    }

    fn across(&self, (paint, text): &Text, parts: bool, out: &mut Vec<String>) {
        let blanks = " ".repeat(3 + self.number);
        let lanes: usize = self.lanes.iter().sum::<usize>() + 3 * self.lanes.len() - 2;
        // Few narrow lanes are no reason to break a sentence.
        let room = self.style.columns().saturating_sub(4 + self.number);
        let inner = lanes.max((width(text) + 7).min(room));
        if !parts {
            let bar = self.style.paint(Paint::Dim, &self.style.sign("│"));
            for line in wrap(text, inner.saturating_sub(1)) {
                out.push(format!("{blanks}{bar} {}", self.style.paint(*paint, &line)));
            }
            return;
        }
        let [dash, left, right] = ["╌", "├", "┤"].map(|sign| self.style.sign(sign));
        for line in wrap(text, inner.saturating_sub(7)) {
            let rest = dash.repeat(inner.saturating_sub(5 + width(&line)));
            let line = format!("{left}{dash}{dash} {line} {rest}{right}");
            out.push(format!("{blanks}{}", self.style.paint(*paint, &line)));
        }
    }
}
