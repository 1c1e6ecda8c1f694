//! What the TOML says (数据).
