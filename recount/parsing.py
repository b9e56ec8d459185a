"""From TOML or JSON to a `Rulebook`, or to every problem in it with its line. Nothing is assumed in silence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, cast

from recount.reading import Problem, Unusable, read_data
from recount.readings import combination_example, example
from recount.rulebook import (
    FORMAT,
    HALF,
    Chamber,
    Combination,
    Json,
    Kinds,
    Quorum,
    Rulebook,
    Settled,
    Strictness,
    Threshold,
)
from recount.tables import LARGEST, TAG, Page, Table, shown

MAX_CHAMBERS = 50
KEY = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,58}[a-z0-9])?")
K_OF_N = re.compile(r"(\d{1,3}) of (\d{1,3})")


def read_rulebook(text: str) -> Rulebook:
    """Return the rulebook in a TOML or JSON text; raise `Unusable` with everything that is wrong or unsaid."""
    data, lines = read_data(text)
    page = Page(lines)
    rulebook = _rulebook(page.table(data, ()))
    if page.problems or rulebook is None:
        raise Unusable(page.problems)
    return rulebook


def _rulebook(table: Table) -> Rulebook | None:
    name, names, language = read_head(table, FORMAT)
    chambers = _chambers(table)
    combination = _combination(table, len(chambers))
    table.done()
    if combination is None or any(chamber is None for chamber in chambers):
        return None
    return Rulebook(name, language, combination, tuple(c for c in chambers if c), names)


def read_head(table: Table, form: int) -> tuple[str, dict[str, str], str]:
    """Return what a rulebook of either format says of itself: name, names in other languages, language."""
    if table.raw("format") != form or type(table.data["format"]) is not int:
        table.report("unknown_format", "format" if "format" in table.data else "", format=form)
    name, names, language = table.text("name"), table.names("names"), table.text("language")
    if language and not TAG.fullmatch(language):
        table.report("not_a_language", "language", value=language)
    return name, names, language


def _chambers(table: Table) -> list[Chamber | None]:
    rows = table.raw("chambers")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        table.report("no_chambers", "chambers" if "chambers" in table.data else "")
        return []
    if len(rows) > MAX_CHAMBERS:
        table.report("too_many_chambers", "chambers", most=MAX_CHAMBERS)
        return []
    chambers, keys = [], set[str]()
    for place, row in enumerate(rows):
        chamber = table.page.table(row, (*table.path, "chambers", place))
        chambers.append(_chamber(chamber))
        key = str(row.get("key", ""))
        if key and key in keys:
            chamber.report("chamber_twice", "key", key=key)
        keys.add(key)
    return chambers


def _chamber(table: Table) -> Chamber | None:
    key, name, names = table.text("key"), table.text("name"), table.names("names")
    if key and not KEY.fullmatch(key):
        table.report("not_a_key", "key", value=key)
    electorate = _electorate(table)
    draft: dict[str, Any] = {}
    read_quorum(table, draft)
    read_threshold(table, draft)
    table.done()
    for setting, readings in unset(draft):
        report_unset(table, draft, setting, readings)
    if unset(draft) or draft.get("wrong"):
        return None
    return Chamber(key, name, electorate, *build(draft), names)


def _electorate(table: Table) -> dict[str, Json]:
    value = table.raw("electorate")
    if value is None:
        table.report("missing", "electorate", key="electorate")
    elif not isinstance(value, dict) or not value:
        table.report("not_an_electorate", "electorate")
    elif not _is_plain(value):
        table.report("electorate_not_plain", "electorate")
    else:
        return cast("dict[str, Json]", value)
    return {}


def read_quorum(table: Table, draft: dict[str, Any]) -> None:
    """Put what a chamber says of its quorum into ``draft``, and report what is wrong with it."""
    value = table.raw("quorum")
    if value is None:
        return
    if value == "none":
        draft["quorum"] = None
        return
    if not isinstance(value, dict):
        table.report("not_a_quorum", "quorum", value=shown(value))
        draft["wrong"] = draft["quorum"] = True
        return
    draft["quorum"] = True
    before = len(table.page.problems)
    _quorum_rules(table.page.table(value, (*table.path, "quorum")), draft)
    _note_wrong(draft, table.page.problems[before:], "quorum")


def _quorum_rules(rules: Table, draft: dict[str, Any]) -> None:
    share, votes = rules.share("share"), rules.whole("votes")
    has_share, has_votes, has_of = (key in rules.data for key in ("share", "votes", "of"))
    if has_share == has_votes:
        rules.report("quorum_size")
    if has_votes and has_of:
        rules.report("votes_of", "of")
    draft |= {"quorum.share": share, "quorum.votes": votes}
    if has_of or not has_votes:
        draft["quorum.of"] = rules.word("of", [Kinds.ELIGIBLE])
    draft["quorum.counts"] = rules.word("counts", [Kinds.YES_NO_NEUTRAL, Kinds.YES_NO, Kinds.YES])
    draft["quorum.strictness"] = rules.word("strictness", list(Strictness))
    if share == 1 and draft["quorum.strictness"] is Strictness.MORE_THAN:
        rules.report("more_than_all", "strictness")
    rules.done()


def read_threshold(table: Table, draft: dict[str, Any]) -> None:
    """Put what a chamber says of its threshold into ``draft``, and report what is wrong with it."""
    value = table.raw("threshold")
    if value is None:
        return
    if not isinstance(value, dict):
        table.report("not_a_threshold", "threshold", value=shown(value))
        draft["wrong"] = draft["threshold"] = True
        return
    draft["threshold"] = True
    rules = table.page.table(value, (*table.path, "threshold"))
    before = len(table.page.problems)
    share = draft["threshold.share"] = rules.share("share")
    base = draft["threshold.base"] = rules.word("base", [Kinds.YES_NO, Kinds.YES_NO_NEUTRAL, Kinds.ELIGIBLE])
    strictness = draft["threshold.strictness"] = rules.word("strictness", list(Strictness))
    tie = draft["threshold.tie"] = rules.word("tie", list(Settled))
    draft["threshold.empty"] = rules.word("empty", [Settled.FAILS, Settled.PASSES])
    if share == 1 and strictness is Strictness.MORE_THAN:
        rules.report("more_than_all", "strictness")
    if tie not in {None, Settled.BAR} and share and base and not _ties(share, base):
        rules.report("tie_is_no_question", "tie")
    rules.done()
    _note_wrong(draft, table.page.problems[before:], "threshold")


def _note_wrong(draft: dict[str, Any], problems: list[Problem], part: str) -> None:
    """Remember which settings were said wrongly: they are not unset, and need no second complaint."""
    for problem in problems:
        draft["wrong"] = True
        setting = f"{part}.{problem.setting.rpartition('.')[2]}"
        if setting in draft and draft[setting] is None:
            draft[setting] = "wrong"
        if problem.code == "quorum_size":
            draft["quorum.of"] = draft.get("quorum.of") or "wrong"


def unset(draft: Mapping[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the settings of a chamber that are not said, each with the readings it could have."""
    found: list[tuple[str, tuple[str, ...]]] = []
    if "quorum" not in draft:
        found.append(("quorum", ("none", "1/2")))
    elif draft["quorum"] is not None:
        found += [s for s in QUORUM_READINGS if s[0] in draft and draft[s[0]] is None]
    if "threshold" not in draft:
        found.append(("threshold", ("1/2", "2/3")))
    else:
        found += [s for s in THRESHOLD_READINGS if s[0] in draft and draft[s[0]] is None]
    return found


QUORUM_READINGS: list[tuple[str, tuple[str, ...]]] = [
    ("quorum.of", ("eligible", "cast")),
    ("quorum.counts", ("yes+no+neutral", "yes+no", "yes")),
    ("quorum.strictness", ("at least", "more than")),
]
THRESHOLD_READINGS: list[tuple[str, tuple[str, ...]]] = [
    ("threshold.share", ("1/2", "2/3")),
    ("threshold.base", ("yes+no", "yes+no+neutral", "eligible")),
    ("threshold.strictness", ("at least", "more than")),
    ("threshold.tie", ("passes", "fails", "bar")),
    ("threshold.empty", ("passes", "fails")),
]


def build(draft: Mapping[str, Any]) -> tuple[Quorum | None, Threshold]:
    """Return the quorum and threshold of a draft in which everything is said."""
    quorum = None
    if draft["quorum"] is not None:
        quorum = Quorum(
            draft["quorum.counts"], draft["quorum.strictness"], draft["quorum.share"], draft["quorum.votes"]
        )
    return quorum, Threshold(*(draft[setting] for setting, _readings in THRESHOLD_READINGS))


def report_unset(table: Table, draft: dict[str, Any], setting: str, readings: tuple[str, ...]) -> None:
    """Report that a setting of ``draft`` is not said, with a count that tells its readings apart."""
    part, _, key = setting.partition(".")
    if key == "share" and draft.get("threshold.share") == "wrong":
        return
    share, base = draft.get("threshold.share"), draft.get("threshold.base")
    if (
        setting == "threshold.tie"
        and isinstance(share, Fraction)
        and isinstance(base, Kinds)
        and not _ties(share, base)
    ):
        table.page.report("tie_unset", (*table.path, part), key=setting)
        return
    found = example(draft, setting, readings)
    table.page.report(
        f"unset_{setting.replace('.', '_')}", (*table.path, part) if key else table.path,
        key=setting, chamber=str(table.data.get("key", "")), readings=list(readings), **(found or {"example": None}),
    )  # fmt: skip


def _ties(share: Fraction, base: Kinds) -> bool:
    """Tell whether an equal vote lies exactly on the bar, so that a tie rule has something to settle."""
    return share == HALF and base is Kinds.YES_NO


def _combination(table: Table, chambers: int) -> Combination | None:
    value = table.raw("combination")
    if value is None:
        table.report("unset_combination", "", **combination_example(chambers))
        return None
    k_of_n = K_OF_N.fullmatch(value) if type(value) is str else None
    # A tuple: what stands there may be a list or a table, which no set takes.
    if value not in ("all", "any") and k_of_n is None:
        table.report("not_a_combination", "combination", value=shown(value), chambers=chambers)
        return None
    needed, of = (int(k_of_n[1]), int(k_of_n[2])) if k_of_n else (chambers if value == "all" else 1, chambers)
    if chambers and (of != chambers or not 1 <= needed <= of):
        table.report("combination_size", "combination", value=value, chambers=chambers)
        return None
    return Combination(needed, of) if chambers else None


def _is_plain(value: object) -> bool:
    checks: dict[type, Callable[[Any], bool]] = {
        dict: lambda v: all(type(k) is str and _is_plain(x) for k, x in v.items()),
        list: lambda v: all(_is_plain(x) for x in v),
        str: lambda _v: True,
        int: lambda v: abs(v) <= LARGEST,
        bool: lambda _v: True,
    }
    check = checks.get(type(value))
    return check is not None and check(value)
