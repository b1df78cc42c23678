//! Runs the program, also with a line changed. Not to be edited.

use super::exercise::Shop;
use super::model::Check;
use super::sync::Arc;
use super::sync::thread::Builder;

#[test]
fn the_till_holds_what_was_sold() {
    Check::new("04/short-in-the-till")
        .run(|| {
            let shop = Arc::new(Shop::open(&[3, 5]));
            let clerk = |item: usize| {
                let shop = shop.clone();
                let clerk = Builder::new().name(format!("clerk {}", item + 1));
                clerk.spawn(move || shop.sell(item)).unwrap()
            };
            for clerk in [clerk(0), clerk(1)] {
                clerk.join().unwrap();
            }
            let (sales, till) = shop.close();
            assert_eq!(sales, 2, "the number of sales");
            assert_eq!(till, 8, "what is in the till");
        })
        .holds()
        .is_concurrent();
}
