"""Everything that changes duties. What a write changes in a matter's findings is written with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.directory.models import Body, Role
from talkoot.directory.queries import Hats, acting_mandate, hats_of
from talkoot.directory.rules import BodyStatus, Power, fold, is_web_address
from talkoot.documents import queries as documents
from talkoot.duties import queries
from talkoot.duties.events import DutyAssigned, DutyConfirmed, DutyEnded, MatterRetired
from talkoot.duties.models import Duty, DutyStep, Matter
from talkoot.duties.permissions import Permission, may
from talkoot.duties.rules import Issue, Letter, Step
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.texts import clean_line
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing
from talkoot.scopes.actions import intern_scope
from talkoot.scopes.rules import language_tag


def assign_duty(
    *,
    letter: str,
    matter: str,
    language: str,
    body_id: int | None = None,
    role_id: int | None = None,
    topics: Iterable[int] = (),
    territories: Iterable[str] = (),
    languages: Iterable[str] = (),
    source: str = "",
    source_url: str = "",
    clause_id: int | None = None,
    review_on: date | None = None,
    reason: str,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Duty:
    """Make a body, or the holders of a role (one of the two), ``letter`` in ``matter``; no facets is everywhere.

    ``language`` is that of the matter's name and of the reason; ``clause_id`` the clause the duty rests on, as it reads
    today. Refuses a holder that has ended, a duty the holder has already, an address that is none, a clause that
    is not in force, and a review in the past.
    """
    with writing(by=by, at=at, key=key) as announce:
        body, role = _holder(body_id, role_id)
        hats = hats_of(by, at)
        require(may(by, Permission.ASSIGN_DUTY, body.pk, at=at, hats=hats))
        _refuse_ended(body, role, at)
        basis = _basis(source, source_url, clause_id, at)
        _refuse_past(review_on, at)
        scope = intern_scope(topics=topics, territories=territories, languages=languages)
        subject = _intern_matter(matter, language)
        _refuse_twice(subject, letter, scope.pk, body, role)
        duty = Duty.objects.create(
            letter=Letter(letter), matter=subject, scope=scope, role=role, body=None if role else body,
            from_on=at.date(), review_on=review_on, **basis,
        )  # fmt: skip
        _note(duty, Step.ASSIGNED, reason, language, by=by, at=at, mandate=acting_mandate(hats, Power.STEWARD, body.pk))
        _look_at(subject, at)
        fact = DutyAssigned(
            subject=duty.ref, letter=letter, holder=(role or body).ref, scope=scope.ref, matter=subject.pk,
            clause=clause_id or 0,
        )  # fmt: skip
        announce(fact, mandate=acting_mandate(hats, Power.STEWARD, body.pk), on_behalf=body.ref)
    return duty


def confirm_duty(
    duty_id: int,
    *,
    review_on: date,
    reason: str,
    language: str,
    seen: int | None = None,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Duty:
    """Say that the duty was looked at and stands, and when it is looked at next; it rests on today's words from now on.

    ``seen`` is the id of the words that were looked at. Refuses a review in the past, a clause that is gone, and words
    that changed since they were looked at.
    """
    with writing(by=by, at=at, key=key) as announce:
        duty, hats = _locked(duty_id), hats_of(by, at)
        require(may(by, Permission.CONFIRM_DUTY, duty, at=at, hats=hats))
        _refuse_past(review_on, at)
        duty.review_on, duty.wording_id = review_on, _words_today(duty, seen, at)
        duty.save(update_fields=["review_on", "wording_id"])
        mandate, body_id = _hat(duty, hats)
        _note(duty, Step.CONFIRMED, reason, language, by=by, at=at, mandate=mandate)
        announce(
            DutyConfirmed(subject=duty.ref, letter=duty.letter, review_on=review_on.isoformat()),
            mandate=mandate,
            on_behalf=ref("body", body_id),
        )
    return duty


def end_duty(duty_id: int, *, reason: str, language: str, by: Actor, at: datetime, key: str = "") -> Duty:
    """End the duty today; it stays in the history."""
    with writing(by=by, at=at, key=key) as announce:
        duty, hats = _locked(duty_id), hats_of(by, at)
        require(may(by, Permission.END_DUTY, duty, at=at, hats=hats))
        duty.ended_on = at.date()
        duty.save(update_fields=["ended_on"])
        mandate, body_id = _hat(duty, hats)
        _note(duty, Step.ENDED, reason, language, by=by, at=at, mandate=mandate)
        _look_at(Matter.objects.select_for_update().get(pk=duty.matter_id), at)
        announce(
            DutyEnded(subject=duty.ref, letter=duty.letter, ended_on=duty.ended_on.isoformat()),
            mandate=mandate,
            on_behalf=ref("body", body_id),
        )
    return duty


def retire_matter(matter_id: int, *, by: Actor, at: datetime, key: str = "") -> Matter:
    """Take a matter that needs nobody any more off the map. A new duty in it brings it back."""
    with writing(by=by, at=at, key=key) as announce:
        matter = Matter.objects.select_for_update().get(pk=matter_id)
        require(may(by, Permission.RETIRE_MATTER, matter, at=at))
        matter.retired_on = at.date()
        _look_at(matter, at)
        announce(MatterRetired(subject=matter.ref))
    return matter


def look_for_orphans(*, at: datetime) -> int:
    """Mark the matters whose holders went, or whose roles fell vacant, without a word here; return how many changed.

    Marks are derived from the directory: nothing is announced, the directory announced it.
    """
    vacant = queries.vacant(at).values("matter")
    gone = Matter.objects.filter(is_orphan=True).exclude(pk__in=vacant).update(is_orphan=False)
    return gone + Matter.objects.filter(pk__in=vacant, is_orphan=False).update(is_orphan=True)


def _holder(body_id: int | None, role_id: int | None) -> tuple[Body, Role | None]:
    if (body_id is None) == (role_id is None):
        raise Refusal("one_holder", _("Name either a body or a role."), "holder")
    if role_id is not None:
        role = Role.objects.select_related("body").get(pk=role_id)
        return role.body, role
    return Body.objects.get(pk=body_id or 0), None


def _basis(source: str, source_url: str, clause_id: int | None, at: datetime) -> dict[str, Any]:
    """Return the text a duty rests on: as it is named, or a clause in the words it has today."""
    _refuse_bad_source(source_url)
    named = {"source": clean_line(source), "source_url": source_url.strip()}
    if clause_id is None:
        return named
    today = documents.standing([clause_id], day=at.date()).get(clause_id)
    if today is None:
        raise Refusal("clause_not_in_force", _("This clause is not in force today. Choose one that is."))
    named["source"] = named["source"] or f"{today.version.document.title} {today.number}"
    return {**named, "clause_id": clause_id, "wording_id": today.wording_id}


def _words_today(duty: Duty, seen: int | None, at: datetime) -> int | None:
    if duty.clause_id is None:
        return None
    today = documents.standing([duty.clause_id], day=at.date()).get(duty.clause_id)
    if today is None:
        sentence = _("Its clause is gone from the document. End the duty, or record it anew from what says it now.")
        raise Refusal("clause_gone", sentence)
    if seen is not None and seen != today.wording_id:
        raise Refusal("words_changed", _("The clause changed while you looked. Read it again, then confirm."))
    return today.wording_id


def _locked(duty_id: int) -> Duty:
    return Duty.objects.select_for_update(of=("self",)).select_related("role").get(pk=duty_id)


def _hat(duty: Duty, hats: Hats) -> tuple[str, int]:
    body_id = queries.holding_body_id(duty)
    return acting_mandate(hats, Power.STEWARD, body_id), body_id


def _intern_matter(title: str, language: str) -> Matter:
    """Return the matter of this name, locked; its findings are about to change."""
    title, language = clean_line(title), language_tag(language)
    if not title:
        raise Refusal("no_matter", _("Say what the matter is."), "matter")
    made, _new = Matter.objects.get_or_create(fold=fold(title), language=language, defaults={"title": title})
    return Matter.objects.select_for_update().get(pk=made.pk)


def _note(duty: Duty, step: Step, reason: str, language: str, *, by: Actor, at: datetime, mandate: str) -> None:
    reason = clean_line(reason)
    if not reason:
        raise Refusal("no_reason", _("Give a reason."), "reason")
    DutyStep.objects.create(
        duty=duty, step=step, reason=reason, language=language_tag(language), by=by.ref, mandate=mandate, at=at
    )


def _look_at(matter: Matter, at: datetime) -> None:
    """Count the matter's current duties again and keep what is wrong with them."""
    held = queries.held_in(matter.pk, at)
    matter.duty_count = len(held)
    if held:
        matter.retired_on = None
    issues = queries.findings_of(held).issues if matter.retired_on is None else frozenset()
    matter.is_gap, matter.is_overlap, matter.is_orphan = (issue in issues for issue in Issue)
    matter.save()


def _refuse_ended(body: Body, role: Role | None, at: datetime) -> None:
    if body.status == BodyStatus.ENDED or (role and role.ended_on and role.ended_on <= at.date()):
        raise Refusal("holder_gone", _("This body or role has ended. Choose another."), "holder")


def _refuse_bad_source(address: str) -> None:
    if address.strip() and not is_web_address(address.strip()):
        raise Refusal("bad_address", _("Give a web address that starts with https:// or http://."), "source_url")


def _refuse_past(review_on: date | None, at: datetime) -> None:
    if review_on is not None and review_on <= at.date():
        raise Refusal("past_review", _("The next review lies in the past. Choose a later day."), "review_on")


def _refuse_twice(matter: Matter, letter: str, scope_id: int, body: Body, role: Role | None) -> None:
    holder = {"role": role} if role else {"body": body}
    if Duty.objects.filter(matter=matter, letter=letter, scope=scope_id, ended_on=None, **holder).exists():
        raise Refusal("has_it", _("They have this duty already, within the same scope."))
