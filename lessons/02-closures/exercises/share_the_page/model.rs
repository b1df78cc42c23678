//! Grades the answer. Not to be edited: read it, and see what is asked for.

use super::exercise::write;
use super::model::Check;

#[test]
fn both_words_are_on_the_page() {
    Check::new("02/share-the-page")
        .run(|| {
            let page = write();
            assert_eq!(page.len(), "in out ".len(), "what is on the page: {page:?}");
            page
        })
        .holds()
        .reaches([r#""in out ""#, r#""out in ""#])
        .is_concurrent();
}
