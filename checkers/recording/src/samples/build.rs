//! A short way to write a recording down.

use crate::{
    End, Execution, Failure, FailureKind, Object, ObjectState, Outcome, Recording, SCHEMA, Source,
    Step, StepKind, Verdict, Wait,
};

/// A recording of one execution on its way.
pub(crate) struct Build(Recording);

/// A step of thread `thread`.
pub(crate) fn step(thread: usize, text: &str) -> Step {
    Step {
        thread,
        kind: StepKind::of(text),
        text: text.to_string(),
        of: None,
        object: None,
        blocks: false,
        source: None,
        state: None,
        writes: false,
        preempted: None,
        choice: None,
    }
}

impl Step {
    pub(crate) fn on(self, object: usize) -> Self {
        Step {
            object: Some(object),
            ..self
        }
    }

    pub(crate) fn at(self, source: usize) -> Self {
        Step {
            source: Some(source),
            ..self
        }
    }

    pub(crate) fn is(self, state: &str) -> Self {
        Step {
            state: Some(ObjectState::Words(state.to_string())),
            ..self
        }
    }

    pub(crate) fn blocks(self) -> Self {
        Step {
            blocks: true,
            ..self
        }
    }

    pub(crate) fn instead_of(self, thread: usize) -> Self {
        Step {
            preempted: Some(thread),
            ..self
        }
    }

    pub(crate) fn chose(self, choice: &str) -> Self {
        Step {
            choice: Some(choice.to_string()),
            ..self
        }
    }
}

impl Build {
    pub(crate) fn new(model: &str, threads: &[&str], objects: &[(&str, &str)]) -> Self {
        let execution = Execution {
            threads: threads.iter().map(|name| name.to_string()).collect(),
            objects: objects
                .iter()
                .map(|(name, kind)| Object {
                    name: name.to_string(),
                    kind: kind.to_string(),
                })
                .collect(),
            steps: vec![],
            end: End::Returned { outcome: None },
            schedule: None,
        };
        Build(Recording {
            schema: SCHEMA,
            model: model.to_string(),
            verdict: Verdict::Holds {
                executions: 1,
                preemptions: None,
            },
            distinct: 1,
            outcomes: vec![],
            sources: vec![],
            executions: vec![execution],
        })
    }

    pub(crate) fn file(mut self, file: &str, lines: &[(u32, &str)]) -> Self {
        self.0
            .sources
            .extend(lines.iter().map(|(line, text)| Source {
                file: file.to_string(),
                line: *line,
                text: text.to_string(),
            }));
        self
    }

    pub(crate) fn steps(mut self, steps: impl IntoIterator<Item = Step>) -> Self {
        let Execution {
            threads,
            steps: all,
            ..
        } = &mut self.0.executions[0];
        all.extend(steps.into_iter().map(|step| {
            let name = step.kind.rest(&step.text);
            let of = threads.iter().position(|thread| thread == name);
            let state = step
                .state
                .map(|state| ObjectState::of(&state.text(threads), threads));
            Step { of, state, ..step }
        }));
        self
    }

    /// Adds a thread that is blocked forever: which one, in what, until what, on which threads, and where.
    pub(crate) fn waits(
        mut self,
        thread: usize,
        text: &str,
        until: &str,
        on: &[usize],
        source: usize,
    ) -> Self {
        if let End::Failed(failure) = &mut self.0.executions[0].end {
            failure.waits.push(Wait {
                thread,
                kind: StepKind::of(text),
                text: text.to_string(),
                until: Some(until.to_string()),
                on: on.to_vec(),
                source: Some(source),
            });
        }
        self
    }

    pub(crate) fn fails(
        mut self,
        kind: FailureKind,
        thread: usize,
        message: &str,
        source: Option<usize>,
        (preemptions, executions, before): (u32, u64, u64),
    ) -> Self {
        self.0.verdict = Verdict::Fails {
            kind,
            preemptions,
            executions,
            before,
            below: None,
            stale_reads: 0,
            drops: 0,
            unless_stale: false,
        };
        self.0.executions[0].end = End::Failed(Failure {
            kind,
            thread,
            message: message.to_string(),
            source,
            waits: vec![],
            swap: None,
            doubt: None,
        });
        self
    }

    pub(crate) fn verdict(mut self, verdict: Verdict) -> Self {
        self.0.verdict = verdict;
        self
    }

    pub(crate) fn outcomes(mut self, outcomes: &[(&str, u64)]) -> Self {
        self.0.outcomes = outcomes
            .iter()
            .map(|(value, count)| Outcome {
                value: value.to_string(),
                count: *count,
                execution: 0,
            })
            .collect();
        self.0.executions[0].end = End::Returned {
            outcome: outcomes.first().map(|(value, _)| value.to_string()),
        };
        self
    }

    pub(crate) fn done(self) -> Recording {
        self.0
    }
}
