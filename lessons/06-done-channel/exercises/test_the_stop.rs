//! `Speaker` (in `test_the_stop/subject.rs`) is right. Six others are not, and you cannot see them.
//! Write tests that hold for this one and fail for each of those.

use super::model::model;
use super::subject::Speaker;

#[test]
fn a_speaker_can_be_stopped() {
    model(|| {
        let speaker = Speaker::start(3);
        // TODO: this is one way to stop it. Which others are there, and what is promised of them?
        while speaker.hear().is_some() {}
        speaker.stop();
    });
}
