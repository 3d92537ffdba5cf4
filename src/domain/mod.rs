//! The words and rules of the field: pure, without database, web or clock.
