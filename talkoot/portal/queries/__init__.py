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
from talkoot.portal.queries.search import Found, address_of_number, search
from talkoot.portal.queries.today import Today, Welcome, today_of, welcome

__all__ = [
    "RESOLVERS",
    "Found",
    "Line",
    "Story",
    "Today",
    "Welcome",
    "address_of_number",
    "bodies_called",
    "describe",
    "history_story",
    "persons_called",
    "recent_story",
    "search",
    "today_of",
    "url_of",
    "welcome",
]
