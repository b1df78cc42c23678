// What both checkers tell: included where `model` and `sync` are of one of them.

include!("waits.rs");

mod strangers {
    use super::super::{story, waits};
    use super::{model, sync};
    include!("strangers.rs");
}

mod upgrades {
    use super::{model, sync};
    include!("upgrades.rs");
}

mod pairs {
    use super::super::story;
    use super::{model, screen, sync};
    include!("pairs.rs");
}

mod words {
    use super::super::story;
    use super::{model, sync};
    include!("words.rs");
}
