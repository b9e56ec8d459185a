"""From the text of a TOML or JSON file to plain data with line numbers; numbers with a point stay as written."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from recount.locating import Lines, json_lines, repeated_json_key, toml_lines
from recount.rulebook import Json


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a file: a ``code`` for words, its line, the setting concerned, figures to say it with."""

    code: str
    line: int
    setting: str = ""
    values: Mapping[str, Json] = field(default_factory=dict)


class Unusable(ValueError):
    """A file that cannot be counted with; ``problems`` are in the order of their lines."""

    def __init__(self, problems: list[Problem], name: str = "") -> None:
        super().__init__(problems[0].code)
        self.problems = sorted(problems, key=lambda p: p.line)
        self.name = name


class Mismatch(Exception):
    """A bundle differs from what it says; the text says where."""


def read_data(text: str) -> tuple[dict[str, Any], Lines]:
    """Return the table in a TOML or JSON text and the lines of its keys."""
    is_json = text.lstrip("\ufeff \t\r\n").startswith("{")
    text = text.removeprefix("\ufeff")
    try:
        data = parse_json(text) if is_json else tomllib.loads(text, parse_float=NotExact)
    except tomllib.TOMLDecodeError as wrong:
        raise Unusable([_toml_problem(str(wrong))]) from None
    except RecursionError:
        raise Unusable([Problem("too_deep", 1)]) from None
    except ValueError as wrong:
        if isinstance(wrong, Unusable):
            raise
        raise Unusable([Problem("not_toml", 1, values={"detail": str(wrong)})]) from None
    return data, json_lines(text) if is_json else toml_lines(text)


def parse_json(text: str) -> dict[str, Any]:
    """Return the object in a JSON text; a key said twice, a number with a point or no object is `Unusable`."""
    try:
        data = json.loads(text, parse_float=NotExact, parse_constant=NotExact, object_pairs_hook=_once)
    except json.JSONDecodeError as wrong:
        raise Unusable([Problem("not_json", wrong.lineno, values={"detail": wrong.msg})]) from None
    except _Twice:
        key, line = repeated_json_key(text) or ("", 1)
        raise Unusable([Problem("said_twice", line, key, {"key": key})]) from None
    except RecursionError:
        raise Unusable([Problem("too_deep", 1)]) from None
    except ValueError as wrong:
        raise Unusable([Problem("not_json", 1, values={"detail": str(wrong)})]) from None
    if not isinstance(data, dict):
        raise Unusable([Problem("not_a_table", 1)])
    return data


class NotExact(str):
    """A number with a point, kept as it was written so that the problem can quote it."""

    __slots__ = ()


class _Twice(Exception):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Twice
    return found


def _toml_problem(message: str) -> Problem:
    place = re.search(r"\(at line (\d+), column \d+\)$", message)
    detail = message[: place.start()].strip() if place else message
    return Problem("not_toml", int(place[1]) if place else 1, values={"detail": detail})
