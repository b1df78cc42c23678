//! Right: the channel is closed when the last thread is done.

use super::sync::channel::bounded;
use super::sync::thread;
pub fn zip_all(files: &[&'static str], zip: impl Fn(&'static str) + Clone + Send + 'static) {
    let (done_tx, done_rx) = bounded::<()>(0);
    for file in files.iter().copied() {
        let (zip, done_tx) = (zip.clone(), done_tx.clone());
        thread::spawn(move || {
            zip(file);
            drop(done_tx);
        });
    }
    drop(done_tx);
    assert!(done_rx.recv().is_err());
}
