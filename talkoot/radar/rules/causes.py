"""What stands wrong between people and duties: pure rules over values, one cause for one finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations

from talkoot.duties.rules import Held, Letter, find
from talkoot.scopes.rules import World

type Figures = Mapping[str, int | str]


class Kind(StrEnum):
    """What can be found. Rows keep the word alone, so that a kind may be added without changing a table."""

    GAP = "gap"
    OVERLAP = "overlap"
    CONTRADICTION = "contradiction"
    ORPHAN = "orphan"
    OVERDUE = "overdue"
    SINGLE = "single"


class Step(StrEnum):
    """What becomes of a finding. The last three end it."""

    FOUND = "found"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    REASSIGNED = "reassigned"
    MERGED = "merged"
    GONE = "gone"


class ItemState(StrEnum):
    """Where one thing of a hand-over stands."""

    WAITING = "waiting"
    TAKEN_OVER = "taken_over"
    RETURNED = "returned"


class Why(StrEnum):
    """Why nobody is there to do a duty."""

    ENDED = "ended"
    SUSPENDED = "suspended"
    VACANT = "vacant"


ENDINGS = frozenset({Step.REASSIGNED, Step.MERGED, Step.GONE})
# What can be settled by giving the duties to somebody else, and what by ending one of two.
REASSIGNABLE = frozenset({Kind.GAP, Kind.ORPHAN})
MERGEABLE = frozenset({Kind.OVERLAP, Kind.CONTRADICTION})


@dataclass(frozen=True, slots=True)
class Limits:
    """What a site calls too much: duties resting on one person, and days left to find a successor."""

    most_duties: int = 10
    notice_days: int = 60


@dataclass(frozen=True, slots=True)
class Post:
    """A body as the rules see it: what it is part of, and whether it can act."""

    parent_id: int | None
    works: bool
    status: str = ""


type Posts = Mapping[int, Post]


@dataclass(frozen=True, slots=True)
class Claim:
    """A duty with its ``holder`` (a ref), the ``source`` that says so (folded, may be empty), and its review day."""

    held: Held
    holder: str
    source: str = ""
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """A body or a role (``role_id``) of it that holds ``duties`` current duties."""

    body_id: int
    duties: int
    role_id: int | None = None
    is_over: bool = False
    is_held: bool = True


@dataclass(frozen=True, slots=True)
class Term:
    """The only seat of a role, held until a day; ``is_followed``: a successor is appointed."""

    role_id: int
    body_id: int
    until_on: date | None
    is_followed: bool


@dataclass(frozen=True, slots=True)
class Cause:
    """Something wrong. ``key`` is the same as long as it is the same thing; ``body_id`` is who must act.

    It is about one thing: a matter, a role, a body (``holder_id``) or a person. ``duty_id`` and ``other_id`` say where
    in a matter; ``figures`` are what its sentence needs.
    """

    key: str
    kind: Kind
    body_id: int | None
    matter_id: int | None = None
    role_id: int | None = None
    holder_id: int | None = None
    person_id: int | None = None
    duty_id: int | None = None
    other_id: int | None = None
    figures: tuple[tuple[str, int | str], ...] = ()


def lineage(body_id: int, posts: Posts) -> Iterator[int]:
    """Yield the body and what it is part of, nearest first."""
    step: int | None = body_id
    seen: set[int] = set()
    while step is not None and step in posts and step not in seen:
        seen.add(step)
        yield step
        step = posts[step].parent_id


def owner(holding: Iterable[int], posts: Posts, *, above: bool = False) -> int | None:
    """Return who must act: the lowest of the bodies that hold it, else the nearest above that works (subsidiarity).

    ``above`` passes over the bodies themselves: nobody is there to act. Where none works, the lowest is named.
    """
    ranked = sorted(set(holding), key=lambda body: (-sum(1 for _up in lineage(body, posts)), body))
    if not above:
        for body in ranked:
            if body in posts and posts[body].works:
                return body
    for body in ranked:
        for up in list(lineage(body, posts))[1:]:
            if posts[up].works:
                return up
    return ranked[0] if ranked else None


def in_matter(matter_id: int, claims: Sequence[Claim], world: World, posts: Posts, today: date) -> list[Cause]:
    """Return what is wrong in one matter: a gap, overlaps, contradictions, reviews that are due."""
    found = find([claim.held for claim in claims], world)
    by_duty = {claim.held.duty_id: claim for claim in claims}
    causes: list[Cause] = []
    if found.has_gap:
        holding = (claim.held.body_id for claim in claims)
        where = found.gaps[0] if found.gaps else None
        causes.append(
            Cause(f"gap:matter:{matter_id}", Kind.GAP, owner(holding, posts), matter_id=matter_id, duty_id=where)
        )
    apart = {(a.held.duty_id, b.held.duty_id) for a, b in _contradictions(claims)}
    pairs = [(Kind.CONTRADICTION, pair) for pair in sorted(apart)]
    pairs += [(Kind.OVERLAP, pair) for pair in found.overlaps if pair not in apart]
    for kind, (one, other) in pairs:
        bodies = (by_duty[one].held.body_id, by_duty[other].held.body_id)
        causes.append(
            Cause(
                f"{kind}:duty:{one}:{other}", kind, owner(bodies, posts), matter_id=matter_id,
                duty_id=one, other_id=other,
            )
        )  # fmt: skip
    return causes + [_overdue(matter_id, claim, posts) for claim in claims if _is_due(claim, today)]


def _contradictions(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Yield pairs of duties in which different texts make different holders decide the same thing in the same place."""
    deciders = [c for c in claims if c.held.letter is Letter.ACCOUNTABLE and c.source]
    for a, b in combinations(deciders, 2):
        if a.holder != b.holder and a.source != b.source and a.held.facets == b.held.facets:
            yield a, b


def _is_due(claim: Claim, today: date) -> bool:
    return claim.review_on is not None and claim.review_on <= today


def _overdue(matter_id: int, claim: Claim, posts: Posts) -> Cause:
    duty_id, since = claim.held.duty_id, claim.review_on.isoformat() if claim.review_on else ""
    body = owner([claim.held.body_id], posts)
    key, figures = f"overdue:duty:{duty_id}", (("since", since),)
    return Cause(key, Kind.OVERDUE, body, matter_id=matter_id, duty_id=duty_id, figures=figures)


def why_orphaned(holder: Holder, posts: Posts) -> Why | None:
    """Return why nobody is there: the holder has ended, its body is suspended, or nobody has a mandate; None if not."""
    post = posts[holder.body_id]
    if holder.is_over or post.status == "ended":
        return Why.ENDED
    if not post.works:
        return Why.SUSPENDED
    return None if holder.is_held else Why.VACANT


def orphaned(holder: Holder, posts: Posts) -> Cause | None:
    """Return the finding that duties hang on a holder that is gone, or None. Its own body acts where it can."""
    why = why_orphaned(holder, posts)
    if why is None or not holder.duties:
        return None
    figures = (("duties", holder.duties), ("why", why.value))
    if holder.role_id is not None:
        body = owner([holder.body_id], posts)
        return Cause(f"orphan:role:{holder.role_id}", Kind.ORPHAN, body, role_id=holder.role_id, figures=figures)
    body = owner([holder.body_id], posts, above=True)
    return Cause(f"orphan:body:{holder.body_id}", Kind.ORPHAN, body, holder_id=holder.body_id, figures=figures)


def overburdened(person_id: int, loads: Mapping[int, int], posts: Posts, limits: Limits) -> Cause | None:
    """Return the finding that more duties than the limit rest on one person; ``loads`` are duties by body."""
    total = sum(loads.values())
    if total <= limits.most_duties:
        return None
    most = min(loads, key=lambda body: (-loads[body], body))
    figures = (("duties", total), ("most", limits.most_duties))
    return Cause(f"single:person:{person_id}", Kind.SINGLE, owner([most], posts), person_id=person_id, figures=figures)


def unfollowed(term: Term, posts: Posts, today: date, limits: Limits) -> Cause | None:
    """Return the finding that a role's only term ends soon and nobody is appointed to follow."""
    if term.is_followed or term.until_on is None or term.until_on > today + timedelta(days=limits.notice_days):
        return None
    figures = (("until", term.until_on.isoformat()),)
    body = owner([term.body_id], posts)
    return Cause(f"single:role:{term.role_id}", Kind.SINGLE, body, role_id=term.role_id, figures=figures)
