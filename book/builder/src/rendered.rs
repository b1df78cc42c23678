//! A page as it was rendered: its ids, what it refers to, and what it loads.

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer,
};
use std::cell::RefCell;
use std::collections::HashSet;

/// What matters of a page.
#[derive(Debug, Default)]
pub struct Rendered {
    pub ids: HashSet<String>,
    /// Ids that something had before.
    pub twice: Vec<(u64, String)>,
    pub refers: Vec<Reference>,
}

/// From a page to something else.
#[derive(Debug)]
pub struct Reference {
    /// The line of the rendered page.
    pub line: u64,
    /// Where it leads, as it stands there.
    pub to: String,
    /// The tag, if its content is asked for without anybody clicking; a link waits for a reader.
    pub loads: Option<String>,
}

#[derive(Default)]
struct Reader(RefCell<Rendered>);

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let Token::TagToken(tag) = token else {
            return TokenSinkResult::Continue;
        };
        let mut page = self.0.borrow_mut();
        for attribute in &tag.attrs {
            let (name, value) = (&*attribute.name.local, attribute.value.to_string());
            let tag_name = &*tag.name;
            let refers = match name {
                "id" => {
                    if !page.ids.insert(value.clone()) {
                        page.twice.push((line, value));
                    }
                    continue;
                }
                "href" | "xlink:href" | "src" | "poster" | "data" | "action" | "formaction"
                | "ping" => {
                    vec![value]
                }
                "srcset" => value
                    .split(',')
                    .filter_map(|one| one.split_whitespace().next())
                    .map(String::from)
                    .collect(),
                "style" => crate::elsewhere::in_styles(&value),
                "content" if tag_name == "meta" => refresh(&value),
                _ => continue,
            };
            // `data` is an attribute of anything else.
            if name == "data" && tag_name != "object" {
                continue;
            }
            let waits = matches!(name, "href") && matches!(tag_name, "a" | "area" | "base");
            let loads = (!waits).then(|| format!("<{tag_name}>"));
            page.refers.extend(refers.into_iter().map(|to| Reference {
                line,
                to,
                loads: loads.clone(),
            }));
        }
        raw(&tag)
    }
}

/// What stands in scripts and styles is no HTML.
fn raw(tag: &Tag) -> TokenSinkResult<()> {
    match (tag.kind, &*tag.name) {
        (TagKind::StartTag, "script") => TokenSinkResult::RawData(RawKind::ScriptData),
        (TagKind::StartTag, "style") => TokenSinkResult::RawData(RawKind::Rawtext),
        (TagKind::StartTag, "title" | "textarea") => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}

/// Where a page sends its reader by itself: `0; url=…`.
fn refresh(content: &str) -> Vec<String> {
    let url = content.split_once("url=").map(|(_, url)| url.trim().into());
    url.into_iter().collect()
}

/// Reads a page.
pub fn read(html: &str) -> Rendered {
    let tokenizer = Tokenizer::new(Reader::default(), Default::default());
    let queue = BufferQueue::default();
    queue.push_back(html.into());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}
