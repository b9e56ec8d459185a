"""Objections of a round of consent: what was objected, what became of it, and by what; held against the ballots."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from recount.bundles.archive import Archive
from recount.bundles.differing import differ
from recount.bundles.rolls import cell
from recount.bundles.ruling import Ballots, Rules
from recount.bundles.strikes import CODE
from recount.methods.consent import OBJECTION, OVERRIDDEN, SETTLED, override_share, position_of
from recount.outcomes import exact
from recount.profiles import Number, Profile
from recount.rulebooks.book import Book

OBJECTIONS = "objections.csv"
COLUMNS = ("chamber", "ballot", "became", "objection", "reason", "had", "of")
# Since those who stand back are none of the others, an override says how many they are; before that, they were counted.
WEIGHED = (*COLUMNS, "recused")
KINDS = (OBJECTION, *SETTLED)
# Whoever withdraws an objection need not say why; all else that settles one has words.
UNREASONED = {OBJECTION, "objection-withdrawn", OVERRIDDEN}
MOST = 100_000


@dataclass(frozen=True, slots=True)
class Objection:
    """One objection. ``ballot`` is its code in the ballots of ``chamber``, in evidence the voter's name on the roll.

    ``became`` is one of `KINDS`, ``text`` what was objected, ``reason`` by what it was settled, both on one line. Of an
    overridden one ``had`` of ``of`` others wanted that, and ``recused`` stood back and are none of these: None where
    that was not told.
    """

    chamber: str
    ballot: str
    became: str
    text: str
    reason: str = ""
    had: int = 0
    of: int = 0
    recused: int | None = None


def objection_lines(objections: Iterable[Objection]) -> Iterator[str]:
    """Yield the lines of the file of objections."""
    rows = sorted(objections, key=lambda o: (o.chamber, o.ballot))
    told = [o.recused for o in rows if o.became == OVERRIDDEN]
    columns = WEIGHED if told and None not in told else COLUMNS
    yield ",".join(columns)
    for o in rows:
        numbers = [str(n) if o.became == OVERRIDDEN else "" for n in (o.had, o.of, o.recused)][: len(columns) - 5]
        yield ",".join(map(cell, (o.chamber, o.ballot, o.became, _line(o.text), _line(o.reason), *numbers)))


def read_objections(archive: Archive, chambers: Collection[str]) -> list[Objection]:
    """Return the objections of a bundle, in their order; a bundle without the file has none."""
    if OBJECTIONS not in archive:
        return []
    lines = archive.lines(OBJECTIONS)
    head = next(lines, "")
    columns = next((each for each in (WEIGHED, COLUMNS) if head == ",".join(each)), None)
    if columns is None:
        archive.fail(OBJECTIONS, "objections_header", header=",".join(WEIGHED))
    found: list[Objection] = []
    for number, line in enumerate(lines, 2):
        one = _objection(archive, line, number, columns)
        if one.chamber not in chambers:
            archive.fail(OBJECTIONS, "strike_chamber", number, chamber=one.chamber[:60])
        if found and (one.chamber, one.ballot) <= (found[-1].chamber, found[-1].ballot):
            archive.fail(OBJECTIONS, "not_sorted", number)
        found.append(one)
        if len(found) > MOST:
            archive.fail(OBJECTIONS, "too_many_objections", number, most=MOST)
    return found


def check_objections(
    archive: Archive, objections: Iterable[Objection], rules: Rules, ballots: Mapping[str, Ballots]
) -> None:
    """Hold objections against what the ballots of their chambers say, and overrides against the rulebook.

    Without the file there may be objections that stand, and none that is settled.
    """
    is_told = OBJECTIONS in archive
    told = Counter((one.chamber, one.became) for one in objections)
    for key, cast in ballots.items():
        chamber = rules.chamber(key) if isinstance(rules, Book) else None
        if chamber is None or chamber.election is None or chamber.election.method != "consent" or not cast.profile:
            continue
        for kind, number in _said(cast.profile).items():
            if number != told[key, kind] and (is_told or kind != OBJECTION):
                differ("objections_differ", OBJECTIONS, 1, chamber=key, kind=kind,
                       ballots=exact(number), told=told[key, kind])  # fmt: skip
        share = override_share(chamber.election.settings)
        for number, one in enumerate(objections, 2):
            if one.chamber == key and one.became == OVERRIDDEN:
                _check_override(one, share, number)
                _check_others(one, cast, number)


def _check_others(one: Objection, cast: Ballots, number: int) -> None:
    """Hold the others of an override against the roll: all on it but who objects, and but those who stand back."""
    if one.recused is None or (one.recused == cast.back and one.of == cast.places - cast.back - 1):
        return
    differ("others_differ", OBJECTIONS, number, ballot=one.ballot, of=one.of, said=one.recused,
           places=cast.places, recused=cast.back)  # fmt: skip


def _check_override(one: Objection, share: Fraction | None, number: int) -> None:
    if share is None or not one.of or one.had < share * one.of:
        needed = exact(share) if share is not None else "none"
        differ("override_differs", OBJECTIONS, number, ballot=one.ballot, had=one.had, of=one.of, share=needed)


def _said(profile: Profile) -> dict[str, Number]:
    """Return how many ballots say each kind of objection."""
    said: dict[str, Number] = dict.fromkeys(KINDS, 0)
    for ballot, weight in profile.ballots.items():
        option = next((rank[0] for rank in ballot.ranks if len(rank) == 1), None)
        position = position_of(profile.options[option]) if option is not None else ""
        if position in said:
            said[position] += weight
    return said


def _objection(archive: Archive, line: str, number: int, columns: Sequence[str]) -> Objection:
    try:
        fields = next(csv.reader([line], strict=True), [])
    except csv.Error:
        fields = []
    if len(fields) != len(columns) or line.count('"') % 2:
        archive.fail(OBJECTIONS, "objection_line", number, header=",".join(columns))
    chamber, ballot, became, text, reason, *figures = fields
    numbers = [int(each) for each in figures if each.isascii() and each.isdigit() and len(each) < 13]
    wanted = len(figures) if became == OVERRIDDEN else 0
    if became not in KINDS or not CODE.fullmatch(ballot) or len(numbers) != wanted:
        archive.fail(OBJECTIONS, "objection_line", number, header=",".join(columns))
    if not text.strip() or not (reason.strip() or became in UNREASONED):
        archive.fail(OBJECTIONS, "objection_unreasoned", number, ballot=ballot)
    return Objection(chamber, ballot, became, text, reason, *numbers)


def _line(text: str) -> str:
    return " ".join(text.split())
