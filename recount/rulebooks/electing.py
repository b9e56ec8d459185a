"""Reads how a chamber elects: method and settings, seats, caps, reserved seats, terms, vacancies, run-off."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from recount.methods import METHODS
from recount.rulebooks import knobs
from recount.rulebooks.book import AT_THE_COUNT, Again, ElectionRules, Passes, RunOff
from recount.rulebooks.saying import choice, number_or_none, unsaid
from recount.structure.limits import Cap, Limits, Reserved
from recount.structure.seating import Filled, Vacant
from recount.structure.terms import Drawn, Terms, Vacancy
from recount.tables import Table, shown

MOST_SEATS = 500
MOST_ROWS = 100
FROM = "elected by "


def read_election(table: Table, earlier: Mapping[str, bool]) -> ElectionRules | None:
    """Return the rules of the election in a chamber's table; ``earlier`` chambers may have elected who stands."""
    value = table.raw("election")
    if not isinstance(value, dict):
        table.report("not_an_election", "election", value=shown(value))
        return None
    rules = table.page.table(value, (*table.path, "election"))
    before = len(table.page.problems)
    seats = number_or_none(rules, "seats", most=MOST_SEATS, allow_none=False)
    method, settings = _method(rules, seats or 1)
    candidates = _candidates(rules, earlier)
    caps, reserved = _rows(rules, "caps", _cap), _rows(rules, "reserved", _reserved)
    filled, vacant = _order(rules, reserved, seats)
    terms, runoff = _terms(rules, seats), _runoff(rules, seats or 1)
    vacancy = choice(rules, "vacancy", [word.value for word in Vacancy])
    passes = choice(rules, "passes", [word.value for word in Passes])
    acts_with = number_or_none(rules, "acts_with", most=MOST_SEATS)
    if passes == Passes.ACTS and not acts_with and "acts_with" in rules.data:
        rules.report("acts_with_nobody", "passes")
    rules.done()
    if len(table.page.problems) > before:
        return None
    limits = Limits(seats, tuple(caps), tuple(reserved))
    rest = (candidates, Filled(filled), Vacant(vacant), terms, Vacancy(vacancy), runoff, Passes(passes))
    return ElectionRules(method, settings, limits, *rest, acts_with)


def _method(rules: Table, seats: int) -> tuple[str, dict[str, str]]:
    method = choice(rules, "method", list(METHODS))
    value = rules.raw("settings")
    if value is not None and not isinstance(value, dict):
        rules.report("not_settings", "settings", value=shown(value))
        return method, {}
    if not method:
        return "", {}
    return method, _settings(rules.page.table(value or {}, (*rules.path, "settings")), method, seats)


def _settings(table: Table, method: str, seats: int) -> dict[str, str]:
    said = {key: str(value) for key, value in table.data.items() if type(value) in {str, int}}
    before = len(table.page.problems)
    for key, words in knobs.asked(method, said).items():
        value = table.raw(key)
        if value is None and key in knobs.LATER.get(method, ()):
            continue
        if value is None:
            _unsaid(table, method, said, key, seats)
        elif type(value) not in {str, int} or value == "" or (words and str(value) not in words):
            allowed = list(words) or ["a text or a whole number"]
            table.report("unknown_word", key, key=key, value=shown(value), allowed=[*allowed])
    table.done()
    if len(table.page.problems) == before and (refused := knobs.wrong(method, said)):
        key = str(refused.values.get("key", ""))
        table.report(refused.code, key if key in said else "", **refused.values)
    return said


def _unsaid(table: Table, method: str, said: Mapping[str, str], key: str, seats: int) -> None:
    words = knobs.asked(method, said)
    # What is said wrongly is complained of by itself, and no example is counted with it.
    known = {each: value for each, value in said.items() if each in words and value in (words[each] or (value,))}
    found = knobs.example(method, known, key, seats)
    readings = list(knobs.readings(method, key))
    table.page.report("unsaid_setting", table.path, key=key, method=method, readings=[*readings], **(found or {}))


def _candidates(rules: Table, earlier: Mapping[str, bool]) -> str:
    value = rules.raw("candidates")
    if value is None:
        unsaid(rules, "candidates", ("all", f"{FROM}KEY"))
        return ""
    if value == "all":
        return ""
    key = value.removeprefix(FROM) if type(value) is str and value.startswith(FROM) else ""
    if not earlier.get(key):
        rules.report("not_candidates", "candidates", value=shown(value))
        return ""
    return key


def _rows[Row](rules: Table, key: str, read: Callable[[Table], Row | None]) -> list[Row]:
    value = rules.raw(key)
    if value is None:
        unsaid(rules, key, ("none", "a list"))
        return []
    if value == "none":
        return []
    if not isinstance(value, list) or not 0 < len(value) <= MOST_ROWS or not all(isinstance(r, dict) for r in value):
        rules.report("not_rows", key, key=key, value=shown(value), most=MOST_ROWS)
        return []
    found = [read(rules.page.table(row, (*rules.path, key, place))) for place, row in enumerate(value)]
    return [row for row in found if row is not None]


def _cap(row: Table) -> Cap | None:
    attribute, most = row.text("attribute"), number_or_none(row, "most", allow_none=False)
    row.done()
    return Cap(attribute, most) if attribute and most else None


def _reserved(row: Table) -> Reserved | None:
    attribute, value = row.text("attribute"), row.text("value")
    seats = number_or_none(row, "seats", most=MOST_SEATS, allow_none=False)
    row.done()
    return Reserved(attribute, value, seats) if attribute and value and seats else None


def _order(rules: Table, reserved: list[Reserved], seats: int) -> tuple[str, str]:
    """Return how reserved seats are filled, and what becomes of those that nobody can take; asked only with some."""
    if not reserved:
        for key in ("filled", "vacant"):
            if rules.raw(key) is not None and rules.data.get("reserved") == "none":
                rules.report("nothing_reserved", key, key=key)
        return Filled.BEST, Vacant.EMPTY
    if seats and sum(group.seats for group in reserved) > seats:
        rules.report("too_many_reserved", "reserved", reserved=sum(g.seats for g in reserved), seats=seats)
    if len({group.value for group in reserved}) < len(reserved):
        rules.report("reserved_twice", "reserved")
    filled = choice(rules, "filled", [word.value for word in Filled])
    return filled, choice(rules, "vacant", [word.value for word in Vacant])


def _terms(rules: Table, seats: int) -> Terms | None:
    value = rules.raw("terms")
    if value is None:
        unsaid(rules, "terms", ("same", "a table"))
    elif isinstance(value, dict):
        table = rules.page.table(value, (*rules.path, "terms"))
        longer = number_or_none(table, "longer", most=max(1, seats - 1), allow_none=False)
        by = choice(table, "by", [word.value for word in Drawn])
        table.done()
        return Terms(longer, Drawn(by)) if longer and by else None
    elif value != "same":
        rules.report("not_terms", "terms", value=shown(value))
    return None


def _runoff(rules: Table, seats: int) -> RunOff | None:
    value = rules.raw("runoff")
    if value is None:
        unsaid(rules, "runoff", ("none", "a table"))
    elif isinstance(value, dict):
        table = rules.page.table(value, (*rules.path, "runoff"))
        between = number_or_none(table, "between", most=MOST_SEATS, allow_none=False)
        method, settings = _method(table, seats)
        ballots = choice(table, "ballots", [word.value for word in Again])
        table.done()
        return RunOff(between, method, settings, Again(ballots)) if between and ballots else None
    elif value != "none":
        rules.report("not_a_runoff", "runoff", value=shown(value))
    return None


def needs_seed(rules: ElectionRules) -> bool:
    """Tell whether a count under these rules needs a published seed."""
    said = [rules.settings, rules.runoff.settings if rules.runoff else {}]
    by_lot = rules.terms is not None and rules.terms.by is Drawn.LOT
    return by_lot or any(each.get("seed") == AT_THE_COUNT for each in said)
