"""Slates by what they are for, candidates by slate, name and what they say of themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from django.db.models import FETCH_RAISE, CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.http import Http404

from talkoot.directory import queries as directory
from talkoot.directory.models import Body, Person
from talkoot.directory.queries import Hats, Tasks, hats_of, tasks_in
from talkoot.directory.rules import Power, fold
from talkoot.kernel.actors import Actor
from talkoot.kernel.ids import key_of
from talkoot.kernel.paging import SIZE, Page, after, cut
from talkoot.kernel.refs import Label, split
from talkoot.ledger.queries.naming import Naming
from talkoot.slates import rules
from talkoot.slates.models import Candidate, Question, Slate, Statement
from talkoot.slates.rules import Kind, State

# All names of a slate stand on one page, so that the browser's own search finds each; beyond this they are paged.
ROWS = 200
PAGE = {Kind.PEOPLE: re.compile(r"/people/(?P<slug>[^/?#]+)/?(?:[?#].*)?$"),
        Kind.BODIES: re.compile(r"/bodies/(?P<slug>[^/?#]+)/?(?:[?#].*)?$")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """A candidate as the list shows it: with what it said to what was asked, by the labels people know."""

    candidate: Candidate
    said: Sequence[str]
    has_statement: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """What a page of a slate shows: the names that match, those who left or sit, and how many there are at all."""

    rows: Page[Listed]
    left: Sequence[Listed]
    sitting: Sequence[Listed]
    waiting: Sequence[Listed]
    standing_count: int
    found_count: int
    choices: Sequence[tuple[str, str, Sequence[str]]]


def slate_of(matter: str) -> Slate | None:
    """Return the slate for the thing ``matter`` names (``decision:87``), or None."""
    return Slate.objects.select_related("steward_body").filter(matter=matter).first()


def get_slate(ref: str) -> Slate:
    """Return the slate named ``S-12`` with its body; 404 when there is none. Slates are public."""
    slate = Slate.objects.select_related("steward_body").filter(pk=key_of(ref, "S") or 0).first()
    if slate is None:
        raise Http404
    return slate


def get_candidate(ref: str, number: int, *, viewer: Actor, hats: Hats) -> Candidate:
    """Return a candidate of the slate named ``S-12`` that ``viewer`` may know of; else 404."""
    rows = Candidate.objects.visible_to(viewer, hats).select_related("slate__steward_body", "person", "body", "strike")
    found = rows.fetch_mode(FETCH_RAISE).filter(pk=number, slate=key_of(ref, "S") or 0).first()
    if found is None:
        raise Http404
    return found


def get_question(candidate: Candidate, number: int) -> Question:
    """Return a question to a candidate, with who asked; 404 when there is none."""
    found = Question.objects.select_related("person").filter(pk=number, candidate=candidate).first()
    if found is None:
        raise Http404
    found.candidate = candidate
    return found


def get_for_notice(ref: str) -> Candidate:
    """Return the candidate a fact is about, with what a notice of it says."""
    rows = Candidate.objects.select_related("slate__steward_body", "person", "body", "nominated_by", "strike__person")
    return rows.get(pk=int(split(ref)[1]))


@dataclass(frozen=True, slots=True)
class Stage:
    """A slate as a list shows it at one time."""

    slate: Slate
    is_early: bool
    is_closed: bool


def list_slates(*, at: datetime, after_key: str = "") -> Page[Stage]:
    """Return a page of slates, the newest first."""
    rows = Slate.objects.select_related("steward_body").order_by("-pk").fetch_mode(FETCH_RAISE)
    last = after(after_key)
    found = cut(list((rows.filter(pk__lt=last) if last else rows)[: SIZE + 1]), "pk")
    return Page([Stage(one, at < one.opens_at, at >= one.closes_at) for one in found], found.after)


def tally_of(
    slate: Slate,
    *,
    viewer: Actor,
    hats: Hats,
    text: str = "",
    wanted: Mapping[str, str] | None = None,
    after_key: str = "",
) -> Tally:
    """Return the page of a slate by one query: names holding ``text``, saying ``wanted`` (by key), from a place on."""
    rows = Candidate.objects.visible_to(viewer, hats).filter(slate=slate).in_order()
    rows = rows.annotate(has_statement=Exists(Statement.objects.filter(candidate=OuterRef("pk"), is_current=True)))
    everybody = list(rows.fetch_mode(FETCH_RAISE))
    standing = [one for one in everybody if one.state == State.STANDING]
    found = [one for one in standing if _matches(one, text, wanted or {})]
    start = next((place for place, one in enumerate(found, 1) if str(one.pk) == after_key), 0)
    page = found[start : start + ROWS]
    more = str(page[-1].pk) if len(found) > start + ROWS else ""
    return Tally(
        rows=Page(_listed(page, slate), more),
        left=_listed([c for c in everybody if c.state in {State.WITHDRAWN, State.STRUCK}], slate),
        sitting=_listed([c for c in everybody if c.state == State.SITTING], slate),
        waiting=_listed([c for c in everybody if c.state in {State.NOMINATED, State.DECLINED}], slate),
        standing_count=len(standing),
        found_count=len(found),
        choices=_choices(slate, standing),
    )


def named_candidate(text: str, kind: str) -> int | None:
    """Return the key of the person or body named by its page's address or its exact name; None for none or several."""
    found = PAGE[Kind(kind)].search(text)
    where = {"slug": unquote(found["slug"])} if found else {"name": text}
    if kind == Kind.PEOPLE:
        keys = list(Person.objects.filter(**where, forgotten_on=None).values_list("pk", flat=True)[:2])
    else:
        keys = list(Body.objects.filter(**where).values_list("pk", flat=True)[:2])
    return keys[0] if len(keys) == 1 else None


def speakers(candidate: Candidate, at: datetime) -> list[int]:
    """Return the accounts that speak for a candidate: the person's own, or those of a body's representatives."""
    if candidate.body_id is not None:
        holders = directory.holders_of([candidate.body_id], Power.REPRESENT, at).get(candidate.body_id, [])
        return [account for _person, account in holders if account is not None]
    person = candidate.speaker_id
    return list(directory.account_ids_of([person]).values()) if person is not None else []


def asker_of(ref: str) -> int:
    """Return the person who put the question ``ref`` names."""
    return Question.objects.values_list("person_id", flat=True).get(pk=int(split(ref)[1]))


def waiting_for(actor: Actor, at: datetime, hats: Hats | None = None) -> list[Candidate]:
    """Return the nominations that wait for the word of ``actor``, the oldest first."""
    worn = hats if hats is not None else hats_of(actor, at)
    if actor.person_id is None:
        return []
    rows = _waiting(actor, worn).select_related("slate").order_by("pk")
    return list(rows.fetch_mode(FETCH_RAISE))


def tasks(actor: Actor, hats: Hats) -> list[Tasks]:
    """Return what slates have for one person: nominations that wait for their word."""
    if actor.person_id is None:
        return []
    found = tasks_in(
        "slates.nomination", _waiting(actor, hats), "slate__closes_at", within="slate_id",
        title="slate__title", language="slate__language", at="slate__closes_at",
        name=Coalesce("body__name", Value("")), name_language=Coalesce("body__language", Value("")),
        thing=lambda key, slate: Candidate(pk=key, slate_id=slate),
    )  # fmt: skip
    return [found]


def _waiting(actor: Actor, hats: Hats) -> QuerySet[Candidate]:
    mine = Q(person=actor.person_id) | Q(body__in=hats.bodies(Power.REPRESENT))
    return Candidate.objects.filter(mine, state=State.NOMINATED, slate__frozen_at=None)


def _slate_label(key: int, title: str, language: str) -> Label:
    return Label(title, Slate(pk=key).get_absolute_url(), language)


def _candidate_label(key: int, slate: str, name: str, language: str) -> Label:
    return Label(name, Candidate(pk=key, slate_id=int(slate)).get_absolute_url(), language)


def _question_label(key: int, candidate: str, slate: str, name: str, language: str) -> Label:
    label = _candidate_label(int(candidate), slate, name, language)
    return Label(label.text, f"{label.url}#q{key}", label.language)


def _as_text(column: str) -> Callable[[], Cast]:
    return lambda: Cast(column, CharField())


# What slates are for; those candidates that everybody may know of, whoever asks; and whom a question was put to.
slate_labels = Naming(
    rows=lambda keys, viewer: Slate.objects.filter(pk__in=keys), columns=("title", "language"), label=_slate_label
)
labels = Naming(
    rows=lambda keys, viewer: Candidate.objects.filter(pk__in=keys, state__in=rules.PUBLIC),
    columns=(_as_text("slate_id"), "name", "language"),
    label=_candidate_label,
)
question_labels = Naming(
    rows=lambda keys, viewer: Question.objects.filter(pk__in=keys, candidate__state__in=rules.PUBLIC),
    columns=(_as_text("candidate_id"), _as_text("candidate__slate_id"), "candidate__name", "candidate__language"),
    label=_question_label,
)


def _matches(candidate: Candidate, text: str, wanted: Mapping[str, str]) -> bool:
    if any(candidate.attributes.get(key) != value for key, value in wanted.items()):
        return False
    name = fold(candidate.name)
    return all(word in name for word in fold(text).split())


def _listed(candidates: Sequence[Candidate], slate: Slate) -> list[Listed]:
    keys = [one.key for one in slate.asked]
    return [
        Listed(
            one,
            [one.attributes[key] for key in keys if one.attributes.get(key)],
            bool(getattr(one, "has_statement", False)),
        )
        for one in candidates
    ]


def _choices(slate: Slate, standing: Sequence[Candidate]) -> list[tuple[str, str, Sequence[str]]]:
    """Return key, label and the values found of each attribute by which the names can be filtered."""
    found: list[tuple[str, str, Sequence[str]]] = []
    for one in slate.asked:
        values = sorted({str(c.attributes[one.key]) for c in standing if c.attributes.get(one.key)})
        if len(values) > 1:
            found.append((one.key, one.label, values))
    return found
