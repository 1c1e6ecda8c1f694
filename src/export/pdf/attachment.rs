//! Files that a PDF carries (随附文件).

/// A file carried in the PDF (随附文件), byte for byte as given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, `/` between folders, never from a root and never upwards: `projects/2024.toml`.
    pub name: String,
    /// What it is, for people: 项目清单.
    pub description: String,
    /// What it is to the document.
    pub relation: Relation,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a carried file is to the document (关系): AFRelationship of ISO 19005-3 annex E.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// 源: what the document was made from.
    Source,
    /// 数据: the data of a table that the document shows.
    Data,
}

impl Relation {
    /// As the standard writes it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Source => "Source",
            Self::Data => "Data",
        }
    }
}

impl Attachment {
    /// The media type that the name's ending stands for (ISO 19005-3 6.8 wants one).
    pub(super) fn mime(&self) -> &'static str {
        let ending = self.name.rsplit_once('.').map_or("", |(_, ending)| ending);
        match ending.to_ascii_lowercase().as_str() {
            "toml" => "application/toml",
            "xml" => "application/xml",
            "png" => "image/png",
            "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _ => "application/octet-stream",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types() {
        let mime = |name: &str| {
            let attachment = Attachment {
                name: name.to_owned(),
                description: String::new(),
                relation: Relation::Source,
                bytes: Vec::new(),
            };
            attachment.mime()
        };
        assert_eq!(mime("progress/2021-01..09.toml"), "application/toml");
        assert_eq!(mime("images/印章.PNG"), "image/png");
        assert_eq!(mime("templates/head"), "application/octet-stream");
    }
}
