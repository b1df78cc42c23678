//! `Speaker` (in `test_the_stop/subject.rs`) is correct. Six other versions, which you cannot see, are not.
//! Write tests that pass for this version and fail for each of the others.

use super::model::model;
use super::subject::Speaker;

#[test]
fn a_speaker_can_be_stopped_at_once() {
    model(|| {
        let speaker = Speaker::start(3);
        let rest = speaker.stop();
        assert!(rest.is_empty(), "{rest:?} after it was told to stop");
    });
}
