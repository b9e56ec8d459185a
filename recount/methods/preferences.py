"""Ballots as lists of preferences, by declared rules for equal, skipped and repeated ranks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from recount.methods.settings import Settings
from recount.profiles import Ballot, Number, Profile, Rank, Uncounted

# One preference: an option, or several that are ranked equal and wait for the count to tell them apart.
type Preference = int | tuple[int, ...]
type Preferences = tuple[Preference, ...]
# A ballot, read up to whoever holds it, and its weight: how many say the same, or which part of one it is.
type Paper = tuple[Iterator[Preference], Number]

EQUAL = ("exhaust", "skip", "split", "exhaust-if-several")
RULES: Mapping[str, tuple[str, ...]] = {
    "equal": EQUAL,
    "skipped": ("skip", "exhaust", "exhaust-after-two"),
    "repeated": ("skip", "exhaust"),
}


def equal_first(usual: str, *, without: str = "") -> tuple[str, ...]:
    """Return the values of the setting ``equal``, ``usual`` first, ``without`` one the method does not know."""
    return (usual, *(value for value in EQUAL if value not in {usual, without}))


def preferences(profile: Profile, settings: Settings) -> list[tuple[Preferences, Number]]:
    """Return each distinct list of preferences among the options that stand, with its weight.

    Withdrawn options are taken off a ballot first, so that they leave no gap. Settings, each for the rank where it
    happens: ``equal``: several options of one rank end the ballot (``exhaust``), count for none of them (``skip``),
    share it (``split``), or end it unless only one of them is still counted then (``exhaust-if-several``).
    ``skipped``: a rank left out is passed over, ends the ballot, or ends it when there are two in a row. ``repeated``:
    an option ranked again is passed over or ends the ballot. What comes last, and nothing after it, is no gap.
    """
    listed: list[tuple[Preferences, Number]] = []
    withdrawn = profile.withdrawn
    for ballot, weight in profile.ballots.items():
        ranks = ballot.ranks
        found: Preferences = tuple(chain.from_iterable(ranks))
        is_plain = len(set(found)) == len(found) == len(ranks) and () not in ranks
        if not is_plain or (withdrawn and not withdrawn.isdisjoint(found)):
            found = tuple(_read(ballot, withdrawn, settings))
        listed.append((found, weight))
    return listed


def papers(profile: Profile, settings: Settings) -> Callable[[], Iterable[Paper]]:
    """Return what hands out all ballots, as often as it is called, to rules that pass a ballot on for good.

    Such rules never look back: an option ranked again has been passed already, as one who has withdrawn is. So ballots
    that rank one option after the other need not be read before they are counted, and many are never read to the end.
    """
    ranks = [ballot.ranks for ballot in profile.ballots]
    each = set(chain.from_iterable(ranks))
    if settings["repeated"] == "skip" and all(len(rank) == 1 for rank in each):
        return lambda: zip(map(chain.from_iterable, ranks), profile.ballots.values(), strict=True)
    listed = preferences(profile, settings)
    return lambda: ((iter(found), weight) for found, weight in listed)


def named(profile: Profile, name: str) -> set[int]:
    """Return the option called ``name``, nobody where it is empty; `Uncounted` when there is no such option."""
    if name and name not in profile.options:
        raise Uncounted("no_such_option", key="write_in", value=name)
    return {profile.options.index(name)} if name else set()


def _read(ballot: Ballot, withdrawn: frozenset[int], settings: Settings) -> Iterator[Preference]:
    equal, repeated = settings["equal"], settings["repeated"]
    gap = {"skip": len(ballot.ranks) + 1, "exhaust": 1, "exhaust-after-two": 2}[settings["skipped"]]
    skipped, seen = 0, set[int]()
    for rank in ballot.ranks:
        skipped = 0 if rank else skipped + 1
        several = len(standing := [option for option in rank if option not in withdrawn]) > 1
        if skipped == gap or (several and equal == "exhaust"):
            return
        if several and equal == "skip":
            continue
        if repeated == "exhaust" and not seen.isdisjoint(standing):
            return
        yield from _one(tuple(option for option in standing if option not in seen))
        seen.update(standing)


def _one(rank: Rank) -> Iterator[Preference]:
    if rank:
        yield rank[0] if len(rank) == 1 else rank
