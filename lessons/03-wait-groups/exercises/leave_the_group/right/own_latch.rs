//! Right: counts by itself; a member leaves when it is dropped.

use super::sync::{Arc, Condvar, Mutex, thread};
#[derive(Default)]
struct Latch {
    left: Mutex<usize>,
    zero: Condvar,
}
struct Member(Arc<Latch>);
impl Drop for Member {
    fn drop(&mut self) {
        let mut left = self.0.left.lock();
        *left -= 1;
        if *left == 0 {
            self.0.zero.notify_all();
        }
    }
}
pub fn zip_all(files: &[&'static str], zip: impl Fn(&'static str) + Clone + Send + 'static) {
    let latch = Arc::new(Latch::default());
    *latch.left.lock() = files.len();
    for &file in files {
        let (zip, member) = (zip.clone(), Member(latch.clone()));
        thread::spawn(move || {
            let _member = member;
            zip(file);
        });
    }
    let mut left = latch.left.lock();
    while *left != 0 {
        latch.zero.wait(&mut left);
    }
}
