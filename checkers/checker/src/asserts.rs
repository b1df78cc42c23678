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

    /// Asserts that the model passes: no execution fails, and the search finished.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::check;
    ///
    /// check("docs/holds", || assert_eq!(1 + 1, 2)).holds();
    /// ```
    ///
    /// # Panics
    /// If it does not, with the counterexample as the message.
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

    /// Asserts that the model returned exactly these values, given in any order. This keeps a model from passing because
    /// it explores nothing.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::channel::unbounded, sync::thread};
    ///
    /// let report = check("docs/reaches", || {
    ///     let (sender, receiver) = unbounded();
    ///     let theirs = sender.clone();
    ///     let other = thread::spawn(move || theirs.send(1).unwrap());
    ///     sender.send(2).unwrap();
    ///     other.join().unwrap();
    ///     receiver.recv().unwrap()
    /// });
    /// report.holds().reaches(["1", "2"]);
    /// ```
    ///
    /// # Panics
    /// If an execution returned any other value, or none returned one of these.
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

    /// Asserts that a thread was blocked by another one in at least one execution.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::Mutex, sync::thread};
    ///
    /// let report = check("docs/contended", || {
    ///     let count = Mutex::new(0);
    ///     thread::scope(|scope| {
    ///         scope.spawn(|| *count.lock() += 1);
    ///         scope.spawn(|| *count.lock() += 1);
    ///     });
    /// });
    /// report.holds().is_contended();
    /// ```
    ///
    /// # Panics
    /// If no thread was ever blocked, because then the model does not test contention.
    #[track_caller]
    pub fn is_contended(&self) -> &Self {
        if !self.unchecked && self.contended == 0 {
            self.unmet(
                "no thread ever waits for another, so the model does not test contention".into(),
            );
        }
        self
    }

    /// Asserts that there is more than one execution even if the order of independent steps does not count: threads run
    /// concurrently, and the order of their steps matters.
    ///
    /// # Panics
    /// If there is only one.
    #[track_caller]
    pub fn is_concurrent(&self) -> &Self {
        if !self.unchecked && self.recording.distinct < 2 {
            self.unmet(
                "only one execution is possible: do its threads still run concurrently?".into(),
            );
        }
        self
    }

    /// Asserts that a prediction is right: how the model fails, if it does, and every outcome, in any order, if it
    /// passes.
    ///
    /// # Panics
    /// If anything differs.
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

    /// Asserts that the model fails with this kind of failure, and takes this many preemptions. Prints the
    /// counterexample, which cargo shows with `-- --nocapture`.
    ///
    /// The number is loom's. The explorer may need fewer: there, a yield may return immediately, and no switch away from a
    /// blocked thread is a preemption.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::Mutex};
    /// use checker::recording::FailureKind;
    ///
    /// let report = check("docs/self-deadlock", || {
    ///     let mutex = Mutex::new(0);
    ///     let _first = mutex.lock();
    ///     let _second = mutex.lock();
    /// });
    /// report.fails(FailureKind::Deadlock, 0);
    /// ```
    ///
    /// # Panics
    /// If it passes or fails in any other way.
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
