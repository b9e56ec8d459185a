"""The TOML that a draft becomes, and for each of its lines the field it comes from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

type Draft = Mapping[str, str]

NONE = "none"
COURSE_DAYS = ("notice_days", "appeal_days", "challenge_days")
# The fields of the course, and what the form calls the parts of those that are tables.
IN_COURSE: dict[str, dict[str, str]] = {
    **{key: {} for key in ("course", *COURSE_DAYS, "languages", "clock")},
    "extension": {"days": "extension_days", "times": "extension_times"},
    "scrutineers": dict.fromkeys(("body", "role"), "scrutineers_role"),
}
QUORUM = {"share": "size", "votes": "size", "counts": "counts", "strictness": "reach", "of": "quorum"}
# Where settings stand: how the names of their fields begin, and the field of the method they belong to.
SETTINGS = {"settings": ("set-", "method"), "rsettings": ("rset-", "again")}
RUNOFF = {"ballots": "runoff", "method": "again"}
# What the form calls otherwise than the file does.
ELSEWHERE = {"electorate": "who", "attribute": "caps", "most": "caps", "by": "terms", "threshold": "share"}


@dataclass(slots=True)
class Written:
    """The TOML of a draft, and for each of its lines the field it comes from."""

    lines: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)

    @property
    def source(self) -> str:
        """Return the whole text."""
        return "\n".join(self.lines) + "\n"

    def add(self, line: str, name: str = "") -> None:
        """Write a line that comes from the field ``name``."""
        self.lines.append(line)
        self.fields.append(name)

    def fields_of(self, line: int, key: str) -> list[str]:
        """Return the fields to blame for what is wrong on ``line`` with ``key``, a name in the file; the best first."""
        said = self.fields[line - 1] if 0 < line <= len(self.fields) else ""
        part = key.rpartition(".")[2]
        if said in IN_COURSE:
            return [IN_COURSE[said].get(part, part), said]
        if "-" not in said:
            return [said, part]
        prefix, _dash, name = said.partition("-")
        if name.startswith(("set-", "rset-")):
            return [said]
        return [f"{prefix}-{field}" for field in _in_chamber(name, key, part)]


def _in_chamber(name: str, key: str, part: str) -> list[str]:
    """Return the fields to blame for ``part``, the last of ``key``, on a line of a chamber from the field ``name``."""
    if name in SETTINGS:
        room, method = SETTINGS[name]
        return [f"{room}{part}", method]
    if name == "runoff":
        return [RUNOFF.get(part, part), name]
    if name == "quorum" or key.startswith("quorum."):
        return [QUORUM.get(part, "quorum"), name]
    return [ELSEWHERE.get(part, part), name]


def write_line(written: Written, draft: Draft, name: str, key: str) -> None:
    """Write ``key`` with the text of the field ``name``; nothing where the field is empty."""
    if value := draft.get(name, ""):
        written.add(f"{key} = {as_text(value)}", name)


def as_text(text: str) -> str:
    """Return a text as TOML quotes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def as_number(text: str) -> str:
    """Return a number as it is, and whatever is none as a text, for the reader to name it."""
    text = text.strip()
    return str(int(text)) if text.isascii() and text.isdigit() and len(text) < 12 else as_text(text)
