"""What a voter writes on a ballot with several options, read as the rulebook says, and as `recount` counts it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from recount.profiles import Ballot, Rank


class Choice(StrEnum):
    """What a ballot says."""

    YES = "yes"
    NO = "no"
    NEUTRAL = "neutral"


class Filling(StrEnum):
    """How a ballot with several options is filled in."""

    RANKS = "ranks"  # numbers from 1, the most preferred
    POINTS = "points"  # from 0 to the most a ballot may give
    APPROVALS = "approvals"  # any number of marks
    STANCES = "stances"  # support, neutral or oppose, for each
    ONE = "one"  # one mark
    POSITION = "position"  # agree, concern, stand aside or objection, of a proposal
    NOTHING = "nothing"  # nobody votes: the lot decides


STANCES = {"support": 1, "neutral": 0, "oppose": -1}
POINTS = frozenset({"score", "star", "allocated-score", "sequentially-spent-score", "reweighted-range"})
APPROVALS = frozenset(
    {"approval", "equal-shares", "phragmen", "seqpav", "sav", "greedy", "equal-shares-budget"}
)  # fmt: skip
# Methods that compare options two by two: equal ranks and ranks left out say something to them, whatever the numbers.
PAIRS = frozenset({"schulze", "ranked-pairs", "minimax", "debian", "two-round"})
# Points when the rulebook names no most.
USUAL_TOP = 5
LARGEST = 1_000

# An option's place on the paper, and the number beside it; options that nothing was said of are left out.
type Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """How a chamber's ballots are filled in: ``top`` is the most points, equal and skipped ranks are taken or not."""

    filling: Filling
    top: int = 0
    takes_equal: bool = True
    takes_skipped: bool = True


@dataclass(frozen=True, slots=True)
class Misfilled:
    """What is wrong with a ballot: a code for words, the option it is about (-1: the whole), values to say it with."""

    code: str
    option: int = -1
    values: tuple[tuple[str, int | str], ...] = ()


def paper_of(method: str, settings: Mapping[str, str]) -> Paper:
    """Return how ballots for an election by ``method`` are filled in.

    Ranks that would end a ballot or count for nobody are not taken: who writes them is told, and loses no vote.
    """
    filling = filling_of(method)
    if filling is Filling.POINTS:
        top = settings.get("top", "")
        return Paper(filling, int(top) if top.isdigit() else USUAL_TOP)
    if filling is Filling.RANKS and method not in PAIRS:
        equal, skipped = settings.get("equal", ""), settings.get("skipped", "")
        return Paper(filling, 0, takes_equal=equal == "split", takes_skipped=skipped == "skip")
    return Paper(filling)


def filling_of(method: str) -> Filling:
    """Return what a voter writes where ``method`` counts."""
    if method in POINTS:
        return Filling.POINTS
    if method in APPROVALS:
        return Filling.APPROVALS
    return {
        "yes-no": Filling.STANCES,
        "plurality": Filling.ONE,
        "consent": Filling.POSITION,
        "lot": Filling.NOTHING,
    }.get(method, Filling.RANKS)


def read_marks(paper: Paper, typed: Mapping[int, str], options: Sequence[int]) -> tuple[Marks, tuple[Misfilled, ...]]:
    """Return the marks in what was typed beside ``options``, or everything that is wrong with them.

    Digits of any script are read. Options without a mark are left out; a ballot without any mark is blank, and allowed.
    """
    marks: dict[int, int] = {}
    wrong: list[Misfilled] = []
    for option in options:
        text = typed.get(option, "").strip()
        if not text:
            continue
        number = _number(paper, text)
        if number is None:
            wrong.append(_unreadable(paper, option, len(options)))
        else:
            marks[option] = number
    wrong += _together(paper, marks)
    return tuple(sorted(marks.items())), tuple(wrong)


def typed(paper: Paper, marks: Marks) -> dict[int, str]:
    """Return marks as they are typed, so that a form can show a ballot that is in."""
    if paper.filling is Filling.STANCES:
        words = {number: word for word, number in STANCES.items()}
        return {option: words.get(number, "?") for option, number in marks}
    return {option: str(number) for option, number in marks}


def in_order(paper: Paper, marks: Marks) -> list[tuple[int, str]]:
    """Return each option with what is written beside it, the most preferred first; a tick says nothing more.

    >>> in_order(Paper(Filling.RANKS), ((11, 2), (12, 1)))
    [(12, '1'), (11, '2')]
    """
    written = typed(paper, marks) if paper.filling not in {Filling.APPROVALS, Filling.ONE} else {}
    best_last = paper.filling in {Filling.POINTS, Filling.STANCES}
    ordered = sorted(marks, key=lambda mark: (-mark[1] if best_last else mark[1], mark[0]))
    return [(option, written.get(option, "")) for option, _number in ordered]


def as_ballot(paper: Paper, marks: Marks, places: Mapping[int, int]) -> Ballot:
    """Return the ballot that `recount` counts; ``places`` has each option's number on recount's list."""
    said = [(places[option], number) for option, number in marks if option in places]
    if paper.filling in {Filling.POINTS, Filling.STANCES}:
        return Ballot(scores=tuple(sorted(said)))
    if paper.filling is not Filling.RANKS:
        chosen: Rank = tuple(sorted(option for option, number in said if number))
        return Ballot(ranks=(chosen,) if chosen else ())
    last = max((number for _option, number in said), default=0)
    ranks = (tuple(sorted(option for option, number in said if number == rank)) for rank in range(1, last + 1))
    return Ballot(ranks=tuple(ranks))


def _number(paper: Paper, text: str) -> int | None:
    if paper.filling is Filling.STANCES:
        return STANCES.get(text)
    digits = [unicodedata.decimal(letter, None) for letter in text]
    if len(digits) > len(str(LARGEST)) or None in digits:
        return None
    number = int("".join(str(digit) for digit in digits))
    least, most = {
        Filling.RANKS: (1, LARGEST),
        Filling.POINTS: (0, paper.top),
    }.get(paper.filling, (1, 1))
    return number if least <= number <= most else None


def _unreadable(paper: Paper, option: int, options: int) -> Misfilled:
    if paper.filling is Filling.RANKS:
        return Misfilled("rank", option, (("most", options),))
    if paper.filling is Filling.POINTS:
        return Misfilled("points", option, (("most", paper.top),))
    return Misfilled("mark", option)


def _together(paper: Paper, marks: Mapping[int, int]) -> Iterator[Misfilled]:
    if paper.filling is Filling.ONE and len(marks) > 1:
        yield Misfilled("several")
    if paper.filling is not Filling.RANKS:
        return
    given = Counter(marks.values())
    if not paper.takes_equal:
        doubled = {number for number, times in given.items() if times > 1}
        yield from (
            Misfilled("equal", option, (("number", number),)) for option, number in marks.items() if number in doubled
        )
    if not paper.takes_skipped and given:
        missing = next((number for number in range(1, max(given)) if number not in given), 0)
        if missing:
            yield Misfilled("skipped", values=(("number", missing),))
