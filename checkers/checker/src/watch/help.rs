//! What OS threads show that help with a search for a while.

use super::Watch;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

/// Such a thread, until it has nothing left to do. One that never comes back stays in view.
pub(crate) struct Helper {
    searching: Arc<Watch>,
    watch: Arc<Watch>,
}

impl Helper {
    /// A thread is about to help with this search.
    pub(crate) fn of(searching: &Arc<Watch>) -> Self {
        let helping = Watch {
            helps: true,
            ..Watch::default()
        };
        let watch = helping.known();
        searching.helpers.lock().push(watch.clone());
        Helper {
            searching: searching.clone(),
            watch,
        }
    }

    /// This is the thread.
    pub(crate) fn attach(&self) {
        self.watch.clone().attach();
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        let mut helpers = self.searching.helpers.lock();
        helpers.retain(|one| !Arc::ptr_eq(one, &self.watch));
        let (beats, executions) = (&self.watch.beats, &self.watch.executions);
        self.searching.beats.fetch_add(beats.load(Relaxed), Relaxed);
        self.searching
            .executions
            .fetch_add(executions.load(Relaxed), Relaxed);
        if let Some(found) = self.watch.found.lock().take() {
            self.searching.found.lock().get_or_insert(found);
        }
    }
}

impl Watch {
    /// No execution runs on this OS thread.
    pub(crate) fn rests(&self) {
        self.is_busy.store(false, Relaxed);
    }

    /// What each of the threads shows that are at work on this search.
    pub(super) fn all(self: &Arc<Self>) -> Vec<Arc<Watch>> {
        let helpers = self.helpers.lock();
        [self].into_iter().chain(helpers.iter()).cloned().collect()
    }

    /// Of these the one that keeps the search from going on: it waits for a helper in the midst of something.
    pub(super) fn busy(self: &Arc<Self>) -> Arc<Watch> {
        let helpers = self.helpers.lock();
        let busy = helpers.iter().find(|one| one.is_busy.load(Relaxed));
        busy.unwrap_or(self).clone()
    }

    /// Executions that have begun, on all of them.
    pub(super) fn begun(&self) -> u64 {
        let helpers = self.helpers.lock();
        let helpers = helpers.iter().map(|one| one.executions.load(Relaxed));
        self.executions.load(Relaxed) + helpers.sum::<u64>()
    }

    /// The verdict is out: none of them goes on.
    pub(super) fn abandon(self: &Arc<Self>) {
        for one in self.all() {
            one.abandoned.store(true, Relaxed);
        }
    }
}
