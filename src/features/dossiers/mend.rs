//! What a return asks to mend: the award, a section of the report, or a paper.

use crate::domain::dossier::paper::Paper;
use crate::domain::dossier::report::Section;
use crate::domain::ids::DossierId;
use crate::domain::subject::SubjectKind;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mend {
    Award,
    Section(Section),
    Paper(Paper),
}

impl Mend {
    const AWARD: &'static str = "award_code";

    /// Sections and papers have no code in common.
    pub fn from_code(code: &str) -> Option<Self> {
        if code == Self::AWARD {
            return Some(Self::Award);
        }
        Section::from_code(code).map(Self::Section).or_else(|| Paper::from_code(code).map(Self::Paper))
    }

    pub const fn code(self) -> &'static str {
        match self {
            Self::Award => Self::AWARD,
            Self::Section(section) => section.code(),
            Self::Paper(paper) => paper.code(),
        }
    }

    pub const fn word(self) -> &'static str {
        match self {
            Self::Award => "Danh hiệu, hình thức đề nghị",
            Self::Section(section) => section.word(),
            Self::Paper(paper) => paper.word(),
        }
    }

    /// Where it is mended.
    pub fn address(self, id: DossierId) -> String {
        match self {
            Self::Award => format!("/dossiers/{id}/edit"),
            Self::Section(section) => format!("/dossiers/{id}/report/{}", section.code()),
            Self::Paper(_) => format!("/dossiers/{id}#giay-to"),
        }
    }

    /// Everything that can be asked for in a dossier of a kind of subject with these papers.
    pub fn all(kind: SubjectKind, papers: &[Paper]) -> Vec<Self> {
        let sections = Section::of(kind).iter().copied().map(Self::Section);
        let papers = papers.iter().copied().filter(|paper| !paper.is_made_here()).map(Self::Paper);
        [Self::Award].into_iter().chain(sections).chain(papers).chain([Self::Paper(Paper::Evidence)]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_back() {
        for mend in Mend::all(SubjectKind::Unit, Paper::ALL).into_iter().chain(Mend::all(SubjectKind::Person, &[])) {
            assert_eq!(Mend::from_code(mend.code()), Some(mend));
        }
        assert_eq!(Mend::from_code("state"), None);
    }
}
