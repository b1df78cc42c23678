//! `Speaker` (in `test_the_stop/subject.rs`) is right. Six others are not, and you cannot see them.
//! Write tests that hold for this one and fail for each of those.

use super::model::model;
use super::subject::Speaker;

#[test]
fn a_speaker_can_be_stopped() {
    model(|| {
        let speaker = Speaker::start(3);
        speaker.hear();
        speaker.stop();
    });
}
