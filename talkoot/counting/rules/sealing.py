"""Secret chambers: which they are, what is sealed for their boxes, and what a paper out of its seal says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from talkoot.counting.rules.elections import book_of
from talkoot.counting.rules.marks import LARGEST, Choice, Marks, Paper, read_marks, typed


@lru_cache(maxsize=512)
def secret_in(canonical: str) -> tuple[str, ...]:
    """Return the keys of the chambers whose ballots are secret, in the order of the rules."""
    book = book_of(canonical)
    return tuple(chamber.key for chamber in book.chambers if chamber.is_secret) if book else ()


@lru_cache(maxsize=512)
def scrutineers_in(canonical: str) -> tuple[str, str]:
    """Return the short names of the body and of its role whose holders are scrutineers, empty where there is none."""
    book = book_of(canonical)
    told = book.course.scrutineers if book and book.course else None
    return (told.body, told.role) if told else ("", "")


def sealed_choice(choice: Choice) -> dict[str, Any]:
    """Return what is sealed for an answer to a question."""
    return {"choice": choice.value}


def sealed_marks(marks: Marks) -> dict[str, Any]:
    """Return what is sealed for the ballot of an election."""
    return {"marks": [list(mark) for mark in marks]}


def longest(paper: Paper | None, options: Sequence[int]) -> dict[str, Any]:
    """Return a ballot than which none is longer: a box takes all of one size."""
    if paper is None:
        return sealed_choice(Choice.NEUTRAL)
    return sealed_marks(tuple((max(options, default=0), LARGEST) for _option in options))


def read_sealed(ballot: Any, paper: Paper | None, options: Sequence[int]) -> Choice | Marks | None:
    """Return what a paper says; None where it breaks the rules, which makes it a spoiled one.

    ``paper`` is how the chamber's ballots are filled in (None: a question is answered), ``options`` who can be marked.
    A program that is not ours may have sealed anything, so nothing is believed.
    """
    name = "choice" if paper is None else "marks"
    said = ballot.get(name) if isinstance(ballot, dict) and set(ballot) == {name} else None
    if paper is None:
        return Choice(said) if isinstance(said, str) and said in list(Choice) else None
    return _read_marks(said, paper, options) if isinstance(said, list) else None


def _read_marks(said: list[Any], paper: Paper, options: Sequence[int]) -> Marks | None:
    if not all(isinstance(mark, list) and [type(part) for part in mark] == [int, int] for mark in said):
        return None
    marks = tuple((option, number) for option, number in said)
    marked = {option for option, _number in marks}
    if len(marked) < len(marks) or not marked <= set(options):
        return None
    read, wrong = read_marks(paper, typed(paper, marks), options)
    return None if wrong else read
