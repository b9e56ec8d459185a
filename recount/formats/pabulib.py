"""Pabulib, the format of participatory budgets: projects with their cost, votes, and the budget.

Three sections, ``META``, ``PROJECTS`` and ``VOTES``, each with a line of column names and then values between ``;``.
Source: D. Stolicki, S. Szufa and N. Talmon, "Pabulib: A Participatory Budgeting Library" (2020), arXiv:2012.06539.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from recount.formats.gathering import read_number, together
from recount.formats.naming import checked_names, fail
from recount.outcomes import exact
from recount.profiles import Ballot, Number, Profile

SECTIONS = ("META", "PROJECTS", "VOTES")
# Ballots that give points to projects; of others the options are ranked in the order named, or equal (approval).
WITH_POINTS = frozenset({"cumulative", "scoring"})

type Row = tuple[int, Mapping[str, str]]


def read_pabulib(lines: Iterable[str]) -> Profile:
    """Return the projects and votes in the lines of a Pabulib file; projects go by their ``project_id``."""
    reading = _Reading()
    for section, line, row in _rows(lines):
        if section == "META":
            reading.meta[row.get("key", "").strip()] = (line, row.get("value", "").strip())
        elif section == "PROJECTS":
            reading.projects.append((line, row))
        else:
            reading.vote(line, row)
    return reading.profile()


def write_pabulib(profile: Profile) -> Iterator[str]:
    """Yield the lines of a Pabulib file with ``profile``: a vote for each ballot, so weights must be whole."""
    kind = "approval" if all(len(ballot.ranks) <= 1 for ballot in profile.ballots) else "ordinal"
    about = profile.about or ({},) * len(profile.options)
    columns = list(dict.fromkeys(["project_id", "cost", *chain.from_iterable(about)]))
    yield from ("META", "key;value", _line(["description", profile.title]))
    yield from (f"num_projects;{len(profile.options)}", f"num_votes;{exact(profile.weight)}")
    yield from (f"budget;{exact(profile.budget)}", f"vote_type;{kind}", "PROJECTS", _line(columns))
    for name, said in zip(profile.options, about, strict=True):
        yield _line([{**said, "project_id": name}.get(column, "") for column in columns])
    yield from ("VOTES", "voter_id;vote")
    voter = 0
    for ballot, weight in profile.ballots.items():
        if not isinstance(weight, int):
            fail("weights_not_whole", 1, value=exact(weight))
        chosen = ",".join(profile.options[option] for rank in ballot.ranks for option in rank)
        for _ in range(weight):
            voter += 1
            yield _line([str(voter), chosen])


@dataclass(slots=True)
class _Reading:
    """What has been read: ``meta`` with its lines, the rows of projects, and each vote as it is written."""

    meta: dict[str, tuple[int, str]] = field(default_factory=dict)
    projects: list[Row] = field(default_factory=list)
    votes: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)

    def vote(self, line: int, row: Mapping[str, str]) -> None:
        """Take one vote: a text seen before is only counted."""
        if "vote" not in row:
            fail("missing", line, key="vote")
        key = (row["vote"].strip(), row.get("points", "").strip())
        first, often = self.votes.get(key, (line, 0))
        self.votes[key] = (first, often + 1)

    def profile(self) -> Profile:
        """Return what was read once all of it is known."""
        names = checked_names((line, row.get("project_id", "")) for line, row in self.projects)
        if not names:
            fail("missing", 1, key="project_id")
        places = {name: place for place, name in enumerate(names)}
        kind = self.meta.get("vote_type", (1, "approval"))[1].casefold()
        ballots = together((_ballot(key, kind, places, line), often) for key, (line, often) in self.votes.items())
        budget: Number = 0
        if "budget" in self.meta:
            line, text = self.meta["budget"]
            budget = read_number(text, line, "not_a_budget")
        about = tuple({key: text.strip() for key, text in row.items()} for _, row in self.projects)
        return Profile(names, ballots, title=self.meta.get("description", (1, ""))[1], about=about, budget=budget)


def _rows(lines: Iterable[str]) -> Iterator[tuple[str, int, Mapping[str, str]]]:
    """Yield each row with the name of its section, its line and its values by column."""
    section, columns = "", list[str]()
    reader = csv.reader(lines, delimiter=";")
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if len(row) == 1 and row[0].strip().upper() in SECTIONS:
                section, columns = row[0].strip().upper(), []
            elif not section:
                fail("no_section", reader.line_num, known=", ".join(SECTIONS))
            elif not columns:
                columns = [cell.strip() for cell in row]
            else:
                yield section, reader.line_num, dict(zip(columns, row, strict=False))
    except csv.Error as wrong:
        fail("not_csv", reader.line_num, detail=str(wrong))


def _ballot(key: tuple[str, str], kind: str, places: Mapping[str, int], line: int) -> Ballot:
    names = [name.strip() for name in key[0].split(",") if name.strip()]
    for name in names:
        if name not in places:
            fail("unknown_project", line, value=name[:80])
    chosen = list(dict.fromkeys(places[name] for name in names))
    if kind in WITH_POINTS and key[1]:
        points = [read_number(text.strip(), line, "not_points") for text in key[1].split(",")]
        if len(points) != len(names):
            fail("points_unlike_vote", line, found=len(points), wanted=len(names))
        given = {places[name]: number for name, number in zip(names, points, strict=True)}
        return Ballot(scores=tuple(sorted(given.items())))
    if kind == "ordinal":
        return Ballot(tuple((option,) for option in chosen))
    return Ballot((tuple(sorted(chosen)),)) if chosen else Ballot()


def _line(cells: Iterable[str]) -> str:
    return ";".join(f'"{cell.replace('"', '""')}"' if {'"', ";"} & set(cell) else cell for cell in cells)
