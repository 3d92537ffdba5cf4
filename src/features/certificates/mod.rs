//! In bằng, giấy khen: certificates on pre-printed stock. Where each line stands on the stock of an award, printing those of
//! a decision, and two registers: the golden book (sổ vàng), which numbers certificates, and that of the blanks (phôi).

mod act;
pub mod act_pages;
pub mod actions;
mod drawing;
mod entering;
mod form;
mod lines;
pub mod ops;
pub mod pages;
pub mod printing;
pub mod register;
mod register_store;
mod store;
pub mod template_actions;
mod template_form;
mod template_ops;
pub mod template_pages;
mod template_store;
mod template_view;
mod view;
