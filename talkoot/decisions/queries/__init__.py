"""The only way doors and other apps reach decisions."""

from talkoot.decisions.queries.ballots import BallotRow, get_chamber, list_ballots, list_reasons
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
from talkoot.decisions.queries.reading import ChamberView, DecisionView, Turnout, decision_view
from talkoot.decisions.queries.today import AwaitingVote, awaiting_vote, box_of, closing_soon, of_body, under_rulebook

__all__ = [
    "CONVENING",
    "AwaitingVote",
    "BallotRow",
    "ChamberView",
    "DecisionView",
    "Listed",
    "MyPlace",
    "Reader",
    "RollRow",
    "Turnout",
    "awaiting_vote",
    "bodies_with_decisions",
    "box_of",
    "closing_soon",
    "decision_view",
    "evidence_of",
    "export_of",
    "get_chamber",
    "get_decision",
    "get_for_notice",
    "labels",
    "list_ballots",
    "list_decisions",
    "list_reasons",
    "list_roll",
    "listed",
    "my_places",
    "of_body",
    "prepared_bodies",
    "readers_of",
    "tallies_csv",
    "under_rulebook",
]
