"""Who may vote, read from checked data: conditions that combine, and the lists that outweigh them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from talkoot.eligibility.rules.words import ABSENCES, COMPARISONS, OPENING, How, Test, Voters

type Node = Condition | Group


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing asked of a voter. ``on`` None is the day on which voting opens; what a test does not ask is empty."""

    test: Test
    body: str = ""
    parts: bool = False
    itself: bool = False
    kinds: tuple[str, ...] = ()
    role: str = ""
    days: int = 0
    on: date | None = None
    fact: str = ""
    as_of: date | None = None
    at_least: int | None = None
    at_most: int | None = None
    equals: int | None = None
    list: str = ""

    @property
    def is_absence(self) -> bool:
        """Tell whether it is met by those who do *not* stand somewhere."""
        return self.test in ABSENCES

    @property
    def comparison(self) -> str:
        """Return which of `COMPARISONS` a fact is compared by."""
        return next((word for word in COMPARISONS if getattr(self, word) is not None), "")

    @property
    def bound(self) -> int:
        """Return what a fact is compared with."""
        value: int | None = getattr(self, self.comparison) if self.comparison else None
        return value if value is not None else 0

    def day(self, opening: date) -> date:
        """Return the day it asks about when voting opens on ``opening``."""
        return self.on or opening


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions that count together; ``not`` holds one."""

    how: How
    of: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Who may vote: those who meet ``conditions`` or stand on a list of ``include``, and on none of ``exclude``."""

    voters: Voters
    conditions: Node
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    @property
    def leaves(self) -> list[Condition]:
        """Return each different condition once, in the order of the text, then the lists that outweigh them."""
        lists = [on_list(slug) for slug in (*self.include, *self.exclude)]
        return list(dict.fromkeys([*leaves(self.conditions), *lists]))


def on_list(slug: str) -> Condition:
    """Return the condition that somebody stands on a list."""
    return Condition(Test.ON_LIST, list=slug)


def leaves(node: Node) -> Iterator[Condition]:
    """Yield the conditions in ``node`` at any depth, in the order of the text."""
    if isinstance(node, Condition):
        yield node
    else:
        for part in node.of:
            yield from leaves(part)


def read(table: Mapping[str, Any]) -> Eligibility:
    """Return what a checked table says (see `problems`)."""
    return Eligibility(
        voters=Voters(table["voters"]),
        conditions=_node(table["conditions"]),
        include=tuple(table["include"]),
        exclude=tuple(table["exclude"]),
    )


def _node(data: Mapping[str, Any]) -> Node:
    if "is" in data:
        values = {key: _value(key, value) for key, value in data.items() if key != "is"}
        return Condition(Test(data["is"]), **values)
    (key,) = data
    inner = [data[key]] if key == How.NOT else data[key]
    return Group(How(key), tuple(_node(part) for part in inner))


def _value(key: str, value: Any) -> Any:
    if key in {"on", "as_of"}:
        return None if value == OPENING else date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
