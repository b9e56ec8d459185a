"""Secret chambers as their pages show them: the booth, who is to keep the keys, and what lay in the box."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404

from talkoot.ballotboxes.models import BallotBox
from talkoot.ballotboxes.queries import BoxPage, box_of
from talkoot.ballotboxes.rules import NEEDED_MIN, Custody
from talkoot.counting.rules import Paper, questions_in, scrutineers_in, secret_in
from talkoot.decisions.models import Decision
from talkoot.decisions.queries.papers import chamber_name, paper_of_chamber
from talkoot.decisions.rules import box_subject
from talkoot.directory.models import Person, Role
from talkoot.directory.queries import holders_of_roles
from talkoot.rulebooks.queries import Name, neutral_sentence


@dataclass(frozen=True, slots=True)
class Booth:
    """A secret chamber for whoever votes in it: how its ballots are filled in (None: a question), and its box."""

    key: str
    name: Name
    paper: Paper | None
    neutral: str
    box: BallotBox


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


def _scrutineers(decision: Decision, at: datetime) -> list[Person]:
    body, role = scrutineers_in(decision.rulebook.canonical)
    roles = list(Role.objects.filter(body__slug=body, slug=role).values_list("pk", flat=True)) if role else []
    held = [person for holders in holders_of_roles(roles, at).values() for person, _account in holders] if roles else []
    return list(Person.objects.filter(pk__in=held, forgotten_on=None).order_by("fold", "pk")) if held else []
