"""What a profile has that a format may have no place for, so that nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from recount.profiles import Ballot, Profile

EVERYTHING = frozenset(
    {
        "no_options",
        "title",
        "seats",
        "withdrawn",
        "about",
        "budget",
        "fractions",
        "ranks",
        "points",
        "points_beside_ranks",
        "points_unlike_ranks",
        "equal",
        "approvals",
        "gaps",
        "gaps_past_options",
        "repeated",
        "silent",
    }
)
ABIF_HOLDS = frozenset(
    {
        "no_options",
        "title",
        "seats",
        "fractions",
        "ranks",
        "points",
        "points_beside_ranks",
        "equal",
        "approvals",
        "gaps",
        "gaps_past_options",
    }
)
BLT_HOLDS = frozenset(
    {"title", "seats", "withdrawn", "fractions", "ranks", "equal", "approvals", "gaps", "gaps_past_options"}
)
CSV_HOLDS = frozenset({"fractions", "ranks", "points", "equal", "approvals", "gaps", "silent"})
PABULIB_HOLDS = frozenset({"title", "about", "budget", "ranks", "approvals"})
PEOPLE_HOLDS = frozenset({"about"})
PREFLIB_HOLDS = {
    kind: frozenset({"title", "ranks"} | ({"equal", "approvals"} if kind in ("toi", "toc", "cat") else set()))
    for kind in ("soi", "soc", "toi", "toc", "cat")
}


def features(profile: Profile) -> set[str]:
    """Return what ``profile`` has, by the words of `EVERYTHING`."""
    said = {
        "title": profile.title,
        "seats": profile.seats,
        "withdrawn": profile.withdrawn,
        "about": any(profile.about),
        "budget": profile.budget,
        "fractions": any(not isinstance(weight, int) for weight in profile.ballots.values()),
    }
    found = {word for word, has in said.items() if has}
    size = len(profile.options)
    if not size:
        found.add("no_options")
    for ballot in profile.ballots:
        found.update(_of_ballot(ballot, size))
    if {"ranks", "points"} <= found:
        found.add("points_beside_ranks")
    return found


def lost(profile: Profile, holds: Iterable[str]) -> list[str]:
    """Return what ``profile`` has and a format that ``holds`` other things does not, in a fixed order."""
    return sorted(features(profile).difference(holds))


def _of_ballot(ballot: Ballot, size: int) -> Iterator[str]:
    ranks = ballot.ranks
    ranked = list(chain.from_iterable(ranks))
    if ranked:
        yield "ranks"
    if len(ranked) != len(ranks) or not all(ranks):
        if any(len(rank) > 1 for rank in ranks):
            yield "equal" if len(ranks) > 1 else "approvals"
        if not all(ranks):
            yield "gaps" if len(ranks) <= size else "gaps_past_options"
    if len(set(ranked)) != len(ranked):
        yield "repeated"
    if ballot.scores:
        yield "points"
        if ranked and not {option for option, _points in ballot.scores} <= set(ranked):
            yield "points_unlike_ranks"
    if ballot.silent:
        yield "silent"
