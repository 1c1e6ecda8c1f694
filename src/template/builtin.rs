//! The built-in templates (内置模板): the text of `templates/`, so that one file runs anywhere.

/// A built-in template (内置模板).
pub(super) struct Builtin {
    /// What others include it by.
    pub(super) name: &'static str,
    /// Its text.
    pub(super) text: &'static str,
    /// The components that it defines, which any template may call.
    components: &'static [&'static str],
}

impl Builtin {
    /// Whether a template with this text may need it: it names it, or one of its components.
    pub(super) fn is_named_in(&self, text: &str) -> bool {
        text.contains(self.name) || self.components.iter().any(|name| text.contains(name))
    }
}

macro_rules! builtins {
    ($($name:literal $(: $($component:literal),+)?;)+) => {
        &[$(Builtin {
            name: $name,
            text: include_str!(concat!("../../templates/", $name)),
            components: &[$($($component),+)?],
        }),+]
    };
}

/// All of them.
pub(super) const TEMPLATES: &[Builtin] = builtins! {
    "annexes.xml";
    "items.xml";
    "monthly.xml";
    "opinions.xml";
    "plain.xml";
    "quarterly.xml";
    "parts/behind.xml": "behind";
    "parts/changes.xml";
    "parts/labelled.xml": "labelled";
    "parts/criticism.xml";
    "parts/praise.xml": "whose";
    "parts/next.xml";
    "parts/opening.xml";
    "parts/overview.xml";
    "parts/own.xml";
    "parts/progress.xml";
    "parts/section.xml": "section";
    "parts/tally.xml": "tally";
    "parts/units.xml";
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::scan::{self, Kind};

    #[test]
    fn the_table_of_components_is_complete() {
        for builtin in TEMPLATES {
            let tags = scan::pieces(builtin.text)
                .into_iter()
                .filter(|piece| piece.kind == Kind::Tag);
            let tags = tags.map(|piece| &builtin.text[piece.range]);
            let defined = tags.filter(|tag| scan::word(tag) == "component").map(|tag| {
                let rest = tag.split_once("component").unwrap().1.trim_start();
                rest.split('(').next().unwrap().trim()
            });
            assert_eq!(
                defined.collect::<Vec<_>>(),
                builtin.components,
                "{}",
                builtin.name
            );
        }
    }
}
