"""Bodies: founding, editing, moving, their status; roles."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talkoot.directory import actions
from talkoot.directory.models import Alias, Body, BodyClosure, BodyStatusChange, Channel, Relation, Role
from talkoot.directory.queries import ancestor_ids, bodies_of_kind, descendant_ids
from talkoot.directory.rules import BodyStatus, Power
from talkoot.directory.tests.given import (
    Cast,
    given_body,
    given_cast,
    given_kind,
    given_mandate,
    given_person,
    given_role,
)
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.testing import MONDAY
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry
from talkoot.scopes.tests.given import given_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    """Return the cast with rows."""
    return given_cast()


def test_a_body_founded_within_another_stands_below_it(cast: Cast) -> None:
    part = actions.found_body(
        name="Working group", kind="chapter", language="en", parent_id=cast.body.pk, by=cast.ada, at=MONDAY
    )
    assert ancestor_ids(part.pk) == [cast.body.pk]
    assert descendant_ids(cast.body.pk) == [part.pk]
    entry = Entry.objects.latest("id")
    assert (entry.kind, entry.subject, entry.on_behalf) == ("directory.body_founded", part.ref, cast.body.ref)


def test_two_bodies_of_one_name_have_two_addresses() -> None:
    assert [given_body("Circle").slug, given_body("CIRCLE").slug] == ["circle", "circle-2"]


def test_an_address_never_collides_with_a_page_of_the_directory() -> None:
    assert given_body("New").slug == "new-2"
    assert given_person("Import").slug == "import-2"


def test_a_name_without_letters_still_has_an_address() -> None:
    assert given_body("!!!").slug == "body"


@pytest.mark.parametrize(("change", "field"), [({"kind": "crowd"}, "kind"), ({"status": BodyStatus.ENDED}, "status")])
def test_what_no_new_body_can_be_is_refused(cast: Cast, change: dict[str, object], field: str) -> None:
    arguments = {"name": "Body", "kind": "chapter", "language": "en"} | change
    with pytest.raises(Refusal) as refusal:
        actions.found_body(**arguments, by=cast.oz, at=MONDAY)  # type: ignore[arg-type]  # a table of cases
    assert refusal.value.field == field


def test_a_scope_may_be_given_by_its_facets(cast: Cast) -> None:
    given_world()
    facets = {"topics": [], "territories": ["KE"], "languages": ["sw"]}
    body = actions.found_body(name="Body", kind="chapter", language="en", scope=facets, by=cast.oz, at=MONDAY)
    assert body.scope.key == "territories=KE;languages=sw"


def test_only_those_of_the_parent_or_an_operator_found_within(cast: Cast) -> None:
    for actor in (cast.bo, cast.dee, cast.cy):
        with pytest.raises(PermissionDenied):
            actions.found_body(name="Part", kind="chapter", language="en", parent_id=cast.body.pk, by=actor, at=MONDAY)


def test_a_page_is_edited_and_rendered_once(cast: Cast) -> None:
    body = actions.edit_body(
        cast.body.pk, name="Wiki Ring", mission="We **map**.", language="en", by=cast.ada, at=MONDAY
    )
    assert (body.slug, body.fold) == ("wiki-circle", "wiki ring")
    assert body.html == "<p>We <strong>map</strong>.</p>\n"
    assert Entry.objects.latest("id").payload["fields"] == ["name", "mission"]


def test_a_body_moves_with_all_below_it(cast: Cast) -> None:
    child = given_body("Child", parent=cast.body)
    grandchild = given_body("Grandchild", parent=child)
    actions.move_body(child.pk, parent_id=cast.other.pk, by=cast.oz, at=MONDAY)
    assert ancestor_ids(grandchild.pk) == [child.pk, cast.other.pk]
    assert descendant_ids(cast.body.pk) == []


def test_a_body_is_never_part_of_itself(cast: Cast) -> None:
    child = given_body("Child", parent=cast.body)
    for parent in (cast.body, child):
        with pytest.raises(Refusal) as refusal:
            actions.move_body(cast.body.pk, parent_id=parent.pk, by=cast.oz, at=MONDAY)
        assert refusal.value.code == "cycle"


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.none() | st.integers(0, 5)), max_size=8))
def test_after_any_moves_the_closure_is_that_of_the_parents(moves: list[tuple[int, int | None]]) -> None:
    bodies = [given_body(f"Body {n}") for n in range(6)]
    for moved, parent in moves:
        try:
            actions.move_body(
                bodies[moved].pk, parent_id=None if parent is None else bodies[parent].pk, by=SYSTEM, at=MONDAY
            )
        except Refusal as refusal:
            assert refusal.code == "cycle"  # noqa: PT017 - most moves are fine, some are not
    parents = dict(Body.objects.filter(pk__in=[b.pk for b in bodies]).values_list("pk", "parent_id"))
    for key, parent in parents.items():
        chain: list[int] = []
        step: int | None = parent
        while step is not None:
            chain.append(step)
            step = parents[step]
        assert ancestor_ids(key) == chain
    Body.objects.filter(pk__in=parents).update(parent=None)


def test_a_status_changes_for_a_reason_that_is_kept(cast: Cast) -> None:
    actions.change_body_status(
        cast.body.pk, status=BodyStatus.ENDED, reason="Merged.", language="en", by=cast.ada, at=MONDAY
    )
    body = Body.objects.get(pk=cast.body.pk)
    assert (body.status, body.ended_on) == (BodyStatus.ENDED, MONDAY.date())
    assert BodyStatusChange.objects.get(body=body).reason == "Merged."
    assert Entry.objects.latest("id").payload == {"before": "active", "after": "ended"}
    assert cast.body.pk not in bodies_of_kind("chapter")


@pytest.mark.parametrize(
    ("status", "reason", "code"),
    [(BodyStatus.FORMING, "Why not", "no_such_step"), (BodyStatus.ENDED, "", "no_reason")],
)
def test_a_bad_status_change_is_refused(cast: Cast, status: BodyStatus, reason: str, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        actions.change_body_status(cast.body.pk, status=status, reason=reason, language="en", by=cast.ada, at=MONDAY)
    assert refusal.value.code == code


def test_an_ended_body_takes_no_new_role(cast: Cast) -> None:
    actions.change_body_status(cast.body.pk, status=BodyStatus.ENDED, reason="x", language="en", by=cast.oz, at=MONDAY)
    with pytest.raises(PermissionDenied):
        actions.create_role(cast.body.pk, name="Chair", by=cast.oz, at=MONDAY)


def test_a_role_keeps_its_powers_in_their_order(cast: Cast) -> None:
    role = actions.create_role(
        cast.body.pk, name="Chair", powers=[Power.APPOINT, Power.REPRESENT], by=cast.ada, at=MONDAY
    )
    assert role.powers == ["represent", "appoint"]


def test_a_role_never_has_fewer_seats_than_are_held(cast: Cast) -> None:
    role = given_role(cast.body, "Guide", seats=3)
    for name in ("Eve", "Fay"):
        given_mandate(given_person(name), cast.body, role=role)
    with pytest.raises(Refusal) as refusal:
        actions.edit_role(role.pk, name="Guide", seats=1, powers=[], by=cast.ada, at=MONDAY)
    assert (refusal.value.code, refusal.value.field) == ("seats_taken", "seats")
    actions.edit_role(role.pk, name="Guides", seats=2, powers=[Power.ANSWER], by=cast.ada, at=MONDAY)
    role.refresh_from_db()
    assert (role.name, role.seats, role.powers) == ("Guides", 2, ["answer"])


def _body(**fields: object) -> Body:
    scope_id = given_body("Model").scope_id
    values = {
        "name": "B",
        "slug": "b",
        "kind": given_kind(),
        "scope_id": scope_id,
        "language": "en",
        "created_at": MONDAY,
    }
    return Body.objects.create(**(values | fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"slug": ""},
        {"language": ""},
        {"status": "asleep"},
        {"ended_on": MONDAY.date()},
        {"status": "ended", "started_on": MONDAY.date(), "ended_on": "2020-01-01"},
    ],
)
def test_the_database_refuses_what_no_body_can_be(fields: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        _body(**fields)


def test_the_database_keeps_each_row_of_a_source_once() -> None:
    _body(source="list", source_key="1")
    with pytest.raises(IntegrityError), transaction.atomic():
        _body(slug="c", source="list", source_key="1")


def test_the_database_refuses_rings_doubles_and_strangers() -> None:
    body, other = given_body(), given_body("Other")
    wrong = [
        lambda: BodyClosure.objects.create(ancestor=body, descendant=body, depth=1),
        lambda: BodyClosure.objects.create(ancestor=body, descendant=other, depth=0),
        lambda: Body.objects.filter(pk=body.pk).update(parent=body),
        lambda: Relation.objects.create(body=body, other=body, kind="partner"),
        lambda: Relation.objects.create(body=body, other=other, kind="foe"),
        lambda: Channel.objects.create(body=body, kind="pigeon", address="x"),
        lambda: [Alias.objects.create(body=body, name=n, fold="x") for n in ("X", "x")],
        lambda: Role.objects.create(body=body, name="R", slug="r", term_months=0),
        lambda: [Role.objects.create(body=body, name="R", slug="r") for _ in range(2)],
        lambda: BodyStatusChange.objects.create(
            body=body, before="active", after="active", reason="x", language="en", at=MONDAY
        ),
        lambda: BodyStatusChange.objects.create(
            body=body, before="active", after="ended", reason="", language="en", at=MONDAY
        ),
    ]
    for attempt in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
