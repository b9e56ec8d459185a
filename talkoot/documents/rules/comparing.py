"""What became of each clause between two versions, word by word, wherever it went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz.distance import LCSseq

from talkoot.kernel.difference import Change, Piece, difference

# A clause was split off another, or went into it, when most of its words did.
MOST_OF_IT, FEW = 0.6, 20  # a share of its characters; fewer characters say nothing


class Fate(StrEnum):
    """What became of a clause."""

    KEPT = "kept"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Placed:
    """A clause where it stands in one version; ``key`` is its id."""

    key: int
    number: str
    depth: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One clause in both versions. ``split_from`` and ``merged_into`` are numbers, of the old and the new version."""

    fate: Fate
    old: Placed | None
    new: Placed | None
    heading: tuple[Piece, ...]
    text: tuple[Piece, ...]
    is_moved: bool = False
    split_from: str = ""
    merged_into: str = ""

    @property
    def is_same(self) -> bool:
        """Tell whether nothing at all became of the clause."""
        return self.fate is Fate.KEPT and not self.is_moved

    @property
    def before(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        """Return heading and text as the old version has them, with what was taken out marked."""
        return _without(Change.ADDED, self.heading), _without(Change.ADDED, self.text)

    @property
    def after(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        """Return heading and text as the new version has them, with what was put in marked."""
        return _without(Change.REMOVED, self.heading), _without(Change.REMOVED, self.text)


def compare(old: Sequence[Placed], new: Sequence[Placed]) -> list[Row]:
    """Return every clause of either version, in the order of the new one; what was removed stands where it stood."""
    before = {clause.key: clause for clause in old}
    settled = _settled(old, new)
    rows = [_row(before.get(clause.key), clause, is_moved=clause.key not in settled) for clause in new]
    return _with_kin(_with_removed(rows, old, {clause.key for clause in new}))


def _settled(old: Sequence[Placed], new: Sequence[Placed]) -> set[int]:
    """Return the ids of the clauses that kept their place among each other."""
    first = [(clause.key, clause.depth) for clause in old]
    second = [(clause.key, clause.depth) for clause in new]
    kept: set[int] = set()
    for step in LCSseq.opcodes(first, second):
        if step.tag == "equal":
            kept.update(key for key, _depth in first[step.src_start : step.src_end])
    return kept


def _row(old: Placed | None, new: Placed | None, *, is_moved: bool = False) -> Row:
    if old is None or new is None:
        said, change = (new, Change.ADDED) if old is None else (old, Change.REMOVED)
        assert said is not None  # noqa: S101  # one of the two is there
        fate = Fate.ADDED if old is None else Fate.REMOVED
        return Row(fate, old, new, _whole(change, said.heading), _whole(change, said.text))
    if (old.heading, old.text) == (new.heading, new.text):
        return Row(Fate.KEPT, old, new, _whole(Change.KEPT, new.heading), _whole(Change.KEPT, new.text), is_moved)
    heading, text = difference(old.heading, new.heading), difference(old.text, new.text)
    return Row(Fate.CHANGED, old, new, heading, text, is_moved)


def _without(change: Change, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    return tuple(piece for piece in pieces if piece.change != change)


def _whole(change: Change, text: str) -> tuple[Piece, ...]:
    return (Piece(change, text),) if text else ()


def _with_removed(rows: list[Row], old: Sequence[Placed], there: set[int]) -> list[Row]:
    """Put each removed clause after the one it followed."""
    after: dict[int | None, list[Row]] = {}
    last: int | None = None
    for clause in old:
        if clause.key in there:
            last = clause.key
        else:
            after.setdefault(last, []).append(_row(clause, None))
    found = [*after.get(None, [])]
    for row in rows:
        found.append(row)
        if row.old is not None and row.new is not None:
            found += after.get(row.new.key, [])
    return found


def _with_kin(rows: list[Row]) -> list[Row]:
    """Say of what was added where it was split off, and of what was removed where it went."""
    lost = [(row.old.number, _said(row, Change.REMOVED)) for row in rows if row.old and row.fate is not Fate.KEPT]
    won = [(row.new.number, _said(row, Change.ADDED)) for row in rows if row.new and row.fate is not Fate.KEPT]
    return [
        replace(row, split_from=_origin(row.new.text, lost)) if row.fate is Fate.ADDED and row.new
        else replace(row, merged_into=_origin(row.old.text, won)) if row.fate is Fate.REMOVED and row.old
        else row
        for row in rows
    ]  # fmt: skip


def _said(row: Row, change: Change) -> str:
    return " ".join(piece.text for piece in row.text if piece.change == change)


def _origin(text: str, others: Iterable[tuple[str, str]]) -> str:
    """Return the number of the other clause that most of ``text`` is found in, in its order; empty where none is."""
    words = set(text.casefold().split())
    best, found = MOST_OF_IT, ""
    if len(text) < FEW:
        return ""
    for number, other in others:
        if len(words & set(other.casefold().split())) < MOST_OF_IT * len(words):
            continue
        kept = sum(len(piece.text) for piece in difference(other, text) if piece.change == Change.KEPT)
        if kept / len(text) > best:
            best, found = kept / len(text), number
    return found
