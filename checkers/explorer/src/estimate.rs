//! How many executions a search will have, judged from the part of its tree that it has finished.
//!
//! Knuth (1975) follows one random path from the root to a leaf: the product of the branch counts along it
//! is, on average, the number of leaves. A depth-first search does not choose its leaves at random, so each
//! counts here with the chance that a random path has to reach it, one over that product (Kilby, Slaney,
//! Thiébaux, Walsh, AAAI 2006). The mean of the products with these weights is the number of executions
//! so far, divided by the share of the tree that they make up.
//!
//! A search that reduces discovers late how many branches a node has. With those that it knows, a node has too
//! few, and the estimate is **one from below**: it rises as the search goes on. So a node that is not finished
//! gets some more, up to as large a part of those that it could have as finished nodes turned out to have.
//! That is a guess, and is told as "about"; the estimate from below is the lower end of the spread.

/// How many executions a search will have in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// The lower end of the spread, and no less than what was run.
    pub low: u64,
    /// The estimate.
    pub about: u64,
    /// The upper end of the spread.
    pub high: u64,
}

impl Estimate {
    /// Of a search that is over.
    pub fn exactly(runs: u64) -> Estimate {
        Estimate {
            low: runs,
            about: runs,
            high: runs,
        }
    }

    /// Of two searches.
    #[must_use]
    pub fn and(self, other: Estimate) -> Estimate {
        Estimate {
            low: self.low.saturating_add(other.low),
            about: self.about.saturating_add(other.about),
            high: self.high.saturating_add(other.high),
        }
    }
}

/// Which share of a tree a search has finished.
pub(crate) struct Share {
    /// With as many branches as its nodes are likely to have.
    likely: f64,
    /// With the branches that are known: too much.
    known: f64,
}

/// A node on the path of a search.
pub(crate) struct Level {
    /// Branches that are finished.
    pub(crate) finished: usize,
    /// Branches that are known, finished ones included.
    pub(crate) known: usize,
    /// Branches that there could be.
    pub(crate) most: usize,
}

/// How many branches those finished nodes turned out to have that had more than one.
#[derive(Default)]
pub(crate) struct Branching {
    /// Branches besides the first.
    had: u64,
    /// Branches besides the first that there could have been.
    could: u64,
}

impl Branching {
    /// A node is finished.
    pub(crate) fn finish(&mut self, level: &Level) {
        if level.known > 1 {
            self.had += level.known as u64 - 1;
            self.could += level.most.max(level.known) as u64 - 1;
        }
    }

    /// The share of the tree that lies before this path.
    pub(crate) fn share(&self, path: impl Iterator<Item = Level>) -> Share {
        let (mut likely, mut known) = (Sum::default(), Sum::default());
        for level in path {
            likely.add(level.finished, level.known as f64 + self.unknown(&level));
            known.add(level.finished, level.known as f64);
        }
        Share {
            likely: likely.share,
            known: known.share,
        }
    }

    /// Branches of a node that are likely to become known: the fewer, the larger the part of the known ones
    /// that is finished. What has one branch so far keeps that.
    fn unknown(&self, level: &Level) -> f64 {
        if level.known < 2 || self.could == 0 {
            return 0.0;
        }
        let (finished, known) = (level.finished as f64, level.known as f64);
        let part = self.had as f64 / self.could as f64;
        let likely = 1.0 + part * level.most.saturating_sub(1) as f64;
        (likely - known).max(0.0) * (1.0 - finished / known).powi(2)
    }
}

/// A share that is summed up along a path.
struct Sum {
    share: f64,
    /// That a random path comes here.
    chance: f64,
}

impl Default for Sum {
    fn default() -> Self {
        Sum {
            share: 0.0,
            chance: 1.0,
        }
    }
}

impl Sum {
    fn add(&mut self, finished: usize, branches: f64) {
        self.chance /= branches;
        self.share += self.chance * finished as f64;
    }
}

/// The estimates so far of one search.
pub(crate) struct Estimator {
    /// Executions before it.
    before: u64,
    /// Estimates after 1, 2, 4, 8 … executions.
    marks: Vec<f64>,
}

/// So many of the last marks, and the present estimate, make the spread.
const RECENT: usize = 3;

/// The spread is never less than this factor.
const LEAST_FACTOR: f64 = 2.0;

/// Executions between two estimates.
const PAUSE: u64 = 64;

impl Estimator {
    /// Of a search that begins after so many executions.
    pub(crate) fn new(before: u64) -> Self {
        Estimator {
            before,
            marks: vec![],
        }
    }

    /// Whether to estimate again after so many executions.
    pub(crate) fn is_due(&self, runs: u64) -> bool {
        let runs = runs - self.before;
        runs.is_power_of_two() || (runs > 0 && runs.is_multiple_of(PAUSE))
    }

    /// After so many executions, which make up this share of the tree; none before the first.
    ///
    /// The spread is the factor by which the estimate has moved since an eighth as many executions, and two at
    /// least: it may move by as much again. Its lower end is the estimate from below, if that is less.
    pub(crate) fn estimate(&mut self, runs: u64, share: &Share) -> Option<Estimate> {
        let runs = runs - self.before;
        if runs == 0 || share.likely <= 0.0 {
            return None;
        }
        let about = runs as f64 / share.likely;
        let recent = self.marks.iter().rev().take(RECENT).copied();
        let (least, most) = recent.fold((about, about), |(least, most), mark| {
            (mark.min(least), mark.max(most))
        });
        if runs.is_power_of_two() {
            self.marks.push(about);
        }
        let factor = (most / least).max(LEAST_FACTOR);
        let low = (about / factor).min(runs as f64 / share.known);
        Some(Estimate {
            low: (low.round() as u64).max(runs),
            about: about.round() as u64,
            high: (about * factor).round() as u64,
        })
    }
}
