"""From TOML or JSON to a `Book`, or to every problem in it with its line. Nothing is assumed in silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from recount.parsing import K_OF_N, KEY, MAX_CHAMBERS, read_head, read_rulebook
from recount.parsing import build as build_question
from recount.reading import Unusable, read_data
from recount.rulebook import Combination, Quorum, Rulebook, Strictness, Threshold
from recount.rulebooks.book import (
    FORMAT,
    Ballots,
    Book,
    Chamber,
    Delegation,
    ElectionRules,
    Marks,
    Recusals,
    Split,
    Turnout,
    Votes,
    Weights,
)
from recount.rulebooks.course import Course, read_course
from recount.rulebooks.electing import read_election
from recount.rulebooks.questions import read_question
from recount.rulebooks.saying import choice, number_or_none, plain_table, unsaid
from recount.tables import Page, Table, shown

__all__ = ["read_any", "read_book"]


def read_any(text: str) -> Rulebook | Book:
    """Return the rulebook in a TOML or JSON text, of format 2 where it says so, else of format 1."""
    data, _lines = read_data(text)
    return read_book(text) if data.get("format") == FORMAT else read_rulebook(text)


def read_book(text: str) -> Book:
    """Return the rulebook of format 2 in a text; raise `Unusable` with everything that is wrong or unsaid."""
    data, lines = read_data(text)
    page = Page(lines)
    book = _book(page.table(data, ()))
    if page.problems or book is None:
        raise Unusable(page.problems)
    return book


def _book(table: Table) -> Book | None:
    name, names, language = read_head(table, FORMAT)
    chambers = _chambers(table)
    combination = _combination(table, len(chambers))
    in_order = table.data.get("combination") == "in order"
    course = _course(table)
    table.done()
    if combination is None or any(chamber is None for chamber in chambers):
        return None
    known = tuple(chamber for chamber in chambers if chamber)
    if course and course.extension and not any(chamber.quorum for chamber in known):
        table.report("extension_without_quorum", "course")
    return Book(name, language, combination, in_order, known, names, course)


def _course(table: Table) -> Course | None:
    """Return the course; it may be left out where no chamber says anything of it either, as before it could be said."""
    value = table.raw("course")
    if value is None and _says_course(table):
        unsaid(table, "course", ("voting opens at once", "with notice"))
    elif isinstance(value, dict):
        return read_course(table.page.table(value, (*table.path, "course")))
    elif value is not None:
        table.report("not_a_course", "course", value=shown(value))
    return None


def _says_course(book: Table) -> bool:
    """Tell whether the course or anything that goes with it is said anywhere: then all of it must be."""
    rows = book.data.get("chambers")
    chambers = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return "course" in book.data or any(key in row for row in chambers for key, _words in COURSES)


def _combination(table: Table, chambers: int) -> Combination | None:
    value = table.raw("combination")
    if value is None:
        unsaid(table, "combination", ("all", "any", "in order"), chambers=chambers)
        return None
    k_of_n = K_OF_N.fullmatch(value) if type(value) is str else None
    if value not in ("all", "any", "in order") and k_of_n is None:
        table.report("not_a_way_to_combine", "combination", value=shown(value), chambers=chambers)
        return None
    needed, of = (int(k_of_n[1]), int(k_of_n[2])) if k_of_n else (1 if value == "any" else chambers, chambers)
    if chambers and (of != chambers or not 1 <= needed <= of):
        table.report("combination_size", "combination", value=value, chambers=chambers)
        return None
    return Combination(needed, of) if chambers else None


def _chambers(table: Table) -> list[Chamber | None]:
    rows = table.raw("chambers")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        table.report("no_chambers", "chambers" if "chambers" in table.data else "")
        return []
    if len(rows) > MAX_CHAMBERS:
        table.report("too_many_chambers", "chambers", most=MAX_CHAMBERS)
        return []
    chambers: list[Chamber | None] = []
    earlier: dict[str, bool] = {}
    for place, row in enumerate(rows):
        chamber = table.page.table(row, (*table.path, "chambers", place))
        chambers.append(_chamber(chamber, earlier, says_course=_says_course(table)))
        key = str(row.get("key", ""))
        if key and key in earlier:
            chamber.report("chamber_twice", "key", key=key)
        earlier[key] = "election" in row
    return chambers


def _chamber(table: Table, earlier: Mapping[str, bool], *, says_course: bool) -> Chamber | None:
    before = len(table.page.problems)
    key, name, names = table.text("key"), table.text("name"), table.names("names")
    if key and not KEY.fullmatch(key):
        table.report("not_a_key", "key", value=key)
    electorate = plain_table(table, "electorate")
    votes, weights, split, recusals = (_word(table, *pair) for pair in SAYS)
    course = _course_words(table, votes) if says_course else (None, None)
    asks, elects = "threshold" in table.data, "election" in table.data
    if asks == elects:
        table.report("question_or_election", key=key)
    question: Threshold | None = None
    quorum: Quorum | Turnout | None = None
    election: ElectionRules | None = None
    if asks and not elects:
        draft = read_question(table)
        quorum, question = build_question(draft) if draft else (None, None)
    else:
        quorum = _turnout(table)
        election = _election(table, earlier, course) if elects else None
    table.asked += ["threshold", "election"]
    table.done()
    if len(table.page.problems) > before:
        return None
    said = (Votes(votes), Weights(weights), Split(split), Recusals(recusals))
    return Chamber(key, name, electorate, *said, quorum, question, election, names, *course)


def _election(
    table: Table, earlier: Mapping[str, bool], course: tuple[Ballots | None, Delegation | None]
) -> ElectionRules | None:
    election = read_election(table, earlier)
    if election and election.method == "consent" and {*course} & {Ballots.SECRET, Delegation.ALLOWED}:
        table.report("consent_behind_doors", "election")
    return election


def _course_words(table: Table, votes: str) -> tuple[Ballots | None, Delegation | None]:
    ballots, delegation = (_course_word(table, *pair) for pair in COURSES)
    if delegation == Delegation.ALLOWED and ballots == Ballots.SECRET:
        table.report("secret_delegation", "delegation")
    if delegation == Delegation.ALLOWED and votes == Votes.BODY:
        table.report("body_delegation", "delegation")
    return (Ballots(ballots), Delegation(delegation)) if ballots and delegation else (None, None)


SAYS: Sequence[tuple[str, type[StrEnum]]] = (
    ("votes", Votes),
    ("weights", Weights),
    ("split", Split),
    ("recusals", Recusals),
)
# Said by all chambers, or by none of a rulebook that says nothing of the course of a decision.
COURSES: Sequence[tuple[str, type[StrEnum]]] = (("ballots", Ballots), ("delegation", Delegation))


def _word(table: Table, key: str, words: type[StrEnum]) -> str:
    return choice(table, key, [word.value for word in words])


def _course_word(table: Table, key: str, words: type[StrEnum]) -> str:
    if key in table.data:
        return _word(table, key, words)
    table.asked.append(key)
    unsaid(table, key, [word.value for word in words], about=f"chamber_{key}")  # run-offs have ballots too
    return ""


def _turnout(table: Table) -> Turnout | None:
    value = table.raw("quorum")
    if value is None:
        unsaid(table, "quorum", ("none", "1/2"))
        return None
    if value == "none":
        return None
    if not isinstance(value, dict):
        table.report("not_a_quorum", "quorum", value=shown(value))
        return None
    return _turnout_rules(table.page.table(value, (*table.path, "quorum")))


def _turnout_rules(rules: Table) -> Turnout | None:
    share, votes = rules.share("share"), number_or_none(rules, "votes", allow_none=False, needed=False)
    has_share, has_votes = "share" in rules.data, "votes" in rules.data
    if has_share == has_votes:
        rules.report("quorum_size")
    if has_share:
        choice(rules, "of", ["eligible"])
    elif rules.raw("of") is not None:
        rules.report("votes_of", "of")
    counts = choice(rules, "counts", [mark.value for mark in Marks])
    strictness = choice(rules, "strictness", [word.value for word in Strictness])
    if share == 1 and strictness == Strictness.MORE_THAN:
        rules.report("more_than_all", "strictness")
    rules.done()
    known: dict[str, Any] = {"share": share, "votes": votes if has_votes else None}
    return Turnout(Marks(counts), Strictness(strictness), **known) if counts and strictness else None
