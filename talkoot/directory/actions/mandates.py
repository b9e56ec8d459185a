"""Writing about mandates: who holds a seat from when until when, and by what right."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from talkoot.directory.actions.seats import count_seats
from talkoot.directory.events import MandateEnded, MandateGiven
from talkoot.directory.models import Mandate, Person, Role
from talkoot.directory.permissions import Permission, may
from talkoot.directory.queries.hats import hats_of
from talkoot.directory.queries.tree import acting_mandate
from talkoot.directory.rules import HowChosen, Power, Span, free_seat, term_end
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing


def give_mandate(
    role_id: int,
    *,
    person_id: int,
    from_on: date | None = None,
    until_on: date | None = None,
    how_chosen: HowChosen = HowChosen.APPOINTMENT,
    decision: str = "",
    by: Actor,
    at: datetime,
    key: str = "",
) -> Mandate:
    """Seat a person in the lowest free seat of a role.

    ``from_on`` is today unless given; ``until_on`` (the first day without it) the end of the role's term, if it has
    one; ``decision`` the ledger ref of the decision it comes from. Refuses when no seat is free for all that time,
    when the person holds the role then already, and an end before the start.
    """
    with writing(by=by, at=at, key=key) as announce:
        role = Role.objects.select_for_update(of=("self",)).select_related("body").get(pk=role_id)
        hats = hats_of(by, at)
        require(may(by, Permission.GIVE_MANDATE, role, at=at, hats=hats))
        if role.ended_on is not None:
            raise Refusal("role_ended", _("This role is not filled any more."))
        span = _span(role, from_on or at.date(), until_on)
        mandate = Mandate.objects.create(
            person=_present_person(person_id),
            role=role,
            seat=_seat(role, person_id, span),
            from_on=span[0],
            until_on=span[1],
            how_chosen=how_chosen,
            decision=decision,
        )
        count_seats(Role.objects.filter(pk=role.pk), at.date())
        announce(_given(mandate), mandate=acting_mandate(hats, Power.APPOINT, role.body_id))
    return mandate


def end_mandate(
    mandate_id: int, *, reason: str, on: date | None = None, by: Actor, at: datetime, key: str = ""
) -> Mandate:
    """End a mandate ``on`` a day (today unless given), for a reason; that day the seat is free.

    Refuses one that has ended, a day before its start, and an empty reason. A day later than the planned end is
    refused too: a longer term is a new mandate.
    """
    with writing(by=by, at=at, key=key) as announce:
        mandate = Mandate.objects.select_for_update(of=("self",)).select_related("role__body").get(pk=mandate_id)
        hats = hats_of(by, at)
        require(may(by, Permission.END_MANDATE, mandate, at=at, hats=hats))
        day = on or max(at.date(), mandate.from_on or at.date())
        _refuse_bad_end(mandate, day, reason, at.date())
        mandate.until_on = day
        mandate.ended_reason = reason
        mandate.save(update_fields=["until_on", "ended_reason"])
        count_seats(Role.objects.filter(pk=mandate.role_id), at.date())
        announce(
            MandateEnded(
                subject=mandate.role.body.ref,
                mandate=mandate.ref,
                person=ref("person", mandate.person_id),
                role=mandate.role.ref,
                until_on=day.isoformat(),
            ),
            mandate=acting_mandate(hats, Power.APPOINT, mandate.role.body_id),
        )
    return mandate


def _span(role: Role, start: date, until_on: date | None) -> Span:
    end = until_on
    if end is None and role.term_months is not None:
        end = term_end(start, role.term_months)
    if end is not None and end < start:
        raise Refusal("ends_before_start", _("The end lies before the start."), "until_on")
    return start, end


def _seat(role: Role, person_id: int, span: Span) -> int:
    rows = Mandate.objects.filter(role=role, is_over=False).values_list("person_id", "seat", "from_on", "until_on")
    taken = [(holder, seat, (start, end)) for holder, seat, start, end in rows if seat is not None]
    if free_seat(1, [(1, held) for holder, _seat, held in taken if holder == person_id], span) is None:
        raise Refusal("holds_it_already", _("This person holds the role in that time already."), "person_id")
    seat = free_seat(role.seats, [(seat, held) for _holder, seat, held in taken], span)
    if seat is None:
        raise Refusal("no_free_seat", _("No seat of this role is free for all of that time."), "from_on")
    return seat


def _present_person(person_id: int) -> Person:
    person = Person.objects.filter(pk=person_id, forgotten_on=None).first()
    if person is None:
        raise Refusal("no_such_person", _("There is no such person."), "person_id")
    return person


def _refuse_bad_end(mandate: Mandate, day: date, reason: str, today: date) -> None:
    if not mandate.runs_on(today):
        raise Refusal("over_already", _("This mandate has ended already."))
    if mandate.from_on is not None and day < mandate.from_on:
        raise Refusal("ends_before_start", _("The end lies before the start."), "on")
    if mandate.until_on is not None and day > mandate.until_on:
        raise Refusal("later_than_planned", _("It ends earlier already. A longer term is a new mandate."), "on")
    if not reason:
        raise Refusal("no_reason", _("Say why, for those who read this later."), "reason")


def _given(mandate: Mandate) -> MandateGiven:
    return MandateGiven(
        subject=mandate.role.body.ref,
        mandate=mandate.ref,
        person=ref("person", mandate.person_id),
        role=mandate.role.ref,
        seat=mandate.seat or 0,
        from_on=mandate.from_on.isoformat() if mandate.from_on else "",
        until_on=mandate.until_on.isoformat() if mandate.until_on else "",
        how_chosen=mandate.how_chosen,
        decision=mandate.decision,
    )
