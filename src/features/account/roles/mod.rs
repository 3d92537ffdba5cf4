//! Roles are asked for by IT and confirmed by leadership or the secretariat: whoever keeps the accounts gives himself or
//! a friend no rights (SECURITY.md §4). Nobody confirms what he asked for, nor his own. Nor does a request pass through an
//! account into which its asker could have let himself: one that he made, or whose password or second factor he reset, in the
//! last thirty days; nor one that was opened by whoever opened the asker's own account.
//!
//! What this does not stop: two keepers of accounts who act together; one who waits for thirty days without the holder
//! of the account, who cannot log in any more, asking why; one who goes through a third account of IT; and whoever runs commands
//! at the machine. All of it stands in the history, and every reset ends the holder's sessions. Whoever resets an account can
//! also use it until its holder comes for the password; against that there is only the history.

pub mod actions;
pub mod ops;
pub mod pages;
mod store;
mod view;
