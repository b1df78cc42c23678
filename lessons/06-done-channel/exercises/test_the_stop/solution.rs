//! `Speaker` (in `test_the_stop/subject.rs`) is correct. Six other versions, which you cannot see, are not.
//! Write tests that pass for this version and fail for each of the others.

use super::model::model;
use super::subject::Speaker;

// CHANGED: it has more to send when it is stopped, and what it still sends is checked.
#[test]
fn a_speaker_can_be_stopped_in_between() {
    model(|| {
        let speaker = Speaker::start(3);
        assert_eq!(speaker.hear(), Some(0));
        let rest = speaker.stop();
        assert!(
            rest.is_empty() || rest == [1],
            "{rest:?} after it was told to stop"
        );
    });
}

// CHANGED: the same before it has sent anything.
#[test]
fn a_speaker_can_be_stopped_at_once() {
    model(|| {
        let speaker = Speaker::start(3);
        let rest = speaker.stop();
        assert!(
            rest.is_empty() || rest == [0],
            "{rest:?} after it was told to stop"
        );
    });
}
