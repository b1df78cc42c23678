//! What stands in macros: their syntax is their own, so they are read word by word.

use super::rules::Rules;
use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use syn::ext::IdentExt;

/// Reads the arguments of a macro. A path is a chain of words with `::` between them; what may open
/// a door (`unsafe`, a definition, an import) is refused wherever it stands.
pub fn scan(rules: &mut Rules, tokens: TokenStream) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        at = step(rules, &tokens, at);
    }
}

/// Reads one word, or a path; returns where to continue.
fn step(rules: &mut Rules, tokens: &[TokenTree], at: usize) -> usize {
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    match &tokens[at] {
        TokenTree::Group(group) => {
            scan(rules, group.stream());
            at + 1
        }
        TokenTree::Punct(punct) if punct.as_char() == '#' => {
            let skip = usize::from(is(tokens.get(at + 1), '!'));
            if let Some(TokenTree::Group(group)) = tokens.get(at + 1 + skip)
                && group.delimiter() == Delimiter::Bracket
            {
                let line = group.span_open().start().line;
                let mut words = vec![];
                flatten(group.stream(), &mut words);
                let name = words.first().cloned().unwrap_or_default();
                rules.attribute(line, &[name], words.get(2..).unwrap_or_default());
                return at + 2 + skip;
            }
            at + 1
        }
        // `'static` is a lifetime.
        TokenTree::Ident(_) if is(before, '\'') => at + 1,
        TokenTree::Ident(word) => {
            let line = word.span().start().line;
            let leading = at >= 2 && colons(tokens, at - 2) && !is_word(at.checked_sub(3), tokens);
            let mut path = vec![word.unraw().to_string()];
            let mut end = at + 1;
            while colons(tokens, end) {
                match tokens.get(end + 2) {
                    Some(TokenTree::Ident(next)) => path.push(next.unraw().to_string()),
                    Some(TokenTree::Group(_)) => path.push("{".into()),
                    Some(TokenTree::Punct(star)) if star.as_char() == '*' => path.push("*".into()),
                    _ => break,
                }
                end += 3;
            }
            // Words that are refused everywhere are found by `keywords`.
            if word == "use" {
                rules.keyword(line, "use");
            }
            let is_call = is(tokens.get(end), '!') && !is(tokens.get(end + 1), '=');
            match is_call && matches!(tokens.get(end + 1), Some(TokenTree::Group(_))) {
                true => rules.call(line, &path),
                false if is(before, '.') => {}
                false => rules.path(line, &path, leading, false),
            }
            // The group that a path may end with is read by itself.
            match path.last().is_some_and(|last| last == "{") {
                true => end - 1,
                false => end,
            }
        }
        _ => at + 1,
    }
}

/// Finds the words that are refused wherever they stand, in macros and outside.
pub fn keywords(rules: &mut Rules, tokens: TokenStream) {
    let mut is_lifetime = false;
    for token in tokens {
        match &token {
            TokenTree::Group(group) => keywords(rules, group.stream()),
            TokenTree::Ident(word) if !is_lifetime && word != "use" => {
                rules.keyword(word.span().start().line, &word.to_string());
            }
            _ => {}
        }
        is_lifetime = is(Some(&token), '\'');
    }
}

fn is(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

fn is_word(at: Option<usize>, tokens: &[TokenTree]) -> bool {
    let word = at.and_then(|at| tokens.get(at));
    matches!(word, Some(TokenTree::Ident(_))) || is(word, '>')
}

fn colons(tokens: &[TokenTree], at: usize) -> bool {
    let joint = |token: Option<&TokenTree>| {
        matches!(token, Some(TokenTree::Punct(punct))
            if punct.as_char() == ':' && punct.spacing() == Spacing::Joint)
    };
    joint(tokens.get(at)) && is(tokens.get(at + 1), ':')
}

/// All words in order, without doc comments and without commas before a closing bracket.
pub fn flatten(tokens: TokenStream, to: &mut Vec<String>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(hash) if hash.as_char() == '#' => {
                let mut sign = String::from("#");
                if is(tokens.peek(), '!') {
                    sign.push('!');
                    tokens.next();
                }
                let is_comment = matches!(tokens.peek(), Some(TokenTree::Group(group))
                    if group.stream().into_iter().next().is_some_and(|word| word.to_string() == "doc"));
                match is_comment {
                    true => drop(tokens.next()),
                    false => to.push(sign),
                }
            }
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                to.push(open.into());
                flatten(group.stream(), to);
                to.pop_if(|last| last == ",");
                to.push(close.into());
            }
            other => to.push(other.to_string()),
        }
    }
}
