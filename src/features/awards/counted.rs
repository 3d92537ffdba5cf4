//! Which awards a number of award progress counts, and for which unit: the pieces of SQL that the numbers and
//! the lists behind them share. The award is `a` in each.

/// The unit an award counts for: the one of its holder on the last day of the year it is for, else the one on
/// the award. A decision comes after the year, when some have gone on to another unit.
pub const UNIT: &str = "COALESCE((SELECT m.unit_id FROM memberships m WHERE m.person_id = a.subject_id \
     AND m.from_date <= a.year || '-12-31' AND (m.to_date IS NULL OR m.to_date >= a.year || '-12-31')), a.unit_id)";

/// Whose holder has not received the lower title (`?`) as well: he counts once.
pub const WITHOUT_LOWER: &str = "NOT EXISTS (SELECT 1 FROM awards l WHERE l.yearly AND l.revoked_on IS NULL \
     AND l.subject_id = a.subject_id AND l.award_code = ? AND l.year = a.year)";
