//! `Speaker` (in `test_the_stop/subject.rs`) is correct. Six other versions, which you cannot see, are not.
//! Write tests that pass for this version and fail for each of the others.

use super::model::model;
use super::subject::Speaker;

#[test]
fn a_speaker_can_be_stopped() {
    model(|| {
        let speaker = Speaker::start(3);
        // TODO: this speaker is done before it is stopped. When else can it be stopped, and what does `stop`
        // promise then?
        while speaker.hear().is_some() {}
        speaker.stop();
    });
}
