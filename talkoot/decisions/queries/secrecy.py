"""Secret chambers as their pages show them: the booth, who is to keep the keys, and what lay in the box."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.http import Http404

from talkoot.ballotboxes.models import BallotBox
from talkoot.ballotboxes.queries import BoxPage, box_of
from talkoot.ballotboxes.rules import NEEDED_MIN, BoxState, Custody
from talkoot.decisions.models import Chamber, Decision
from talkoot.decisions.queries.ballots import BALLOTS, Mark
from talkoot.decisions.queries.papers import candidates_of, chamber_name, paper_of_chamber
from talkoot.decisions.queries.unsealing import Unsealed, find_unsealed, unsealed
from talkoot.decisions.rules import Choice, Paper, box_subject, in_order, questions_in, scrutineers_in, secret_in
from talkoot.directory.models import Person, Role
from talkoot.directory.queries import holders_of_roles
from talkoot.kernel import paging
from talkoot.kernel.paging import Page
from talkoot.rulebooks.queries import Name, neutral_sentence


@dataclass(frozen=True, slots=True)
class Booth:
    """A secret chamber for whoever votes in it: how its ballots are filled in (None: a question), and its box."""

    key: str
    name: Name
    paper: Paper | None
    neutral: str
    box: BallotBox


@dataclass(frozen=True, slots=True)
class UnsealedRow:
    """A published ballot as it is read: a choice, marks with the most preferred first, or a spoiled one."""

    code: str
    choice: Choice | None
    marks: Sequence[Mark] | None
    is_spoiled: bool


@dataclass(frozen=True, slots=True)
class UnsealedPage:
    """What lay in the box of a secret chamber, page by page; ``after`` is the code where the next page begins."""

    name: Name
    box: BallotBox
    rows: Page[UnsealedRow]


def booth_of(decision: Decision, key: str) -> Booth:
    """Return the booth of a secret chamber (one query); 404 where the chamber votes openly or has no box yet."""
    canonical = decision.rulebook.canonical
    box = box_of(box_subject(decision.pk, key)) if key in secret_in(canonical) else None
    if box is None:
        raise Http404
    question = questions_in(canonical).get(key)
    neutral = neutral_sentence(question) if question else ""
    return Booth(key, chamber_name(decision, key), paper_of_chamber(decision, key), neutral, box)


def custody_of(decision: Decision, boxes: Mapping[str, BoxPage | None], at: datetime) -> dict[str, Any]:
    """Return who is to keep the keys until somebody says otherwise, as the form to prepare boxes takes it.

    Those who were named before; else the holders of the role that the rulebook has for its scrutineers.
    """
    prepared = next((shown for shown in boxes.values() if shown), None)
    if prepared is not None and not prepared.box.is_by_scrutineers:
        return {"custody": Custody.KEY_FILE}
    people = [each.person for each in prepared.custodians] if prepared else _scrutineers(decision, at)
    needed = prepared.box.needed if prepared else max(NEEDED_MIN, len(people) // 2 + 1)
    return {
        "custody": Custody.SCRUTINEERS,
        "custodians": "\n".join(person.slug for person in people),
        "needed": needed,
    }


def list_unsealed(decision: Decision, chamber: Chamber, *, after: str = "") -> UnsealedPage:
    """Return a page of what lay in a secret chamber's box, in the order of the codes; 404 before it is emptied."""
    box = box_of(chamber.box_subject) if chamber.is_secret else None
    if box is None or box.state != BoxState.EMPTIED:
        raise Http404
    ballots = islice(unsealed(decision, chamber, after=after), BALLOTS + 1)
    rows = paging.cut(list(_rows(decision, chamber, ballots)), "code", BALLOTS)
    return UnsealedPage(chamber_name(decision, chamber.key), box, rows)


def find_row(decision: Decision, chamber: Chamber, code: str) -> UnsealedRow | None:
    """Return the published ballot with a receipt code, None when there is none."""
    found = find_unsealed(decision, chamber, code)
    return next(_rows(decision, chamber, [found]), None) if found else None


def _rows(decision: Decision, chamber: Chamber, ballots: Iterable[Unsealed]) -> Iterator[UnsealedRow]:
    paper = paper_of_chamber(decision, chamber.key)
    names = {each.key: each.name for each in candidates_of(decision)} if paper else {}
    for ballot in ballots:
        yield UnsealedRow(ballot.code, ballot.choice, _marks(paper, ballot, names), ballot.is_spoiled)


def _marks(paper: Paper | None, ballot: Unsealed, names: Mapping[int, str]) -> list[Mark] | None:
    if paper is None or ballot.marks is None:
        return None
    return [Mark(names.get(option, ""), said) for option, said in in_order(paper, ballot.marks)]


def _scrutineers(decision: Decision, at: datetime) -> list[Person]:
    body, role = scrutineers_in(decision.rulebook.canonical)
    roles = list(Role.objects.filter(body__slug=body, slug=role).values_list("pk", flat=True)) if role else []
    held = [person for holders in holders_of_roles(roles, at).values() for person, _account in holders] if roles else []
    return list(Person.objects.filter(pk__in=held, forgotten_on=None).order_by("fold", "pk")) if held else []
