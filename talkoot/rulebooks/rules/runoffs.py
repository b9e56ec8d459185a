"""Run-offs on new ballots: the rules of the second vote, as the rules of the first name them beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from recount.reading import Unusable
from recount.rulebooks.book import Again, Book, ElectionRules, Passes, RunOff
from recount.rulebooks.parsing import read_book
from talkoot.rulebooks.rules.written import as_text

NAME_MAX = 200
# What a heading holds in the place of the text it is set before.
PLACE = "%(title)s"


class Underivable(StrEnum):
    """Why no rules of a run-off can be made of a rulebook that names one."""

    CHAMBERS = "chambers"
    BETWEEN = "between"
    RESERVED = "reserved"
    TERMS = "terms"
    BUDGET = "budget"
    METHOD = "method"


@dataclass(frozen=True, slots=True)
class Left:
    """What the first vote leaves to the run-off: so many seats to fill, after so many were elected."""

    seats: int
    elected: int


def asks_again(book: Book) -> bool:
    """Tell whether any chamber asks its voters again when seats stay empty."""
    runoffs = [chamber.election.runoff for chamber in book.chambers if chamber.election]
    return any(runoff is not None and runoff.ballots is Again.NEW for runoff in runoffs)


def underivable(book: Book) -> Underivable | None:
    """Return why no run-off of its own can follow from rules that ask again, None where one can.

    With several chambers the outcome of all rests on the one that asks again. Seats kept for groups, longer terms and
    what is left of a budget are settled among all who are elected, in one count.
    """
    if len(book.chambers) > 1:
        return Underivable.CHAMBERS
    election, runoff = _named(book)
    wrong = {
        Underivable.BETWEEN: runoff.between < 2,
        Underivable.RESERVED: bool(election.limits.reserved),
        Underivable.TERMS: election.terms is not None,
        Underivable.BUDGET: any(said.get("budget", "none") != "none" for said in (election.settings, runoff.settings)),
        Underivable.METHOD: "consent" in {election.method, runoff.method} or not _is_readable(book),
    }
    return next((why for why, is_so in wrong.items() if is_so), None)


def runoff_book(book: Book, left: Left, headings: Mapping[str, str]) -> Book:
    """Return the rules of the run-off that ``book``, of one chamber, names for the seats that are ``left``.

    Chamber, electorate, roll, caps and course stay; method and settings are those of the run-off, which is followed by
    no other. Whoever was elected counts towards the number that can act. ``headings`` have the name of a run-off by
    language, with `PLACE` for the name of what it follows; "" is for every other language.
    """
    election, runoff = _named(book)
    acts_with = max(election.acts_with - left.elected, 0)
    passes = Passes.ONE if election.passes is Passes.ACTS and not acts_with else election.passes
    second = replace(
        election, method=runoff.method, settings=runoff.settings, limits=replace(election.limits, seats=left.seats),
        runoff=None, passes=passes, acts_with=acts_with,
    )  # fmt: skip
    return replace(
        book,
        name=headed(_heading(headings, book.language), book.name),
        names={tag: headed(_heading(headings, tag), name) for tag, name in book.names.items()},
        chambers=(replace(book.chambers[0], election=second),),
    )


def headed(heading: str, text: str, most: int = NAME_MAX) -> str:
    """Return ``text`` in its place in ``heading``, cut where both would be longer than ``most`` characters."""
    room = most - (len(heading) - len(PLACE))
    return heading.replace(PLACE, text if len(text) <= room else f"{text[: room - 1].rstrip()}…")


def as_toml(book: Book) -> str:
    """Return rules as TOML, which reads as the same rules."""
    return "\n".join([*_lines(book.data(), ()), ""])


def _named(book: Book) -> tuple[ElectionRules, RunOff]:
    election = book.chambers[0].election
    if election is None or election.runoff is None:
        raise ValueError("these rules name no run-off")
    return election, election.runoff


def _heading(headings: Mapping[str, str], language: str) -> str:
    return headings.get(language, headings[""])


def _is_readable(book: Book) -> bool:
    """Tell whether the rules of a run-off for one seat, and for all, would be rules."""
    seats = _named(book)[0].limits.seats
    made = [runoff_book(book, Left(left, seats - left), {"": PLACE}) for left in {1, seats}]
    try:
        return all(read_book(each.canonical()).canonical() == each.canonical() for each in made)
    except Unusable:
        return False


def _lines(data: Mapping[str, Any], path: Sequence[str]) -> list[str]:
    """Return a table line by line: plain values first, then the tables in it, each under its path."""
    deep = {"course", "chambers", "election", "settings"} & set(data)
    lines = [f"{_key(key)} = {_value(value)}" for key, value in data.items() if key not in deep]
    for key in (key for key in data if key in deep):
        inside, here = data[key], (*path, key)
        rows, head = (
            (inside, f"[[{'.'.join(here)}]]") if isinstance(inside, list) else ([inside], f"[{'.'.join(here)}]")
        )
        for row in rows:
            lines += ["", head, *_lines(row, here)]
    return lines


def _key(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() and key.isascii() else as_text(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        pairs = ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return as_text(value) if isinstance(value, str) else str(value)
