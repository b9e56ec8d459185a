"""When this fact is announced, who is told. The relay makes each happen once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from talkoot.accounts.events import AccountErased, AccountOpened
from talkoot.appeals.events import AppealDecided, AppealMade
from talkoot.ballotboxes import notices as ballotboxes
from talkoot.ballotboxes.events import BoxClosed, BoxEmptied, BoxPrepared
from talkoot.commitments import notices as commitments
from talkoot.commitments.events import (
    CommitmentDueSoon,
    CommitmentMade,
    CommitmentOverdue,
    CommitmentReviewed,
    CommitmentUpdated,
    CommitmentWithdrawn,
    DueDateChanged,
)
from talkoot.consultations import notices as consultations
from talkoot.consultations.events import (
    AskingStopped,
    ConsultationClosed,
    ConsultationOpened,
    DeadlineExtended,
    DeadlineNear,
    InputDisposed,
    PartyInvited,
)
from talkoot.decisions import notices as decisions
from talkoot.decisions import reactions as counts
from talkoot.decisions.events import (
    AnnouncementTakenBack,
    BallotStruck,
    CountSetAside,
    DecisionAnnounced,
    DecisionClosed,
    DecisionCounted,
    DecisionExtended,
    DecisionFinal,
    DecisionOpened,
    DecisionPut,
    DecisionVoided,
    OpeningFailed,
    QuestionAmended,
    QuestionChanged,
    RollAmended,
    RunoffPut,
    ScrutinyEnded,
    StrikeTakenBack,
)
from talkoot.delegations import notices as delegations
from talkoot.delegations import reactions as votes
from talkoot.delegations.events import DelegationDeclined, DelegationMade, DelegationRevoked
from talkoot.directory import reactions as directory
from talkoot.directory.events import (
    BodyMoved,
    BodyStatusChanged,
    ImportApplied,
    MandateEnded,
    MandateGiven,
    PersonForgotten,
    RoleEdited,
)
from talkoot.duties.events import DutyAssigned, DutyConfirmed, DutyEnded, MatterRetired
from talkoot.eligibility import notices as eligibility
from talkoot.eligibility import reactions as voters
from talkoot.eligibility.events import PersonSuspended, SuspensionLifted
from talkoot.kernel.events import Event
from talkoot.notifications import reactions as notifications
from talkoot.objections import notices as objections
from talkoot.objections.events import (
    AppealDismissed,
    AppealUpheld,
    FindingAppealed,
    FoundWithoutReason,
    ObjectionOverridden,
    ObjectionRaised,
    ObjectionWithdrawn,
    ResolutionConfirmed,
    ResolutionDeclined,
    ResolutionProposed,
)
from talkoot.proposals import notices as proposals
from talkoot.proposals import reactions as matters
from talkoot.proposals.events import (
    ChargeTaken,
    ProposalEdited,
    ProposalEnded,
    ProposalLate,
    ProposalReplied,
    ProposalSubmitted,
    ProposalWithdrawn,
    StageEntered,
)
from talkoot.radar import notices as radar
from talkoot.radar import reactions as watch
from talkoot.radar.events import FindingOpened, FindingReturned, HandOverMade, ItemReturned
from talkoot.slates import notices as slates
from talkoot.slates import reactions as candidacies
from talkoot.slates.events import (
    CandidateNominated,
    CandidateStruck,
    ConsentGiven,
    NominationDeclined,
    QuestionAnswered,
    QuestionAsked,
)

# A reaction takes the fact and the time at which it is told: ``def decision_final(event, *, at)``. Notices ask for a
# third thing, the ref of who did it, to leave them out: nobody is told of their own deeds.
Reaction = Callable[..., None]

WIRING: list[tuple[type[Event], list[Callable[..., Any]]]] = [
    (AccountOpened, [directory.account_opened]),
    (
        AccountErased,
        [
            notifications.account_erased,
            directory.account_erased,
            votes.account_erased,
            voters.account_erased,
            matters.account_erased,
        ],
    ),
    (PersonSuspended, [eligibility.person_suspended]),
    (SuspensionLifted, [eligibility.suspension_lifted]),
    (PersonForgotten, [candidacies.person_forgotten]),
    (MandateGiven, [watch.mandate_changed, radar.mandate_given]),
    (MandateEnded, [watch.mandate_changed, watch.mandate_ended]),
    (RoleEdited, [watch.role_edited]),
    (BodyStatusChanged, [watch.body_changed]),
    (BodyMoved, [watch.body_changed]),
    (ImportApplied, [watch.import_applied]),
    (DutyAssigned, [watch.duty_changed]),
    (DutyConfirmed, [watch.duty_changed]),
    (DutyEnded, [watch.duty_changed]),
    (MatterRetired, [watch.matter_retired]),
    (FindingOpened, [radar.finding_opened]),
    (FindingReturned, [radar.finding_returned]),
    (HandOverMade, [radar.hand_over_made]),
    (ItemReturned, [radar.item_returned]),
    (CandidateNominated, [slates.candidate_nominated]),
    (ConsentGiven, [slates.consent_given]),
    (NominationDeclined, [slates.nomination_declined]),
    (QuestionAsked, [slates.question_asked]),
    (QuestionAnswered, [slates.question_answered]),
    (CandidateStruck, [slates.candidate_struck]),
    (ObjectionRaised, [objections.objection_raised]),
    (ResolutionProposed, [objections.resolution_proposed]),
    (ResolutionConfirmed, [objections.resolution_confirmed]),
    (ResolutionDeclined, [objections.resolution_declined]),
    (ObjectionWithdrawn, [objections.objection_withdrawn]),
    (ObjectionOverridden, [objections.objection_overridden]),
    (FoundWithoutReason, [objections.found_without_reason]),
    (FindingAppealed, [objections.finding_appealed]),
    (AppealUpheld, [objections.appeal_upheld]),
    (AppealDismissed, [objections.appeal_dismissed]),
    (ConsultationOpened, [consultations.consultation_opened]),
    (PartyInvited, [consultations.party_invited]),
    (DeadlineNear, [consultations.deadline_near]),
    (DeadlineExtended, [consultations.deadline_extended, matters.deadline_extended]),
    (AskingStopped, [consultations.asking_stopped]),
    (InputDisposed, [consultations.input_disposed]),
    (ConsultationClosed, [matters.consultation_closed, proposals.consultation_closed]),
    (DecisionPut, [decisions.decision_put]),
    (RunoffPut, [decisions.runoff_put]),
    (DecisionAnnounced, [matters.decision_announced, decisions.decision_announced]),
    (AnnouncementTakenBack, [matters.announcement_taken_back, decisions.announcement_taken_back]),
    (OpeningFailed, [decisions.opening_failed]),
    (DecisionOpened, [matters.decision_opened, decisions.decision_opened]),
    (QuestionChanged, [decisions.question_changed]),
    (BoxPrepared, [ballotboxes.box_prepared]),
    (BoxClosed, [ballotboxes.box_closed]),
    (DecisionClosed, [counts.decision_closed, decisions.decision_closed]),
    (BoxEmptied, [counts.box_emptied]),
    (BallotStruck, [decisions.ballot_struck]),
    (StrikeTakenBack, [decisions.strike_taken_back]),
    (ScrutinyEnded, [counts.scrutiny_ended]),
    (DecisionCounted, [decisions.decision_counted]),
    (DecisionExtended, [matters.decision_extended, decisions.decision_extended]),
    (CountSetAside, [decisions.count_set_aside]),
    (AppealMade, [decisions.appeal_made]),
    (RollAmended, [decisions.roll_amended]),
    (AppealDecided, [decisions.appeal_decided]),
    (QuestionAmended, [decisions.question_amended]),
    (DecisionFinal, [matters.decision_final, counts.decision_final, decisions.decision_final]),
    (DecisionVoided, [decisions.decision_voided]),
    (DelegationMade, [delegations.delegation_made]),
    (DelegationRevoked, [delegations.delegation_revoked]),
    (DelegationDeclined, [delegations.delegation_declined]),
    (CommitmentMade, [matters.commitment_made]),
    (CommitmentDueSoon, [commitments.commitment_due_soon]),
    (CommitmentOverdue, [commitments.commitment_overdue]),
    (CommitmentUpdated, [matters.commitment_moved, commitments.commitment_updated]),
    (DueDateChanged, [matters.commitment_moved]),
    (CommitmentReviewed, [matters.commitment_moved, commitments.commitment_reviewed]),
    (CommitmentWithdrawn, [matters.commitment_moved]),
    (ProposalSubmitted, [proposals.proposal_submitted]),
    (ChargeTaken, [proposals.charge_taken]),
    (ProposalEdited, [proposals.proposal_edited]),
    (ProposalReplied, [proposals.proposal_replied]),
    (StageEntered, [proposals.stage_entered]),
    (ProposalEnded, [proposals.proposal_ended]),
    (ProposalWithdrawn, [proposals.proposal_withdrawn]),
    (ProposalLate, [proposals.proposal_late]),
]
