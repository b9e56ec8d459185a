"""Breaking ties by a declared rule: the order of the options, or a lot anyone can draw again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from recount.methods.settings import Settings
from recount.outcomes import Tie
from recount.profiles import Number, Profile


class Ties:
    """Breaks ties by the setting ``tie`` and keeps what was broken.

    ``order``: the option named earlier in the file is preferred. ``lot``: options are put in order by the SHA-256 of
    seed, a line break and the option's name, least first, so that anyone can draw again; the lot needs a seed.
    ``none``: a tie is left open, and what hangs on it stays empty.
    """

    def __init__(self, profile: Profile, settings: Settings) -> None:
        self.rule = settings["tie"]
        self.broken: list[Tie] = []
        self._place = places(profile, self.rule, settings.get("seed", ""))

    def preferred(self, tied: Iterable[int], at: str) -> int | None:
        """Return the one of ``tied`` that the rule prefers, and note the tie; None where it is left open."""
        return self._one(tied, at, 0)

    def least(self, tied: Iterable[int], at: str) -> int | None:
        """Return the one of ``tied`` that the rule prefers least (to exclude), and note the tie."""
        return self._one(tied, at, -1)

    def _one(self, tied: Iterable[int], at: str, end: int) -> int | None:
        """Return the first (0) or last (-1) of ``tied`` in the order of the rule."""
        options = tuple(sorted(tied))
        if len(options) == 1:
            return options[0]
        if self.rule == "none":
            self.broken.append(Tie(options, at, "nothing"))
            return None
        one = sorted(options, key=self._place.__getitem__)[end]
        self.broken.append(Tie(options, at, self.rule, (one,)))
        return one


def places(profile: Profile, rule: str, seed: str) -> Mapping[int, int]:
    """Return for each option its place in the order that breaks ties, 0 the most preferred."""
    options: Sequence[int] = range(len(profile.options))
    if rule == "lot":
        options = sorted(options, key=lambda option: (drawn(seed, profile.options[option]), option))
    return {option: place for place, option in enumerate(options)}


def drawn(seed: str, name: str) -> str:
    """Return what puts ``name`` in its place in a lot: least first. Source: SHA-256, FIPS 180-4."""
    return hashlib.sha256(f"{seed}\n{name}".encode()).hexdigest()


def best_first(values: Mapping[int, Number]) -> tuple[tuple[int, ...], ...]:
    """Return the options by falling value, those of equal value together."""
    groups: dict[Number, list[int]] = {}
    for option, value in values.items():
        groups.setdefault(value, []).append(option)
    return tuple(tuple(sorted(groups[value])) for value in sorted(groups, reverse=True))


def fill(ranking: Sequence[Sequence[int]], seats: int, ties: Ties) -> tuple[int, ...]:
    """Return who takes ``seats`` from the top of a ranking, in order; ties are broken only where seats hang on them.

    Where all of a tied group fit, they are elected in the order of the file.
    """
    elected: list[int] = []
    for tied in ranking:
        free = seats - len(elected)
        if len(tied) <= free:
            elected += sorted(tied)
            continue
        left = set(tied)
        while free and left:
            one = ties.preferred(left, "seat")
            if one is None:
                break
            elected.append(one)
            left.discard(one)
            free -= 1
        break
    return tuple(elected)
