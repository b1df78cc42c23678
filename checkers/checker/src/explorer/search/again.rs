//! Whether a model does the same again after the same decisions, and what came of it if it does not.

use super::{Pass, Searcher};
use crate::findings::Search;
use crate::log::recorder;
use crate::questions;
use crate::rerun::{self, Ran};
use explorer::{Mode, Schedule};

impl Searcher {
    /// Runs the first schedule again, a few times: what came of it, if two runs differ.
    pub(super) fn not_the_same_again(&self) -> Option<Search> {
        let differs = rerun::compare(|| self.again(&Schedule::default())).err();
        // What was found is found again by the search.
        recorder::watch().forget();
        questions::begin(&self.settings);
        Some(rerun::not_searched(*differs?))
    }

    /// Runs a schedule that failed again: what came of it, if it does something else.
    pub(super) fn fails_no_more(&self, pass: &Pass) -> Option<Search> {
        let (_, replay) = pass.failed.as_ref()?;
        let failure = pass.findings.failure.as_ref()?;
        let failed = Ran::failed(failure);
        let differs = rerun::again(|| rerun::differ(&failed, &self.again(&replay.schedule)?));
        Some(rerun::not_searched(differs?))
    }

    /// Of a search that could not go on, since the model did something else after the same decisions.
    pub(super) fn where_it_differs(&self, pass: Pass) -> Search {
        let schedule = pass.failed.as_ref().map(|(_, replay)| &replay.schedule);
        let differs = schedule.and_then(|schedule| rerun::compare(|| self.again(schedule)).err());
        match (differs, pass.findings.failure) {
            (Some(failure), _) => rerun::not_searched(*failure),
            (None, Some(failure)) => rerun::not_searched(failure),
            (None, None) => unreachable!("the search failed"),
        }
    }

    /// One run along a schedule.
    fn again(&self, schedule: &Schedule) -> Option<Ran> {
        let pass = self.pass(Mode::Replay(schedule.clone()));
        match (&pass.findings.failure, pass.findings.kept.first()) {
            (Some(failure), _) => Some(Ran::failed(failure)),
            (None, Some(log)) => Some(Ran::returned(log.clone())),
            (None, None) => None,
        }
    }
}
