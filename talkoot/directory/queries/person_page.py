"""Everything the page of a person shows to a reader: each field only to those it is meant for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F
from django.http import Http404
from django.urls import reverse

from talkoot.accounts.queries import languages_of
from talkoot.directory.models import Interest, Mandate, Person
from talkoot.directory.queries.words import STATUSES, way_chosen
from talkoot.directory.rules import WORKING, BodyStatus, ends_soon, may_see
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import Label
from talkoot.kernel.verdicts import Text
from talkoot.scopes.models import TopicLabel
from talkoot.scopes.queries import language_names
from talkoot.scopes.queries.names import best_label

HATS = 200


@dataclass(frozen=True, slots=True)
class HatView:
    """One mandate on the page of its holder."""

    id: int
    role: str
    role_language: str
    body: Label
    body_status: Text | None
    from_on: date | None
    until_on: date | None
    how_chosen: Text
    ended_reason: str
    is_ending: bool


@dataclass(frozen=True, slots=True)
class SpokenLanguage:
    """A language a person uses, by its own name."""

    tag: str
    name: str


@dataclass(slots=True)
class PersonPage:
    """A person as the reader may see them: what is not for the reader is empty, as if it were not there."""

    person: Person
    is_own: bool
    about_html: str
    contact: str
    languages: list[SpokenLanguage]
    topics: list[Label]
    shows_activity: bool
    hats: list[HatView]
    coming: list[HatView]
    former: list[HatView]


def person_page(slug: str, *, viewer: Actor, at: datetime) -> PersonPage:
    """Return the page of the person at ``slug`` as ``viewer`` may see it; 404 when there is none."""
    person = get_person(slug)
    shows = {field: may_see(getattr(person, f"{field}_shown_to"), _nearness(person, viewer)) for field in FIELDS}
    hats = list(_mandates(person))
    today = at.date()
    over = [m for m in hats if not m.runs_on(today)]
    coming = [m for m in hats if m not in over and m.from_on is not None and m.from_on > today]
    return PersonPage(
        person=person,
        is_own=_nearness(person, viewer) == "own",
        about_html=person.html if shows["about"] else "",
        contact=person.contact if shows["contact"] else "",
        languages=_languages(person) if shows["languages"] else [],
        topics=_topics(person) if shows["topics"] else [],
        shows_activity=shows["activity"] and person.forgotten_on is None,
        hats=[_hat(m, today) for m in hats if m not in over and m not in coming],
        coming=[_hat(m, today) for m in coming],
        former=[_hat(m, today) for m in over],
    )


FIELDS = ("about", "contact", "languages", "topics", "activity")


def get_person(slug: str) -> Person:
    """Return the person at an address; 404 when there is none. That a person is in the directory is public."""
    person = Person.objects.filter(slug=slug).first()
    if person is None:
        raise Http404
    return person


def topic_ids_of(person_id: int) -> list[int]:
    """Return the topics a person follows."""
    return list(Interest.objects.filter(person=person_id, ended_at=None).values_list("topic_id", flat=True))


def _nearness(person: Person, viewer: Actor) -> str:
    if viewer.person_id == person.pk:
        return "own"
    return "known" if viewer.is_known else "visitor"


def _mandates(person: Person) -> list[Mandate]:
    rows = Mandate.objects.filter(person=person).select_related("role__body")
    return list(rows.order_by("is_over", F("until_on").desc(nulls_first=True), "-id")[:HATS])


def _hat(mandate: Mandate, today: date) -> HatView:
    body = mandate.role.body
    return HatView(
        id=mandate.pk,
        role=mandate.role.name,
        role_language=mandate.role.language,
        body=Label(body.name, f"{body.get_absolute_url()}#{mandate.role.slug}"),
        body_status=None if body.status in WORKING else STATUSES[BodyStatus(body.status)],
        from_on=mandate.from_on,
        until_on=mandate.until_on,
        how_chosen=way_chosen(mandate.how_chosen),
        ended_reason=mandate.ended_reason,
        is_ending=ends_soon(mandate.until_on, today),
    )


def _languages(person: Person) -> list[SpokenLanguage]:
    tags: tuple[str, ...] = tuple(person.languages)
    if person.account_id is not None:
        tags = languages_of([person.account_id]).get(person.account_id, ())
    names = language_names(tags) if tags else {}
    return [SpokenLanguage(tag, names[tag][0] if tag in names else tag) for tag in tags]


def _topics(person: Person) -> list[Label]:
    rows = Interest.objects.filter(person=person, ended_at=None).annotate(
        name=best_label(TopicLabel, "", key="topic", plain="topic__slug")
    )
    return sorted(
        (Label(name, reverse("scopes:topic", args=[slug])) for name, slug in rows.values_list("name", "topic__slug")),
        key=lambda label: label.text,
    )
