//! Import (导入): the flow run backwards.

mod read;
