//! Random recordings, unlike any that a checker writes: the same ones in each run.

use crate::{
    End, Estimate, Execution, Failure, FailureKind, Object, ObjectState, Outcome, Recording,
    SCHEMA, Source, Step, StepKind, Verdict, Wait,
};

/// A stream of numbers that looks random and is the same for each seed.
pub(super) struct Numbers(u64);

impl Numbers {
    pub(super) fn new(seed: u64) -> Self {
        Numbers(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(super) fn below(&mut self, n: usize) -> usize {
        // Marsaglia's xorshift64.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n.max(1)
    }

    fn maybe<T>(&mut self, one_in: usize, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(one_in) == 0).then(|| make(self))
    }

    fn several<T>(&mut self, below: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(below)).map(|_| make(self)).collect()
    }

    fn text(&mut self) -> String {
        const PARTS: [&str; 20] = [
            "lock",
            "tally",
            " ",
            " ",
            "",
            "read the → 0",
            "\n",
            "\t",
            "\x1b[31m",
            "日本語",
            "e\u{301}",
            "👩\u{200d}🔬",
            "\u{202e}",
            "❤\u{fe0f}",
            "a_very_long_name_without_blanks",
            "{\"the\": 1}",
            "  left: 1",
            "\r",
            "\u{0}",
            "…",
        ];
        self.several(9, |numbers| PARTS[numbers.below(PARTS.len())])
            .concat()
    }

    fn kind(&mut self) -> StepKind {
        use StepKind::*;
        [
            Other,
            Lock,
            Unlock,
            Join,
            NotifyInVain,
            TimedOut,
            Load,
            Store,
            Note,
        ][self.below(9)]
    }

    fn state(&mut self) -> ObjectState {
        match self.below(4) {
            0 => ObjectState::HeldBy(self.below(6)),
            1 => ObjectState::Readers(self.below(3) as u16),
            2 => ObjectState::Words(self.text()),
            _ => ObjectState::Value(self.text()),
        }
    }

    fn step(&mut self) -> Step {
        Step {
            thread: self.below(6),
            kind: self.kind(),
            text: self.text(),
            of: self.maybe(2, |numbers| numbers.below(6)),
            object: self.maybe(2, |numbers| numbers.below(4)),
            blocks: self.below(4) == 0,
            source: self.maybe(2, |numbers| numbers.below(24)),
            state: self.maybe(3, Self::state),
            writes: self.below(9) == 0,
            preempted: self.maybe(9, |numbers| numbers.below(6)),
            choice: self.maybe(9, Self::text),
        }
    }

    fn steps(&mut self) -> Vec<Step> {
        let runs = self.several(30, |numbers| {
            let cycle = numbers.several(4, Self::step);
            let times = [1, 1, 1, 7][numbers.below(4)];
            std::iter::repeat_n(cycle, times)
                .flatten()
                .collect::<Vec<_>>()
        });
        runs.concat()
    }

    fn wait(&mut self) -> Wait {
        Wait {
            thread: self.below(6),
            kind: self.kind(),
            text: self.text(),
            until: self.maybe(2, Self::text),
            on: self.several(3, |numbers| numbers.below(6)),
            source: self.maybe(2, |numbers| numbers.below(24)),
        }
    }

    fn end(&mut self, kind: FailureKind) -> End {
        match self.below(4) {
            0 => End::Returned {
                outcome: self.maybe(2, Self::text),
            },
            _ => End::Failed(Failure {
                kind,
                thread: self.below(6),
                message: self.text(),
                source: self.maybe(2, |numbers| numbers.below(24)),
                waits: self.several(5, Self::wait),
                swap: self.maybe(2, |numbers| (numbers.below(30), numbers.below(30))),
                doubt: self.maybe(2, Self::text),
            }),
        }
    }

    /// A recording with up to five threads, and indices that may point nowhere.
    pub(super) fn recording(&mut self) -> Recording {
        use FailureKind::*;
        let kinds = [
            Assertion,
            Deadlock,
            DataRace,
            Leak,
            Livelock,
            ThreadLeftRunning,
        ];
        let kind = kinds[self.below(kinds.len())];
        let executions = 12 + self.below(9999) as u64;
        let preemptions = self.maybe(2, |numbers| numbers.below(3) as u32);
        let verdicts = [
            Verdict::Holds {
                executions,
                preemptions,
            },
            Verdict::Fails {
                kind,
                preemptions: preemptions.unwrap_or(1),
                executions,
                before: 3,
                below: [None, Some(0), Some(1), Some(2)][self.below(4)],
                stale_reads: self.below(3) as u32,
                drops: self.below(3) as u32,
                unless_stale: self.below(2) == 0,
            },
            Verdict::NotFinished {
                executions,
                millis: 10_000,
                preemptions,
                estimate: self.maybe(2, |numbers| Estimate {
                    low: executions,
                    about: executions * 2,
                    high: executions * (3 + numbers.below(9) as u64),
                }),
            },
        ];
        Recording {
            schema: SCHEMA,
            model: self.text(),
            verdict: verdicts[self.below(3)],
            distinct: executions,
            outcomes: self.several(12, |numbers| Outcome {
                value: numbers.text(),
                count: 1,
                execution: 0,
            }),
            sources: self.several(24, |numbers| Source {
                file: numbers.text(),
                line: [numbers.below(2000) as u32, u32::MAX][numbers.below(5) / 4],
                text: numbers.text(),
            }),
            executions: self.several(3, |numbers| Execution {
                threads: numbers.several(6, Self::text),
                objects: numbers.several(4, |numbers| Object {
                    name: numbers.text(),
                    kind: ["timer", "mutex"][numbers.below(2)].to_string(),
                }),
                steps: numbers.steps(),
                end: numbers.end(kind),
                schedule: [None, Some("0D1H".to_string())][numbers.below(2)].clone(),
            }),
        }
    }
}
