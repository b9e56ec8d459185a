"""What a count says: who is elected, in which order, round by round, and where a tie had to be broken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from recount.profiles import Number, Profile
from recount.rulebook import Json


@dataclass(frozen=True, slots=True)
class Tie:
    """Options that the rule could not tell apart, for what, and what decided: ``by`` is a rule, or "nothing"."""

    options: tuple[int, ...]
    at: str
    by: str
    chosen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Round:
    """One step of a count. Totals of options still counted; they, ``exhausted`` and ``lost`` add up to all votes.

    ``quota`` and ``surplus`` are None where the method has none; ``keep`` are the keep factors of those elected;
    ``lost`` is what rounding dropped. ``notes`` are codes for words, with figures.
    """

    number: int
    totals: Mapping[int, Number]
    quota: Number | None = None
    surplus: Number | None = None
    elected: tuple[int, ...] = ()
    excluded: tuple[int, ...] = ()
    exhausted: Number = 0
    lost: Number = 0
    keep: Mapping[int, Number] = field(default_factory=dict)
    notes: tuple[Mapping[str, Json], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one method on one profile, options by number. ``places``: digits shown after the point.

    ``ranking`` puts the best first, those tied together; ``pairwise[a][b]`` is how many prefer ``a`` to ``b``, and
    ``beatpaths[a][b]`` how strong the strongest path of victories from ``a`` to ``b`` is, in methods that ask for it.
    """

    elected: tuple[int, ...]
    ranking: tuple[tuple[int, ...], ...] = ()
    ties: tuple[Tie, ...] = ()
    rounds: tuple[Round, ...] = ()
    pairwise: Sequence[Sequence[Number]] | None = None
    beatpaths: Sequence[Sequence[Number]] | None = None
    tests: tuple[Mapping[str, Json], ...] = ()
    unfilled_seats: int = 0
    # By which method and which settings it came about; put in by `methods.count`.
    method: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)

    def data(self, profile: Profile) -> dict[str, Json]:
        """Return the outcome as plain data, options by their names."""
        return {
            "method": self.method,
            "settings": dict(self.settings),
            "elected": list(profile.named(self.elected)),
            "ranking": [list(profile.named(tied)) for tied in self.ranking],
            "ties": [_tie(tie, profile) for tie in self.ties],
            "rounds": [_round(each, profile) for each in self.rounds],
            "pairwise": _pairwise(self.pairwise, profile),
            **({} if self.beatpaths is None else {"beatpaths": _pairwise(self.beatpaths, profile)}),
            "tests": [dict(test) for test in self.tests],
            "unfilled_seats": self.unfilled_seats,
        }


def exact(number: Number) -> str:
    """Return ``number`` as an exact decimal, or as a fraction where no decimal is exact."""
    if isinstance(number, int):
        return str(number)
    top, bottom = number.numerator, number.denominator
    rest, twos, fives = bottom, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{top}/{bottom}"
    places = max(twos, fives)
    if places == 0:
        return str(top)
    digits = str(abs(top) * 10**places // bottom).rjust(places + 1, "0")
    return f"{'-' if top < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def fixed(units: int, places: int) -> Fraction:
    """Return ``units`` of the last of ``places`` decimal places as a number."""
    return Fraction(units, 10**places)


def _tie(tie: Tie, profile: Profile) -> dict[str, Json]:
    return {
        "options": list(profile.named(tie.options)),
        "at": tie.at,
        "by": tie.by,
        "chosen": list(profile.named(tie.chosen)),
    }


def _round(each: Round, profile: Profile) -> dict[str, Json]:
    names = profile.options
    return {
        "number": each.number,
        "totals": {names[option]: exact(total) for option, total in each.totals.items()},
        "quota": None if each.quota is None else exact(each.quota),
        "surplus": None if each.surplus is None else exact(each.surplus),
        "elected": list(profile.named(each.elected)),
        "excluded": list(profile.named(each.excluded)),
        "exhausted": exact(each.exhausted),
        "lost": exact(each.lost),
        "keep": {names[option]: exact(factor) for option, factor in each.keep.items()},
        "notes": [dict(note) for note in each.notes],
    }


def _pairwise(table: Sequence[Sequence[Number]] | None, profile: Profile) -> Json:
    if table is None:
        return None
    standing = profile.standing
    return {profile.options[a]: {profile.options[b]: exact(table[a][b]) for b in standing if b != a} for a in standing}
