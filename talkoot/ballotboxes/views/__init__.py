"""Pages of ballot boxes."""

from talkoot.ballotboxes.views.keeping import hand_in_key, make_key, show_key
from talkoot.ballotboxes.views.reading import box, find_paper

__all__ = ["box", "find_paper", "hand_in_key", "make_key", "show_key"]
