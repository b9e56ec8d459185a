"""Who is responsible for what: letters, and what is wrong with how they stand together. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, product

from talkoot.scopes.rules import Facets, World, covers, overlaps


class Letter(StrEnum):
    """What a holder is in a matter, in the order of weight."""

    ACCOUNTABLE = "accountable"
    RESPONSIBLE = "responsible"
    CONSULTED = "consulted"
    INFORMED = "informed"


class Step(StrEnum):
    """What happens to a duty."""

    ASSIGNED = "assigned"
    CONFIRMED = "confirmed"
    ENDED = "ended"


class Issue(StrEnum):
    """What can be wrong with a matter: nobody decides, two decide, a holder is gone or a role vacant."""

    GAP = "gap"
    OVERLAP = "overlap"
    ORPHAN = "orphan"


WEIGHT = {letter: place for place, letter in enumerate(Letter)}


@dataclass(frozen=True, slots=True)
class Held:
    """A duty as the rules see it: its letter, the body that holds it (itself or by a role), and where."""

    duty_id: int
    letter: Letter
    body_id: int
    facets: Facets
    is_vacant: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong with one matter. ``gaps``: duties where nobody decides (empty id tuple: nobody at all)."""

    has_gap: bool = False
    gaps: tuple[int, ...] = ()
    overlaps: tuple[tuple[int, int], ...] = ()
    orphans: tuple[int, ...] = ()

    @property
    def issues(self) -> frozenset[Issue]:
        """Return which kinds of issue there are."""
        found = ((Issue.GAP, self.has_gap), (Issue.OVERLAP, self.overlaps), (Issue.ORPHAN, self.orphans))
        return frozenset(issue for issue, is_there in found if is_there)


def find(duties: Sequence[Held], world: World) -> Findings:
    """Return what is wrong with the current duties of one matter (DOMAIN: overlap, gap, orphan).

    A gap: somewhere one has a duty, nobody is accountable; or nobody is anywhere. An overlap: two bodies are
    accountable for something in common. An orphan: the holder has ended or the role has no holder.
    """
    deciders = [d for d in duties if d.letter is Letter.ACCOUNTABLE]
    gaps = tuple(d.duty_id for d in duties if not _is_decided(d.facets, deciders, world)) if deciders else ()
    return Findings(
        has_gap=bool(gaps) or not deciders,
        gaps=gaps,
        overlaps=tuple(
            (a.duty_id, b.duty_id)
            for a, b in combinations(deciders, 2)
            if a.body_id != b.body_id and overlaps(a.facets, b.facets, world)
        ),
        orphans=tuple(d.duty_id for d in duties if d.is_vacant),
    )


def _is_decided(facets: Facets, deciders: Sequence[Held], world: World) -> bool:
    return all(any(covers(d.facets, point, world) for d in deciders) for point in _points(facets))


def _points(facets: Facets) -> Iterator[Facets]:
    """Several deciders may share a scope among them, so each of its points is asked for alone."""
    topics, territories, languages = (
        [frozenset({x}) for x in facet] or [frozenset()]
        for facet in (facets.topics, facets.territories, facets.languages)
    )
    for topic, territory, language in product(topics, territories, languages):
        yield Facets(topic, territory, language)  # type: ignore[arg-type]  # the generator above forgets which is which


@dataclass(frozen=True, slots=True)
class Nearness:
    """What the order of advice rests on. ``depth`` is how far down the body stands in the movement."""

    specificity: int
    depth: int
    letter: Letter
    name: str


def nearest_first(place: Nearness) -> tuple[int, int, int, str]:
    """Return a sort key: the most specific scope first, then the lowest body (subsidiarity), then by weight and name.

    All bodies asked about are able ones: their scope covers the matter's.
    """
    return -place.specificity, -place.depth, WEIGHT[place.letter], place.name
