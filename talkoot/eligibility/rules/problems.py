"""What is wrong with a table that says who may vote: a code for words, the place, and values to say it with.

Nothing is silent: a key that a condition needs must be there, and none that it does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from talkoot.eligibility.rules.limits import FACT
from talkoot.eligibility.rules.words import COMPARISONS, OPENING, How, Test, Voters, tests_for

type Path = tuple[str | int, ...]
type Found = Iterator[tuple[str, Path, dict[str, Any]]]

MOST_CONDITIONS, MOST_DEPTH, MOST_NAMES, NAME = 40, 4, 200, 120
MOST_DAYS, LARGEST = 36_500, 10**12
FIRST_YEAR, LAST_YEAR = 1900, 2999
# The one key of the table that is not ours: it tells the kinds of electorates apart.
KIND = "kind"
KEYS = ("voters", "conditions", "include", "exclude")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong; ``path`` leads to it from the top of the file, ``line`` is 0 where nobody can tell."""

    code: str
    path: Path
    line: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def setting(self) -> str:
        """Return the path as people write it, counting from 1: ``chambers.1.electorate.include``."""
        return ".".join(str(part + 1) if isinstance(part, int) else part for part in self.path)


def problems(table: object, *, at: Path = (), line_of: Callable[[Path], int] | None = None) -> list[Problem]:
    """Return what is wrong with ``table``, in the order of the text; nothing when it can be `read`.

    ``at`` is where the table stands in its file, ``line_of`` tells the line of a path in that file.
    """
    return [
        Problem(code, (*at, *path), line_of((*at, *path)) if line_of else 0, values)
        for code, path, values in _of_table(table)
    ]


def named(table: Mapping[str, Any]) -> Iterator[tuple[Path, str, str]]:
    """Yield what a checked table calls by name, and where: ``body``, ``role`` (``body/role``), ``kind``, ``list``."""
    for key in ("include", "exclude"):
        yield from (((key, place), "list", slug) for place, slug in enumerate(table[key]))
    yield from _named(table["conditions"], ("conditions",))


def _named(node: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, str, str]]:
    if "is" not in node:
        (key,) = node
        parts = [((*path, key), node[key])] if key == How.NOT else _placed(node[key], (*path, key))
        for inner, part in parts:
            yield from _named(part, inner)
        return
    for key in ("body", "list"):
        if key in node:
            yield (*path, key), key, node[key]
    if "role" in node:
        yield (*path, "role"), "role", f"{node['body']}/{node['role']}"
    for place, kind in enumerate(node.get("kinds", ())):
        yield (*path, "kinds", place), "kind", kind


def _placed(parts: Iterable[Any], path: Path) -> list[tuple[Path, Any]]:
    return [((*path, place), part) for place, part in enumerate(parts)]


def _of_table(table: object) -> Found:
    if not isinstance(table, Mapping):
        yield "eligibility_not_a_table", (), {}
        return
    yield from _keys(table, KEYS, {KIND}, ())
    voters = table.get("voters")
    if "voters" in table and voters not in list(Voters):
        yield "eligibility_voters", ("voters",), {"value": _shown(voters), "allowed": list(Voters)}
    if "conditions" in table:
        known = Voters(voters) if voters in list(Voters) else None
        yield from _of_node(table["conditions"], ("conditions",), known, 1)
        if _count(table["conditions"]) > MOST_CONDITIONS:
            yield "eligibility_too_many", ("conditions",), {"most": MOST_CONDITIONS}
    for key in ("include", "exclude"):
        if key in table and not _is_names(table[key], empty=True):
            yield "eligibility_lists", (key,), {"key": key}
    yield from _on_both(table.get("include"), table.get("exclude"))


def _of_node(node: object, path: Path, voters: Voters | None, depth: int) -> Found:
    if not isinstance(node, Mapping) or len([key for key in ("is", *How) if key in node]) != 1:
        yield "eligibility_condition", path, {}
    elif depth > MOST_DEPTH:
        yield "eligibility_too_deep", path, {"most": MOST_DEPTH}
    elif "is" in node:
        yield from _of_condition(node, path, voters)
    else:
        key = next(key for key in How if key in node)
        yield from _keys(node, (key.value,), (), path)
        if key is How.NOT:
            yield from _of_node(node[key], (*path, key.value), voters, depth + 1)
        elif not isinstance(node[key], list) or not node[key]:
            yield "eligibility_group", (*path, key.value), {"key": key.value}
        else:
            for place, part in enumerate(node[key]):
                yield from _of_node(part, (*path, key.value, place), voters, depth + 1)


def _of_condition(node: Mapping[str, Any], path: Path, voters: Voters | None) -> Found:
    word = node["is"]
    allowed = tests_for(voters) if voters else list(Test)
    if word not in allowed:
        code = "eligibility_other_voters" if word in list(Test) else "eligibility_test"
        yield code, (*path, "is"), {"value": _shown(word), "allowed": [str(test) for test in allowed]}
        return
    wanted = WANTED[Test(word)]
    is_fact = word == Test.EXTERNAL_FACT
    yield from _keys(node, wanted, ["is", *(COMPARISONS if is_fact else ())], path)
    if is_fact and len([key for key in COMPARISONS if key in node]) != 1:
        yield "eligibility_comparison", path, {"allowed": list(COMPARISONS)}
    for key in (*wanted, *COMPARISONS):
        if key in node and not FITS[key](node[key]):
            yield PROBLEM[key], (*path, key), {"key": key, "value": _shown(node[key]), **LIMITS.get(key, {})}


def _keys(table: Mapping[str, Any], needed: Iterable[str], more: Iterable[str], path: Path) -> Found:
    wanted = list(needed)
    known = [*wanted, *more]
    for key in table:
        if key not in known:
            yield "eligibility_unknown_key", (*path, key), {"key": _shown(key), "known": known}
    for key in wanted:
        if key not in table:
            yield "eligibility_missing", path, {"key": key}


def _on_both(include: object, exclude: object) -> Found:
    if isinstance(include, list) and isinstance(exclude, list):
        for place, slug in enumerate(exclude):
            if isinstance(slug, str) and slug in include:
                yield "eligibility_on_both", ("exclude", place), {"list": _shown(slug)}


def _count(node: object, depth: int = 1) -> int:
    """Return how many conditions there are; what is nested too deep is not looked into, it is a problem of its own."""
    if not isinstance(node, Mapping) or depth > MOST_DEPTH:
        return 0
    inner = [part for key in How if key in node for part in (node[key] if isinstance(node[key], list) else [node[key]])]
    return ("is" in node) + sum(_count(part, depth + 1) for part in inner)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= NAME and value == value.strip() and value.isprintable()


def _is_names(value: object, *, empty: bool = False) -> bool:
    return (
        isinstance(value, list)
        and (empty or bool(value))
        and len(value) <= MOST_NAMES
        and all(_is_name(each) for each in value)
        and len(set(value)) == len(value)
    )


def _is_day(value: object) -> bool:
    if not isinstance(value, str) or len(value) != len("2027-03-01"):
        return False
    try:
        return FIRST_YEAR <= date.fromisoformat(value).year <= LAST_YEAR
    except ValueError:
        return False


def _is_moment(value: object) -> bool:
    return value == OPENING or _is_day(value)


def _is_number(most: int) -> Callable[[object], bool]:
    return lambda value: type(value) is int and 0 <= value <= most


def _shown(value: object) -> str:
    return str(value)[:60]


# The keys that each test needs.
WANTED: dict[Test, tuple[str, ...]] = {
    Test.MEMBER_OF_BODY: ("body", "parts", "on"),
    Test.MEMBER_OF_KIND: ("kinds", "on"),
    Test.HOLDS_ROLE: ("body", "role", "on"),
    Test.ACCOUNT_AGE: ("days", "on"),
    Test.EXTERNAL_FACT: ("fact", "as_of"),
    Test.ON_LIST: ("list",),
    Test.NOT_ON_LIST: ("list",),
    Test.NOT_SUSPENDED: ("body", "on"),
    Test.BODY_OF_KIND: ("kinds",),
    Test.PART_OF_BODY: ("body", "itself"),
}
FITS: dict[str, Callable[[object], bool]] = {
    **dict.fromkeys(("body", "role", "list"), _is_name),
    "fact": lambda value: isinstance(value, str) and FACT.match(value) is not None,
    **dict.fromkeys(("parts", "itself"), lambda value: type(value) is bool),
    **dict.fromkeys(COMPARISONS, _is_number(LARGEST)),
    "kinds": _is_names,
    "on": _is_moment,
    "as_of": _is_day,
    "days": _is_number(MOST_DAYS),
}
PROBLEM: dict[str, str] = {
    **dict.fromkeys(("body", "role", "fact", "list"), "eligibility_name"),
    **dict.fromkeys(("parts", "itself"), "eligibility_truth"),
    **dict.fromkeys(("days", *COMPARISONS), "eligibility_number"),
    "kinds": "eligibility_names",
    "on": "eligibility_moment",
    "as_of": "eligibility_day",
}
LIMITS: dict[str, dict[str, int]] = {"days": {"most": MOST_DAYS}, **{key: {"most": LARGEST} for key in COMPARISONS}}
# Every code `problems` may give; those of `unknown` and of reading a text stand beside their words.
CODES = frozenset({
    "eligibility_not_a_table", "eligibility_voters", "eligibility_too_many", "eligibility_lists", "eligibility_on_both",
    "eligibility_condition", "eligibility_too_deep", "eligibility_group", "eligibility_test",
    "eligibility_other_voters", "eligibility_comparison", "eligibility_unknown_key", "eligibility_missing",
    *PROBLEM.values(),
})  # fmt: skip
