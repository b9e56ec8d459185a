"""Whom a consultation is told to: the people behind its parties."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from django.db.models import Q

from talkoot.consultations.models import Consultation, Disposition, Input, Party
from talkoot.directory import queries as directory
from talkoot.directory.models import Body, Mandate, Person
from talkoot.directory.rules import Power
from talkoot.kernel.refs import split
from talkoot.ledger.queries.prepared import DAY, FOURTH, NUMBER, SECOND, THIRD, Prepared

PAGES = re.compile(r"/(?P<kind>bodies|people)/(?P<slug>[^/?#]+)/?(?:[?#].*)?$")


@dataclass(frozen=True, slots=True)
class Invited:
    """One account and the party through which it is asked."""

    account_id: int
    party: Party


def get_for_notice(ref: str) -> Consultation:
    """Return the consultation a fact is about, with its answering body."""
    return Consultation.objects.select_related("answering_body", "opened_by").get(pk=int(split(ref)[1]))


def get_answered(ref: str) -> Disposition:
    """Return the answer that holds for an input, with all a notice tells of it."""
    rows = Disposition.objects.select_related("input__author", "input__consultation__answering_body")
    return rows.get(input=int(split(ref)[1]), is_current=True)


def invited(
    consultation: Consultation,
    at: datetime,
    *,
    opening: bool = False,
    party_id: int | None = None,
    unheard: bool = False,
) -> Sequence[Invited]:
    """Return the accounts asked, each once, through the party that binds most: must be heard, then the earlier.

    A body is asked through those who represent it, a role through those who hold it. ``opening`` keeps those invited
    when it was opened, ``party_id`` one party, ``unheard`` those not heard yet.
    """
    parties = Party.objects.filter(consultation=consultation).select_related("body", "role", "person")
    if opening:
        parties = parties.filter(invited_at=consultation.opened_at)
    if party_id is not None:
        parties = parties.filter(pk=party_id)
    if unheard:
        parties = parties.filter(heard_at=None)
    found: dict[int, Invited] = {}
    ordered = list(parties.order_by("-must_be_heard", "pk"))
    accounts = _accounts(ordered, at)
    for party in ordered:
        for account_id in accounts.get(party.pk, ()):
            found.setdefault(account_id, Invited(account_id, party))
    return list(found.values())


def unheard(given: Input, at: datetime) -> list[int]:
    """Return the parties not heard yet who speak through ``given``: its body or its author, and its author's roles."""
    person = given.author_id or NOBODY
    body, speaker = (given.on_behalf_id, NOBODY) if given.on_behalf_id else (NOBODY, person)
    return [key for (key,) in _UNHEARD.rows(given.consultation_id, speaker, body, person, at.date())]


NOBODY = 0  # no row has this key
_UNHEARD = Prepared(
    lambda: (
        Party.objects.filter(consultation=NUMBER, heard_at=None)
        .filter(
            Q(person=SECOND)
            | Q(body=THIRD)
            | Q(role__in=Mandate.objects.giving_rights(DAY).filter(person_id=FOURTH).values("role_id"))
        )
        .values_list("pk")
    )
)


def answerers(consultation: Consultation, at: datetime) -> Sequence[int]:
    """Return the accounts that answer for the body that was asked."""
    body_id = consultation.answering_body_id
    holders = directory.holders_of([body_id], Power.ANSWER, at).get(body_id, [])
    return [account_id for _person, account_id in holders if account_id is not None]


def _accounts(parties: Sequence[Party], at: datetime) -> dict[int, Sequence[int]]:
    bodies = directory.holders_of([p.body_id for p in parties if p.body_id], Power.REPRESENT, at)
    roles = directory.holders_of_roles([p.role_id for p in parties if p.role_id], at)
    people = {p.pk: [(p.person.pk, p.person.account_id)] for p in parties if p.person}
    return {
        p.pk: [a for _person, a in bodies.get(p.body_id or 0) or roles.get(p.role_id or 0) or people.get(p.pk, []) if a]
        for p in parties
    }


def named_party(text: str) -> tuple[str, int] | None:
    """Return kind and key of the body or person named by the address of its page, or by its exact name.

    None when there is none, or when several bear the name.
    """
    found = PAGES.search(text)
    where = {"slug": unquote(found["slug"])} if found else {"name": text}
    kind = found["kind"] if found else ""
    bodies = Body.objects.filter(**where).values_list("pk", flat=True)[:2] if kind != "people" else []
    people = Person.objects.filter(**where).values_list("pk", flat=True)[:2] if kind != "bodies" else []
    keys = [*(("body", key) for key in bodies), *(("person", key) for key in people)]
    return keys[0] if len(keys) == 1 else None
