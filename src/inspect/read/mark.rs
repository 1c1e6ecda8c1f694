//! Marked content (标记内容): artefacts, texts that stand for what is painted, layers that are switched off.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object, ObjectId};

use super::file::{File, as_dict};

/// Sequences within sequences that are told apart; deeper ones count as their parent.
const DEPTH: usize = 256;

/// The marked content that is open.
#[derive(Debug, Default)]
pub(super) struct Marks {
    open: Vec<Mark>,
    /// How many were opened beyond the bound.
    beyond: usize,
}

/// One sequence.
#[derive(Clone, Debug, Default)]
struct Mark {
    artifact: bool,
    hidden: bool,
    actual: Option<Actual>,
}

/// Text that stands for the glyphs of a sequence (ActualText).
#[derive(Clone, Debug)]
pub(super) struct Actual {
    pub(super) text: String,
    /// How many glyphs the page had when the sequence was opened.
    pub(super) from: usize,
}

impl Marks {
    pub(super) fn artifact(&self) -> bool {
        self.open.last().is_some_and(|mark| mark.artifact)
    }

    pub(super) fn hidden(&self) -> bool {
        self.open.last().is_some_and(|mark| mark.hidden)
    }

    /// How many are open, to come back to with [`Self::close_to`].
    pub(super) fn depth(&self) -> usize {
        self.open.len() + self.beyond
    }

    /// Opens a sequence while the page has `glyphs` glyphs.
    pub(super) fn open(
        &mut self,
        tag: &[u8],
        properties: Option<&Dictionary>,
        layers: &Layers,
        file: &File,
        glyphs: usize,
    ) {
        if self.open.len() >= DEPTH {
            self.beyond += 1;
            return;
        }
        let outer = self.open.last();
        let within = self.open.iter().any(|mark| mark.actual.is_some());
        let actual = properties.filter(|_| !within).and_then(|properties| {
            Some(Actual {
                text: file.text(properties, "ActualText")?,
                from: glyphs,
            })
        });
        let layer = tag == b"OC" && properties.is_some_and(|dict| layers.hides(file, dict));
        let mark = Mark {
            artifact: tag == b"Artifact" || outer.is_some_and(|mark| mark.artifact),
            hidden: layer || outer.is_some_and(|mark| mark.hidden),
            actual,
        };
        self.open.push(mark);
    }

    /// Closes the innermost one; its text, if it had one.
    pub(super) fn close(&mut self) -> Option<Actual> {
        if self.beyond > 0 {
            self.beyond -= 1;
            return None;
        }
        self.open.pop()?.actual
    }
}

/// Layers (图层) that are switched off.
#[derive(Debug, Default)]
pub(super) struct Layers {
    off: BTreeSet<ObjectId>,
}

impl Layers {
    pub(super) fn of(file: &File, catalog: &Dictionary) -> Self {
        let off = file
            .dict(catalog, "OCProperties")
            .and_then(|properties| file.dict(properties, "D"))
            .and_then(|standard| file.array(standard, "OFF"))
            .unwrap_or_default();
        Self {
            off: off.iter().filter_map(|one| one.as_reference().ok()).collect(),
        }
    }

    /// Whether none of the layers that a thing belongs to is shown; `dict` is the layer or a membership of layers.
    pub(super) fn hides(&self, file: &File, dict: &Dictionary) -> bool {
        if self.off.is_empty() {
            return false;
        }
        let same = |id: &ObjectId| {
            file.document
                .get_object(*id)
                .ok()
                .and_then(as_dict)
                .is_some_and(|layer| std::ptr::eq(layer, dict))
        };
        if self.off.iter().any(same) {
            return true;
        }
        let members = match dict.get(b"OCGs") {
            Ok(Object::Array(members)) => members.as_slice(),
            Ok(one) => std::slice::from_ref(one),
            Err(_) => return false,
        };
        let mut ids = members
            .iter()
            .filter_map(|one| one.as_reference().ok())
            .peekable();
        ids.peek().is_some() && ids.all(|id| self.off.contains(&id))
    }
}
