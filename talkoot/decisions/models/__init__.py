"""Schema of decisions."""

from talkoot.decisions.models.decisions import Chamber, Decision
from talkoot.decisions.models.rolls import Ballot, FormerCount, Recusal, RollEntry, Strike, Tally
from talkoot.decisions.models.texts import QuestionText
from talkoot.decisions.models.weights import SaidWeight, Weighing

__all__ = [
    "Ballot",
    "Chamber",
    "Decision",
    "FormerCount",
    "QuestionText",
    "Recusal",
    "RollEntry",
    "SaidWeight",
    "Strike",
    "Tally",
    "Weighing",
]
