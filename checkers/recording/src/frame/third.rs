//! What a step did as what its thread does.

/// What a step did as what a thread does: `lock tally` becomes `locks tally`.
pub fn third(text: &str) -> String {
    let (verb, rest) = text
        .split_once(' ')
        .map_or((text, ""), |(verb, rest)| (verb, rest));
    let bare = verb.trim_end_matches(':');
    let colon = if bare.len() < verb.len() { ":" } else { "" };
    let third = match bare {
        "notified" => "is notified".into(),
        "unparked" => "is unparked".into(),
        "try" => "tries".into(),
        "notify" => "notifies".into(),
        "done" => "is done".into(),
        "lock" | "unlock" | "read" | "write" | "add" | "take" | "swap" | "compare" | "send"
        | "receive" | "select" | "look" | "close" | "drop" | "wait" | "park" | "unpark"
        | "yield" | "return" | "start" | "join" | "begin" | "set" | "find" | "clone" | "give"
        | "keep" | "borrow" | "upgrade" | "downgrade" | "make" | "arrive" | "leave" | "panic"
        | "fence" | "wake" | "check" | "subtract" | "initialize" | "compare-exchange"
        | "force-unlock" => format!("{bare}s"),
        "pass" => "passes".into(),
        "finish" => "finishes".into(),
        _ => return text.to_string(),
    };
    match rest.is_empty() {
        true => format!("{third}{colon}"),
        false => format!("{third}{colon} {rest}"),
    }
}
