//! `Speaker` (in `test_the_stop/subject.rs`) is right. Six others are not, and you cannot see them.
//! Write tests that hold for this one and fail for each of those.

use super::model::model;
use super::subject::Speaker;

#[test]
fn a_speaker_can_be_stopped_at_once() {
    model(|| {
        let speaker = Speaker::start(1);
        let rest = speaker.stop();
        assert!(
            rest.is_empty() || rest == [0],
            "{rest:?} after it was told to stop"
        );
    });
}
