"""The only way doors and other apps reach rulebooks and decisions."""

from talkoot.decisions.queries.ballots import BallotRow, get_chamber, list_ballots, list_reasons
from talkoot.decisions.queries.drawing import Bar, bar_of
from talkoot.decisions.queries.evidence import evidence_of, tallies_csv
from talkoot.decisions.queries.exporting import export_of
from talkoot.decisions.queries.finding import (
    CONVENING,
    Listed,
    bodies_with_decisions,
    get_decision,
    get_for_notice,
    labels,
    list_decisions,
    listed,
    prepared_bodies,
)
from talkoot.decisions.queries.places import MyPlace, RollRow, list_roll, my_places
from talkoot.decisions.queries.readers import Reader, readers_of
from talkoot.decisions.queries.reading import ChamberView, DecisionView, TestView, Turnout, decision_view
from talkoot.decisions.queries.rulebooks import (
    ReadingView,
    RulebookView,
    get_rulebook,
    latest_rulebook,
    list_rulebooks,
    readings_view,
    rulebook_choices,
    rulebook_view,
    starter,
)
from talkoot.decisions.queries.rulebooks import labels as rulebook_labels
from talkoot.decisions.queries.today import AwaitingVote, awaiting_vote, box_of, closing_soon, of_body

__all__ = [
    "CONVENING",
    "AwaitingVote",
    "BallotRow",
    "Bar",
    "ChamberView",
    "DecisionView",
    "Listed",
    "MyPlace",
    "Reader",
    "ReadingView",
    "RollRow",
    "RulebookView",
    "TestView",
    "Turnout",
    "awaiting_vote",
    "bar_of",
    "bodies_with_decisions",
    "box_of",
    "closing_soon",
    "decision_view",
    "evidence_of",
    "export_of",
    "get_chamber",
    "get_decision",
    "get_for_notice",
    "get_rulebook",
    "labels",
    "latest_rulebook",
    "list_ballots",
    "list_decisions",
    "list_reasons",
    "list_roll",
    "list_rulebooks",
    "listed",
    "my_places",
    "of_body",
    "prepared_bodies",
    "readers_of",
    "readings_view",
    "rulebook_choices",
    "rulebook_labels",
    "rulebook_view",
    "starter",
    "tallies_csv",
]
