"""The quick form: ``recount count --method NAME FILE``, ballots in a known format counted by one method."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from recount.formats import load_profile
from recount.formats.lines import read_lines
from recount.methods import METHODS, count
from recount.methods.settings import Settings
from recount.outcomes import Outcome
from recount.profiles import Profile, Uncounted
from recount.reading import Problem, Unusable


def quick_count(
    path: Path, method: str, seats: int | None = None, given: Sequence[str] = (), form: str = ""
) -> tuple[Profile, Outcome]:
    """Return the profile in a file and its outcome by ``method``; whatever is wrong is `Unusable`.

    ``seats`` not said here are the file's own, else 1. ``given`` are settings as ``key=value``.
    """
    if method not in METHODS:
        raise _wrong("unknown_method", value=method, known=", ".join(METHODS))
    settings = read_settings(method, given)
    profile = load_profile(path, form)
    places = seats if seats is not None else profile.seats or 1
    try:
        outcome = count(method, profile, places, settings)
    except Uncounted as wrong:
        raise Unusable([Problem(wrong.code, 1, values=wrong.values)], str(path)) from None
    return profile, outcome


def read_settings(method: str, given: Sequence[str]) -> Settings:
    """Return all settings of ``method``, those given in their place; an unknown one or value is refused."""
    known = METHODS[method].settings
    values = {key: allowed[0] if allowed else METHODS[method].usual.get(key, "") for key, allowed in known.items()}
    for pair in given:
        key, said, value = pair.partition("=")
        if not said or key not in known:
            raise _wrong("unknown_setting", value=pair, method=method, known=", ".join(known) or "none")
        if known[key] and value not in known[key]:
            raise _wrong("unknown_word", key=key, value=value, allowed=", ".join(known[key]))
        values[key] = _file_text(Path(value)) if key in METHODS[method].files and value else value
    missing = [key for key in METHODS[method].required if not values[key]]
    if missing:
        raise _wrong("setting_missing", key=missing[0], method=method)
    return Settings(values)


def _file_text(path: Path) -> str:
    try:
        return "".join(read_lines(path))
    except Unusable as unusable:
        raise Unusable(unusable.problems, str(path)) from None
    except OSError as wrong:
        raise Unusable([Problem("unreadable", 1, values={"detail": wrong.strerror or str(wrong)})], str(path)) from None


def _wrong(code: str, **values: str) -> Unusable:
    return Unusable([Problem(code, 1, values=values)], "command")
