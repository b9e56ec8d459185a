"""The only way doors and other apps reach ballot boxes."""

from talkoot.ballotboxes.queries.boxes import (
    BoxPage,
    box_of,
    boxes_of,
    get_box,
    get_for_notice,
    labels,
    lock_of,
    page_of,
    tasks,
)
from talkoot.ballotboxes.queries.exporting import export_of
from talkoot.ballotboxes.queries.papers import (
    FoundPaper,
    check_papers,
    filled_places,
    find_paper,
    list_strikes,
    papers,
    read_paper,
    struck_in,
    struck_places,
)

__all__ = [
    "BoxPage",
    "FoundPaper",
    "box_of",
    "boxes_of",
    "check_papers",
    "export_of",
    "filled_places",
    "find_paper",
    "get_box",
    "get_for_notice",
    "labels",
    "list_strikes",
    "lock_of",
    "page_of",
    "papers",
    "read_paper",
    "struck_in",
    "struck_places",
    "tasks",
]
