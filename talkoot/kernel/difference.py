"""What changed between two texts, word by word; in scripts without spaces, character by character."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import LCSseq

# Scripts that write no spaces between words; pairs of characters stand for words there.
SPACELESS = re.compile(
    r"[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\U00020000-\U0003FFFF]+"
)
# Words (with joiners inside), runs of space, single other characters.
TOKEN = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u200c\u200d'’\-][^\W_]+)*|\s+|.", re.DOTALL)


class Change(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that was kept, added or removed."""

    change: Change
    text: str


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces that make ``before`` (kept and removed ones) and ``after`` (kept and added ones), in order."""
    old, new = _tokens(before), _tokens(after)
    pieces: list[Piece] = []
    for step in LCSseq.opcodes(old, new):
        removed = "".join(old[step.src_start : step.src_end])
        added = "".join(new[step.dest_start : step.dest_end])
        if step.tag == "equal":
            _put(pieces, Change.KEPT, removed)
        else:
            _put(pieces, Change.REMOVED, removed)
            _put(pieces, Change.ADDED, added)
    return tuple(_smooth(pieces))


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    for token in TOKEN.findall(text):
        tokens += list(token) if SPACELESS.match(token) else [token]
    return tokens


def _put(pieces: list[Piece], change: Change, text: str) -> None:
    if not text:
        return
    if pieces and pieces[-1].change == change:
        text = pieces.pop().text + text
    pieces.append(Piece(change, text))


def _smooth(pieces: list[Piece]) -> list[Piece]:
    """Join changes parted by nothing but a space, so that a rewritten sentence reads as one change."""
    smooth: list[Piece] = []
    run: list[Piece] = []
    for piece in pieces:
        if piece.change != Change.KEPT or (run and piece.text.isspace() and "\n" not in piece.text):
            run.append(piece)
            continue
        smooth += _joined(run)
        smooth.append(piece)
        run = []
    return smooth + _joined(run)


def _joined(run: list[Piece]) -> list[Piece]:
    """Return a run of changes as one removal and one addition; as it is when it only adds or only removes."""
    end = len(run) - 1 if run and run[-1].change == Change.KEPT else len(run)
    inner, rest = run[:end], run[end:]
    if not {Change.ADDED, Change.REMOVED} <= {piece.change for piece in inner}:
        return run
    removed = "".join(piece.text for piece in inner if piece.change != Change.ADDED)
    added = "".join(piece.text for piece in inner if piece.change != Change.REMOVED)
    return [Piece(Change.REMOVED, removed), Piece(Change.ADDED, added), *rest]
