//! Import (导入): the flow run backwards.

mod dense;
mod read;
mod role;
mod table;
