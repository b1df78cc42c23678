//! No page asks another machine for anything: what it loads is in the book.

use anyhow::Context;
use std::fs;
use std::path::{Path, PathBuf};

/// Whether an address is another machine's: it has a scheme, or begins with a host.
pub fn is_elsewhere(address: &str) -> bool {
    let address = address.trim();
    address.starts_with("//") || scheme(address).is_some_and(|scheme| scheme != "data")
}

/// The scheme of an address, in lower case.
pub fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.trim().split_once(':')?;
    let begins = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    let goes_on = scheme
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    (begins && goes_on).then(|| scheme.to_ascii_lowercase())
}

/// What a style sheet, or a part of one, loads.
pub fn in_styles(css: &str) -> Vec<String> {
    let css = without_comments(css);
    let quotes = ['"', '\'', ' ', '\n', '\t'];
    let urls = css
        .match_indices("url(")
        .map(|(at, found)| &css[at + found.len()..]);
    let urls = urls.filter_map(|rest| rest.split(')').next());
    let imports = css
        .match_indices("@import")
        .map(|(at, found)| &css[at + found.len()..]);
    let imports = imports.filter_map(|rest| rest.split(';').next());
    let imports = imports.filter(|rest| !rest.contains("url("));
    let found = urls.chain(imports).map(|found| found.trim_matches(quotes));
    found
        .map(|found| found.split(['"', '\'']).next().unwrap_or_default().into())
        .collect()
}

fn without_comments(css: &str) -> String {
    let mut pieces = css.split("/*");
    let mut out = pieces.next().unwrap_or_default().to_string();
    for piece in pieces {
        out += piece.split_once("*/").map_or("", |(_, rest)| rest);
    }
    out
}

/// What the book's own scripts say of other machines. What they do is for a browser to find out.
///
/// # Errors
/// One cannot be read.
pub fn in_scripts(book: &Path, scripts: &[PathBuf]) -> anyhow::Result<Vec<String>> {
    let mut wrong = vec![];
    for script in scripts {
        let name = format!("book/{}", script.display());
        let text = fs::read_to_string(book.join(script));
        let text = text.with_context(|| format!("cannot read {name}, which book.toml names"))?;
        for (number, line) in (1..).zip(text.lines()) {
            // The names of formats look like addresses.
            let line = line.replace("http://www.w3.org/", "").to_ascii_lowercase();
            let is_comment = line.trim_start().starts_with("//");
            let asks = ["http:", "https:", "ws:", "wss:", "\"//", "'//", "`//"];
            if !is_comment && asks.iter().any(|one| line.contains(one)) {
                wrong.push(format!(
                    "{name}:{number}: this script names another machine, and no page may ask one: \
                     put what it needs into the book"
                ));
            }
        }
    }
    Ok(wrong)
}

#[cfg(test)]
mod tests {
    use super::{in_styles, is_elsewhere};

    #[test]
    fn addresses_of_other_machines_are_known() {
        for here in [
            "a.html",
            "../img/a.png",
            "#x",
            "data:image/png;base64,AA",
            "a:b/c.png#",
        ] {
            let elsewhere = here == "a:b/c.png#";
            assert_eq!(is_elsewhere(here), elsewhere, "{here}");
        }
        for address in [
            "https://example.org/a.js",
            " HTTP://example.org",
            "//example.org/a.css",
            "ftp:x",
        ] {
            assert!(is_elsewhere(address), "{address}");
        }
    }

    #[test]
    fn styles_tell_what_they_load() {
        let css = "/* url(not.png) */ @import \"a.css\"; @import url(b.css); i { background: url('c.png') }";
        assert_eq!(in_styles(css), ["b.css", "c.png", "a.css"]);
    }
}
