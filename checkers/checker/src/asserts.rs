//! What a test asserts of a model: it holds, reaches outcomes, is contended, fails as declared.
//!
//! A replay is no check: then nothing is asserted.

use crate::report::Report;
use crate::tell::{self, tell};
use recording::{FailureKind, Prediction, Told, Verdict};

impl Report {
    /// What a test asks for besides is not so.
    #[track_caller]
    fn unmet(&self, why: String) -> ! {
        let model = self.recording.model.clone();
        let text = format!("{model}: {why}");
        let test = tell::test();
        tell(|| Told::Unmet { model, test, why });
        panic!("{text}");
    }

    /// Asserts that the model holds.
    ///
    /// # Panics
    /// If it does not, with the counterexample.
    #[track_caller]
    pub fn holds(&self) -> &Self {
        let holds = Verdict::is_good;
        assert!(
            self.unchecked || holds(&self.verdict()),
            "\n{}",
            self.screen()
        );
        self
    }

    /// Asserts that the model returned exactly these values, in whatever order they are given. It is what
    /// keeps a model from holding because it explores nothing.
    ///
    /// # Panics
    /// If other values came up, or some did not.
    #[track_caller]
    pub fn reaches<const N: usize>(&self, mut values: [&str; N]) -> &Self {
        values.sort_unstable();
        let mut reached = self.outcomes();
        reached.sort_unstable();
        if !self.unchecked && reached != values {
            self.unmet(format!(
                "its outcomes are {reached:?}, but the test expects {values:?}"
            ));
        }
        self
    }

    /// Asserts that in some execution a thread had to wait for another.
    ///
    /// # Panics
    /// If no thread ever waited: then the model does not test what happens when threads meet.
    #[track_caller]
    pub fn is_contended(&self) -> &Self {
        if !self.unchecked && self.contended == 0 {
            self.unmet(
                "no thread ever waits for another, so the model does not test contention".into(),
            );
        }
        self
    }

    /// Asserts that there is more than one execution, also where the order of independent steps does
    /// not count: threads are at work side by side, and it matters who comes first.
    ///
    /// # Panics
    /// If there is one only.
    #[track_caller]
    pub fn is_concurrent(&self) -> &Self {
        if !self.unchecked && self.recording.distinct < 2 {
            self.unmet(
                "only one execution is possible: do its threads still run concurrently?".into(),
            );
        }
        self
    }

    /// Asserts that what was predicted is what comes: how the model fails, if it does; and if it
    /// holds, every outcome, in any order.
    ///
    /// # Panics
    /// If anything else comes.
    #[track_caller]
    pub fn is_predicted(&self, said: Option<FailureKind>, outcomes: &[&str]) -> &Self {
        if self.unchecked {
            return self;
        }
        let fails = match self.verdict() {
            Verdict::Fails { kind, .. } => Some(kind),
            _ => None,
        };
        let reached = if fails.is_none() {
            self.outcomes()
        } else {
            vec![]
        };
        let without = |these: &[&str], those: &[&str]| {
            let missing = these.iter().filter(|value| !those.contains(value));
            missing.map(ToString::to_string).collect()
        };
        let prediction = Prediction {
            model: self.recording.model.clone(),
            said,
            fails,
            missed: without(&reached, outcomes),
            impossible: without(outcomes, &reached),
        };
        tell(|| Told::Predicted(prediction.clone()));
        assert!(prediction.is_right(), "{prediction:#?}");
        self
    }

    /// Asserts that the model fails as declared: how, and with how many preemptions at least. Prints
    /// the counterexample, which cargo shows with `-- --nocapture`.
    ///
    /// What is declared is loom's number. The explorer may do with fewer: a yield may return at once
    /// there, and whoever goes on where a thread waits is no preemption, whichever it is.
    ///
    /// # Panics
    /// If it does anything else.
    #[track_caller]
    pub fn fails(&self, expected: FailureKind, fewest: u32) -> &Self {
        match self.verdict() {
            _ if self.unchecked => self,
            Verdict::Fails {
                kind, preemptions, ..
            } if kind == expected
                && (preemptions == fewest || !self.side.is_reference && preemptions < fewest) =>
            {
                println!("{}", self.screen());
                self
            }
            _ => panic!(
                "expected a counterexample of kind {expected} with {fewest} preemptions\n{}",
                self.screen()
            ),
        }
    }
}
