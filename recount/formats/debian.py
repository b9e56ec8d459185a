"""Debian's tally sheets: ``V: 2-13`` is a ballot with a rank for each option, ``-`` where it is unranked.

The options stand above, as ``/  Option 2---->: Name``. Sheets before 2008 are in Latin-1.
Source: the tally sheets that the Debian project publishes with each vote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from recount.formats.gathering import together
from recount.formats.lines import numbered
from recount.formats.naming import MOST_OPTIONS, checked_names, fail
from recount.profiles import Ballot, Profile

OPTION = re.compile(r"[\s/|\\]*+Option\s+(\w)\s*-*+>*+\s*+:\s*(.+)", re.ASCII)
BALLOT = re.compile(r"V:\s+(\S+)")
# Options after the ninth have letters for their ranks.
RANKS = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def read_debian(lines: Iterable[str]) -> Profile:
    """Return the profile in the lines of a tally sheet; the hash behind a ballot is not looked at."""
    names: list[tuple[int, str]] = []
    found: dict[str, int] = {}
    first: dict[str, int] = {}
    for number, line in numbered(lines):
        if ballot := BALLOT.match(line):
            text = ballot[1].upper()
            found[text] = found.get(text, 0) + 1
            first.setdefault(text, number)
        elif option := OPTION.fullmatch(line):
            if option[1].upper() != RANKS[len(names) : len(names) + 1]:
                fail("debian_option", number, value=option[1])
            names.append((number, option[2]))
    if not names:
        fail("debian_no_options", 1)
    options = checked_names(names[:MOST_OPTIONS])
    return Profile(
        options, together((_ballot(text, len(options), first[text]), weight) for text, weight in found.items())
    )


def _ballot(text: str, size: int, line: int) -> Ballot:
    if len(text) != size:
        fail("debian_ballot", line, value=text[:60], options=size)
    groups: dict[int, list[int]] = {}
    for option, sign in enumerate(text):
        if sign != "-":
            rank = RANKS.find(sign)
            if rank < 0:
                fail("debian_ballot", line, value=text[:60], options=size)
            groups.setdefault(rank, []).append(option)
    return Ballot(tuple(tuple(groups.get(rank, ())) for rank in range(max(groups, default=-1) + 1)))
