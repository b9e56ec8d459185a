"""Rehearses a rulebook before it opens: boundary counts, surprises, and dead ends with the clause that makes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recount.rulebook import Chamber as Question
from recount.rulebook import Json, Rulebook
from recount.rulebooks.book import Book, Chamber, Turnout
from recount.rulebooks.candidates import Field
from recount.simulating import elections, questions
from recount.simulating.findings import Finding, Kind

__all__ = ["ELIGIBLE", "Finding", "Kind", "simulate"]

# How many can vote in a chamber of which that is not said.
ELIGIBLE = 100
ORDER = list(Kind)


def simulate(
    rulebook: Rulebook | Book, field: Field | None = None, eligible: Mapping[str, int] | None = None
) -> list[Finding]:
    """Return all findings, dead ends first; ``field`` are the candidates, ``eligible`` the voters by chamber."""
    sizes = eligible or {}
    found = [*_chambers(rulebook, field, sizes), *_together(rulebook, sizes)]
    return sorted(found, key=lambda finding: ORDER.index(finding.kind))


def _chambers(rulebook: Rulebook | Book, field: Field | None, sizes: Mapping[str, int]) -> Iterator[Finding]:
    for chamber in rulebook.chambers:
        size = sizes.get(chamber.key, ELIGIBLE)
        if isinstance(chamber, Chamber) and chamber.election:
            yield from elections.rehearse(chamber, chamber.election, field, size)
        elif (question := as_question(chamber)) is not None:
            yield from questions.rehearse(question, size)
    if isinstance(rulebook, Book):
        yield from _shortlists(rulebook)


def _shortlists(book: Book) -> Iterator[Finding]:
    for chamber in book.chambers:
        rules = chamber.election
        source = book.chamber(rules.candidates) if rules and rules.candidates else None
        if rules and source and source.election and source.election.limits.seats < rules.limits.seats:
            seats, stand = rules.limits.seats, source.election.limits.seats
            short: dict[str, Json] = {"seats": seats, "candidates": stand, "from": source.key}
            yield Finding(Kind.DEAD_END, "shortlist_too_short", chamber.key, "election.candidates", short)


def _together(rulebook: Rulebook | Book, sizes: Mapping[str, int]) -> Iterator[Finding]:
    """Yield whether enough chambers can approve at all, and what asking in order leaves unasked."""
    never = [
        chamber.key
        for chamber in rulebook.chambers
        if (question := as_question(chamber)) and not questions.can_approve(question, sizes.get(chamber.key, ELIGIBLE))
    ]
    needed, of = rulebook.combination.needed, rulebook.combination.of
    if of - len(never) < needed:
        yield Finding(
            Kind.DEAD_END, "never_adopted", "", "combination", {"never": [*never], "needed": needed, "of": of}
        )
    if isinstance(rulebook, Book) and rulebook.in_order and of > 1:
        later = [chamber.key for chamber in rulebook.chambers[1:]]
        first = rulebook.chambers[0].key
        yield Finding(Kind.BOUNDARY, "veto_first", "", "combination", {"first": first, "later": [*later]})


def as_question(chamber: Question | Chamber) -> Question | None:
    """Return a chamber that answers a question as one of format 1; None for one that elects."""
    if isinstance(chamber, Question):
        return chamber
    if chamber.question is None or isinstance(chamber.quorum, Turnout):
        return None
    return Question(chamber.key, chamber.name, {}, chamber.quorum, chamber.question)
