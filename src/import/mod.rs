//! Import (导入): the flow run backwards.

mod dense;
mod goal;
mod notice;
mod period;
mod plan;
mod read;
mod role;
mod table;
mod units;
mod write;
