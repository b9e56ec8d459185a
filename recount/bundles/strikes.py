"""Strikes: ballots that do not count, each with the reason, who struck it, and whether anyone had read it."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from recount.bundles.archive import Archive
from recount.bundles.rolls import cell

STRIKES = "strikes.csv"
COLUMNS = ("chamber", "ballot", "state", "reason", "by", "at")
# Its line is among the ballots and is not counted; or it was struck unread, and is not among them.
PUBLISHED, SEALED = "published", "sealed"
MOST = 100_000
# The code of a ballot: a receipt, a number, or the voter's commitment on the roll.
CODE = re.compile(r"[A-Za-z0-9._:-]{1,100}")


@dataclass(frozen=True, slots=True)
class Strike:
    """One ballot that does not count. ``ballot`` is its code in the ballots of ``chamber``, or when it is sealed any
    text without spaces that names it; ``at`` is a time as text.
    """

    chamber: str
    ballot: str
    reason: str
    by: str = ""
    at: str = ""
    is_sealed: bool = False


def read_strikes(archive: Archive, chambers: Collection[str]) -> list[Strike]:
    """Return the strikes of a bundle, in their order; a bundle without the file has none."""
    if STRIKES not in archive:
        return []
    lines = archive.lines(STRIKES)
    if next(lines, "") != ",".join(COLUMNS):
        archive.fail(STRIKES, "strikes_header", header=",".join(COLUMNS))
    strikes: list[Strike] = []
    last = ("", "")
    for number, line in enumerate(lines, 2):
        strike = _strike(archive, line, number, chambers)
        if (strike.chamber, strike.ballot) == last:
            archive.fail(STRIKES, "strike_twice", number, ballot=strike.ballot)
        if (strike.chamber, strike.ballot) < last:
            archive.fail(STRIKES, "not_sorted", number)
        last = (strike.chamber, strike.ballot)
        strikes.append(strike)
        if len(strikes) > MOST:
            archive.fail(STRIKES, "too_many_strikes", number, most=MOST)
    return strikes


def strike_lines(strikes: Iterable[Strike]) -> Iterator[str]:
    """Yield the lines of the file of strikes."""
    yield ",".join(COLUMNS)
    for s in sorted(strikes, key=lambda s: (s.chamber, s.ballot)):
        yield ",".join(map(cell, (s.chamber, s.ballot, SEALED if s.is_sealed else PUBLISHED, s.reason, s.by, s.at)))


def _strike(archive: Archive, line: str, number: int, chambers: Collection[str]) -> Strike:
    try:
        fields = next(csv.reader([line], strict=True), [])
    except csv.Error:
        fields = []
    if len(fields) != len(COLUMNS) or line.count('"') % 2:
        archive.fail(STRIKES, "strike_line", number, header=",".join(COLUMNS))
    chamber, ballot, state, reason, by, at = fields
    if chamber not in chambers:
        archive.fail(STRIKES, "strike_chamber", number, chamber=chamber[:60])
    if state not in {PUBLISHED, SEALED} or not CODE.fullmatch(ballot):
        archive.fail(STRIKES, "strike_line", number, header=",".join(COLUMNS))
    if not reason.strip():
        archive.fail(STRIKES, "strike_unreasoned", number, ballot=ballot)
    return Strike(chamber, ballot, reason, by, at, state == SEALED)
