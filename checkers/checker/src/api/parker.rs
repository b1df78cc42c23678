//! Twins of crossbeam's `Parker` and `Unparker`.

use super::machines::token::Token;
use super::time::{Duration, Instant, deadline};
use crate::plain::here;
use std::sync::Arc;

/// Blocks its thread until the permit comes; twin of [`crossbeam::sync::Parker`].
#[derive(Debug)]
pub struct Parker(Unparker);

/// Gives the permit; twin of [`crossbeam::sync::Unparker`].
#[derive(Clone, Debug)]
pub struct Unparker(Arc<Token>);

impl Parker {
    /// A parker without a permit.
    #[track_caller]
    pub fn new() -> Self {
        Parker(Unparker(Token::new(None, "parker", here())))
    }

    /// Takes the permit, waiting for it.
    #[track_caller]
    pub fn park(&self) {
        self.0.0.take(None, here());
    }

    /// As [`Parker::park`], but no longer than `timeout`.
    #[track_caller]
    pub fn park_timeout(&self, timeout: Duration) {
        self.0.0.take(Some(deadline(timeout)), here());
    }

    /// As [`Parker::park`], but no longer than until `deadline`.
    #[track_caller]
    pub fn park_deadline(&self, deadline: Instant) {
        self.0.0.take(Some(Some(deadline)), here());
    }

    /// What gives this parker its permit.
    pub fn unparker(&self) -> &Unparker {
        &self.0
    }
}

impl Default for Parker {
    #[track_caller]
    fn default() -> Self {
        Parker::new()
    }
}

impl Unparker {
    /// Gives the permit; a second one before the first is taken adds nothing.
    #[track_caller]
    pub fn unpark(&self) {
        self.0.give(here());
    }
}
