//! Pages taken as they are finished (逐页写出), so that neither they nor their content ever stand in memory all at once.

use rayon::prelude::*;

use super::draw::{self, Marks};
use super::finish::{self, Work};
use super::pack::{File, Packed, Press};
use super::picture::Pictures;
use super::print;
use super::subset::Subsets;
use super::{Attachment, PdfError, PdfOptions};
use crate::font::Fonts;
use crate::page::{Binding, Page, Pages, Tree};
use crate::unit::Size;

/// Pages that are drawn side by side: enough for every core, and a few megabytes.
const GROUP: usize = 64;

/// Writes a PDF page by page (逐页写出). The bytes are the same however many pages are drawn side by side.
pub struct Writer<'a> {
    fonts: &'a Fonts,
    options: PdfOptions,
    subsets: Subsets,
    pictures: Pictures,
    /// Pages that are numbered, not yet drawn.
    waiting: Vec<Page>,
    done: Done,
}

/// Pages that stand in the file (已成页).
struct Done {
    file: File,
    sides: Vec<Side>,
}

/// What is kept of a page (页).
pub(super) struct Side {
    pub(super) size: Size,
    /// The number printed on it.
    pub(super) number: Option<u32>,
    pub(super) marks: Marks,
}

impl<'a> Writer<'a> {
    /// An empty file.
    #[must_use]
    pub fn new(fonts: &'a Fonts, options: PdfOptions) -> Self {
        Self {
            fonts,
            options,
            subsets: Subsets::default(),
            pictures: Pictures::default(),
            waiting: Vec::new(),
            done: Done {
                file: File::new(),
                sides: Vec::new(),
            },
        }
    }

    /// Takes the next page. The tree must have the nodes that its marks name; what it says of them besides their roles
    /// may change until the end.
    ///
    /// # Errors
    /// If a glyph is not in its face or a picture is no readable PNG.
    pub fn page(&mut self, page: Page, tree: &Tree) -> Result<(), PdfError> {
        self.number(&page)?;
        self.waiting.push(page);
        if self.waiting.len() >= GROUP {
            let group = std::mem::take(&mut self.waiting);
            let drawn = self.draw(&group, tree);
            self.done.add(drawn);
        }
        Ok(())
    }

    /// Adds files that the PDF carries to those of the options: a workbook, say, that was not yet written then.
    pub fn attach(&mut self, attachments: Vec<Attachment>) {
        self.options.attachments.extend(attachments);
    }

    /// The file, from what holds its pages together.
    ///
    /// # Errors
    /// If a face cannot be subset.
    pub fn finish(mut self, binding: &Binding) -> Result<Vec<u8>, PdfError> {
        let last = std::mem::take(&mut self.waiting);
        self.finish_with(&last, binding)
    }

    /// The file of pages that are all there.
    pub(super) fn write(mut self, pages: &Pages) -> Result<Vec<u8>, PdfError> {
        let (whole, last) = pages.pages.as_chunks::<GROUP>();
        for group in whole {
            group.iter().try_for_each(|page| self.number(page))?;
            let drawn = self.draw(group, &pages.binding.tree);
            self.done.add(drawn);
        }
        last.iter().try_for_each(|page| self.number(page))?;
        self.finish_with(last, &pages.binding)
    }

    /// Numbers what a page uses, which has to go page by page.
    fn number(&mut self, page: &Page) -> Result<(), PdfError> {
        self.subsets.add(page, self.fonts)?;
        self.pictures.add(page)
    }

    /// Draws and compresses pages, each for itself.
    fn draw(&self, group: &[Page], tree: &Tree) -> Vec<(Side, Packed)> {
        let tools = || (Press::new(self.options.compression), Vec::new());
        let draw = |(press, room): &mut (Press, Vec<u8>), page: &Page| {
            let marks;
            (*room, marks) = draw::draw(page, tree, &self.subsets, &self.pictures, std::mem::take(room));
            let side = Side {
                size: page.size,
                number: page.number,
                marks,
            };
            (side, press.pack(room))
        };
        group.par_iter().map_init(tools, draw).collect()
    }

    /// The last pages, and all that is not of one page; the fonts are made while those are drawn.
    fn finish_with(mut self, last: &[Page], binding: &Binding) -> Result<Vec<u8>, PdfError> {
        let (drawn, fonts) = rayon::join(
            || self.draw(last, &binding.tree),
            || finish::fonts(&self.subsets, self.fonts, self.options.compression),
        );
        self.done.add(drawn);
        let Done { file, sides } = self.done;
        let work = Work {
            binding,
            fonts: self.fonts,
            subsets: &self.subsets,
            sides: &sides,
            options: &self.options,
        };
        let (mut document, sheets) = print::document(&sides, self.pictures)?;
        let structure = finish::finish(&mut document, &work, fonts?, &sheets)?;
        Ok(file.finish(document, &structure, self.options.compression))
    }
}

impl Done {
    /// Puts pages into the file; page by page their contents have the first numbers.
    fn add(&mut self, drawn: Vec<(Side, Packed)>) {
        for (side, content) in drawn {
            self.sides.push(side);
            let id = print::content(self.sides.len());
            self.file.put(id, &content.into_stream().into());
        }
    }
}
