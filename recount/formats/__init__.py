"""Files of ballots: which formats there are, and reading a file by its ending or by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from recount.formats.blt import read_blt, write_blt
from recount.formats.lines import read_lines
from recount.formats.pabulib import read_pabulib, write_pabulib
from recount.formats.people import read_people, write_people
from recount.profiles import Profile
from recount.reading import Problem, Unusable


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its endings, and how it is read from lines and written as lines (without line breaks)."""

    endings: tuple[str, ...]
    read: Callable[[Iterable[str]], Profile]
    write: Callable[[Profile], Iterator[str]]


FORMATS: dict[str, Format] = {
    "blt": Format((".blt",), read_blt, write_blt),
    "pabulib": Format((".pb",), read_pabulib, write_pabulib),
    "people": Format((".people.csv",), read_people, write_people),
}


def load_profile(path: Path, name: str = "") -> Profile:
    """Return the ballots in a file, read by the format ``name`` or by the file's ending; problems carry its name."""
    form = FORMATS.get(name) if name else by_ending(path.name)
    if form is None:
        known = ", ".join(FORMATS) if name else ", ".join(e for f in FORMATS.values() for e in f.endings)
        raise Unusable(
            [Problem("unknown_ballot_format", 1, values={"value": name or path.name, "known": known})], str(path)
        )
    try:
        return form.read(read_lines(path))
    except Unusable as unusable:
        raise Unusable(unusable.problems, str(path)) from None
    except OSError as wrong:
        raise Unusable([Problem("unreadable", 1, values={"detail": wrong.strerror or str(wrong)})], str(path)) from None


def by_ending(name: str) -> Format | None:
    """Return the format whose ending a file name has."""
    return next((form for form in FORMATS.values() if name.lower().endswith(form.endings)), None)
