//! A test on real threads, which finds none of the wrong implementations.

use super::subject::Speaker;

#[test]
fn a_hundred_runs() {
    for _ in 0..100 {
        let speaker = Speaker::start(3);
        for number in 0..3 {
            assert_eq!(speaker.hear(), Some(number));
        }
        assert_eq!(speaker.hear(), None);
        assert!(speaker.stop().is_empty());
    }
}
