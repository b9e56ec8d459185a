from __future__ import annotations

from typing import Any

import pytest
from django.http import Http404

from talkoot.commitments import actions, queries
from talkoot.commitments.queries import Tab
from talkoot.commitments.tests.given import (
    DAY,
    DUE,
    LATE,
    Promise,
    given_commitment,
    given_matter,
    given_promise,
    given_review,
    given_update,
)
from talkoot.directory.models import Role
from talkoot.directory.queries import hats_of
from talkoot.directory.tests.given import given_body, given_role
from talkoot.kernel.actors import Actor
from talkoot.kernel.testing import CY, MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def promise(db: None) -> Promise:
    return given_promise()


def titles(**wanted: object) -> list[str]:
    rows = queries.list_commitments(viewer=CY, **{"at": MONDAY, **wanted})  # type: ignore[arg-type]  # values from a table
    return [row.commitment.title for row in rows]


def test_the_late_lead_and_the_settled_stand_apart(promise: Promise) -> None:
    for name, days in (("later", 3), ("sooner", 0), ("done", 1), ("kept", 0)):
        made = given_commitment(promise, text=name, due_on=DUE + days * DAY)
        if name == "done":
            given_update(made, promise.mo, done=True)
        if name == "kept":
            given_review(made, promise.ada)
    assert titles() == ["sooner", "done", "later"]
    assert titles(tab=Tab.OVERDUE, at=LATE + 2 * DAY) == ["sooner"]
    assert titles(tab=Tab.OVERDUE, at=LATE + 9 * DAY) == ["sooner", "later"]
    assert titles(tab=Tab.SETTLED) == ["kept"]


@pytest.mark.parametrize("tab", [Tab.RUNNING, Tab.SETTLED])
def test_lists_are_paged_by_key_without_loss_or_repeat(promise: Promise, tab: Tab) -> None:
    for n in range(45):
        made = given_commitment(promise, text=f"P{n}", due_on=DUE + (n % 4) * DAY)
        if tab == Tab.SETTLED:
            given_review(made, promise.ada, at=LATE + (9 + n % 3) * DAY)
    seen, after = [], ""
    for _ in range(3):
        page = queries.list_commitments(viewer=CY, at=MONDAY, tab=tab, after=after)
        seen += [row.commitment.pk for row in page]
        after = page.after
    assert after == ""
    assert len(set(seen)) == len(seen) == 45


@pytest.mark.parametrize("after", ["x", "_1", "2026-13-01T00:00Z_1", "2026-12-01_1", "2026-12-01T00:00Z_x", "a" * 99])
def test_a_broken_place_in_the_list_is_its_start(promise: Promise, after: str) -> None:
    given_commitment(promise, text="First")
    assert titles(after=after) == ["First"]
    assert len(queries.list_steps(given_commitment(promise), after=after)) == 0


def test_promises_are_found_by_body_and_by_matter(promise: Promise) -> None:
    made = given_commitment(promise, matter=given_matter("proposal:7"))
    given_commitment(promise, matter=given_matter("proposal:70"))
    assert [row.commitment for row in queries.for_matter("proposal:7", at=MONDAY)] == [made]
    assert len(queries.of_body(promise.team.pk, at=MONDAY)) == 2
    assert queries.of_body(promise.council.pk, at=MONDAY) == []
    assert titles(body_id=promise.council.pk) == []


def test_a_list_says_what_is_late_and_what_is_due_soon(promise: Promise) -> None:
    given_commitment(promise)
    (row,) = queries.of_body(promise.team.pk, at=MONDAY)
    assert not row.is_overdue
    assert not row.is_due_soon
    (row,) = queries.of_body(promise.team.pk, at=LATE - 2 * DAY)
    assert row.is_due_soon
    (row,) = queries.of_body(promise.team.pk, at=LATE)
    assert row.is_overdue


def test_due_promises_stand_in_the_day_of_those_who_owe_them(promise: Promise) -> None:
    soon = given_commitment(promise, due_on=MONDAY.date() + 7 * DAY)
    given_commitment(promise, due_on=MONDAY.date() + 8 * DAY)
    given_update(given_commitment(promise, due_on=MONDAY.date()), promise.mo, done=True)

    def due(who: Actor) -> list[object]:
        return [row.commitment for row in queries.waiting_for(who, MONDAY).due]

    assert due(promise.mo) == [soon]
    for who in (promise.sam, promise.bo, promise.ada, CY):
        assert due(who) == []


def test_promises_to_judge_stand_in_the_day_of_their_judges(promise: Promise) -> None:
    given_commitment(promise)
    late = given_commitment(promise, due_on=MONDAY.date() + DAY)
    done = given_commitment(promise)
    given_update(done, promise.mo, done=True)
    at = MONDAY + 2 * DAY
    assert [row.commitment for row in queries.waiting_for(promise.ada, at).reviews] == [late, done]
    for who in (promise.mo, promise.sam, CY):
        assert not queries.waiting_for(who, at).reviews


def test_each_part_of_a_day_has_its_first_few_in_one_query(promise: Promise, django_assert_num_queries: Any) -> None:
    due_on = MONDAY.date() + DAY
    made = [given_commitment(promise, due_on=due_on) for _ in range(12)]
    hats = hats_of(promise.mo, MONDAY)
    with django_assert_num_queries(1):
        delivers = queries.waiting_for(promise.mo, MONDAY, hats)
    judges = queries.waiting_for(promise.ada, MONDAY + 2 * DAY)
    assert [row.commitment for row in delivers.due] == made[:10] == [row.commitment for row in judges.reviews]
    assert not delivers.reviews
    assert not judges.due


def test_the_story_is_one_list_newest_first(promise: Promise) -> None:
    made = given_commitment(promise)
    given_update(made, promise.mo, url="https://example.org/", language="ar", at=MONDAY)
    actions.change_due_date(made.pk, due_on=DUE + DAY, reason="Ill", language="fr", by=promise.mo, at=MONDAY + DAY)
    given_update(made, promise.mo, done=True, at=MONDAY + 2 * DAY)
    given_review(made, promise.ada, outcome="partly", at=MONDAY + 3 * DAY)
    steps = list(queries.list_steps(made))
    assert [(s.kind, s.detail, s.language) for s in steps] == [
        ("review", "partly", "en"),
        ("done", "", "en"),
        ("moved", "", "fr"),
        ("update", "https://example.org/", "ar"),
    ]
    assert (steps[2].was, steps[2].due_on, steps[3].due_on) == (DUE, DUE + DAY, None)
    assert steps[0].at == MONDAY + 3 * DAY
    assert (steps[0].person, steps[0].person_slug) == ("Ada", "ada")


def test_a_long_story_is_paged(promise: Promise) -> None:
    made = given_commitment(promise)
    for n in range(60):
        given_update(made, promise.mo, text=f"Step {n}", at=MONDAY + n * DAY)
    first = queries.list_steps(made)
    rest = queries.list_steps(made, after=first.after)
    assert (len(first), len(rest), rest.after) == (50, 10, "")
    assert len({step.pk for step in [*first, *rest]}) == 60


@pytest.mark.parametrize("ref", ["K-0", "K-999", "C-1", "K-", "", "K-" + "9" * 40])
def test_what_is_not_there_is_not_found(promise: Promise, ref: str) -> None:
    with pytest.raises(Http404):
        queries.get_commitment(ref, CY)


def test_labels_are_first_lines(promise: Promise) -> None:
    made = given_commitment(promise, text="Una línea\n\nMás", language="es")
    (label,) = queries.labels([made.pk, 10**6], viewer=CY).values()
    assert (label.text, label.url, label.language) == ("Una línea", f"/commitments/{made.public_id}/", "es")


def test_the_form_offers_roles_that_are_filled_and_finds_bodies(promise: Promise) -> None:
    gone = given_role(promise.team, "Gone")
    Role.objects.filter(pk=gone.pk).update(ended_on=MONDAY.date())
    names = [name for _key, _body, name in queries.list_roles([promise.team.pk])]
    assert "Lead" in names
    assert "Gone" not in names
    assert queries.body_of_role(promise.role.pk) == promise.team.pk
    assert queries.named_body("Council") == queries.named_body("http://x/es/bodies/council/") == promise.council.pk
    given_body("Council")
    assert queries.named_body("Council") is None
    assert queries.named_body("/people/ada/") is None
