//! What is drawn: lanes, the source beside them, the state below.

use crate::player::Player;
use crate::source;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Color, Modifier, Style as Paint};
use ratatui::symbols::border;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Cell, Paragraph, Row, Table, TableState, Wrap};
use recording::{End, clean};
use std::path::PathBuf;

/// How it is drawn.
#[derive(Debug)]
pub struct Style {
    pub ascii: bool,
    /// Where the sources are.
    pub root: PathBuf,
}

const BOLD: Paint = Paint::new().add_modifier(Modifier::BOLD);
const HERE: Paint = Paint::new().add_modifier(Modifier::REVERSED);
const DIM: Paint = Paint::new().add_modifier(Modifier::DIM);
const BAD: Paint = Paint::new().fg(Color::Red).add_modifier(Modifier::BOLD);
const NOTE: Paint = Paint::new().fg(Color::Yellow);

const LINES: border::Set<'_> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

/// Draws all of it.
pub fn draw(frame: &mut Frame<'_>, player: &Player<'_>, style: &Style) {
    let [head, middle, state, keys] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Min(5),
        Constraint::Length(7),
        Constraint::Length(1),
    ])
    .areas(frame.area());
    let halves = match middle.width {
        // Too narrow for both beside one another.
        ..90 => Layout::vertical([Constraint::Percentage(60), Constraint::Percentage(40)]),
        _ => Layout::horizontal([Constraint::Percentage(60), Constraint::Percentage(40)]),
    };
    let [lanes, listing] = halves.areas(middle);
    frame.render_widget(title(player), head);
    draw_lanes(frame, lanes, player, style);
    draw_source(frame, listing, player, style);
    draw_state(frame, state, player, style);
    let text = "left/right: a step   home/end   tab: another execution   q: quit";
    frame.render_widget(Paragraph::new(text).style(DIM), keys);
}

fn title(player: &Player<'_>) -> Paragraph<'static> {
    let recording = player.recording;
    let (at, all) = (player.at + 1, recording.executions.len());
    let outcome = player.execution().end.title();
    Paragraph::new(format!(
        "{}   execution {at} of {all}, which {outcome}",
        recording.model
    ))
    .style(BOLD)
}

fn block<'a>(title: &'a str, style: &Style) -> Block<'a> {
    let block = Block::bordered().title(title);
    match style.ascii {
        true => block.border_set(LINES),
        false => block,
    }
}

fn draw_lanes(frame: &mut Frame<'_>, area: Rect, player: &Player<'_>, style: &Style) {
    let execution = player.execution();
    let heads = execution
        .threads
        .iter()
        .map(|name| clean(name, style.ascii));
    let head = Row::new(std::iter::once(String::new()).chain(heads)).style(BOLD);
    let mut rows = vec![];
    for row in player.rows() {
        let mut cells = vec![Cell::new(""); execution.threads.len() + 1];
        cells[0] = Cell::from(row.taken.to_string()).style(DIM);
        let thread = row.thread.unwrap_or(0);
        let mut text = clean(&row.title, style.ascii);
        if row.is_blocked(thread) {
            text += &clean(" …", style.ascii);
        }
        // A phrase on each line: a lane is narrow.
        let phrases = text
            .split_inclusive(", ")
            .map(|phrase| phrase.trim_end().to_string());
        let mut lines: Vec<Line<'_>> = match row.folded {
            true => phrases.map(|phrase| Line::styled(phrase, DIM)).collect(),
            false => phrases.map(Line::from).collect(),
        };
        if row.preempted.is_some() {
            lines.insert(0, Line::styled("preempted here", NOTE));
        }
        if let Some(choice) = &row.choice {
            lines.push(Line::styled(clean(choice, style.ascii), NOTE));
        }
        let height = lines.len() as u16;
        if let Some(cell) = cells.get_mut(thread + 1) {
            *cell = Cell::from(lines);
        }
        rows.push(Row::new(cells).height(height));
    }
    if player.is_over() {
        let (thread, text, paint) = match &execution.end {
            End::Failed(failure) => (failure.thread, format!("{} here", failure.kind), BAD),
            End::Returned { .. } => (0, "returns".into(), BOLD),
        };
        let mut cells = vec![Cell::new(""); execution.threads.len() + 1];
        if let Some(cell) = cells.get_mut(thread + 1) {
            *cell = Cell::from(text);
        }
        rows.push(Row::new(cells).style(paint));
    }
    let last = rows.len().checked_sub(1);
    let lanes = execution.threads.iter().map(|_| Constraint::Fill(1));
    let widths = std::iter::once(Constraint::Length(4)).chain(lanes);
    let table = Table::new(rows, widths)
        .header(head)
        .row_highlight_style(HERE)
        .block(block("steps", style));
    let mut state = TableState::new().with_selected(last);
    frame.render_stateful_widget(table, area, &mut state);
}

fn draw_source(frame: &mut Frame<'_>, area: Rect, player: &Player<'_>, style: &Style) {
    let source = player
        .frame()
        .line
        .and_then(|source| player.recording.sources.get(source));
    let Some(source) = source else {
        frame.render_widget(block("source", style), area);
        return;
    };
    let columns = usize::from(area.width.saturating_sub(7)).max(1);
    // The line to look at may need several rows.
    let more = (source.text.trim().chars().count().saturating_sub(1)) / columns;
    let rows = usize::from(area.height.saturating_sub(2)).saturating_sub(more);
    let lines = source::around(&style.root, source, rows);
    let here = lines.iter().find(|(.., here)| *here);
    // As much less indentation as it takes to see the whole line.
    let less = here.map_or(0, |(_, text, _)| {
        text.chars()
            .count()
            .saturating_sub(columns)
            .min(indentation(text))
    });
    let lines = lines.into_iter().flat_map(|(number, text, here)| {
        let text = clean(&text[less.min(indentation(&text))..], style.ascii);
        if !here {
            return vec![Line::from(format!("{number:4} {text}"))];
        }
        let text: Vec<char> = text.chars().collect();
        let pieces = text.chunks(columns).enumerate().map(|(i, piece)| {
            let number = if i == 0 {
                number.to_string()
            } else {
                String::new()
            };
            let piece: String = piece.iter().collect();
            Line::styled(format!("{number:>4} {piece}"), HERE)
        });
        pieces.collect()
    });
    let name = source.file.rsplit('/').next().unwrap_or_default();
    let name = clean(name, style.ascii);
    let listing = Paragraph::new(lines.collect::<Vec<_>>()).block(block(&name, style));
    frame.render_widget(listing, area);
}

/// The blanks that a line begins with.
fn indentation(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}

fn draw_state(frame: &mut Frame<'_>, area: Rect, player: &Player<'_>, style: &Style) {
    let mut lines = vec![];
    let mut states = vec![];
    let now = player.frame();
    let execution = player.execution();
    for state in &now.states {
        let name = execution
            .objects
            .get(state.object)
            .map_or("", |object| object.name.as_str());
        let text = clean(&format!("{name}: {}   ", state.text), style.ascii);
        let paint = if state.changed { NOTE } else { Paint::new() };
        states.push(Span::styled(text, paint));
    }
    lines.push(Line::from(states));
    let said = clean(&now.said(&execution.threads), style.ascii);
    let paint = match (&execution.end, player.is_over()) {
        (End::Failed(_), true) => BAD,
        _ if now.key => BOLD,
        _ => Paint::new(),
    };
    lines.push(Line::styled(said, paint));
    for wait in &now.waits {
        let name = execution
            .threads
            .get(wait.thread)
            .map_or("", String::as_str);
        lines.push(Line::from(clean(
            &format!("{name} waits: {}", wait.text),
            style.ascii,
        )));
    }
    let state = Paragraph::new(lines)
        .wrap(Wrap { trim: true })
        .block(block("state", style));
    frame.render_widget(state, area);
}

#[cfg(test)]
mod tests {
    use super::{Style, draw};
    use crate::player::{Deed, Player};
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;
    use recording::Recording;

    const RECORDING: &str =
        include_str!("../../../lessons/04-word-tally/recordings/lost-update.json");

    fn drawn(width: u16, deeds: &[Deed], ascii: bool) -> String {
        let recording = Recording::from_json(RECORDING).unwrap();
        let mut player = Player::new(&recording, 0);
        deeds.iter().for_each(|deed| player.act(*deed));
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..").into();
        let mut terminal = Terminal::new(TestBackend::new(width, 40)).unwrap();
        let style = Style { ascii, root };
        terminal.draw(|frame| draw(frame, &player, &style)).unwrap();
        terminal.backend().to_string()
    }

    #[test]
    fn a_step_shows_its_line_and_the_state_after_it() {
        insta::assert_snapshot!(drawn(120, &[Deed::Forward; 4], false));
    }

    #[test]
    fn the_end_says_what_went_wrong() {
        insta::assert_snapshot!(drawn(120, &[Deed::End], false));
    }

    #[test]
    fn a_narrow_terminal_has_the_source_below_and_ascii_is_ascii() {
        let drawn = drawn(70, &[Deed::Forward; 4], true);
        assert!(drawn.is_ascii(), "{drawn}");
        insta::assert_snapshot!(drawn);
    }

    #[test]
    fn a_line_that_is_wider_than_its_part_of_the_screen_is_shown_whole() {
        let drawn = drawn(90, &[Deed::Forward; 4], false);
        let source = drawn.lines().filter_map(|line| line.rsplit('│').nth(1));
        let source: String = source.flat_map(str::split_whitespace).collect();
        assert!(
            source.contains("shared.lock().set(word,seen+1);"),
            "{drawn}"
        );
    }

    #[test]
    fn no_key_steps_out_of_an_execution() {
        let recording = Recording::from_json(RECORDING).unwrap();
        let mut player = Player::new(&recording, 99);
        assert_eq!(player.at, recording.executions.len() - 1);
        player.act(Deed::Back);
        assert_eq!(player.frame().taken, 0);
        for _ in 0..1_000 {
            player.act(Deed::Forward);
        }
        assert_eq!(player.frame().taken, player.execution().steps.len() + 1);
        player.act(Deed::NextExecution);
        assert_eq!(player.at, recording.executions.len() - 1);
    }
}
