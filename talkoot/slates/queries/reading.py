"""Who stands, as a ballot shows it and as the count needs it; what candidates say, and what they are asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import FETCH_RAISE, Q

from talkoot.kernel import paging
from talkoot.kernel.paging import Page
from talkoot.slates import rules
from talkoot.slates.models import Answer, Candidate, Question, Slate, Statement
from talkoot.slates.rules import Kind, State, Status
from talkoot.ui.templatetags.ui import direction

QUESTIONS = 50


@dataclass(frozen=True, slots=True)
class Said:
    """A text in its language, as safe HTML."""

    html: str
    language: str

    @property
    def direction(self) -> str:
        """Return ``ltr`` or ``rtl``."""
        return direction(self.language)


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody or something that can be voted for, as a ballot shows it; ``statement`` is in the reader's language."""

    key: int
    ref: str
    name: str
    language: str
    attributes: dict[str, str]
    cost: Decimal | None
    url: str
    slate_url: str
    statement: Said | None

    @property
    def direction(self) -> str:
        """Return ``ltr`` or ``rtl``, for the name."""
        return direction(self.language)


@dataclass(frozen=True, slots=True)
class Entered:
    """What a count has to know of one name: `recount` takes name, status and attributes as they are."""

    key: int
    name: str
    status: Status
    attributes: dict[str, str]
    cost: Decimal | None


@dataclass(frozen=True, slots=True)
class Asking:
    """A question, who asked, and the answers in order."""

    question: Question
    answers: Sequence[Answer]


def standing(matter: str, *, languages: Sequence[str] = ()) -> list[Standing]:
    """Return who can be voted for in the election ``matter`` names, in the order of the ballot (before that: by name).

    Statements are in the first of ``languages`` (tags) there is, or a kind of it, else in the candidate's own. Three
    queries, however many stand.
    """
    rows = Candidate.objects.filter(slate__matter=matter, state=State.STANDING).in_order().fetch_mode(FETCH_RAISE)
    candidates = list(rows)
    said = _statements(candidates, languages)
    return [
        Standing(
            key=one.pk,
            ref=one.ref,
            name=one.name,
            language=one.language,
            attributes=one.attributes,
            cost=one.cost,
            url=one.get_absolute_url(),
            slate_url=Slate(pk=one.slate_id).get_absolute_url(),
            statement=said.get(one.pk),
        )
        for one in candidates
    ]


def field(matter: str, *, counted_at: datetime | None = None) -> list[Entered]:
    """Return every name a count has to know of, in the order of the ballot; one query.

    Who withdrew or was struck once the ballot was drawn is there as withdrawn; before that nobody needs to know. Who
    left after ``counted_at`` still stood in the count made then.
    """
    rows = Candidate.objects.filter(slate__matter=matter, state__in=rules.PUBLIC).in_order().fetch_mode(FETCH_RAISE)
    found = ((one, _status(one, counted_at)) for one in rows)
    return [Entered(one.pk, one.name, status, one.attributes, one.cost) for one, status in found if status is not None]


def candidates_named(matter: str, names: Collection[str]) -> list[Candidate]:
    """Return those on the frozen ballot of ``matter`` with these names, and all who sit (one query)."""
    named = Q(name__in=names, position__isnull=False) | Q(state=State.SITTING)
    return list(Candidate.objects.filter(named, slate__matter=matter).in_order().fetch_mode(FETCH_RAISE))


def _status(one: Candidate, counted_at: datetime | None) -> Status | None:
    if counted_at is not None and one.left_at is not None and one.left_at > counted_at:
        return Status.SITTING if one.position is None else Status.STANDING
    return rules.status_of(State(one.state), on_ballot=one.position is not None)


def columns_of(slate: Slate) -> list[str]:
    """Return the columns that a file of candidates may have."""
    cost = ["cost"] if slate.kind == Kind.PROJECTS else []
    return ["name", "status", "language", *cost, *(one.key for one in slate.asked)]


def statement_of(
    candidate: Candidate, languages: Sequence[str], *, chosen: str = ""
) -> tuple[Statement | None, list[str]]:
    """Return a candidate's statement for a reader of ``languages``, and every language there is one in.

    ``chosen`` is a language the reader asked for; one that is not there is no matter.
    """
    there = list(
        Statement.objects.filter(candidate=candidate, is_current=True)
        .order_by("language")
        .values_list("language", flat=True)
    )
    if not there:
        return None, []
    wanted = [chosen] if chosen in there else rules.wanted_languages(languages)
    best = rules.best_language(there, wanted, candidate.language)
    return Statement.objects.get(candidate=candidate, language=best, is_current=True), there


def list_versions(candidate: Candidate, language: str) -> list[Statement]:
    """Return every version of a statement in a language, the newest first."""
    rows = Statement.objects.filter(candidate=candidate, language=language).select_related("person")
    return list(rows.order_by("-version").fetch_mode(FETCH_RAISE))


def list_questions(candidate: Candidate, *, after: str = "") -> Page[Asking]:
    """Return a page of questions with their answers, in the order they were asked."""
    rows = Question.objects.filter(candidate=candidate).select_related("person").order_by("pk")
    last = paging.after(after)
    found = list((rows.filter(pk__gt=last) if last else rows).fetch_mode(FETCH_RAISE)[: QUESTIONS + 1])
    page = paging.cut(found, "pk", QUESTIONS)
    answers = _answers([question.pk for question in page])
    return Page([Asking(question, answers.get(question.pk, ())) for question in page], page.after)


def _answers(keys: Collection[int]) -> dict[int, list[Answer]]:
    found: dict[int, list[Answer]] = {}
    rows = Answer.objects.filter(question__in=keys).select_related("person").order_by("pk")
    for answer in rows.fetch_mode(FETCH_RAISE):
        found.setdefault(answer.question_id, []).append(answer)
    return found


def _statements(candidates: Sequence[Candidate], languages: Sequence[str]) -> dict[int, Said]:
    """Return the statement of each candidate that a reader of ``languages`` gets: first which, then their texts."""
    original = {one.pk: one.language for one in candidates}
    rows = Statement.objects.filter(candidate__in=original, is_current=True)
    there: dict[int, dict[str, int]] = {}
    for candidate_id, language, key in rows.values_list("candidate_id", "language", "pk"):
        there.setdefault(candidate_id, {})[language] = key
    wanted = rules.wanted_languages(languages)
    chosen = [own[rules.best_language(own, wanted, original[one])] for one, own in there.items()]
    texts = Statement.objects.filter(pk__in=chosen).values_list("candidate_id", "html", "language")
    return {candidate_id: Said(html, language) for candidate_id, html, language in texts}
