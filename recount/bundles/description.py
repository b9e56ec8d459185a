"""What a bundle says of itself, ``bundle.json``: the decision, and for each chamber where its roll and ballots are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from recount.bundles.archive import Archive
from recount.bundles.ballots import FORMS
from recount.formats import FORMATS
from recount.locating import json_lines
from recount.parsing import KEY, MAX_CHAMBERS
from recount.reading import NotExact
from recount.rulebook import Json

BUNDLE = "bundle.json"
FORMAT = 1
OPEN, SECRET, ELSEWHERE = "open", "secret", "elsewhere"
# The word at the head of the codes of CSV ballots.
WORDS = {OPEN: "voter", SECRET: "receipt"}
FIGURES = ("eligible", "yes", "no", "neutral")
KEYS = ("format", "decision", "seed", "chambers", "anchors")
CHAMBER_KEYS = (
    "key",
    "voting",
    "eligible",
    "cast",
    "roll",
    "roll_sha256",
    "ballots",
    "as",
    "sitting",
    "left",
    "runoff",
)
ELSEWHERE_KEYS = ("key", "voting", "tally", "source", "sha256")
RUNOFF_KEYS = ("cast", "ballots", "as")
ANCHOR_KEYS = ("seal", "path", "of")
MOST_ANCHORS = 1_000
LARGEST = 10**12
HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Papers:
    """One file of ballots: its name, its format, and how many cast one (those struck unread included)."""

    file: str
    form: str
    cast: int


@dataclass(frozen=True, slots=True)
class Place:
    """What a bundle says of one chamber. ``tally`` is recorded, not counted, where the vote was held elsewhere."""

    key: str
    voting: str
    eligible: int = 0
    roll: str = ""
    roll_sha256: str = ""
    papers: Papers | None = None
    runoff: Papers | None = None
    sitting: tuple[Mapping[str, str], ...] = ()
    left: tuple[str, ...] = ()
    tally: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the ledger wrote down a hash: under ``path`` of the entry sealed as number ``seal``."""

    seal: int
    path: tuple[str, ...]
    of: str


@dataclass(frozen=True, slots=True)
class Description:
    """All of ``bundle.json``. ``decision`` has at least ``id`` and ``title``."""

    decision: Mapping[str, str]
    seed: str
    chambers: tuple[Place, ...]
    anchors: tuple[Anchor, ...]


def read_description(archive: Archive) -> Description:
    """Return what a bundle says of itself; what cannot be read is `Unusable` with its line."""
    if BUNDLE not in archive:
        archive.fail("", "part_missing", entry=BUNDLE)
    data = archive.json(BUNDLE)
    with archive.reading(BUNDLE):
        return _Reading(archive, archive.text(BUNDLE)).description(data)


class _Reading:
    """Reads the values of ``bundle.json`` and stops at the first that is not as it must be."""

    def __init__(self, archive: Archive, text: str) -> None:
        self.archive = archive
        self.text = text

    def fail(self, code: str, *path: str | int, **values: Json) -> NoReturn:
        """Stop at ``path``."""
        self.archive.fail(BUNDLE, code, json_lines(self.text).of(path), **values)

    def description(self, data: dict[str, Any]) -> Description:
        """Return the whole."""
        self.only(data, KEYS)
        if data.get("format") != FORMAT or type(data["format"]) is not int:
            self.fail("unknown_format", "format", format=FORMAT)
        decision, rows = data.get("decision"), data.get("chambers")
        if not isinstance(decision, dict) or not {"id", "title"} <= decision.keys():
            self.fail("not_a_decision", "decision")
        for key in ("id", "title"):
            self.text_in(decision, key, "decision")
        if not all(type(value) is str for value in decision.values()):
            self.fail("not_a_decision", "decision")
        if not isinstance(rows, list) or not 0 < len(rows) <= MAX_CHAMBERS:
            self.fail("bundle_chambers", "chambers", most=MAX_CHAMBERS)
        chambers = tuple(self.chamber(row, place) for place, row in enumerate(rows))
        for place, chamber in enumerate(chambers):
            if chamber.key in {other.key for other in chambers[:place]}:
                self.fail("chamber_twice", "chambers", place, key=chamber.key)
        seed = self.text_in(data, "seed") if "seed" in data else ""
        return Description(decision, seed, chambers, tuple(self.anchors(data.get("anchors", []))))

    def chamber(self, row: object, place: int) -> Place:
        """Return one chamber."""
        path = ("chambers", place)
        if not isinstance(row, dict):
            self.fail("not_an_object", *path)
        key, voting = self.text_in(row, "key", *path), self.text_in(row, "voting", *path)
        if not KEY.fullmatch(key):
            self.fail("not_a_key", *path, "key", value=key[:60])
        if voting == ELSEWHERE:
            return self.elsewhere(row, key, path)
        if voting not in WORDS:
            self.fail("not_a_voting", *path, "voting", value=voting[:60])
        self.only(row, CHAMBER_KEYS, *path)
        roll, sha256 = self.file_in(row, "roll", *path), self.text_in(row, "roll_sha256", *path)
        runoff = self.papers(row["runoff"], *path, "runoff") if "runoff" in row else None
        own = {name: row[name] for name in RUNOFF_KEYS if name in row}
        sitting = tuple(self.sitting(row.get("sitting", []), *path, "sitting"))
        left = tuple(self.names(row.get("left", []), *path, "left"))
        eligible = self.number_in(row, "eligible", *path)
        return Place(key, voting, eligible, roll, sha256, self.papers(own, *path), runoff, sitting, left)

    def elsewhere(self, row: dict[str, Any], key: str, path: tuple[str | int, ...]) -> Place:
        """Return a chamber whose vote was held elsewhere, as it was recorded."""
        self.only(row, ELSEWHERE_KEYS, *path)
        tally = row.get("tally")
        if not isinstance(tally, dict):
            self.fail("not_an_object", *path, "tally")
        self.only(tally, FIGURES, *path, "tally")
        if not self.text_in(row, "source", *path) or not HASH.fullmatch(self.text_in(row, "sha256", *path)):
            self.fail("no_source", *path)
        return Place(key, ELSEWHERE, tally={name: self.number_in(tally, name, *path, "tally") for name in FIGURES})

    def papers(self, row: object, *path: str | int) -> Papers:
        """Return a file of ballots."""
        if not isinstance(row, dict):
            self.fail("not_an_object", *path)
        self.only(row, RUNOFF_KEYS, *path)
        form = self.text_in(row, "as", *path)
        if form not in FORMATS or form.partition("-")[0] not in FORMS:
            self.fail("not_a_form", *path, "as", value=form[:60], known=", ".join(FORMS))
        return Papers(self.file_in(row, "ballots", *path), form, self.number_in(row, "cast", *path))

    def sitting(self, rows: object, *path: str | int) -> list[Mapping[str, str]]:
        """Return what is known of the members who stay."""
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.fail("not_an_object", *path)
        return [{key: self.text_in(row, key, *path, place) for key in row} for place, row in enumerate(rows)]

    def names(self, names: object, *path: str | int) -> list[str]:
        """Return a list of names."""
        if not isinstance(names, list) or not all(type(name) is str for name in names):
            self.fail("not_a_list", *path, key="left")
        return names

    def anchors(self, rows: object) -> list[Anchor]:
        """Return where the ledger has hashes of this bundle."""
        if not isinstance(rows, list) or len(rows) > MOST_ANCHORS:
            self.fail("not_a_list", "anchors", key="anchors")
        found = []
        for place, row in enumerate(rows):
            if not isinstance(row, dict) or not isinstance(row.get("path"), list):
                self.fail("not_an_object", "anchors", place)
            self.only(row, ANCHOR_KEYS, "anchors", place)
            keys = tuple(str(key) for key in row["path"])
            seal, of = self.number_in(row, "seal", "anchors", place), self.text_in(row, "of", "anchors", place)
            found.append(Anchor(seal, keys, of))
        return found

    def only(self, data: dict[str, Any], known: tuple[str, ...], *path: str | int) -> None:
        """Refuse a key that this format does not know."""
        for key in data:
            if key not in known:
                self.fail("unknown_key", *path, key, key=key[:60], known=", ".join(known))

    def text_in(self, data: dict[str, Any], key: str, *path: str | int) -> str:
        """Return a text that must be there, on one line."""
        value = data.get(key)
        if type(value) is not str or isinstance(value, NotExact) or not value.isprintable():
            self.fail("not_a_text", *path, key, key=key[:60])
        return value

    def number_in(self, data: dict[str, Any], key: str, *path: str | int) -> int:
        """Return a whole number from 0 that must be there."""
        value = data.get(key)
        if type(value) is not int or not 0 <= value <= LARGEST:
            self.fail("not_a_number", *path, key, key=key)
        return value

    def file_in(self, data: dict[str, Any], key: str, *path: str | int) -> str:
        """Return the name of a file that must be in the bundle."""
        name = self.text_in(data, key, *path)
        if name not in self.archive:
            self.fail("file_missing", *path, key, entry=name[:80])
        return name
