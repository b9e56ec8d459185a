"""Making lists, putting people or bodies on them, taking them off."""

from __future__ import annotations

from datetime import datetime
from itertools import count

from django.utils.translation import gettext_lazy as _

from talkoot.directory.models import Body, Person
from talkoot.directory.queries import acting_mandate, hats_of
from talkoot.directory.rules import Power, numbered, slug_of
from talkoot.eligibility.events import EntryAdded, EntryEnded, ListMade
from talkoot.eligibility.models import ListEntry, NamedList
from talkoot.eligibility.permissions import Permission, may
from talkoot.eligibility.rules import NAME_MAX, REASON_MAX, TEXT_MAX, Voters
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing
from talkoot.scopes.actions import line, words

# Addresses that belong to pages of lists themselves.
RESERVED = frozenset({"new"})


def make_list(
    body_id: int,
    *,
    name: str,
    purpose: str,
    language: str,
    holds: Voters,
    is_public: bool,
    by: Actor,
    at: datetime,
    key: str = "",
) -> NamedList:
    """Start an empty list that a body keeps; refuses a list of bodies that is not public."""
    with writing(by=by, at=at, key=key) as announce:
        body = Body.objects.select_for_update().get(pk=body_id)
        hats = hats_of(by, at)
        require(may(by, Permission.MAKE_LIST, body, at=at, hats=hats))
        called = line(name, limit=NAME_MAX, field="name", missing=_("Give the list a name."))
        missing = _("Say what the list is for; everybody can read it.")
        said = words(purpose, language, limit=TEXT_MAX, field="purpose", missing=missing)
        if holds is Voters.BODIES and not is_public:
            raise Refusal("bodies_are_public", _("A list of bodies is public."), "is_public")
        made = NamedList.objects.create(
            slug=_free_slug(called),
            name=called,
            purpose=said.text,
            language=said.language,
            html=said.html,
            body=body,
            holds=holds,
            is_public=is_public,
            made_by_id=by.person_id,
            made_at=at,
        )
        fact = ListMade(subject=made.ref, body=ref("body", body.pk), holds=holds.value, is_open=is_public)
        announce(fact, mandate=acting_mandate(hats, Power.STEWARD, body.pk), on_behalf=ref("body", body.pk))
    return made


def add_entry(
    list_id: int,
    *,
    person_id: int | None = None,
    body_id: int | None = None,
    reason: str,
    language: str,
    by: Actor,
    at: datetime,
    key: str = "",
) -> ListEntry:
    """Put a person, or a body, on a list; refuses what the list does not hold, and who stands there or left."""
    with writing(by=by, at=at, key=key) as announce:
        kept = NamedList.objects.select_for_update().get(pk=list_id)
        hats = hats_of(by, at)
        require(may(by, Permission.ADD_ENTRY, kept, at=at, hats=hats))
        said = words(reason, language, limit=REASON_MAX, field="reason", missing=_("Give the reason."))
        _require_held(kept, person_id, body_id)
        entry = ListEntry.objects.create(
            named_list=kept,
            person_id=person_id,
            body_id=body_id,
            reason=said.text,
            language=said.language,
            added_by_id=by.person_id,
            added_at=at,
        )
        added = EntryAdded(subject=kept.ref, entry=entry.ref)
        announce(added, mandate=acting_mandate(hats, Power.STEWARD, kept.body_id), on_behalf=ref("body", kept.body_id))
    return entry


def end_entry(entry_id: int, *, reason: str, by: Actor, at: datetime, key: str = "") -> ListEntry:
    """Take somebody off a list, with the reason; refuses who does not stand there any more."""
    with writing(by=by, at=at, key=key) as announce:
        entry = ListEntry.objects.select_for_update(of=("self",)).select_related("named_list").get(pk=entry_id)
        kept = entry.named_list
        hats = hats_of(by, at)
        require(may(by, Permission.END_ENTRY, kept, at=at, hats=hats))
        if entry.ended_at is not None:
            raise Refusal("entry_ended", _("This entry was taken off the list before."))
        entry.ended_reason = line(reason, limit=REASON_MAX, field="reason", missing=_("Give the reason."))
        entry.ended_at, entry.ended_by_id = at, by.person_id
        entry.save(update_fields=["ended_reason", "ended_at", "ended_by"])
        ended = EntryEnded(subject=kept.ref, entry=entry.ref)
        announce(ended, mandate=acting_mandate(hats, Power.STEWARD, kept.body_id), on_behalf=ref("body", kept.body_id))
    return entry


def _free_slug(name: str) -> str:
    wanted = slug_of(name) or "list"
    taken = {*RESERVED, *NamedList.objects.filter(slug__startswith=wanted[:90]).values_list("slug", flat=True)}
    return next(slug for number in count(1) if (slug := numbered(wanted, number)) not in taken)


def _require_held(kept: NamedList, person_id: int | None, body_id: int | None) -> None:
    is_persons = kept.holds == Voters.PERSONS
    key, field = (person_id, "person_id") if is_persons else (body_id, "body_id")
    if key is None or (person_id is None) == (body_id is None):
        sentence = _("This list holds people.") if is_persons else _("This list holds bodies.")
        raise Refusal("wrong_voters", sentence, field)
    if is_persons and not Person.objects.filter(pk=key, forgotten_on=None).exists():
        raise Refusal("person_gone", _("This person left and had everything personal erased."), field)
    if kept.entries.filter(ended_at=None, **{field: key}).exists():
        raise Refusal("on_list", _("That one stands on this list already."), field)
