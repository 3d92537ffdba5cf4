//! Codes that certainly exist: each stands for its entry in the embedded catalogue, copied as lightly
//! as a number, stored as its text. Reading an unknown one from the database is an error.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Authority, Award, Catalogue, Discipline, Grade, RevenueLine, catalogue};
use crate::domain::text::fold;

/// Makes a code type over the entries of one section, ordered by the named field.
macro_rules! catalogue_codes {
    ($($(#[$meta:meta])* $name:ident = $entry:ident $accessor:ident in $section:ident by $order:ident;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
        #[diesel(sql_type = diesel::sql_types::Text)]
        pub struct $name(&'static $entry);

        impl $name {
            /// Every code, as the catalogue lists them.
            pub fn all() -> impl Iterator<Item = Self> {
                Self::all_of(catalogue())
            }

            /// Every code of a catalogue, the embedded one or one a test made up.
            pub fn all_of(catalogue: &'static Catalogue) -> impl Iterator<Item = Self> {
                catalogue.$section.iter().map(Self)
            }

            pub fn from_code(code: &str) -> Option<Self> {
                static KNOWN: LazyLock<HashMap<&'static str, $name>> =
                    LazyLock::new(|| $name::all().map(|known| (known.code(), known)).collect());
                KNOWN.get(code).copied()
            }

            pub fn code(self) -> &'static str {
                &self.0.code
            }

            /// The entry the code stands for.
            pub const fn $accessor(self) -> &'static $entry {
                self.0
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.code() == other.code()
            }
        }

        impl Eq for $name {}

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.0.$order.cmp(&other.0.$order)
            }
        }

        impl std::hash::Hash for $name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.code().hash(state);
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.code())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl diesel::serialize::ToSql<diesel::sql_types::Text, diesel::sqlite::Sqlite> for $name {
            fn to_sql<'b>(
                &'b self,
                out: &mut diesel::serialize::Output<'b, '_, diesel::sqlite::Sqlite>,
            ) -> diesel::serialize::Result {
                out.set_value(self.code());
                Ok(diesel::serialize::IsNull::No)
            }
        }

        impl diesel::deserialize::FromSql<diesel::sql_types::Text, diesel::sqlite::Sqlite> for $name {
            fn from_sql(
                mut value: <diesel::sqlite::Sqlite as diesel::backend::Backend>::RawValue<'_>,
            ) -> diesel::deserialize::Result<Self> {
                let code = value.read_text();
                Self::from_code(code).ok_or_else(|| format!("the law catalogue has no {} {code}", stringify!($entry)).into())
            }
        }
    )+};
}

catalogue_codes! {
    /// A title or a form of commendation, in the order of the catalogue.
    AwardCode = Award award in awards by position;
    /// Whoever grants awards, from the department upwards.
    AuthorityCode = Authority authority in authorities by position;
    /// A work-quality grade; a greater one is better.
    GradeCode = Grade grade in grades by ordinal;
    /// A form of discipline; a greater one is heavier.
    DisciplineCode = Discipline discipline in disciplines by ordinal;
    /// A line of the revenue report, in printed order.
    RevenueLineCode = RevenueLine line in revenue_lines by order;
}

impl AuthorityCode {
    /// Reads a code or the full name as files write it: any case, "Ủy ban" or "Uỷ ban".
    pub fn from_name_or_code(written: &str) -> Option<Self> {
        let written = fold(written);
        Self::all().find(|known| known.code() == written || fold(&known.authority().name) == written)
    }
}

impl AwardCode {
    /// Who signs the decision that grants it.
    pub fn authority(self) -> AuthorityCode {
        AuthorityCode::from_code(&self.award().authority)
            .expect("a catalogue with an award of an unknown authority is refused when it is read")
    }
}

impl GradeCode {
    pub fn is_best(self) -> bool {
        Self::all().all(|other| other <= self)
    }

    pub fn is_next_to_best(self) -> bool {
        Self::all().filter(|other| *other > self).count() == 1
    }
}
