//! What is shown, and how long it may be.

use super::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

fn shown<T>(shown: T) -> String {
    Value::of(&shown).to_string()
}

#[test]
fn what_holds_others_shows_them() {
    assert_eq!(shown(vec!["the", "cat"]), r#"["the", "cat"]"#);
    assert_eq!(shown(VecDeque::from([1u64, 2])), "[1, 2]");
    assert_eq!(shown(Some(String::from("a"))), r#"Some("a")"#);
    assert_eq!(shown(None::<usize>), "None");
    assert_eq!(shown(('x', 2.5f64)), "('x', 2.5)");
    assert_eq!(shown(vec![("a", 1usize)]), r#"[("a", 1)]"#);
    assert_eq!(shown(vec![Some(1i32), None]), "[Some(1), None]");
    assert_eq!(shown(BTreeSet::from(["b", "a"])), r#"{"a", "b"}"#);
    assert_eq!(shown(Vec::<bool>::new()), "[]");
    assert_eq!(shown(HashMap::<String, u32>::new()), "{}");
}

#[test]
fn what_is_borrowed_for_a_while_is_shown_as_what_lives_for_ever() {
    let text = String::from("a b");
    let words: Vec<&str> = text.split(' ').collect();
    assert_eq!(Value::of(&words).to_string(), r#"["a", "b"]"#);
    let counted: HashMap<&str, usize> = words.into_iter().map(|word| (word, 1)).collect();
    assert_eq!(Value::of(&counted).to_string(), r#"{"a": 1, "b": 1}"#);
}

#[test]
fn scalars_and_texts_are_values_of_their_own() {
    assert_eq!(Value::of(&7u8), Value::Int(7));
    assert_eq!(Value::of(&true), Value::Bool(true));
    assert_eq!(Value::of(&'x'), Value::Text("x".into()));
    assert_eq!(Value::of(&b"ab".to_vec()), Value::Text("ab".into()));
    assert_eq!(shown(vec![b"ab".to_vec()]), r#"["ab"]"#);
    assert_eq!(shown("x".repeat(21)), format!("{:?}…", "x".repeat(19)));
    assert_eq!(shown("x".repeat(20)), format!("{:?}", "x".repeat(20)));
}

#[test]
fn what_is_not_listed_is_unknown() {
    struct Own;
    assert_eq!(Value::of(&Own), Value::Unknown);
    assert_eq!(Value::of(&vec![Own]), Value::Unknown);
    assert_eq!(Value::of(&()), Value::Unknown);
    assert_eq!(Value::of(&&1u8), Value::Unknown);
}

#[test]
fn hash_maps_are_in_the_order_of_their_keys() {
    for many in 0..40u64 {
        // Some order that is none.
        let keys = (0..many).map(|key| key * 37 % 41);
        let hashed: HashMap<u64, u64> = keys.map(|key| (key, key * key)).collect();
        let sorted: BTreeMap<_, _> = hashed.clone().into_iter().collect();
        assert_eq!(shown(hashed.clone()), shown(sorted));
        let keys: HashSet<u64> = hashed.into_keys().collect();
        assert_eq!(shown(keys.clone()), shown(BTreeSet::from_iter(keys)));
    }
}

#[test]
fn whatever_is_long_is_short_and_says_how_much_is_left() {
    for len in 0..200 {
        let lists = [
            shown(vec![len; len]),
            shown(VecDeque::from(vec![vec![len; len]; len])),
            shown(vec!["what a long text this is"; len]),
            shown(BTreeMap::from_iter((0..len).map(|n| (n, vec![n; len])))),
            shown((0..len).map(|n| (n, n)).collect::<HashMap<_, _>>()),
            shown(BTreeSet::from_iter(0..len)),
            shown(Some(vec![(len, "x"); len])),
        ];
        for list in lists {
            assert!(list.chars().count() < 80, "{list}");
            assert!(!list.contains(", ,") && !list.contains("{, "), "{list}");
        }
    }
    assert_eq!(
        shown(vec![1_000usize; 10]),
        "[1000, 1000, 1000, 1000, … 6 more]"
    );
}
