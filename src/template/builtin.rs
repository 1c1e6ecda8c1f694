//! The built-in templates (内置模板): the text of `templates/`, so that one file runs anywhere.

/// Name and text of each.
pub(super) const TEMPLATES: &[(&str, &str)] = &[
    ("annexes.xml", include_str!("../../templates/annexes.xml")),
    ("items.xml", include_str!("../../templates/items.xml")),
    ("monthly.xml", include_str!("../../templates/monthly.xml")),
    ("opinions.xml", include_str!("../../templates/opinions.xml")),
    ("plain.xml", include_str!("../../templates/plain.xml")),
    ("quarterly.xml", include_str!("../../templates/quarterly.xml")),
    (
        "parts/behind.xml",
        include_str!("../../templates/parts/behind.xml"),
    ),
    (
        "parts/changes.xml",
        include_str!("../../templates/parts/changes.xml"),
    ),
    (
        "parts/labelled.xml",
        include_str!("../../templates/parts/labelled.xml"),
    ),
    (
        "parts/criticism.xml",
        include_str!("../../templates/parts/criticism.xml"),
    ),
    (
        "parts/praise.xml",
        include_str!("../../templates/parts/praise.xml"),
    ),
    ("parts/next.xml", include_str!("../../templates/parts/next.xml")),
    (
        "parts/opening.xml",
        include_str!("../../templates/parts/opening.xml"),
    ),
    (
        "parts/overview.xml",
        include_str!("../../templates/parts/overview.xml"),
    ),
    ("parts/own.xml", include_str!("../../templates/parts/own.xml")),
    (
        "parts/progress.xml",
        include_str!("../../templates/parts/progress.xml"),
    ),
    (
        "parts/section.xml",
        include_str!("../../templates/parts/section.xml"),
    ),
    ("parts/tally.xml", include_str!("../../templates/parts/tally.xml")),
    ("parts/units.xml", include_str!("../../templates/parts/units.xml")),
];
