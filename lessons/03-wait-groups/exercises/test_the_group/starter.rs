//! `WaitGroup` (in `test_the_group/subject.rs`) is correct. Three other implementations are not, and you
//! cannot see them. Write tests that pass for this one and fail for each of those.

use super::model::model;
use super::subject::WaitGroup;
use super::sync::Arc;

#[test]
fn wait_returns_after_the_last_done() {
    model(|| {
        let group = Arc::new(WaitGroup::default());
        // TODO: let threads work and let threads wait, and assert what `wait` promises.
        group.wait();
    });
}
