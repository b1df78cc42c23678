//! Right: the page is passed from thread to thread over a channel.

use super::grade::Page;
use super::sync::channel::bounded;
use super::sync::thread;
pub fn write(
    first: impl FnOnce(&mut Page) + Send + 'static,
    second: impl FnOnce(&mut Page) + Send + 'static,
) -> Page {
    // The page itself is passed on.
    let (tx, rx) = bounded(1);
    tx.send(Page::default()).unwrap();
    let (tx2, rx2) = (tx.clone(), rx.clone());
    let a = {
        let (tx, rx) = (tx.clone(), rx.clone());
        thread::spawn(move || {
            let mut page = rx.recv().unwrap();
            first(&mut page);
            tx.send(page).unwrap();
        })
    };
    let b = thread::spawn(move || {
        let mut page = rx2.recv().unwrap();
        second(&mut page);
        tx2.send(page).unwrap();
    });
    a.join().unwrap();
    b.join().unwrap();
    rx.recv().unwrap()
}
