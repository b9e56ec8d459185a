"""What people fill in: ballots, questions, closing times, tallies and reasons."""

from talkoot.decisions.forms.boxes import BoxesForm
from talkoot.decisions.forms.counting import SeedForm, TallyForm
from talkoot.decisions.forms.marking import MarksForm, SealedMarksForm
from talkoot.decisions.forms.putting import AnnouncementForm, DecisionForm, NominationsForm, OpeningForm, QuestionForm
from talkoot.decisions.forms.reasons import ChallengeAnswerForm, ChallengeForm, ReasonForm, RecusalForm
from talkoot.decisions.forms.rehearsing import TurnoutForm
from talkoot.decisions.forms.rounds import AmendmentForm, OverrideForm, PositionForm
from talkoot.decisions.forms.voting import BallotForm, SealedBallotForm
from talkoot.decisions.forms.weighing import WeighedAnswerForm, WeightsForm

__all__ = [
    "AmendmentForm",
    "AnnouncementForm",
    "BallotForm",
    "BoxesForm",
    "ChallengeAnswerForm",
    "ChallengeForm",
    "DecisionForm",
    "MarksForm",
    "NominationsForm",
    "OpeningForm",
    "OverrideForm",
    "PositionForm",
    "QuestionForm",
    "ReasonForm",
    "RecusalForm",
    "SealedBallotForm",
    "SealedMarksForm",
    "SeedForm",
    "TallyForm",
    "TurnoutForm",
    "WeighedAnswerForm",
    "WeightsForm",
]
