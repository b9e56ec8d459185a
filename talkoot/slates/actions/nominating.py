"""Putting forward oneself or another, and the answer of who was put forward."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from talkoot.directory.models import Body, Person
from talkoot.directory.rules import BodyStatus, Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import writing
from talkoot.scopes.actions import line, require_languages
from talkoot.slates import rules
from talkoot.slates.actions.holding import HeldSlate, hold_candidate, hold_slate
from talkoot.slates.actions.standing import checked_cost, given, require_alone
from talkoot.slates.events import CandidateNominated, ConsentGiven, NominationDeclined
from talkoot.slates.models import Candidate, Slate
from talkoot.slates.permissions import Permission
from talkoot.slates.rules import Kind, State


def nominate(
    slate_id: int,
    *,
    person_id: int | None = None,
    body_id: int | None = None,
    name: str = "",
    language: str,
    attributes: Mapping[str, str] | None = None,
    cost: Decimal | None = None,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Candidate:
    """Put a person, a body or a project forward, under ``name`` on the ballot (empty: the name they have here).

    Whoever puts forward themselves, a body they represent, or a project, consents by it and says what is asked. Anyone
    else is told, and stands once they say yes. Refuses before and after the time for nominations, who is on the slate
    already, and a name that looks like another on it.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold_slate(slate_id, Permission.NOMINATE, by=by, at=at)
        _require_time(held.slate, at)
        require_languages([language])
        candidate = _found(held.slate, person_id, body_id)
        own = _is_own(candidate, held, by)
        _name(candidate, name)
        candidate.language, candidate.nominated_by_id, candidate.nominated_at = language, by.person_id, at
        candidate.left_at = None
        candidate.state = rules.became(consents=own)
        require_alone(candidate)
        if own:
            candidate.attributes = given(held.slate, attributes or {})
            candidate.cost = checked_cost(held.slate, cost)
            candidate.consented_at = at
        candidate.save()
        if own:
            mandate = held.hats.may(Power.REPRESENT, body_id) or ""
            fact = ConsentGiven(subject=candidate.ref, slate=held.slate.ref, own=True)
            announce(fact, mandate=mandate, on_behalf=ref("body", body_id) if mandate and body_id else "")
        else:
            announce(CandidateNominated(subject=candidate.ref, slate=held.slate.ref))
    return candidate


def consent(
    candidate_id: int,
    *,
    attributes: Mapping[str, str] | None = None,
    name: str = "",
    language: str = "",
    by: Actor,
    at: datetime,
    key: str = "",
) -> Candidate:
    """Say yes to being put forward, and what is asked of candidates; from then on it is public.

    Refuses once the slate is frozen, and where nobody waits for an answer.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold_candidate(candidate_id, Permission.CONSENT, by=by, at=at)
        candidate = held.candidate
        _require_waiting(candidate)
        if name:
            _name(candidate, name)
            require_alone(candidate)
        if language:
            require_languages([language])
            candidate.language = language
        candidate.attributes = given(candidate.slate, attributes or {})
        candidate.state, candidate.consented_at = State.STANDING, at
        candidate.save(update_fields=["name", "look", "strokes", "language", "attributes", "state", "consented_at"])
        fact = ConsentGiven(subject=candidate.ref, slate=candidate.slate.ref, own=False)
        announce(fact, mandate=held.mandate, on_behalf=held.on_behalf)
    return candidate


def decline(candidate_id: int, *, by: Actor, at: datetime, key: str = "") -> Candidate:
    """Say no to being put forward; nobody but those concerned learns of it. Refuses where nobody waits for it."""
    with writing(by=by, at=at, key=key) as announce:
        held = hold_candidate(candidate_id, Permission.DECLINE, by=by, at=at)
        candidate = held.candidate
        _require_waiting(candidate)
        candidate.state, candidate.left_at = State.DECLINED, at
        candidate.save(update_fields=["state", "left_at"])
        fact = NominationDeclined(subject=candidate.ref, slate=candidate.slate.ref)
        announce(fact, mandate=held.mandate, on_behalf=held.on_behalf)
    return candidate


def _require_time(slate: Slate, at: datetime) -> None:
    if slate.takes_nominations_at(at):
        return
    if at < slate.opens_at:
        raise Refusal("too_early", _("Nominations have not opened yet. What you wrote is still here."))
    raise Refusal("too_late", _("Nominations are closed. What you wrote is still here."))


def _require_waiting(candidate: Candidate) -> None:
    if candidate.slate.is_frozen:
        raise Refusal("frozen", _("The names on the ballot are fixed, so nobody can join them any more."))
    if candidate.state != State.NOMINATED:
        raise Refusal("answered", _("This nomination has its answer already."))


def _found(slate: Slate, person_id: int | None, body_id: int | None) -> Candidate:
    """Return a new candidate, or the one who declined or withdrew before; refuse who is on the slate."""
    _require_kind(slate, person_id, body_id)
    candidate = Candidate(slate=slate)
    if person_id is not None or body_id is not None:
        before = Candidate.objects.select_for_update().filter(slate=slate, person=person_id, body=body_id).first()
        if before is not None:
            candidate = before
            candidate.slate = slate
            _require_free(candidate)
    candidate.person_id, candidate.body_id = person_id, body_id
    return candidate


def _require_free(candidate: Candidate) -> None:
    match State(candidate.state):
        case State.DECLINED | State.WITHDRAWN:
            return
        case State.STRUCK:
            # Translators: %(name)s is the name of a candidate.
            sentence = _("%(name)s was taken off this slate by its stewards, and cannot be put forward again.")
        case State.SITTING:
            # Translators: %(name)s is the name of a member of a body.
            sentence = _("%(name)s has a seat that is not up for election now.")
        case State.NOMINATED:
            # Translators: %(name)s is the name of somebody who may become a candidate.
            sentence = _("%(name)s was put forward already, and has not answered yet.")
        case _:
            # Translators: %(name)s is the name of a candidate.
            sentence = _("%(name)s stands already.")
    raise Refusal("there_already", sentence % {"name": candidate.name}, "whom")


def _require_kind(slate: Slate, person_id: int | None, body_id: int | None) -> None:
    has = (person_id is not None, body_id is not None)
    match Kind(slate.kind):
        case Kind.PEOPLE if has != (True, False):
            raise Refusal("people_stand", _("People stand here: name a person."), "whom")
        case Kind.BODIES if has != (False, True):
            raise Refusal("bodies_stand", _("Bodies stand here: name a body."), "whom")
        case Kind.PROJECTS if has != (False, False):
            raise Refusal("projects_stand", _("Projects stand here: give the project's name."), "name")


def _is_own(candidate: Candidate, held: HeldSlate, by: Actor) -> bool:
    """Tell whether who puts forward may also say yes: for themselves, a body they represent, a project of theirs."""
    if candidate.body_id is not None:
        return held.hats.may(Power.REPRESENT, candidate.body_id) is not None
    return candidate.person_id is None or candidate.person_id == by.person_id


def _name(candidate: Candidate, name: str) -> None:
    """Give the candidate the name for the ballot: the one given, else what it is called here."""
    found = name or candidate.name or _name_here(candidate)
    missing = _("Give the name that shall stand on the ballot.")
    candidate.name = line(found, limit=rules.NAME_MAX, field="name", missing=missing)
    candidate.look, candidate.strokes = rules.look(candidate.name), rules.strokes(candidate.name)


def _name_here(candidate: Candidate) -> str:
    if candidate.body_id is not None:
        body = Body.objects.only("name", "status").filter(pk=candidate.body_id).first()
        if body is None or body.status != BodyStatus.ACTIVE:
            raise Refusal("no_such_body", _("Only a body that is active can stand."), "whom")
        return body.name
    if candidate.person_id is not None:
        person = Person.objects.only("name", "forgotten_on").filter(pk=candidate.person_id).first()
        if person is None or person.forgotten_on is not None:
            raise Refusal("no_such_person", _("There is no such person here."), "whom")
        return person.name
    return ""
