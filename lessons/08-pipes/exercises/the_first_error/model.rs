//! Grades the answer. Do not edit it, but read it to see what is required.

use super::exercise::Closing;
use super::model::Check;
use super::sync::Arc;
use super::sync::thread::{Builder, JoinHandle};

fn start<T: Send + 'static>(
    name: &str,
    closing: &Arc<Closing>,
    act: impl FnOnce(&Closing) -> T + Send + 'static,
) -> JoinHandle<T> {
    let closing = closing.clone();
    Builder::new()
        .name(name.into())
        .spawn(move || act(&closing))
        .unwrap()
}

#[test]
fn the_first_error_stays() {
    Check::new("08/the-first-error")
        .preemptions(2)
        .run(|| {
            let closing = Arc::new(Closing::new());
            let reader = start("reader", &closing, |closing| closing.close("too long"));
            let writer = start("writer", &closing, |closing| closing.close("disk full"));
            let first = closing.wait();
            reader.join().unwrap();
            writer.join().unwrap();
            assert_eq!(closing.wait(), first, "the error has changed");
            first
        })
        .holds()
        .reaches([r#""disk full""#, r#""too long""#])
        .is_concurrent();
}

#[test]
fn every_waiting_thread_is_notified() {
    Check::new("08/the-first-error-told")
        .preemptions(2)
        .run(|| {
            let closing = Arc::new(Closing::new());
            let waiting = ["reader", "writer"].map(|name| start(name, &closing, Closing::wait));
            closing.close("broken pipe");
            waiting.map(|thread| thread.join().unwrap())
        })
        .holds()
        .reaches([r#"["broken pipe", "broken pipe"]"#])
        .is_contended()
        .is_concurrent();
}

#[test]
fn the_second_error_is_too_late() {
    Check::new("08/the-first-error-second")
        .run(|| {
            for [first, second] in [["disk full", "not found"], ["no reader", "disk full"]] {
                let closing = Closing::new();
                closing.close(first);
                closing.close(second);
                assert_eq!(closing.wait(), first, "the first error");
            }
        })
        .holds();
}
