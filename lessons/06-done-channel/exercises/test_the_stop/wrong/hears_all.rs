//! `Speaker` (in `test_the_stop/subject.rs`) is correct. Six other versions, which you cannot see, are not.
//! Write tests that pass for this version and fail for each of the others.

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
