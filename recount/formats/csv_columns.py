"""Which columns of a CSV file are what: options, choices, a weight, or things beside the ballot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recount.formats.gathering import NUMBER
from recount.formats.naming import MOST_OPTIONS, fail

KINDS = ("ranks", "scores", "approval", "support", "choices")
# How a header may say what its column holds, as in "score: Ann".
PREFIXES = {"rank": "ranks", "score": "scores", "approve": "approval", "support": "support"}
PREFIXED = re.compile(rf"({'|'.join(PREFIXES)})\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
WEIGHTS = {"weight", "weights", "count", "counts", "copies", "multiplicity", "quantity"}
CHOICE = re.compile(r"(?:rank|choice|preference|pref)(\d{1,5})|(\d{1,5})(?:st|nd|rd|th)(?:choice|preference|rank)?")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
SINGLE = {"choice", "vote"}
BESIDE = {
    "id",
    "ballot",
    "ballotid",
    "ballotnumber",
    "number",
    "row",
    "rownumber",
    "record",
    "recordid",
    "voter",
    "voterid",
    "voterhash",
    "user",
    "username",
    "userid",
    "respondent",
    "responseid",
    "email",
    "emailaddress",
    "timestamp",
    "time",
    "date",
    "submitted",
    "submittedat",
    "createdat",
    "cvr",
    "cvrid",
    "cvrnumber",
    "castvoterecord",
    "imprintedid",
    "precinct",
    "precinctid",
    "precinctportion",
    "district",
    "districtid",
    "ward",
    "county",
    "batch",
    "batchid",
    "box",
    "boxid",
    "boxposition",
    "tabulator",
    "tabulatorid",
    "tabulatornum",
    "countinggroup",
    "ballotstyle",
    "ballotstyleid",
    "ballottype",
    "party",
    "ip",
    "ipaddress",
    "status",
    "receipt",
    "hash",
    "chamber",
    "comment",
    "comments",
    "note",
    "notes",
    "remarks",
}

# What a cell may say where it is no rank, points or name.
SILENT = {"noopinion", "no opinion", "no-opinion", "no_opinion"}
BLANK = {"", "-", "–", "—"}
APPROVED = {"1", "x", "✓", "✔", "☑", "yes", "y", "true", "t", "approve", "approved", "+"}
NOT_APPROVED = {"0", "no", "n", "false", "f", "☐"} | BLANK
SUPPORT = {
    **dict.fromkeys(("yes", "support", "for", "1", "+1"), 1),
    **dict.fromkeys(("neutral", "abstain", "abstention", "0"), 0),
    **dict.fromkeys(("no", "oppose", "against", "-1"), -1),
}
# Words that only such a ballot has: yes and no alone could be marks of approval.
SUPPORT_ONLY = {"support", "for", "neutral", "abstain", "abstention", "oppose", "against"}


@dataclass(slots=True)
class Columns:
    """``places`` are the columns that are options or choices, ``beside`` those passed over because of their cells."""

    kind: str
    places: list[int]
    names: list[str]
    weight: int = -1
    beside: tuple[int, ...] = ()
    ignored: int = 0


def find_columns(header: Sequence[str], sample: Sequence[Sequence[str]], kind: str, line: int) -> Columns:
    """Return what the columns are. ``kind`` is one of `KINDS`, or empty to be recognised.

    Recognised are: a header with a prefix (``score: Ann``); columns of choices (``rank1``, ``2nd choice``, or one
    called ``choice``); else each column is an option, but for those at either end whose headers, or at the beginning
    whose cells, say that they are something beside it; the first rows say whether cells are ranks or marks. What could
    be points is refused.
    """
    if len(header) > MOST_OPTIONS:
        fail("too_many_options", line, most=MOST_OPTIONS)
    words = [_word(name) for name in header]
    weights = [place for place, word in enumerate(words) if word in WEIGHTS]
    if len(weights) > 1:
        fail("csv_two_weights", line, one=header[weights[0]], other=header[weights[1]])
    weight = weights[0] if weights else -1
    columns = _prefixed(header, kind, line) or _choices(header, words, kind, weight)
    columns = columns or _options(header, words, sample, kind, weight)
    columns.weight = weight
    columns.ignored = len(header) - len(columns.places) - len(weights)
    if not columns.places:
        fail("csv_no_options", line)
    if not columns.kind:
        columns.kind = _kind(columns, sample, line)
    return columns


def plain(name: str) -> bool:
    """Say whether a header with this name alone is read as an option, wherever it stands."""
    word = _word(name)
    return bool(word) and not (
        word in WEIGHTS or word in BESIDE or word in SINGLE or _ordinal(word) or PREFIXED.match(name)
    )


def is_cell(text: str) -> bool:
    """Say whether a cell could be what someone said of an option."""
    word = text.strip().casefold()
    marks = (BLANK, SILENT, APPROVED, NOT_APPROVED, SUPPORT)
    return bool(NUMBER.fullmatch(word)) or any(word in known for known in marks)


def _word(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _ordinal(word: str) -> int:
    found = CHOICE.fullmatch(word)
    if found:
        return int(found[1] or found[2])
    for end in ("choice", "preference", "rank"):
        stem = word.removesuffix(end)
        if stem != word and stem in ORDINALS:
            return ORDINALS.index(stem) + 1
    return 0


def _prefixed(header: Sequence[str], kind: str, line: int) -> Columns | None:
    found = {place: match for place, name in enumerate(header) if (match := PREFIXED.match(name.strip()))}
    kinds = {PREFIXES[match[1].casefold()] for match in found.values()}
    if not found or kind == "choices":
        return None
    if len(kinds) > 1 or (kind and kind not in kinds):
        fail("csv_two_kinds", line)
    return Columns(kinds.pop(), list(found), [match[2] for match in found.values()])


def _choices(header: Sequence[str], words: Sequence[str], kind: str, weight: int) -> Columns | None:
    ranked = sorted((_ordinal(word), place) for place, word in enumerate(words) if _ordinal(word))
    if kind in {"", "choices"}:
        if ranked and (kind or ranked[0][0] == 1):
            return Columns("choices", [place for _rank, place in ranked], [])
        single = [place for place, word in enumerate(words) if word in SINGLE]
        if len(single) == 1:
            return Columns("choices", single, [])
    if kind == "choices":
        places = [place for place, word in enumerate(words) if word not in BESIDE and place != weight]
        return Columns("choices", places, [])
    return None


def _options(
    header: Sequence[str], words: Sequence[str], sample: Sequence[Sequence[str]], kind: str, weight: int
) -> Columns:
    places, beside = list(range(len(header))), []
    for end in (0, -1):
        while places:
            place = places[end]
            apart = end == 0 and _told_apart(sample, place)
            if apart and words[place] not in BESIDE and place != weight:
                beside.append(place)
            elif not (words[place] in BESIDE or place == weight or _empty(header, sample, place)):
                break
            places.pop(end)
    places = [place for place in places if place != weight]
    return Columns(kind, places, [header[place] for place in places], beside=tuple(beside))


def _told_apart(sample: Sequence[Sequence[str]], place: int) -> bool:
    """Say whether the first rows show that a column is no option: each says something there that is said of none."""
    return len(sample) > 1 and not any(is_cell(row[place]) for row in sample)


def _empty(header: Sequence[str], sample: Sequence[Sequence[str]], place: int) -> bool:
    return not header[place].strip() and not any(row[place].strip() for row in sample)


def _kind(columns: Columns, sample: Sequence[Sequence[str]], line: int) -> str:
    cells = {row[place].strip().casefold() for row in sample for place in columns.places} - BLANK - SILENT
    if cells & SUPPORT_ONLY and cells <= SUPPORT.keys():
        return "support"
    numbers = {cell for cell in cells if NUMBER.fullmatch(cell)}
    if cells - numbers and cells <= APPROVED | NOT_APPROVED:
        return "approval"
    if any(not cell.isdigit() or not int(cell) for cell in numbers):
        fail("csv_points_or_marks", line)
    return "ranks"
