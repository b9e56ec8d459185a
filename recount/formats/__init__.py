"""Files of ballots: which formats there are, and reading a file by its ending or by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from recount.formats.abif import read_abif, write_abif
from recount.formats.blt import read_blt, write_blt
from recount.formats.csv_columns import KINDS
from recount.formats.csv_reading import read_csv
from recount.formats.csv_writing import write_csv
from recount.formats.debian import read_debian
from recount.formats.holding import (
    ABIF_HOLDS,
    BLT_HOLDS,
    CSV_HOLDS,
    EVERYTHING,
    PABULIB_HOLDS,
    PEOPLE_HOLDS,
    PREFLIB_HOLDS,
)
from recount.formats.json_ballots import LONGEST_TEXT, read_json, write_json
from recount.formats.lines import LONGEST_LINE, read_lines
from recount.formats.pabulib import read_pabulib, write_pabulib
from recount.formats.people import read_people, write_people
from recount.formats.preflib import PREFLIB, preflib_reader, preflib_writer
from recount.formats.starvote import read_starvote
from recount.profiles import Profile
from recount.reading import Problem, Unusable


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its endings, and how it is read from lines and written as lines (without line breaks).

    ``write`` is None where files are only read. ``holds`` are the things a profile may have that are not lost when it
    is written (`holding.features`). ``longest`` is how many characters a line may have. With ``latin_1`` a file that is
    not UTF-8 is Latin-1.
    """

    endings: tuple[str, ...]
    read: Callable[[Iterable[str]], Profile]
    write: Callable[[Profile], Iterator[str]] | None = None
    holds: frozenset[str] = frozenset()
    longest: int = LONGEST_LINE
    latin_1: bool = False


FORMATS: dict[str, Format] = {
    "blt": Format((".blt",), read_blt, write_blt, BLT_HOLDS),
    "csv": Format((".csv", ".tsv"), read_csv, write_csv, CSV_HOLDS),
    **{f"csv-{kind}": Format((), partial(read_csv, kind=kind)) for kind in KINDS},
    "abif": Format((".abif",), read_abif, write_abif, ABIF_HOLDS),
    **{
        kind: Format((f".{kind}",), preflib_reader(kind), preflib_writer(kind), PREFLIB_HOLDS[kind]) for kind in PREFLIB
    },
    "json": Format((".json",), read_json, write_json, EVERYTHING, longest=LONGEST_TEXT),
    "debian": Format(("_tally.txt",), read_debian, latin_1=True),
    "starvote": Format((".starvote",), read_starvote),
    "pabulib": Format((".pb",), read_pabulib, write_pabulib, PABULIB_HOLDS),
    "people": Format((".people.csv",), read_people, write_people, PEOPLE_HOLDS),
}


def load_profile(path: Path, name: str = "") -> Profile:
    """Return the ballots in a file, read by the format ``name`` or by the file's ending; problems carry its name."""
    form = format_of(path, name)
    try:
        return form.read(read_lines(path, form.latin_1, form.longest))
    except Unusable as unusable:
        raise Unusable(unusable.problems, str(path)) from None
    except OSError as wrong:
        raise Unusable([Problem("unreadable", 1, values={"detail": wrong.strerror or str(wrong)})], str(path)) from None


def format_of(path: Path, name: str = "") -> Format:
    """Return the format called ``name``, or that of a file's ending; one that is not known is `Unusable`."""
    form = FORMATS.get(name) if name else by_ending(path.name)
    if form is None:
        known = ", ".join(FORMATS) if name else ", ".join(e for f in FORMATS.values() for e in f.endings)
        raise Unusable(
            [Problem("unknown_ballot_format", 1, values={"value": name or path.name, "known": known})], str(path)
        )
    return form


def by_ending(name: str) -> Format | None:
    """Return the format whose ending a file name has, the longest where it has several."""
    fitting = [(len(e), form) for form in FORMATS.values() for e in form.endings if name.lower().endswith(e)]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None
