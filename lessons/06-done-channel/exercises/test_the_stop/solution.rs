//! `Speaker` (in `test_the_stop/subject.rs`) is right. Six others are not, and you cannot see them.
//! Write tests that hold for this one and fail for each of those.

use super::model::model;
use super::subject::Speaker;

// CHANGED: it has more to say when it is stopped, and what it says after that is looked at.
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

// CHANGED: also before it said anything.
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
