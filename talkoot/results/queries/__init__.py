"""The only way doors and other apps reach results. What writes bundles (`bundles`) is loaded when asked for."""

from talkoot.results.queries.chambers import ChamberResult, results_of
from talkoot.results.queries.elections import ElectionView, Rounds, Winner, election_of, rounds_of
from talkoot.results.queries.evidence import evidence_of, has_record, tallies_csv
from talkoot.results.queries.papers import UnsealedPage, UnsealedRow, find_row, list_unsealed, row_in_box
from talkoot.results.queries.verdicts import Closeness, VerdictView, closeness_of, verdict_view

__all__ = [
    "ChamberResult",
    "Closeness",
    "ElectionView",
    "Rounds",
    "UnsealedPage",
    "UnsealedRow",
    "VerdictView",
    "Winner",
    "closeness_of",
    "election_of",
    "evidence_of",
    "find_row",
    "has_record",
    "list_unsealed",
    "results_of",
    "rounds_of",
    "row_in_box",
    "tallies_csv",
    "verdict_view",
]
