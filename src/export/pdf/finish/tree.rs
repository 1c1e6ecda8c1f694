//! The structure (结构树): what a screen reader hears, and where on the pages it stands (ISO 32000-1 14.7).

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

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

/// A piece of a node's content: its page and its number there.
type Piece = (usize, i64);

/// Writes the tree and gives its root.
pub(super) fn write(document: &mut Document, work: &Work, sheets: &[ObjectId]) -> ObjectId {
    let root = document.new_object_id();
    let nodes = &work.pages.binding.tree.nodes;
    let ids: Vec<ObjectId> = nodes.iter().map(|_| document.new_object_id()).collect();
    let pieces = pieces(work);
    let writer = Writer {
        work,
        sheets,
        ids: &ids,
        root,
    };
    for (index, (node, &id)) in (0..).map(NodeId).zip(nodes.iter().zip(&ids)) {
        let own = pieces.get(&index).map_or(&[][..], Vec::as_slice);
        let element = writer.element(index, node, own);
        document.set_object(id, element);
    }
    let parents = writer.parents();
    let parents = document.add_object(dictionary([("Nums", parents.into())]));
    let mut tree = dictionary([("Type", name("StructTreeRoot")), ("ParentTree", parents.into())]);
    tree.set(
        "ParentTreeNextKey",
        i64::try_from(sheets.len()).unwrap_or_default(),
    );
    if let Some(&first) = ids.first() {
        tree.set("K", first);
    }
    document.set_object(root, tree);
    root
}

/// Where the content of each node stands, in the order of the pages.
fn pieces(work: &Work) -> BTreeMap<NodeId, Vec<Piece>> {
    let mut pieces: BTreeMap<NodeId, Vec<Piece>> = BTreeMap::new();
    for (page, marks) in work.marks.iter().enumerate() {
        for (number, &node) in (0..).zip(&marks.nodes) {
            pieces.entry(node).or_default().push((page, number));
        }
    }
    pieces
}

struct Writer<'a> {
    work: &'a Work<'a>,
    sheets: &'a [ObjectId],
    ids: &'a [ObjectId],
    root: ObjectId,
}

impl Writer<'_> {
    fn id(&self, node: NodeId) -> Option<ObjectId> {
        self.ids.get(node.0 as usize).copied()
    }

    fn element(&self, index: NodeId, node: &Node, own: &[Piece]) -> Dictionary {
        let parent = node
            .parent
            .and_then(|parent| self.id(parent))
            .unwrap_or(self.root);
        let mut element = dictionary([("S", name(type_name(node.role))), ("P", parent.into())]);
        let home = own.first().map(|&(page, _)| page);
        if let Some(&sheet) = home.and_then(|page| self.sheets.get(page)) {
            element.set("Pg", sheet);
        }
        let children = node
            .children
            .iter()
            .filter_map(|&child| self.id(child))
            .map(Object::from);
        let kids: Vec<Object> = own
            .iter()
            .map(|&piece| self.content(piece, home))
            .chain(children)
            .collect();
        if !kids.is_empty() {
            element.set("K", kids);
        }
        if let Some(title) = &node.title {
            element.set("T", text(title));
        }
        if let Some(alt) = &node.alt {
            element.set("Alt", text(alt));
        }
        if let Some(attributes) = self.attributes(index, node.role) {
            element.set("A", attributes);
        }
        element
    }

    /// A piece of content: its number alone on the element's own page, with its page elsewhere.
    fn content(&self, (page, number): Piece, home: Option<usize>) -> Object {
        match self.sheets.get(page) {
            Some(&sheet) if home != Some(page) => dictionary([
                ("Type", name("MCR")),
                ("Pg", sheet.into()),
                ("MCID", number.into()),
            ])
            .into(),
            _ => number.into(),
        }
    }

    fn attributes(&self, index: NodeId, role: Role) -> Option<Dictionary> {
        match role {
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
            Role::Figure => self.picture_box(index),
            _ => None,
        }
    }

    /// Where a picture stands on its page (ISO 14289-1 7.3).
    fn picture_box(&self, index: NodeId) -> Option<Dictionary> {
        let sides = self
            .work
            .marks
            .iter()
            .find_map(|marks| marks.pictures.get(&index))?;
        let sides: Vec<Object> = sides.iter().map(|&side| Object::Real(side)).collect();
        Some(dictionary([
            ("O", name("Layout")),
            ("BBox", sides.into()),
            ("Placement", name("Block")),
        ]))
    }

    /// From the numbers on a page back to the elements, page by page.
    fn parents(&self) -> Vec<Object> {
        let nodes = |nodes: &[NodeId]| -> Vec<Object> {
            nodes
                .iter()
                .map(|&node| self.id(node).map_or(Object::Null, Object::from))
                .collect()
        };
        let pages = (0_i64..).zip(&self.work.marks);
        pages
            .flat_map(|(page, marks)| [page.into(), nodes(&marks.nodes).into()])
            .collect()
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
