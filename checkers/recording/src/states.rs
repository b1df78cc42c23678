//! The column that says what became of the shared objects.

use super::Step;
use super::view::View;
use super::words;

/// Which objects the column is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum States {
    /// No step has a state: no column.
    None,
    /// Only the object with this index: it is the heading.
    One(usize),
    /// Several: each state is told with its object's name.
    Many,
}

impl States {
    pub(super) fn of(view: &View<'_>) -> Self {
        let mut objects = view
            .steps()
            .iter()
            .filter(|step| step.state.is_some())
            .map(|step| step.object);
        let Some(first) = objects.next() else {
            return States::None;
        };
        match first {
            Some(one) if view.object(one).is_some() && objects.all(|object| object == first) => {
                States::One(one)
            }
            _ => States::Many,
        }
    }

    /// The heading of the column, if there is one.
    pub(super) fn head(self, view: &View<'_>) -> Option<String> {
        match self {
            States::None => None,
            States::One(object) => view.object(object),
            States::Many => Some("state".to_string()),
        }
    }

    /// What the column says at `step`.
    pub(super) fn cell(self, view: &View<'_>, step: &Step) -> Option<String> {
        match self {
            States::None => None,
            States::One(_) => step.state.as_ref().map(|state| view.state(state)),
            States::Many => words::state(view, step),
        }
    }
}
