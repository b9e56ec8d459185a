"""JSON files that are a list of entries; what is wrong is named by the number of the entry, from 1."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from talkoot.kernel.imports import BadFile, Problem, Upload, decode, gettext_noop

# Translators: %(reason)s is the reader's own message, in English.
NOT_JSON = gettext_noop("This is not JSON: %(reason)s.")
NOT_A_LIST = gettext_noop("The file must be a list of entries.")
NOT_AN_ENTRY = gettext_noop("This entry is not a set of named values.")
# Translators: %(value)s is what stands in the file; %(wanted)s is what should stand there, such as "a number".
WRONG_KIND = gettext_noop("%(value)s is not %(wanted)s.")
WORDS = {str: "a text", int: "a number", bool: "true or false", list: "a list of texts"}


class WrongEntry(Exception):
    """A value of an entry is missing or of the wrong kind; ``problem`` says so."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.sentence)
        self.problem = problem


class Entry:
    """One entry of a file: its number and its named values, each asked for by the kind it must have."""

    def __init__(self, file: str, number: int, values: Mapping[str, Any]) -> None:
        self.file = file
        self.number = number
        self.values = values

    def wrong(self, name: str, sentence: str, **values: object) -> WrongEntry:
        """Return what to raise when the value ``name`` is wrong."""
        return WrongEntry(Problem(self.file, self.number, name, sentence, values))

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text; ``default`` where it is missing or null, which is wrong without one."""
        found = self._of(name, str, default)
        return str(found)

    def number_of(self, name: str) -> int:
        """Return a whole number."""
        return int(self._of(name, int, None))

    def flag(self, name: str) -> bool:
        """Return true or false."""
        return bool(self._of(name, bool, None))

    def texts(self, name: str) -> list[str]:
        """Return a list of texts, each once, in order."""
        found = self._of(name, list, [])
        if not all(isinstance(one, str) for one in found):
            raise self.wrong(name, WRONG_KIND, value=repr(found)[:80], wanted=WORDS[list])
        return list(dict.fromkeys(found))

    def _of(self, name: str, kind: type[Any], default: Any) -> Any:
        found = self.values.get(name)
        if found is None and default is not None:
            return default
        if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
            raise self.wrong(name, WRONG_KIND, value=repr(found)[:80], wanted=WORDS[kind])
        return found


def entries(upload: Upload) -> Iterator[Entry | Problem]:
    """Yield the entries of a file, or a problem in the place of one that is none; raise `BadFile` for no list."""
    content = decode(upload)
    try:
        values = json.loads(content)
    except (ValueError, RecursionError) as wrong:
        line = getattr(wrong, "lineno", 0)
        raise BadFile([Problem(upload.name, line, "", NOT_JSON, {"reason": str(wrong)[:200]})]) from None
    if not isinstance(values, list):
        raise BadFile([Problem(upload.name, 1, "", NOT_A_LIST)])
    for number, entry in enumerate(values, 1):
        if isinstance(entry, dict):
            yield Entry(upload.name, number, entry)
        else:
            yield Problem(upload.name, number, "", NOT_AN_ENTRY)
