"""What a bundle says and what comes out when it is worked out again: the first place where they differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

from recount.rulebook import Json, canonical_json


class Differs(Exception):
    """A bundle can be read and does not hold: ``code`` says in which way, ``file`` and ``line`` where."""

    def __init__(self, code: str, file: str, line: int, values: Mapping[str, Json]) -> None:
        super().__init__(code)
        self.code = code
        self.file = file
        self.line = line
        self.values = values

    def data(self) -> dict[str, Json]:
        """Return the difference as plain data."""
        return {"code": self.code, "file": self.file, "line": self.line, "values": dict(self.values)}


def differ(code: str, file: str, line: int = 1, /, **values: Json) -> NoReturn:
    """Stop: the bundle does not hold at this place."""
    raise Differs(code, file, line, values)


def first_difference(said: Json, found: Json, path: tuple[str, ...] = ()) -> tuple[str, str, str] | None:
    """Return where two values first differ, in the order of ``found``, and what stands there in each."""
    if isinstance(said, dict) and isinstance(found, dict):
        for key in [*found, *(key for key in said if key not in found)]:
            if key not in said or key not in found:
                return ".".join((*path, key[:60])), _shown(said, key), _shown(found, key)
            if inner := first_difference(said[key], found[key], (*path, key)):
                return inner
        return None
    if isinstance(said, list) and isinstance(found, list) and len(said) == len(found):
        for place, (one, other) in enumerate(zip(said, found, strict=True)):
            if inner := first_difference(one, other, (*path, str(place + 1))):
                return inner
        return None
    if type(said) is type(found) and said == found:
        return None
    return ".".join(path) or "result", _cut(said), _cut(found)


def _shown(data: Mapping[str, Json], key: str) -> str:
    return _cut(data[key]) if key in data else "nothing"


def _cut(value: Json) -> str:
    text = canonical_json(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
