"""Ballots as CSV: a column for each option, a row for each distinct ballot, with its weight where that is not 1."""

from __future__ import annotations

from collections.abc import Iterator

from recount.formats.csv_columns import plain
from recount.outcomes import exact
from recount.profiles import Ballot, Profile

QUOTED = (",", ";", "\t", '"')


def write_csv(profile: Profile) -> Iterator[str]:
    """Yield the lines of a CSV file with ``profile``: points where any ballot has them, else the number of each rank.

    A ballot with more ranks than there are options is written without the ranks left out, for its numbers must not be
    higher than that.
    """
    scored = any(ballot.scores for ballot in profile.ballots)
    prefix = "score: " if scored else "" if all(map(plain, profile.options)) else "rank: "
    weighed = any(weight != 1 for weight in profile.ballots.values())
    yield ",".join([*(["weight"] if weighed else []), *(_cell(prefix + name) for name in profile.options)])
    for ballot, weight in profile.ballots.items():
        cells = _points(ballot) if scored else _ranks(ballot, len(profile.options))
        cells |= dict.fromkeys(ballot.silent, "No opinion")
        blank = "" if weighed or len(profile.options) > 1 else "-"
        row = [cells.get(option, blank) for option in range(len(profile.options))]
        yield ",".join([exact(weight), *row] if weighed else row)


def _points(ballot: Ballot) -> dict[int, str]:
    return {option: exact(points) for option, points in ballot.scores}


def _ranks(ballot: Ballot, size: int) -> dict[int, str]:
    ranks = ballot.ranks if len(ballot.ranks) <= size else tuple(filter(None, ballot.ranks))
    cells: dict[int, str] = {}
    for number, rank in enumerate(ranks, 1):
        for option in rank:
            cells.setdefault(option, str(number))
    return cells


def _cell(text: str) -> str:
    if any(sign in text for sign in QUOTED) or text.casefold().startswith("sep="):
        return '"' + text.replace('"', '""') + '"'
    return text
