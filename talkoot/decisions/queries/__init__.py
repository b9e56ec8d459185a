"""The only way doors and other apps reach decisions."""

from talkoot.decisions.queries.ballots import BallotRow, get_chamber, list_ballots, list_reasons
from talkoot.decisions.queries.bundles import bundle_of, salt_of
from talkoot.decisions.queries.conditions import ConditionsView, conditions_view
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
from talkoot.decisions.queries.papers import (
    candidates_of,
    chamber_name,
    misfilled_sentence,
    on_the_paper,
    paper_of_chamber,
)
from talkoot.decisions.queries.places import MyPlace, RollRow, list_roll, my_places
from talkoot.decisions.queries.readers import Reader, readers_of
from talkoot.decisions.queries.reading import ChamberView, DecisionView, Turnout, decision_view
from talkoot.decisions.queries.results import ElectionView, Rounds, election_of, rounds_of
from talkoot.decisions.queries.today import AwaitingVote, awaiting_vote, box_of, closing_soon, of_body, under_rulebook

__all__ = [
    "CONVENING",
    "AwaitingVote",
    "BallotRow",
    "ChamberView",
    "ConditionsView",
    "DecisionView",
    "ElectionView",
    "Listed",
    "MyPlace",
    "Reader",
    "RollRow",
    "Rounds",
    "Turnout",
    "awaiting_vote",
    "bodies_with_decisions",
    "box_of",
    "bundle_of",
    "candidates_of",
    "chamber_name",
    "closing_soon",
    "conditions_view",
    "decision_view",
    "election_of",
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
    "misfilled_sentence",
    "my_places",
    "of_body",
    "on_the_paper",
    "paper_of_chamber",
    "prepared_bodies",
    "readers_of",
    "rounds_of",
    "salt_of",
    "tallies_csv",
    "under_rulebook",
]
