//! What `select!` of tasks does with its arms; `select_tasks.rs` has the macro.

use super::leaf::Leaf;
use super::local::{self, local};
use super::machines::choose;
use super::machines::tasks::{SELECTS_AT_ONCE, together};
use crate::log::Loc;
use crate::log::event::Op;
use crate::plain::here;
use std::marker::PhantomData;
use std::task::Poll;

/// What a poll of an arm found.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arm {
    /// It is over, and its pattern fits.
    Taken,
    /// It is over, and its pattern does not fit: from now on it is disabled.
    Refused,
    Pending,
}

/// The arms of a running `select!`.
#[doc(hidden)]
#[derive(Debug)]
pub struct Selecting {
    biased: bool,
    enabled: Vec<bool>,
    /// All arms are leaves: one can be asked whether it is ready, without an effect.
    are_leaves: bool,
    loc: Loc,
}

/// Begins a `select!`.
#[doc(hidden)]
#[track_caller]
pub fn selecting(biased: bool, enabled: &[bool], are_leaves: bool) -> Selecting {
    Selecting {
        biased,
        enabled: enabled.to_vec(),
        are_leaves,
        loc: here(),
    }
}

impl Selecting {
    /// Polls the arms that are enabled. `None`: none is.
    pub fn poll(&mut self, mut poll: impl FnMut(usize) -> Arm) -> Poll<Option<usize>> {
        if SELECTS_AT_ONCE && self.are_leaves && !self.biased && !local::is_asked() {
            return together(Op::Select, self.loc, local::was_fresh(), || {
                self.at_once(&mut poll)
            });
        }
        self.one_by_one(&mut poll)
    }

    fn enabled(&self) -> Vec<usize> {
        let arms = 0..self.enabled.len();
        arms.filter(|arm| self.enabled[*arm]).collect()
    }

    /// As one step: takes any arm that is ready.
    fn at_once(&mut self, poll: &mut impl FnMut(usize) -> Arm) -> Poll<Option<usize>> {
        loop {
            let enabled = self.enabled();
            if enabled.is_empty() {
                return Poll::Ready(None);
            }
            let ready = enabled.iter().copied();
            let ready: Vec<usize> = ready.filter(|arm| local::ask(|| _ = poll(*arm))).collect();
            if ready.is_empty() {
                // They begin to wait.
                for arm in enabled {
                    let _ = local::beside(|| poll(arm));
                }
                return Poll::Pending;
            }
            let arm = ready[choose(ready.len())];
            local(|local| local.fires = true);
            let polled = local::beside(|| poll(arm));
            local(|local| local.fires = false);
            match polled {
                Arm::Taken => return Poll::Ready(Some(arm)),
                Arm::Refused => self.enabled[arm] = false,
                Arm::Pending => {}
            }
        }
    }

    /// As tokio does: one arm after another, from any of them on, or from the first.
    fn one_by_one(&mut self, poll: &mut impl FnMut(usize) -> Arm) -> Poll<Option<usize>> {
        let mut enabled = self.enabled();
        if !self.biased && !local::is_asked() {
            let first = choose(enabled.len());
            enabled.rotate_left(first);
        }
        let alone = enabled.len() == 1;
        for arm in enabled {
            let polled = match alone {
                true => poll(arm),
                false => local::beside(|| poll(arm)),
            };
            match polled {
                Arm::Taken => return Poll::Ready(Some(arm)),
                Arm::Refused => self.enabled[arm] = false,
                Arm::Pending => {}
            }
        }
        match self.enabled.contains(&true) {
            true => Poll::Pending,
            false => Poll::Ready(None),
        }
    }
}

/// Tells whether a future is a [`Leaf`], also where its type cannot be named.
#[doc(hidden)]
#[derive(Debug)]
pub struct Probe<F>(PhantomData<F>);

/// For [`Probe::is_leaf`].
#[doc(hidden)]
pub fn probe<F>(_future: &F) -> Probe<F> {
    Probe(PhantomData)
}

impl<F: Leaf> Probe<F> {
    /// It is.
    pub fn is_leaf(&self) -> bool {
        true
    }
}

/// What is not a leaf.
#[doc(hidden)]
pub trait Other {
    /// It is not.
    fn is_leaf(&self) -> bool {
        false
    }
}

impl<F> Other for Probe<F> {}
