//! From the first failure to one with fewer preemptions, and to what is known of still fewer.

use super::{Pass, Searcher};
use explorer::{Finish, Mode};

/// Executions that look for fewer preemptions near one that failed.
const NEAR_RUNS: u64 = 8_000;

/// Executions of a pass that shows that fewer preemptions are not enough: a few seconds.
const MOST_FEWER: u64 = 20_000;

/// Executions of the pass that shows a failure in place of one that was found nearby.
const MOST_SAME: u64 = 5_000;

/// What passes with fewer preemptions have explored, without a failure.
#[derive(Clone, Copy, Default)]
pub(in crate::explorer) struct Fewer {
    /// Executions of the last of them.
    pub(in crate::explorer) executions: u64,
    /// They were all executions with fewer preemptions than this.
    pub(in crate::explorer) below: u32,
}

impl Searcher {
    /// The first failure need not be the simplest: one with the fewest preemptions, or the best that
    /// was found nearby if those with fewer are too many, or take too long.
    pub(super) fn fewest(&self, mut pass: Pass) -> (Pass, Option<u32>, Fewer) {
        let mut fewer = Fewer::default();
        let first = pass.preemptions();
        if pass.is_not_deterministic() {
            return (pass, first, fewer);
        }
        pass.differs = self.fails_no_more(&pass).map(Box::new);
        if pass.differs.is_some() {
            return (pass, first, fewer);
        }
        let pass = self.nearby(pass);
        let preemptions = pass.preemptions();
        let last = preemptions.filter(|_| preemptions < first);
        for bound in (0..preemptions.unwrap_or(0)).chain(last) {
            let graph = Mode::Graph {
                preemptions: Some(bound),
            };
            let most_runs = if Some(bound) == last {
                MOST_SAME
            } else {
                MOST_FEWER
            };
            let bounded = self.limited(graph, most_runs);
            if let Some(preemptions) = bounded.preemptions() {
                return (bounded, Some(preemptions), fewer);
            }
            if bounded.finish != Finish::Complete {
                break;
            }
            fewer = Fewer {
                executions: bounded.findings.executions,
                below: bound + 1,
            };
        }
        (pass, preemptions, fewer)
    }

    /// A failure with fewer preemptions near this one, or the same.
    fn nearby(&self, pass: Pass) -> Pass {
        let told = pass.told.clone();
        let Some(failure) = told.filter(|told| told.preemptions > 1) else {
            return pass;
        };
        let (failure, runs) = (Box::new(failure), NEAR_RUNS);
        let near = Mode::Near { failure, runs };
        let Some(simpler) = self.run(near, false, u64::MAX, &mut |_| ()).0.told else {
            return pass;
        };
        let mut again = self.pass(Mode::Replay(simpler.schedule));
        if again.findings.failure.is_none() || again.misfit.is_some() {
            return pass;
        }
        again.findings.executions = pass.findings.executions;
        again
    }
}
