//! Runs one execution: resumes a thread, compares what it did, asks whom to resume next.

use crate::access::{Object, Reach};
use crate::context::{Context, Event, Slice};
use crate::coroutine::{Answer, Coroutine, Request};
use crate::end::End;
use crate::estimate::Share;
use crate::execution::{Closing, Execution};
use crate::{teardown, twin};
use std::rc::Rc;
use std::sync::atomic::Ordering;

/// Why an execution stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    Ended(End),
    /// Whatever could follow was explored elsewhere.
    Asleep,
    /// The state was there before.
    Merged,
    /// Each thread that could continue waits for a step that belongs to another part of the search.
    Held,
}

/// Who decides. The search, a die, or a schedule to replay.
pub(crate) trait Driver {
    fn begin(&mut self, run: u64);
    /// Whom to run, and the node of the search at which that was decided.
    fn decide(
        &mut self,
        execution: &mut Execution,
        enabled: &[usize],
    ) -> Result<(usize, Option<usize>), Stop>;
    /// One of `0..of`.
    fn choose(&mut self, execution: &mut Execution, of: u16) -> u16;
    /// A step ran, and is not yet among the events.
    fn closing(&mut self, _execution: &mut Execution, _closing: &Closing) {}
    /// The execution is over, and not yet torn down.
    fn ended(&mut self, _execution: &mut Execution, _stop: &Stop) {}
    /// Whether looks in vain are taken back.
    fn takes_back(&self) -> bool {
        false
    }
    /// Marks the looks that are known to be in vain here.
    fn look(&mut self, _execution: &mut Execution) {}
    /// The step that was decided last was a look in vain of this thread, at these objects, and was taken back.
    fn taken_back(&mut self, _execution: &Execution, _thread: usize, _objects: Rc<[Object]>) {}
    /// Whether there is another execution.
    fn advance(&mut self) -> bool;
    /// Which share of a tree the executions make up that came before the next one; none without a tree.
    fn share(&self) -> Option<Share> {
        None
    }
}

/// Limits of one execution.
#[derive(Clone, Copy)]
pub(crate) struct Rules {
    pub(crate) max_steps: usize,
    pub(crate) may_outlive_main: bool,
    pub(crate) on_taken_back: Option<fn(usize)>,
}

/// The threads of one execution, beside what [`Execution`] knows of them.
pub(crate) struct Runner<'a> {
    pub(crate) execution: &'a mut Execution,
    driver: &'a mut dyn Driver,
    rules: Rules,
    coroutines: Vec<Coroutine>,
}

impl<'a> Runner<'a> {
    pub(crate) fn new(
        execution: &'a mut Execution,
        driver: &'a mut dyn Driver,
        rules: Rules,
    ) -> Self {
        Runner {
            execution,
            driver,
            rules,
            coroutines: vec![],
        }
    }

    /// Runs the model to its end, or until it need not go on.
    pub(crate) fn run(&mut self, model: Rc<dyn Fn()>) -> Stop {
        Context::begin();
        self.execution.begin();
        self.execution.takes_back = self.driver.takes_back() && !self.execution.loops.is_empty();
        let main = Box::new(move || model());
        self.coroutines.push(Coroutine::new(twin::body(0, main)));
        let mut thread = 0;
        let stop = loop {
            let spawned = self.slice(thread);
            let end = self.close(spawned);
            if let Some(end) = self.execution.fault.take().or(end) {
                break Stop::Ended(end);
            }
            if self.execution.may_take_back(thread) && !self.take_back(thread) {
                // It does more than wait.
                self.execution.left = true;
                break Stop::Ended(End::Cut);
            }
            match self.next() {
                Ok(next) => thread = next,
                Err(stop) => break stop,
            }
        };
        self.driver.ended(self.execution, &stop);
        match self.execution.fault.take() {
            Some(fault) => Stop::Ended(fault),
            None => stop,
        }
    }

    /// Runs a thread to its next step, then those that it spawned to their first. Returns
    /// these, with the moments at which they were spawned.
    fn slice(&mut self, thread: usize) -> Vec<(usize, Event)> {
        let mut spawned = vec![];
        self.resume(thread);
        // After a failure those that it spawned never start.
        while let Some(child) = Context::live(|context| context.spawned.pop_front()).flatten() {
            let thread = child.thread;
            let body = twin::body(thread, child.body);
            self.coroutines.push(Coroutine::new(body));
            self.execution.add_thread(child.path, child.daemon);
            self.resume(thread);
            spawned.push((thread, child.at));
        }
        teardown::end();
        spawned
    }

    fn resume(&mut self, thread: usize) {
        Context::with(|context| context.thread = thread);
        let mut answer = Answer::Go;
        loop {
            match self.coroutines[thread].resume(answer) {
                // The execution has failed, and it would not leave.
                Some(_) if Context::live(|_| ()).is_none() => return,
                Some(Request::Choice(of)) => {
                    let of = u16::try_from(of).expect("looked at where it was asked");
                    let chosen = self.driver.choose(self.execution, of);
                    self.execution.schedule.0.push(chosen);
                    Context::with(|context| context.slice.choices.push(chosen));
                    answer = Answer::Chosen(usize::from(chosen));
                }
                Some(Request::Step(pending)) => {
                    let outlive = self.rules.may_outlive_main;
                    return self.execution.announce(thread, pending, outlive);
                }
                None => return,
            }
        }
    }

    /// Takes back a look in vain, after which the thread yields; false if it does not look again.
    fn take_back(&mut self, thread: usize) -> bool {
        Context::with(|context| context.thread = thread);
        let request = self.coroutines[thread].resume(Answer::Go);
        let Some(Request::Step(pending)) = request else {
            return false;
        };
        let outlive = self.rules.may_outlive_main;
        let objects = self.execution.take_back(thread, pending, outlive);
        let now = self.execution.events.len();
        let slice = Context::with(|context| std::mem::replace(&mut context.slice, Slice::new(now)));
        let has_done = |slice: &Slice| !slice.cells.is_empty() || slice.reach > Reach::None;
        let spawns = Context::with(|context| !context.spawned.is_empty()) == Some(true);
        let Some(objects) =
            objects.filter(|_| !spawns && !slice.is_none_or(|slice| has_done(&slice)))
        else {
            return false;
        };
        if let Some(told) = self.rules.on_taken_back {
            told(now);
        }
        self.driver.taken_back(self.execution, thread, objects);
        true
    }

    /// Makes an event of the slice that ran; tells if it was the last.
    fn close(&mut self, spawned: Vec<(usize, Event)>) -> Option<End> {
        let next = self.execution.events.len() + 1;
        let mut slice =
            Context::with(|context| std::mem::replace(&mut context.slice, Slice::new(next)))
                .expect("an execution");
        let end = self.end();
        if matches!(end, Some(End::Panic { .. })) {
            slice.reach(Reach::Threads);
        }
        let closing = self.execution.close(slice);
        self.driver.closing(self.execution, &closing);
        self.execution.commit(closing, &spawned);
        end
    }

    /// Whether the execution is over because of what main did, or because no thread is left.
    fn end(&self) -> Option<End> {
        Context::with(|context| {
            if let Some((thread, message)) = context.failed.clone() {
                return Some(End::Panic { thread, message });
            }
            let done = |thread: &usize| context.fates[*thread].done.load(Ordering::SeqCst);
            if !done(&0) {
                return None;
            }
            if let Some(message) = context.fates[0].panic.clone() {
                return Some(End::Panic { thread: 0, message });
            }
            let threads = 1..context.fates.len();
            let left: Vec<usize> = threads
                .filter(|thread| !done(thread) && !self.execution.threads[*thread].daemon)
                .collect();
            if !left.is_empty() {
                return (!self.rules.may_outlive_main).then_some(End::LeftRunning(left));
            }
            let mut fates = context.fates.iter().enumerate();
            let lost = fates.find_map(|(thread, fate)| {
                let message = fate.panic.clone().filter(|_| !fate.joined)?;
                Some(End::Panic { thread, message })
            });
            Some(lost.unwrap_or(End::Done))
        })
        .flatten()
    }

    fn next(&mut self) -> Result<usize, Stop> {
        self.driver.look(self.execution);
        let mut enabled = self.execution.enabled();
        if enabled.is_empty() && self.execution.holds_a_thread() {
            return Err(Stop::Held);
        }
        if enabled.is_empty() && self.execution.lap() {
            enabled = self.execution.enabled();
        }
        if let Some(fault) = self.execution.fault.take() {
            return Err(Stop::Ended(fault));
        }
        if enabled.is_empty() {
            return Err(Stop::Ended(self.execution.stuck()));
        }
        if self.execution.looked_in_vain {
            return Err(Stop::Ended(End::Cut));
        }
        if self.execution.events.len() > self.rules.max_steps {
            return Err(Stop::Ended(End::StepBound));
        }
        let (thread, node) = self.driver.decide(self.execution, &enabled)?;
        self.execution.open(thread, node, &enabled);
        Ok(thread)
    }
}

impl Drop for Runner<'_> {
    /// Tears the execution down: destructors of a model's values run, and twins do nothing.
    fn drop(&mut self) {
        let rest = Context::with(|context| {
            context.torn_down = true;
            std::mem::take(&mut context.spawned)
        });
        drop(rest);
        for thread in &mut self.execution.threads {
            thread.pending = None;
        }
        // Children first: they may borrow from the stack of the thread that spawned them.
        for (thread, coroutine) in self.coroutines.drain(..).enumerate().rev() {
            let halfway = Context::with(|context| {
                context.thread = thread;
                !context.halfway.is_empty()
            });
            match std::thread::panicking() && halfway == Some(false) {
                // A guard panicked, say: two panics cannot unwind at once.
                true => coroutine.abandon(),
                false => teardown::unwind(coroutine),
            }
        }
        Context::end();
    }
}
