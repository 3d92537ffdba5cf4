//! The colour of a state's word (UI.md §7). Meaning is never by colour alone: the word is always there.

use crate::domain::dossier::{self, report};
use crate::domain::eligibility::Outcome;
use crate::domain::emulation_cluster as cluster;
use crate::domain::target::Verdict;
use crate::domain::{
    certificate, conference, council_meeting, decision, document, escalation, initiative, initiative_round,
    interim_result, movement, pact, publicity, registration,
};

/// A state with the class of its tag.
pub trait Tagged {
    fn tag(&self) -> &'static str;
}

const NEUTRAL: &str = "";
const INFO: &str = "tag--info";
const WARN: &str = "tag--warn";
const OK: &str = "tag--ok";
const DANGER: &str = "tag--danger";

impl Tagged for registration::State {
    fn tag(&self) -> &'static str {
        match self {
            Self::Draft | Self::Withdrawn | Self::NotAwarded | Self::Rejected => NEUTRAL,
            Self::Filed | Self::UnitReviewed | Self::Returned => WARN,
            Self::Escalated => INFO,
            Self::Accepted | Self::Awarded => OK,
        }
    }
}

impl Tagged for dossier::State {
    fn tag(&self) -> &'static str {
        match self {
            Self::Draft | Self::Withdrawn | Self::Rejected => NEUTRAL,
            Self::Filed | Self::UnitReviewed | Self::Verified | Self::Returned | Self::OnHold => WARN,
            Self::CouncilVoted | Self::Published | Self::Escalated | Self::HigherDecided => INFO,
            Self::Decided | Self::Paid => OK,
            Self::Revoked => DANGER,
        }
    }
}

impl Tagged for certificate::State {
    fn tag(&self) -> &'static str {
        match self {
            Self::Printed => INFO,
            Self::Spoiled => WARN,
            Self::HandedOver => OK,
            Self::Returned => NEUTRAL,
        }
    }
}

impl Tagged for crate::domain::report::State {
    fn tag(&self) -> &'static str {
        match self {
            Self::Draft => WARN,
            Self::Completed => OK,
        }
    }
}

impl Tagged for report::Progress {
    fn tag(&self) -> &'static str {
        match self {
            Self::NotStarted => NEUTRAL,
            Self::Started => WARN,
            Self::Done => OK,
        }
    }
}

impl Tagged for initiative::Answer {
    fn tag(&self) -> &'static str {
        match self {
            Self::Asked => WARN,
            Self::Confirmed => OK,
            Self::Refused => DANGER,
        }
    }
}

impl Tagged for initiative::State {
    fn tag(&self) -> &'static str {
        match self {
            Self::Draft | Self::Withdrawn | Self::Rejected => NEUTRAL,
            Self::Filed | Self::UnitReviewed | Self::Returned => WARN,
            Self::UnderReview => INFO,
            Self::Recognised => OK,
        }
    }
}

impl Tagged for cluster::State {
    fn tag(&self) -> &'static str {
        match self {
            Self::Draft => NEUTRAL,
            Self::Scoring => INFO,
            Self::Revising | Self::Proposed => WARN,
            Self::Concluded => OK,
        }
    }
}

impl Tagged for cluster::SheetState {
    fn tag(&self) -> &'static str {
        match self {
            Self::Draft => NEUTRAL,
            Self::Submitted | Self::Returned => WARN,
            Self::Confirmed => OK,
        }
    }
}

impl Tagged for council_meeting::State {
    fn tag(&self) -> &'static str {
        match self {
            Self::Preparing => WARN,
            Self::Voting | Self::Closed | Self::Counted => INFO,
            Self::Concluded => OK,
        }
    }
}

impl Tagged for initiative_round::State {
    fn tag(&self) -> &'static str {
        match self {
            Self::Open | Self::Scoring | Self::Concluded => INFO,
            Self::Decided => OK,
        }
    }
}

impl Tagged for initiative_round::SheetState {
    fn tag(&self) -> &'static str {
        match self {
            Self::Assigned => WARN,
            Self::Sent => OK,
            Self::Recused => NEUTRAL,
        }
    }
}

impl Tagged for decision::State {
    fn tag(&self) -> &'static str {
        match self {
            Self::Draft => NEUTRAL,
            Self::Corrected => INFO,
            Self::Issued => OK,
            Self::Revoked => DANGER,
        }
    }
}

impl Tagged for interim_result::State {
    fn tag(&self) -> &'static str {
        match self {
            Self::Proposed => WARN,
            Self::Confirmed => OK,
        }
    }
}

impl Tagged for Outcome {
    fn tag(&self) -> &'static str {
        match self {
            Self::Met => OK,
            Self::NotMet => DANGER,
            Self::NeedsJudgement => WARN,
            Self::NotDue => NEUTRAL,
        }
    }
}

impl Tagged for publicity::State {
    fn tag(&self) -> &'static str {
        match self {
            Self::Open => INFO,
            Self::Closed => OK,
        }
    }
}

impl Tagged for publicity::Outcome {
    fn tag(&self) -> &'static str {
        match self {
            Self::Upheld => WARN,
            Self::Dismissed => NEUTRAL,
        }
    }
}

impl Tagged for escalation::State {
    fn tag(&self) -> &'static str {
        match self {
            Self::Draft => NEUTRAL,
            Self::Submitted => INFO,
        }
    }
}

impl Tagged for movement::Standing {
    fn tag(&self) -> &'static str {
        match self {
            Self::Draft | Self::Over | Self::Cancelled => NEUTRAL,
            Self::Ahead => WARN,
            Self::Running => INFO,
        }
    }
}

impl Tagged for pact::State {
    fn tag(&self) -> &'static str {
        match self {
            Self::Draft => NEUTRAL,
            Self::Offered => WARN,
            Self::Signed => OK,
        }
    }
}

impl Tagged for pact::ReportState {
    fn tag(&self) -> &'static str {
        match self {
            Self::Reported | Self::Returned => WARN,
            Self::Confirmed => OK,
        }
    }
}

impl Tagged for Verdict {
    fn tag(&self) -> &'static str {
        match self {
            Self::Reached => OK,
            Self::OnCourse => INFO,
            Self::Behind => DANGER,
            Self::Unreported => NEUTRAL,
        }
    }
}

impl Tagged for document::State {
    fn tag(&self) -> &'static str {
        match self {
            Self::Draft => NEUTRAL,
            Self::Sent => OK,
            Self::Withdrawn => DANGER,
        }
    }
}

impl Tagged for conference::State {
    fn tag(&self) -> &'static str {
        match self {
            Self::Planned => WARN,
            Self::Held => OK,
        }
    }
}

impl Tagged for conference::Timeliness {
    fn tag(&self) -> &'static str {
        match self {
            Self::InTime => OK,
            Self::Late => WARN,
            Self::Overdue => DANGER,
            Self::Ahead => NEUTRAL,
        }
    }
}
