"""One search over everything that has a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from talkoot.directory import queries as directory
from talkoot.directory.queries import FoundBody, FoundPerson
from talkoot.kernel.actors import Actor
from talkoot.kernel.ids import key_of
from talkoot.kernel.refs import ref
from talkoot.portal.queries.refs import url_of
from talkoot.proposals import queries as proposals
from talkoot.proposals.queries import Row

# The letter of a public id, and the kind of ref it stands for.
LETTERS = {"P": "proposal", "C": "consultation", "D": "decision", "K": "commitment"}
MOST = 10


@dataclass(frozen=True, slots=True)
class Found:
    """What has the words: proposals by likeness, bodies and people by name."""

    proposals: Sequence[Row]
    bodies: Sequence[FoundBody]
    people: Sequence[FoundPerson]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing has the words."""
        return not (self.proposals or self.bodies or self.people)


def search(words: str, *, viewer: Actor, at: datetime) -> Found:
    """Return the best of each kind; a constant number of queries."""
    return Found(
        proposals=proposals.search(words, viewer=viewer, at=at),
        bodies=directory.find_bodies(words, viewer=viewer, size=MOST).rows,
        people=directory.find_people(words, viewer=viewer, at=at, size=MOST).rows,
    )


def address_of_number(words: str, *, viewer: Actor) -> str:
    """Return the page of the thing whose short id the words are (``P-142``), or nothing."""
    for letter, kind in LETTERS.items():
        key = key_of(words.strip(), letter)
        if key is not None:
            return url_of(ref(kind, key), viewer=viewer)
    return ""
