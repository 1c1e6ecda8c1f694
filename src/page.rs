//! What paper shows (版面): pages of glyphs, rules and pictures in their places, with the structure they carry.
//!
//! Plain data, no methods that think. Layout makes it, a writer draws it; neither knows the other.

mod dump;

pub use dump::dump;

use std::sync::Arc;

use crate::document::{Meta, Picture};
use crate::font::FaceId;
use crate::unit::{Length, Point, Size};

/// A whole document on paper (成品).
#[derive(Clone, Debug, PartialEq)]
pub struct Pages {
    /// The sheets' sides in order.
    pub pages: Vec<Page>,
    /// What holds them together.
    pub binding: Binding,
}

/// What holds pages together (装订): all that is said of the document as a whole, known when its last page is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Binding {
    /// Title, author, date, language.
    pub meta: Meta,
    /// Bookmarks (书签) in reading order.
    pub outline: Vec<Bookmark>,
    /// What the marks mean, in reading order.
    pub tree: Tree,
    /// Where seals go, for a signing system.
    pub anchors: Vec<SealAnchor>,
}

/// One side of a sheet (页).
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Sheet size; always upright, a turned table is turned within it.
    pub size: Size,
    /// The number printed on it (页码), `None` where none is printed.
    pub number: Option<u32>,
    /// Marks, painted in this order.
    pub items: Vec<Item>,
}

/// One mark (图元) on a page, and what it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its place in the structure.
    pub tag: Tag,
    /// What is painted.
    pub shape: Shape,
}

/// What is painted (图形).
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Glyphs of one face on one baseline.
    Text(TextRun),
    /// A straight line.
    Rule(Rule),
    /// A picture: seal, signature stamp.
    Image(Image),
}

/// Glyphs of one face and size on one baseline (文字).
#[derive(Clone, Debug, PartialEq)]
pub struct TextRun {
    /// The face.
    pub face: FaceId,
    /// Type size (字号), the em.
    pub size: Length,
    /// Width of the glyphs in thousandths (水平缩放), 1000 as drawn.
    pub stretch: u16,
    /// Colour.
    pub color: Color,
    /// Turned as a whole around `at`.
    pub turn: Turn,
    /// Start of the baseline.
    pub at: Point,
    /// The glyphs from left to right; equal texts share them.
    pub glyphs: Arc<[Glyph]>,
}

/// One glyph (字形) and the character it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Glyph number in the full face.
    pub id: u16,
    /// Distance of its origin from the start of the run, along the baseline.
    pub offset: Length,
    /// Its advance as laid out, along the baseline.
    pub advance: Length,
    /// The character, as a reader copies it.
    pub ch: char,
}

/// How a run or a picture is turned (旋转).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Turn {
    /// Upright.
    #[default]
    Upright,
    /// A quarter counter-clockwise: the text runs upwards, heads to the left edge (GB/T 9704—2012 ch. 8).
    Left,
}

/// A straight line (线), from `from` to `to`, `width` thick, centred on that path, ends cut off square.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// One end.
    pub from: Point,
    /// The other end.
    pub to: Point,
    /// Thickness.
    pub width: Length,
    /// Colour.
    pub color: Color,
}

/// A picture (图片) in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// The picture.
    pub picture: Arc<Picture>,
    /// Upper left corner.
    pub at: Point,
    /// Size on paper.
    pub size: Size,
}

/// Ink (颜色).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Color {
    /// Black (5.2.4).
    #[default]
    Black,
    /// The red of the head (6.2: Y80 M80).
    Red,
}

/// A bookmark (书签).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bookmark {
    /// 0 for the document's own headings' top level.
    pub depth: u8,
    /// Its words.
    pub title: String,
    /// Index into [`Pages::pages`].
    pub page: usize,
    /// Height on that page.
    pub y: Length,
    /// The node it leads to.
    pub node: NodeId,
}

/// Where a seal belongs (印章位置) on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealAnchor {
    /// Whose seal.
    pub name: String,
    /// Index into [`Pages::pages`].
    pub page: usize,
    /// Size of that page.
    pub sheet: Size,
    /// Centre.
    pub center: Point,
    /// Diameter.
    pub diameter: Length,
    /// Whether its place is kept free (留空): there is no picture of it.
    pub free: bool,
}

/// What a mark belongs to (标记).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tag {
    /// The content of a node of the tree.
    Content(NodeId),
    /// Not content (装饰): a reader skips it.
    Artifact(Artifact),
}

/// Kinds of marks that are no content (装饰).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Artifact {
    /// Page number (页码).
    PageNumber,
    /// Rules and borders (线).
    Rule,
    /// A head or a group cell drawn again on a further page.
    Repeated,
}

/// A node of the tree (结构元素); an index into [`Tree::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// The structure (结构树) of a document in reading order; node 0 is the document itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// The nodes; a parent stands before its children.
    pub nodes: Vec<Node>,
}

/// One element of the structure (结构元素).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub role: Role,
    /// `None` only for the root.
    pub parent: Option<NodeId>,
    /// In reading order.
    pub children: Vec<NodeId>,
    /// Words for what has no text: a seal.
    pub alt: Option<String>,
    /// What it is called in the standard, where its role does not say it: 版头.
    pub title: Option<String>,
}

/// Structure types (结构类型), those of PDF 1.7 that a circular needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The whole document.
    Document,
    /// A part: an annex.
    Part,
    /// A division: head, signature, record.
    Division,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list.
    List,
    /// An item of a list.
    ListItem,
    /// An item's label.
    Label,
    /// An item's body.
    ListBody,
    /// A table.
    Table,
    /// A table's caption.
    Caption,
    /// Head rows.
    TableHead,
    /// Body rows.
    TableBody,
    /// A row.
    TableRow,
    /// A head cell of a column; rows and columns it spans.
    HeadCell {
        /// Rows it spans.
        rows: u32,
        /// Columns it spans.
        cols: u32,
    },
    /// A cell; rows and columns it spans.
    Cell {
        /// Rows it spans.
        rows: u32,
        /// Columns it spans.
        cols: u32,
    },
    /// A picture with words for it.
    Figure,
}

impl Tree {
    /// The root alone.
    #[must_use]
    pub fn new() -> Self {
        let root = Node {
            role: Role::Document,
            parent: None,
            children: Vec::new(),
            alt: None,
            title: None,
        };
        Self { nodes: vec![root] }
    }

    /// The document itself.
    pub const ROOT: NodeId = NodeId(0);

    /// A new last child of `parent`.
    pub fn add(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(Node {
            role,
            parent: Some(parent),
            children: Vec::new(),
            alt: None,
            title: None,
        });
        if let Some(node) = self.nodes.get_mut(parent.0 as usize) {
            node.children.push(id);
        }
        id
    }

    /// The same, called by a name of the standard.
    pub fn add_titled(&mut self, parent: NodeId, role: Role, title: impl Into<String>) -> NodeId {
        let id = self.add(parent, role);
        if let Some(node) = self.nodes.get_mut(id.0 as usize) {
            node.title = Some(title.into());
        }
        id
    }
}

impl Default for Tree {
    fn default() -> Self {
        Self::new()
    }
}
