//! Text in HTML.

use anyhow::ensure;

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

/// Text with code between backticks, as Markdown has it: what stands in a tag is not read as Markdown.
///
/// # Errors
/// A backtick is never closed.
pub fn inline(text: &str) -> anyhow::Result<String> {
    let parts: Vec<&str> = text.split('`').collect();
    ensure!(parts.len() % 2 == 1, "a backtick is never closed: {text}");
    let mut out = String::new();
    for (i, part) in parts.into_iter().enumerate() {
        match i % 2 {
            0 => out += &escape(part),
            _ => out += &format!("<code>{}</code>", escape(part)),
        }
    }
    Ok(out)
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
    use super::{data, escape, inline};

    #[test]
    fn text_stays_text() {
        assert_eq!(escape("a<b>&\"c\""), "a&lt;b&gt;&amp;&quot;c&quot;");
        let text = inline("is `a<b>` *one*?").unwrap();
        assert_eq!(text, "is <code>a&lt;b&gt;</code> *one*?");
        assert!(inline("a ` b").is_err());
        let json = serde_json::json!({ "text": "</script><!--" });
        let data = data(&json);
        assert!(!data[8..data.len() - 9].contains("</"), "{data}");
        assert!(!data.contains("<!--"), "{data}");
    }
}
