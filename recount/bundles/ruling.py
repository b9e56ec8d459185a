"""What was cast in each chamber, and what the rulebook says about it: the same count as ``recount count`` makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from recount.counting import CHOICES, Count, Uncountable, Verdict, count
from recount.profiles import Number, Profile, Uncounted
from recount.reading import Problem, Unusable, parse_json
from recount.rulebook import Json, Rulebook, canonical_json
from recount.rulebooks.book import Book, Split, Weights
from recount.rulebooks.counting import Cast, Ruling
from recount.rulebooks.counting import count as count_book
from recount.rulebooks.parsing import read_any
from recount.structure.votes import Tally

type Rules = Rulebook | Book


@dataclass(slots=True)
class Ballots:
    """All that one chamber cast: ``said`` is the weight behind each choice on a question, ``profile`` an election's.

    ``eligible`` and ``recused`` are the weight of the roll and of those on it who may not vote, ``places`` and ``back``
    how many they are; ``left`` are names of those elected who have left since.
    """

    eligible: Number = 0
    recused: Number = 0
    said: Mapping[str, Number] = field(default_factory=lambda: dict.fromkeys(CHOICES, 0))
    profile: Profile | None = None
    runoff: Profile | None = None
    sitting: tuple[Mapping[str, str], ...] = ()
    left: tuple[str, ...] = ()
    places: int = 0
    back: int = 0


def read_rules(text: str) -> Rules:
    """Return the rulebook in a text, of any format that can be counted by."""
    return read_any(text)


def is_question(rules: Rules, key: str) -> bool:
    """Tell whether a chamber answers yes, no or neutral; it elects otherwise."""
    chamber = rules.chamber(key) if isinstance(rules, Book) else None
    return chamber is None or chamber.question is not None


def is_weighed(rules: Rules, key: str) -> bool:
    """Tell whether the votes of a chamber weigh as its roll says."""
    chamber = rules.chamber(key) if isinstance(rules, Book) else None
    return chamber is not None and chamber.weights is Weights.ROLL


def is_split(rules: Rules, key: str) -> bool:
    """Tell whether a voter's weight may be split over the choices of a question."""
    chamber = rules.chamber(key) if isinstance(rules, Book) else None
    return chamber is not None and chamber.split is Split.SPLIT


def may_recuse(rules: Rules) -> bool:
    """Tell whether the rulebook knows what becomes of voters who are recused."""
    return isinstance(rules, Book)


def rule(rules: Rules, ballots: Mapping[str, Ballots], seed: str) -> dict[str, Json]:
    """Return the verdict as plain data; `Unusable` when these ballots cannot be counted by these rules."""
    try:
        verdict: Verdict | Ruling
        if isinstance(rules, Rulebook):
            verdict = count(rules, {key: _count(cast) for key, cast in ballots.items()})
        else:
            verdict = count_book(rules, {key: _cast(cast) for key, cast in ballots.items()}, seed)
    except (Uncountable, Uncounted) as wrong:
        raise Unusable([Problem(wrong.code, 1, values=wrong.values)]) from None
    return parse_json(canonical_json(verdict.data()))


def _count(cast: Ballots) -> Count:
    figures = [cast.eligible, *(cast.said[choice] for choice in CHOICES)]
    return Count(*map(int, figures))


def _cast(cast: Ballots) -> Tally | Cast:
    if cast.profile is None:
        said = cast.said
        return Tally(cast.eligible, said["yes"], said["no"], said["neutral"], cast.recused)
    return Cast(cast.profile, cast.eligible, cast.recused, cast.sitting, cast.runoff, cast.left)
