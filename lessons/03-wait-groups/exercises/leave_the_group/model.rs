//! Grades the answer. Not to be edited: read it, and see what is asked for.

use super::exercise::zip_all;
use super::model::Check;

#[test]
fn all_files_are_zipped_when_it_returns() {
    Check::new("03/leave-the-group")
        .run(|| {
            let zipped = zip_all(&["a", "b"]);
            assert_eq!(zipped.len(), 2, "files were not done: there is {zipped:?}");
            zipped.join(" ")
        })
        .holds()
        .reaches([r#""a.gz b.gz""#, r#""b.gz a.gz""#])
        .is_contended();
}
