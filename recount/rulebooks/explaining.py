"""A rulebook of format 2 read back, rule by rule, as codes with figures that any program can put into words."""

from __future__ import annotations

from collections.abc import Iterator

from recount.explaining import Line
from recount.explaining import explain as explain_question
from recount.rulebook import Chamber as Question
from recount.rulebook import Combination, Json, Quorum, Rulebook, canonical_json, plain
from recount.rulebooks import course
from recount.rulebooks.book import Book, Chamber, ElectionRules, Turnout, Weights

type Rule = tuple[str, dict[str, Json]]


def explain(book: Book) -> list[Line]:
    """Return every rule of the book: how the chambers combine, its course, then each chamber's rules."""
    combination = book.combination
    kind = {"all": "all", "any": "any"}.get(combination.word, "some")
    kind = "in_order" if book.in_order else "single" if combination.of == 1 else kind
    order: list[Json] = [chamber.name for chamber in book.chambers]
    lines = [Line(f"combination_{kind}", "", {"needed": combination.needed, "of": combination.of, "order": order})]
    lines += [Line(code, "", values) for code, values in course.told(book.course)]
    for chamber in book.chambers:
        lines += _chamber(chamber)
    return lines


def _chamber(chamber: Chamber) -> list[Line]:
    said: list[Rule] = [("electorate", {"electorate": canonical_json(dict(chamber.electorate))})]
    said += [(f"votes_{_code(chamber.votes)}", {}), (f"weights_{_code(chamber.weights)}", {})]
    if chamber.weights is Weights.ROLL or chamber.split == "split":
        said.append((f"split_{_code(chamber.split)}", {}))
    said.append((f"recusals_{_code(chamber.recusals)}", {}))
    if chamber.ballots and chamber.delegation:
        said += [(f"ballots_{chamber.ballots}", {}), (f"delegation_{chamber.delegation}", {})]
    lines = [*said, *_turnout(chamber), *_election(chamber.election)] if chamber.election else said
    told = [Line(code, chamber.key, {"chamber": chamber.name, **values}) for code, values in lines]
    return [*told, *_question(chamber)]


def _question(chamber: Chamber) -> list[Line]:
    if chamber.question is None or isinstance(chamber.quorum, Turnout):
        return []
    asked = Question(chamber.key, chamber.name, chamber.electorate, chamber.quorum, chamber.question)
    single = Rulebook("", "", Combination(1, 1), (asked,))
    return [line for line in explain_question(single) if line.chamber and line.code != "electorate"]


def _turnout(chamber: Chamber) -> Iterator[Rule]:
    quorum = chamber.quorum
    if quorum is None or isinstance(quorum, Quorum):
        yield "quorum_none", {}
        return
    if quorum.share is not None:
        yield "quorum_share", {"strictness": quorum.strictness.value, "share": plain(quorum.share)}
    else:
        yield "quorum_votes", {"strictness": quorum.strictness.value, "votes": quorum.votes}
    yield f"turnout_counts_{_code(quorum.counts)}", {}


def _election(rules: ElectionRules) -> Iterator[Rule]:
    settings = ", ".join(f"{key} {value}" for key, value in sorted(rules.settings.items()))
    yield "elects", {"seats": rules.limits.seats, "method": rules.method, "settings": settings or "none"}
    yield ("candidates_from", {"from": rules.candidates}) if rules.candidates else ("candidates_all", {})
    for cap in rules.limits.caps:
        yield "cap", cap.data()
    for group in rules.limits.reserved:
        yield "reserved", group.data()
    if rules.limits.reserved:
        yield f"filled_{_code(rules.filled)}", {}
        yield f"vacant_{_code(rules.vacant)}", {}
    if rules.terms:
        yield f"terms_{_code(rules.terms.by)}", {"longer": rules.terms.longer, "seats": rules.limits.seats}
    else:
        yield "terms_same", {}
    yield f"vacancy_{_code(rules.vacancy)}", {}
    if rules.runoff:
        yield f"runoff_{_code(rules.runoff.ballots)}", {
            "between": rules.runoff.between, "method": rules.runoff.method,
        }  # fmt: skip
    else:
        yield "runoff_none", {}
    yield f"passes_{_code(rules.passes)}", {"acts_with": rules.acts_with}
    if rules.acts_with:
        yield "acts_with", {"acts_with": rules.acts_with, "seats": rules.limits.seats}


def _code(word: str) -> str:
    return word.replace(" ", "_").replace("-", "_")
