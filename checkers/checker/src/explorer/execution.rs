//! One execution of a model, from beginning to end.

use super::run;
use super::step::{self, Step};
use super::sync::local::{OfExecution, OfThread};
use crate::failure;
use crate::log::event::Op;
use crate::log::recorder::{self, Stop};
use crate::questions;

/// Runs a model. `strict`: a thread that still works when main returns is a failure.
pub(super) fn execute(model: impl Fn(), strict: bool) {
    recorder::revive();
    recorder::begin();
    step::begin();
    run::begin();
    questions::begin_execution();
    let shared = OfExecution;
    let own = OfThread(0);
    model();
    drop(own);
    main_returns(strict);
    drop(shared);
    if failure::report_intruder() || failure::report_unseen_panic() || failure::report_leak() {
        std::panic::resume_unwind(Box::new(Stop));
    }
}

/// Main is over; lets the others end.
fn main_returns(strict: bool) {
    let returned = run::after_return();
    let touches: &[_] = if strict { &[returned] } else { &[] };
    Step::new(Op::MainReturns, None).touching(touches).take_it();
    recorder::main_returned(strict);
    Step::new(Op::ScopeEnd, None).when(run::all_others_ended);
    run::ends().into_iter().for_each(explorer::after);
}
