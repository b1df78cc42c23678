//! `Speaker` (in `test_the_stop/subject.rs`) is right. Six others are not, and you cannot see them.
//! Write tests that hold for this one and fail for each of those.

use super::model::model;
use super::subject::Speaker;

#[test]
fn a_speaker_says_all() {
    model(|| {
        let speaker = Speaker::start(2);
        assert_eq!(speaker.hear(), Some(0));
        assert_eq!(speaker.hear(), Some(1));
        assert_eq!(speaker.hear(), None);
        assert!(speaker.stop().is_empty());
    });
}
