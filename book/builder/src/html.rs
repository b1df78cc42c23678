//! Text in HTML.

/// Text that is neither a tag nor the end of an attribute.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// Data for a script of the page, which no text in it can end. It stands in the page, since a page that
/// is read from a file may fetch nothing.
pub fn data(json: &serde_json::Value) -> String {
    let json = json
        .to_string()
        .replace("</", "<\\/")
        .replace("<!--", "<\\u0021--");
    format!("<script type=\"application/json\">{json}</script>")
}

/// `04/lost-update` as an id of a page.
pub fn id(prefix: &str, model: &str) -> String {
    format!("{prefix}-{}", model.replace('/', "-"))
}

#[cfg(test)]
mod tests {
    use super::{data, escape};

    #[test]
    fn text_stays_text() {
        assert_eq!(escape("a<b>&\"c\""), "a&lt;b&gt;&amp;&quot;c&quot;");
        let json = serde_json::json!({ "text": "</script><!--" });
        let data = data(&json);
        assert!(!data[8..data.len() - 9].contains("</"), "{data}");
        assert!(!data.contains("<!--"), "{data}");
    }
}
