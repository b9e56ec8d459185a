"""Writing about persons: introducing them, their own page, forgetting them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.directory.actions.addresses import free_slug
from talkoot.directory.events import PersonForgotten, PersonIntroduced, ProfileEdited
from talkoot.directory.models import Interest, Person
from talkoot.directory.permissions import Permission, may
from talkoot.directory.rules import Audience, fold, is_web_address
from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.texts import render_markdown
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing

PROFILE = ("about", "contact", "languages", "topics", "activity")


def introduce_person(account_id: int | None, name: str, at: datetime, *, by: Actor = SYSTEM, key: str = "") -> Person:
    """Give an account (or, with None, someone without one) a person; an account that has one keeps it."""
    with writing(by=by, at=at, key=key) as announce:
        known = Person.objects.filter(account_id=account_id).first() if account_id is not None else None
        if known is not None:
            return known
        person = Person.objects.create(
            account_id=account_id,
            name=name,
            fold=fold(name),
            slug=free_slug(Person.objects.all(), name, "person"),
            created_at=at,
        )
        announce(PersonIntroduced(subject=person.ref))
    return person


def edit_profile(
    person_id: int,
    *,
    about: str,
    language: str,
    contact: str,
    topics: Iterable[int],
    shown_to: Mapping[str, Audience],
    by: Actor,
    at: datetime,
    key: str = "",
) -> Person:
    """Change a person's own page. ``shown_to`` maps each of `PROFILE` to its audience; fields left out keep theirs.

    Refuses a contact that is no web address: a public page is where an e-mail address is harvested.
    """
    with writing(by=by, at=at, key=key) as announce:
        person = Person.objects.select_for_update().get(pk=person_id)
        require(may(by, Permission.EDIT_PROFILE, person, at=at))
        if contact and not is_web_address(contact):
            raise Refusal("not_a_web_address", _("Give the address of a page, starting with https://."), "contact")
        new = {"about": about, "language": language, "contact": contact}
        new |= {f"{field}_shown_to": shown_to[field] for field in PROFILE if field in shown_to}
        changed = [field for field, value in new.items() if getattr(person, field) != value]
        for field in changed:
            setattr(person, field, new[field])
        person.html = render_markdown(about)
        person.save()
        if _follow(person, set(topics), at):
            changed.append("topics")
        announce(ProfileEdited(subject=person.ref, fields=changed))
    return person


def forget_person(account_id: int, at: datetime, *, by: Actor = SYSTEM) -> None:
    """Erase what is personal about the person behind an account; mandates and ledger stand under a neutral name.

    Does nothing when the account has no person or the person is forgotten already.
    """
    with writing(by=by, at=at) as announce:
        person = Person.objects.select_for_update().filter(account_id=account_id, forgotten_on=None).first()
        if person is None:
            return
        person.name = f"Former member {person.pk}"
        person.fold = fold(person.name)
        person.slug = f"former-member-{person.pk}"
        person.about = person.html = person.contact = person.language = ""
        person.languages = []
        person.forgotten_on = at.date()
        person.save()
        Interest.objects.filter(person=person, ended_at=None).update(ended_at=at)
        announce(PersonForgotten(subject=person.ref))


def _follow(person: Person, topics: set[int], at: datetime) -> bool:
    rows = Interest.objects.filter(person=person)
    followed = set(rows.filter(ended_at=None).values_list("topic_id", flat=True))
    if followed == topics:
        return False
    rows.filter(topic_id__in=followed - topics).update(ended_at=at)
    rows.filter(topic_id__in=topics - followed).update(ended_at=None)
    known = set(rows.values_list("topic_id", flat=True))
    Interest.objects.bulk_create(Interest(person=person, topic_id=topic) for topic in sorted(topics - known))
    return True
