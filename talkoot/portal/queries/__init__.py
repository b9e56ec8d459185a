"""Reading across domains: what needs a person, what changed, what a ref is called."""

from __future__ import annotations

from talkoot.portal.queries.recent import (
    Line,
    Story,
    bodies_called,
    history_story,
    persons_called,
    recent_story,
)
from talkoot.portal.queries.refs import RESOLVERS, describe, url_of

__all__ = [
    "RESOLVERS",
    "Line",
    "Story",
    "bodies_called",
    "describe",
    "history_story",
    "persons_called",
    "recent_story",
    "url_of",
]
