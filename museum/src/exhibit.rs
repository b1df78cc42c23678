//! What an exhibit is.

use checker::recording::FailureKind;

/// A bug that shipped, or that ships in this form again and again.
#[derive(Clone, Copy, Debug)]
pub struct Exhibit {
    /// Its name, which is that of its file with hyphens.
    pub name: &'static str,
    /// What goes wrong, in one line.
    pub title: &'static str,
    /// Where it was reported: project and number, or the title of an article.
    pub source: &'static str,
    /// How the broken version fails.
    pub fails: FailureKind,
    /// The fewest preemptions that it takes.
    pub preemptions: u32,
    /// What drops a future where that is part of the bug.
    pub dropped_by: Option<&'static str>,
    /// Which runtime tasks have.
    pub runtime: Runtime,
    /// What loom can finish.
    pub loom: Loom,
    /// The broken version.
    pub broken: fn(),
    /// The fixed version.
    pub fixed: fn(),
}

/// The runtime on which tasks run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// Tasks run on several threads. The search begins again with one thread if a poll may block it.
    Several,
    /// Tasks take turns on one thread.
    One,
}

/// What loom finishes within two seconds, with tasks that take turns on one thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loom {
    /// It refutes the broken version, and finishes with the fixed one.
    Both,
    /// It refutes the broken version; the fixed one has too many executions.
    Broken,
    /// The failure takes a preemption within a poll, which this runtime does not have.
    Misses,
}

/// A version of an exhibit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// As it shipped.
    Broken,
    /// As it should be.
    Fixed,
}

impl Exhibit {
    /// Returns the id of a version's model: `museum/futurelock`, `museum/futurelock-fixed`.
    ///
    /// # Examples
    /// ```
    /// use museum::exhibit::Version;
    ///
    /// let first = museum::exhibits()[0];
    /// assert_eq!(first.model(Version::Broken), "museum/lost-send");
    /// assert_eq!(first.model(Version::Fixed), "museum/lost-send-fixed");
    /// ```
    pub fn model(&self, version: Version) -> String {
        match version {
            Version::Broken => format!("museum/{}", self.name),
            Version::Fixed => format!("museum/{}-fixed", self.name),
        }
    }

    /// Returns the function of a version.
    pub fn version(&self, version: Version) -> fn() {
        match version {
            Version::Broken => self.broken,
            Version::Fixed => self.fixed,
        }
    }
}
