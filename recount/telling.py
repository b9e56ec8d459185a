"""Lines of text for the command: a verdict under a rulebook of format 2, and what a rehearsal finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from recount.counting import Test
from recount.rulebooks.book import Book
from recount.rulebooks.counting import Answer, Ruling
from recount.rulebooks.words import TESTS, passed_sentence
from recount.simulating import Finding, Kind
from recount.simulating.words import finding_sentence
from recount.words import test_sentence


def ruling_text(book: Book, ruling: Ruling) -> str:
    """Return a verdict as lines of text, the outcome first, then each chamber."""
    together = ruling.tests[-1]
    lines = [f"{book.name}: {test_sentence(together)}."]
    for answer in ruling.answers:
        lines += [f"  {sentence}." for sentence in _answer(answer)]
    return "\n".join([*lines, f"Rulebook {ruling.rulebook_sha256}"])


def rehearsal_text(name: str, findings: Sequence[Finding]) -> str:
    """Return what a rehearsal found, dead ends first, with how many there are of each kind."""
    lines = [f"{name}: {', '.join(_number(findings, kind) for kind in Kind)}."]
    for kind in Kind:
        lines += [f"  {kind.value}: {finding_sentence(each)}." for each in findings if each.kind is kind]
    return "\n".join(lines)


def _answer(answer: Answer) -> list[str]:
    if not answer.is_asked:
        return [f"{answer.key}: not asked, because {answer.data['after']} said no"]
    said: dict[str, Any] = dict(answer.data)
    lines = [_test(test) for test in answer.tests]
    if "seats" in said:
        lines.append(f"{answer.key}: elected {', '.join(answer.elected) or 'nobody'}")
        lines += [f"{answer.key}: {passed_sentence(each)}" for each in said["passed_over"]]
        lines += [f"{answer.key}: longer term for {', '.join(said['longer_terms'])}"] if said["longer_terms"] else []
        lines += [_unfilled(answer.key, group, number) for group, number in said["unfilled"].items()]
        if "runoff" in said and not said["runoff"]["held"]:
            lines.append(f"{answer.key}: a run-off is due between {', '.join(said['runoff']['between'])}")
    if "vacancy" in said:
        lines.append(_vacancy(answer.key, said["vacancy"]))
    if said.get("recused"):
        lines.append(f"{answer.key}: recused {said['recused']} of {said['eligible']} eligible")
    return lines


def _test(test: Test) -> str:
    if test.sentence in TESTS:
        return f"{test.chamber}: {TESTS[test.sentence].format(**test.figures)}"
    return test_sentence(test)


def _unfilled(key: str, group: str, number: int) -> str:
    return f"{key}: seats left empty: {number}" + (f" (reserved for {group})" if group else "")


def _vacancy(key: str, said: dict[str, Any]) -> str:
    new = ", ".join(said["new"]) or "nobody"
    return f"{key}: in the place of {', '.join(said['left'])} comes {new} (by {said['by']})"


def _number(findings: Sequence[Finding], kind: Kind) -> str:
    number = sum(each.kind is kind for each in findings)
    plural = {Kind.DEAD_END: "dead ends", Kind.SURPRISE: "surprises", Kind.BOUNDARY: "boundaries tried"}
    return f"{number} {plural[kind]}"
