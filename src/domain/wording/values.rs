//! The data that come into the places of a text.

use std::collections::BTreeMap;

use super::{ROOM, Slot};

/// What comes into the places of one paper.
#[derive(Debug, Clone, Default)]
pub struct Values(BTreeMap<Slot, Value>);

#[derive(Debug, Clone)]
pub(super) struct Value {
    pub text: String,
    pub is_known: bool,
}

impl Values {
    /// An empty text is missing data.
    #[must_use]
    pub fn set(self, slot: Slot, text: impl Into<String>) -> Self {
        let text = text.into();
        self.or(slot, (!text.is_empty()).then_some(text), ROOM)
    }

    /// An empty text is as good as any other.
    #[must_use]
    pub fn may(self, slot: Slot, text: impl Into<String>) -> Self {
        self.or(slot, Some(text.into()), ROOM)
    }

    /// With `room` to write in where it is not known.
    #[must_use]
    pub fn or(mut self, slot: Slot, text: Option<String>, room: &str) -> Self {
        let is_known = text.is_some();
        self.0.insert(slot, Value { text: text.unwrap_or_else(|| room.to_owned()), is_known });
        self
    }

    pub(super) fn get(&self, slot: Slot) -> Option<&Value> {
        self.0.get(&slot)
    }
}
