"""The only way doors and other apps reach ballot boxes."""

from talkoot.ballotboxes.queries.boxes import box_of, get_box, labels, lock_of, mine, page_of
from talkoot.ballotboxes.queries.exporting import export_of
from talkoot.ballotboxes.queries.papers import check_papers, filled_places, find_paper, list_strikes, papers

__all__ = [
    "box_of",
    "check_papers",
    "export_of",
    "filled_places",
    "find_paper",
    "get_box",
    "labels",
    "list_strikes",
    "lock_of",
    "mine",
    "page_of",
    "papers",
]
