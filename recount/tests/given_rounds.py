"""Counts that others published round by round: which files there are, and what they say."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from recount.formats import load_profile
from recount.profiles import Ballot, Number, Profile, Rank
from recount.tests.given_ballots import HERE, SHARED

RULE = re.compile(r"(.*?)-(meek-prf|meek|wigm-prf-batch|wigm-prf|wigm|mpls|scotland)-")


def folder(shared: str, here: str) -> Path:
    """Return where a set is: all of it, or the small part of it that is kept here."""
    return SHARED / shared if (SHARED / shared).is_dir() else HERE / here


def securepoll(path: Path) -> tuple[Profile, list[int], dict[str, Any]]:
    """Return the profile of a fixture, the candidates' ids in the order of its options, and what is expected."""
    said, expected = json.loads(path.read_text(encoding="utf-8"))
    ids = [int(each) for each in said["candidates"]]
    ballots: dict[Ballot, Number] = {}
    for vote in said["rankedVotes"].values():
        ranks = tuple((ids.index(int(vote["rank"][place])),) for place in sorted(vote["rank"], key=int))
        ballots[Ballot(ranks)] = ballots.get(Ballot(ranks), 0) + vote["count"]
    return Profile(tuple(said["candidates"].values()), ballots, said["seats"]), ids, expected


class Row(NamedTuple):
    """A line of a table: its round, the quota, and for each candidate the state and the votes."""

    number: str
    quota: Fraction
    states: dict[str, str]
    votes: dict[str, Fraction]


def droop_table(path: Path) -> list[Row]:
    """Return the lines of a table that hold figures."""
    head, *lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    start, width = head.index("1.name"), sum(column.startswith("1.") for column in head)
    rows = []
    for line in lines:
        cells = [line[place : place + width] for place in range(start, len(line) - width + 1, width)]
        if cells:
            states, votes = {cell[0]: cell[1] for cell in cells}, {cell[0]: Fraction(cell[2]) for cell in cells}
            rows.append(Row(line[0], Fraction(line[2]), states, votes))
    return rows


def droop_profile(table: Path) -> Profile:
    """Return the ballots of a table, their options in the order in which Droop prefers them in a tie.

    Droop excludes the first of those tied in the file's order, or in that of ``[tie …]``; here the last is excluded.
    """
    top = table.parents[len(table.parts) - table.parts.index("expected") - 2].parent
    found = RULE.match(table.name)
    assert found
    path = top / "blt" / table.relative_to(top / "expected").parent / f"{found[1]}.blt"
    profile = load_profile(path)
    tie = re.search(r"\[tie ([^\]]*)\]", path.read_text(encoding="utf-8-sig"))
    order = [int(number) - 1 for number in tie[1].split()] if tie else list(range(len(profile.options)))
    return reordered(profile, order[::-1])


def reordered(profile: Profile, order: list[int]) -> Profile:
    """Return a profile with its options in another order, each given by its place in the old one."""
    place = {old: new for new, old in enumerate(order)}
    ballots: dict[Ballot, Number] = {}
    for ballot, weight in profile.ballots.items():
        ranks: tuple[Rank, ...] = tuple(tuple(sorted(place[option] for option in rank)) for rank in ballot.ranks)
        ballots[Ballot(ranks)] = ballots.get(Ballot(ranks), 0) + weight
    options = tuple(profile.options[old] for old in order)
    withdrawn = frozenset(place[option] for option in profile.withdrawn)
    return replace(profile, options=options, ballots=ballots, withdrawn=withdrawn)


def droop_settings(table: Path) -> tuple[str, list[str]]:
    """Return the method and its settings for the rule and arithmetic in a table's name."""
    found = RULE.match(table.name)
    assert found
    rule = found[2]
    if rule == "meek":
        omega = "9" if "-o9-" in table.name else "10"
        return "stv-meek", ["places=18", f"omega={omega}", "batch=on"]
    if rule == "wigm":
        return "stv-wigm", ["places=exact", "value=product", "last=transfer"]
    if rule == "mpls":
        return "stv-minneapolis", ["write_in=Paris"] if table.name.startswith("undeclared") else []
    batch = ["batch=on"] if rule.endswith("batch") else []
    return {"meek-prf": "stv-meek", "scotland": "stv-scottish"}.get(rule, "stv-wigm"), batch


def tables(top: Path) -> list[Path]:
    """Return the tables below a folder of Droop's."""
    return sorted((top / "expected").rglob("*.txt"))
