"""Today: what needs a person, what moved in what they follow, what became of what they said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from talkoot.commitments import queries as commitments
from talkoot.commitments.queries import Listed
from talkoot.consultations import queries as consultations
from talkoot.consultations.models import Disposition
from talkoot.consultations.queries import Wanted
from talkoot.decisions import queries as decisions
from talkoot.decisions.queries import AwaitingVote
from talkoot.directory.queries import Hats, Task, hats_of
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.portal.queries.waiting import waiting_for
from talkoot.proposals import queries as proposals
from talkoot.proposals.queries import Moved, Row

# How far back "moved" and "answered" look: who comes once a month misses nothing.
LOOK_BACK = timedelta(days=35)
# Tasks that ask for the person's own word, and what is only to come; all others go with an office.
ASKS = frozenset({"slates.nomination", "objections.resolution", "delegations.made", "delegations.declined"})
TO_COME = "decisions.announced"


@dataclass(frozen=True, slots=True)
class Today:
    """Everything one person's Today shows; each part in the order of its deadlines."""

    hats: Hats
    votes: Sequence[AwaitingVote]
    parties: Sequence[Wanted]
    desks: Sequence[Wanted]
    promises: Sequence[Listed]
    reviews: Sequence[Listed]
    moves: Sequence[Row]
    answers: Sequence[Disposition]
    moved: Sequence[Moved]
    tasks: Sequence[Task]

    @property
    def asks(self) -> Sequence[Task]:
        """Return what asks for the person's own word, or for that of a body they represent."""
        return [task for task in self.tasks if task.what in ASKS]

    @property
    def announced(self) -> Sequence[Task]:
        """Return the votes that were announced and are to open next."""
        return [task for task in self.tasks if task.what == TO_COME]

    @property
    def office(self) -> Sequence[Task]:
        """Return what waits for the person as a steward, a judge or a scrutineer."""
        return [task for task in self.tasks if task.what not in ASKS and task.what != TO_COME]

    @property
    def duties(self) -> int:
        """Return how many things wait for the person in an office they hold."""
        return len(self.desks) + len(self.promises) + len(self.reviews) + len(self.moves) + len(self.office)

    @property
    def has_late(self) -> bool:
        """Tell whether something that waits for the person in an office is past its time."""
        return any(one.is_overdue for one in self.promises) or any(row.is_late for row in self.moves)

    @property
    def is_quiet(self) -> bool:
        """Tell whether nothing needs the person."""
        return not (self.votes or self.parties or self.asks or self.duties)


def today_of(actor: Actor, at: datetime) -> Today:
    """Return what needs ``actor`` at ``at``; seven queries, however much there is.

    What needs no more than a line each is asked of all apps in one of them.

    A matter that waits for an answer, a report or a judgement is moved on after that, so it stands there alone.
    """
    hats = hats_of(actor, at)
    since = at - LOOK_BACK
    asking = consultations.waiting_for(actor, at, hats)
    promises = commitments.waiting_for(actor, at, hats)
    elsewhere = {ref("consultation", one.id) for one in asking.desks}
    elsewhere |= {one.commitment.matter for one in (*promises.due, *promises.reviews)}
    following = proposals.waiting_for(actor, since, at=at, hats=hats, elsewhere=elsewhere)
    return Today(
        hats=hats,
        votes=decisions.awaiting_vote(actor, at, hats=hats),
        parties=asking.asked,
        desks=asking.desks,
        promises=promises.due,
        reviews=promises.reviews,
        moves=following.moves,
        answers=consultations.what_became_of(actor, since),
        moved=following.moved,
        tasks=waiting_for(actor, hats, at),
    )


@dataclass(frozen=True, slots=True)
class Welcome:
    """The movement at work, for somebody who sees it for the first time."""

    proposals: Sequence[Row]
    consultations: Sequence[consultations.Listed]
    promises: Sequence[Listed]


def welcome(viewer: Actor, at: datetime, most: int = 4) -> Welcome:
    """Return the nearest of what is being decided, asked and promised; three queries, and names of languages once."""
    return Welcome(
        proposals.list_proposals(proposals.Filters(), viewer=viewer, at=at, size=most).rows,
        [one for one in consultations.list_consultations(viewer=viewer, at=at) if one.takes_input][:most],
        commitments.list_commitments(viewer=viewer, at=at).rows[:most],
    )
