"""Cast vote records of RCTab's test elections, with the rules and the reports that go with them."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from recount.profiles import Ballot, Number, Profile

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WRITE_IN = "Undeclared Write-ins"
# A rank that is marked for several, the record does not say for whom.
OVERVOTE = "overvote"
# RCTab draws from a generator of Java's; this is the order it came to, the most preferred first.
DRAWN = {"tiebreak_seed_test": ["George Gervin", "Mookie Blaylock", "Yinka Dare"]}

type Marks = list[list[str]]


def election(config: Path) -> tuple[Profile, dict[str, Any], list[dict[str, Any]]]:
    """Return the ballots of a case, its rules, and what each round is expected to be."""
    said = json.loads(config.read_text(encoding="utf-8"))
    names = [*DRAWN.get(config.parent.name, [each["name"] for each in said["candidates"]]), WRITE_IN]
    ballots: dict[Ballot, Number] = {}
    for source in said["cvrFileSources"]:
        for marks in _records(config.parent / source["filePath"], source, said):
            ranks = tuple((0, 1) if OVERVOTE in rank else tuple(sorted(map(names.index, rank))) for rank in marks)
            ballots[Ballot(ranks)] = ballots.get(Ballot(ranks), 0) + 1
    withdrawn = frozenset(names.index(each["name"]) for each in said["candidates"] if each["excluded"])
    reports = sorted(config.parent.glob("*_expected_detailed_report.json"))
    rounds = [each for path in reports for each in json.loads(path.read_text(encoding="utf-8"))["results"]]
    return Profile(tuple(names), ballots, int(said["rules"]["numberOfWinners"]), withdrawn), said["rules"], rounds


def settings(rules: dict[str, Any]) -> tuple[str, list[str]]:
    """Return the method and the settings that say what RCTab's rules say."""
    over = {"exhaustImmediately": "exhaust", "alwaysSkipToNextRank": "skip"}
    gaps = {"0": "exhaust", "1": "exhaust-after-two"}
    given = [
        f"equal={over.get(rules['overvoteRule'], 'exhaust-if-several')}",
        f"skipped={gaps.get(rules['maxSkippedRanksAllowed'], 'skip')}",
        f"repeated={'exhaust' if rules['exhaustOnDuplicateCandidate'] else 'skip'}",
        f"batch={'on' if rules['batchElimination'] else 'off'}",
        f"write_in={WRITE_IN}",
    ]
    if rules["winnerElectionMode"] == "multiWinnerAllowMultipleWinnersPerRound":
        quota = "fraction" if rules["nonIntegerWinningThreshold"] else "whole"
        several = ["surpluses=all", "value=fraction", "last=transfer", f"quota={quota}"]
        return "stv-wigm", [*given, *several, f"places={rules['decimalPlacesForVoteArithmetic']}"]
    given += ["threshold=first"] if rules["doesFirstRoundDetermineThreshold"] else []
    return "irv", [*given, *(["stop=two"] if rules["continueUntilTwoCandidatesRemain"] else [])]


def _records(path: Path, source: dict[str, Any], said: dict[str, Any]) -> Iterator[Marks]:
    read = {"ess": _ess, "cdf": _cdf, "clearBallot": _clear_ballot, "genericCsv": _numbered}[source["provider"]]
    most = said["rules"]["maxRankingsAllowed"]
    return read(path, source, 0 if most == "max" else int(most))


def _ess(path: Path, source: dict[str, Any], most: int) -> Iterator[Marks]:
    """A row a ballot, a column a rank."""
    first = int(source["firstVoteColumnIndex"])
    rows = list(_sheet(path))
    last = first + most if most else 1 + max(max(row, default=0) for row in rows)
    for row in rows[int(source["firstVoteRowIndex"]) - 1 :]:
        yield [_mark(row.get(column, ""), source) for column in range(first, last)]


def _mark(cell: str, source: dict[str, Any]) -> list[str]:
    if cell in {"", source.get("skippedRankLabel")}:
        return []
    if cell == source.get("undeclaredWriteInLabel"):
        return [WRITE_IN]
    return cell.split(source["overvoteDelimiter"]) if source.get("overvoteDelimiter") else [cell]


def _cdf(path: Path, source: dict[str, Any], most: int) -> Iterator[Marks]:
    """NIST's common data format, in JSON."""
    said = json.loads(path.read_text(encoding="utf-8"))
    names = {each["@id"]: each["Name"] for election in said["Election"] for each in election["Candidate"]}
    contests = [each for election in said["Election"] for each in election["Contest"]]
    contest = next(each for each in contests if each["Name"] == source["contestId"])
    meant = {each["@id"]: names[each["CandidateIds"][0]] for each in contest["ContestSelection"]}
    for record in said["CVR"]:
        current = next(each for each in record["CVRSnapshot"] if each["@id"] == record["CurrentSnapshotId"])
        chosen = [each for part in current["CVRContest"] for each in part["CVRContestSelection"]]
        marks = [
            (mark["Rank"], meant[each["ContestSelectionId"]])
            for each in chosen
            for mark in each["SelectionPosition"]
            if mark["HasIndication"] == "yes"
        ]
        yield [[name for rank, name in marks if rank == number] for number in range(1, most + 1)]


def _clear_ballot(path: Path, source: dict[str, Any], most: int) -> Iterator[Marks]:
    """A column for each option and rank, 1 where it is marked."""
    with path.open(encoding="utf-8", newline="") as lines:
        head, *rows = csv.reader(lines)
    columns = {place: column.split(":") for place, column in enumerate(head) if column.startswith("Choice_")}
    meant = {place: (int(said[2]), said[4]) for place, said in columns.items() if said[1] == source["contestId"]}
    for row in rows:
        marks = [rank for place, rank in meant.items() if row[place] == "1"]
        yield [[name for rank, name in marks if rank == number] for number in range(1, most + 1)]


def _numbered(path: Path, source: dict[str, Any], most: int) -> Iterator[Marks]:
    """A column for each option, its rank in the cell."""
    with path.open(encoding="utf-8", newline="") as lines:
        head, *rows = csv.reader(lines)
    names = [WRITE_IN if name == source["undeclaredWriteInLabel"] else name for name in head[1:]]
    for row in rows:
        yield [[n for n, cell in zip(names, row[1:], strict=True) if cell == str(rank)] for rank in range(1, most + 1)]


def _sheet(path: Path) -> Iterator[dict[int, str]]:
    """Yield the rows of the first sheet of a workbook, each cell by the number of its column."""
    with zipfile.ZipFile(path) as book:
        shared = ET.parse(book.open("xl/sharedStrings.xml")).getroot()
        texts = ["".join(part.text or "" for part in each.iter(f"{SHEET}t")) for each in shared]
        first = min(name for name in book.namelist() if name.startswith("xl/worksheets/sheet"))
        for row in ET.parse(book.open(first)).getroot().iter(f"{SHEET}row"):
            yield {_column(cell.get("r", "")): _text(cell, texts) for cell in row.iter(f"{SHEET}c")}


def _column(place: str) -> int:
    return _lettered(place.rstrip("0123456789"))


@cache
def _lettered(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _text(cell: ET.Element, texts: list[str]) -> str:
    value = cell.findtext(f"{SHEET}v", "")
    return texts[int(value)].strip() if value and cell.get("t") == "s" else value
