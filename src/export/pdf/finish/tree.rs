//! The structure (结构树): what a screen reader hears, and where on the pages it stands (ISO 32000-1 14.7).
//!
//! A long table has a hundred thousand elements: they are written straight to bytes, when they are wanted.

use std::ops::Range;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::super::number::{decimal, integer};
use super::super::pack::Small;
use super::super::pack::object::{write as write_object, write_reference};
use super::super::writer::Side;
use super::{Work, dictionary, name, text};
use crate::page::{Node, NodeId, Role};

/// The standard structure type of a role (ISO 32000-1 14.8.4).
pub(crate) const fn type_name(role: Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Part => "Part",
        Role::Division => "Div",
        Role::Heading(0 | 1) => "H1",
        Role::Heading(2) => "H2",
        Role::Heading(3) => "H3",
        Role::Heading(4) => "H4",
        Role::Heading(5) => "H5",
        Role::Heading(_) => "H6",
        Role::Paragraph => "P",
        Role::List => "L",
        Role::ListItem => "LI",
        Role::Label => "Lbl",
        Role::ListBody => "LBody",
        Role::Table => "Table",
        Role::Caption => "Caption",
        Role::TableHead => "THead",
        Role::TableBody => "TBody",
        Role::TableRow => "TR",
        Role::HeadCell { .. } => "TH",
        Role::Cell { .. } => "TD",
        Role::Figure => "Figure",
    }
}

/// The elements of the tree (结构元素), and behind them for each page which element each piece of its content is of.
pub(in super::super) struct Structure<'a> {
    nodes: &'a [Node],
    sides: &'a [Side],
    sheets: &'a [ObjectId],
    pieces: Pieces,
    /// The root of the tree, itself no element.
    root: ObjectId,
    /// The number of the first element.
    first: u32,
}

/// Writes the root of the tree, keeps numbers for all else, and gives the root.
pub(super) fn write<'a>(
    document: &mut Document,
    work: &Work<'a>,
    sheets: &'a [ObjectId],
) -> (ObjectId, Structure<'a>) {
    let root = document.new_object_id();
    let parents = document.new_object_id();
    let structure = Structure {
        nodes: &work.binding.tree.nodes,
        sides: work.sides,
        sheets,
        pieces: Pieces::of(work),
        root,
        first: document.max_id + 1,
    };
    document.max_id = structure.ids().end - 1;
    let pages = (0_i64..).zip(structure.pages().map(|id| Object::from((id, 0))));
    let entries: Vec<Object> = pages.flat_map(|(page, array)| [page.into(), array]).collect();
    document.set_object(parents, dictionary([("Nums", entries.into())]));
    let mut tree = dictionary([("Type", name("StructTreeRoot")), ("ParentTree", parents.into())]);
    tree.set(
        "ParentTreeNextKey",
        i64::try_from(sheets.len()).unwrap_or_default(),
    );
    if let Some(first) = structure.id(NodeId(0)) {
        tree.set("K", first);
    }
    document.set_object(root, tree);
    (root, structure)
}

/// A piece of a node's content: its page and its number there.
type Piece = (usize, i64);

/// Where the content of each node stands, in the order of the pages.
struct Pieces {
    /// By node: where its pieces end; they begin where those of the node before it end.
    ends: Vec<usize>,
    pieces: Vec<Piece>,
}

impl Pieces {
    fn of(work: &Work) -> Self {
        let nodes = |side: &'_ Side| {
            side.marks
                .nodes
                .iter()
                .map(|node| node.0 as usize)
                .collect::<Vec<_>>()
        };
        let mut ends = vec![0; work.binding.tree.nodes.len()];
        for node in work.sides.iter().flat_map(nodes) {
            if let Some(count) = ends.get_mut(node) {
                *count += 1;
            }
        }
        // where each begins; as its pieces are filled in, it moves on to where they end
        let mut total = 0;
        for end in &mut ends {
            total += std::mem::replace(end, total);
        }
        let mut pieces = vec![(0, 0); total];
        for (page, side) in work.sides.iter().enumerate() {
            for (number, node) in (0..).zip(nodes(side)) {
                let Some(at) = ends.get_mut(node) else { continue };
                if let Some(piece) = pieces.get_mut(*at) {
                    *piece = (page, number);
                }
                *at += 1;
            }
        }
        Self { ends, pieces }
    }

    fn get(&self, node: usize) -> &[Piece] {
        let end = |node: usize| self.ends.get(node).copied().unwrap_or_default();
        let start = node.checked_sub(1).map_or(0, end);
        self.pieces.get(start..end(node)).unwrap_or_default()
    }
}

impl Small for Structure<'_> {
    fn ids(&self) -> Range<u32> {
        let count = self.nodes.len() + self.sides.len();
        self.first
            ..self
                .first
                .saturating_add(u32::try_from(count).unwrap_or(u32::MAX))
    }

    fn write(&self, out: &mut Vec<u8>, id: u32) {
        let index = id.saturating_sub(self.first) as usize;
        if let Some(node) = self.nodes.get(index) {
            self.element(out, index, node);
        } else if let Some(side) = self.sides.get(index - self.nodes.len()) {
            self.parents(out, side);
        }
    }
}

impl Structure<'_> {
    fn id(&self, node: NodeId) -> Option<ObjectId> {
        self.nodes.get(node.0 as usize)?;
        Some((self.first + node.0, 0))
    }

    /// The arrays of the pages.
    fn pages(&self) -> Range<u32> {
        let all = self.ids();
        all.end
            .saturating_sub(u32::try_from(self.sides.len()).unwrap_or(u32::MAX))..all.end
    }

    fn element(&self, out: &mut Vec<u8>, index: usize, node: &Node) {
        out.extend_from_slice(b"<</S /");
        out.extend_from_slice(type_name(node.role).as_bytes());
        out.extend_from_slice(b"/P ");
        let parent = node.parent.and_then(|parent| self.id(parent));
        write_reference(out, parent.unwrap_or(self.root));
        let own = self.pieces.get(index);
        let home = own.first().map(|&(page, _)| page);
        if let Some(&sheet) = home.and_then(|page| self.sheets.get(page)) {
            out.extend_from_slice(b"/Pg ");
            write_reference(out, sheet);
        }
        self.kids(out, own, &node.children);
        for (key, words) in [("/T ", &node.title), ("/Alt ", &node.alt)] {
            if let Some(words) = words {
                out.extend_from_slice(key.as_bytes());
                write_object(out, &text(words));
            }
        }
        self.attributes(out, index, node.role);
        out.extend_from_slice(b">>");
    }

    /// What an element holds: pieces of content, then elements.
    fn kids(&self, out: &mut Vec<u8>, own: &[Piece], children: &[NodeId]) {
        if own.is_empty() && children.is_empty() {
            return;
        }
        out.extend_from_slice(b"/K [");
        let home = own.first().map(|&(page, _)| page);
        for &piece in own {
            self.content(out, piece, home);
            out.push(b' ');
        }
        for child in children.iter().filter_map(|&child| self.id(child)) {
            write_reference(out, child);
            out.push(b' ');
        }
        // the space behind the last
        out.pop();
        out.push(b']');
    }

    /// A piece of content: its number alone on the element's own page, with its page elsewhere.
    fn content(&self, out: &mut Vec<u8>, (page, number): Piece, home: Option<usize>) {
        match self.sheets.get(page) {
            Some(&sheet) if home != Some(page) => {
                out.extend_from_slice(b"<</Type /MCR/Pg ");
                write_reference(out, sheet);
                out.extend_from_slice(b"/MCID ");
                integer(out, number);
                out.extend_from_slice(b">>");
            }
            _ => integer(out, number),
        }
    }

    fn attributes(&self, out: &mut Vec<u8>, index: usize, role: Role) {
        let attributes = match role {
            Role::HeadCell { rows, cols } => {
                let mut cell = span(rows, cols).unwrap_or_else(|| dictionary([("O", name("Table"))]));
                cell.set("Scope", name("Column"));
                Some(cell)
            }
            Role::Cell { rows, cols } => span(rows, cols),
            Role::List => Some(dictionary([
                ("O", name("List")),
                ("ListNumbering", name("Decimal")),
            ])),
            Role::Figure => return self.picture_box(out, index),
            _ => None,
        };
        if let Some(attributes) = attributes {
            out.extend_from_slice(b"/A ");
            write_object(out, &attributes.into());
        }
    }

    /// Where a picture stands on its page (ISO 14289-1 7.3).
    fn picture_box(&self, out: &mut Vec<u8>, index: usize) {
        let node = u32::try_from(index).map(NodeId).unwrap_or(NodeId(u32::MAX));
        // its page is the first that it has content on
        let page = self
            .pieces
            .get(index)
            .first()
            .and_then(|&(page, _)| self.sides.get(page));
        let Some(sides) = page.and_then(|side| side.marks.pictures.get(&node)) else {
            return;
        };
        out.extend_from_slice(b"/A <</O /Layout/BBox [");
        for &side in sides {
            decimal(out, side, 3);
            out.push(b' ');
        }
        out.pop();
        out.extend_from_slice(b"]/Placement /Block>>");
    }

    /// From the numbers on a page back to the elements.
    fn parents(&self, out: &mut Vec<u8>, side: &Side) {
        out.push(b'[');
        for (index, &node) in side.marks.nodes.iter().enumerate() {
            if index > 0 {
                out.push(b' ');
            }
            match self.id(node) {
                Some(id) => write_reference(out, id),
                None => out.extend_from_slice(b"null"),
            }
        }
        out.push(b']');
    }
}

/// The rows and columns of a cell that has more than one.
fn span(rows: u32, cols: u32) -> Option<Dictionary> {
    let mut cell = dictionary([("O", name("Table"))]);
    for (key, count) in [("RowSpan", rows), ("ColSpan", cols)] {
        if count > 1 {
            cell.set(key, i64::from(count));
        }
    }
    (cell.len() > 1).then_some(cell)
}
