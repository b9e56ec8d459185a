"""Coming forward, being put forward, leaving, and fixing the names: what is refused, what the ledger tells."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refusals import AlreadyDone, Refusal
from talkoot.kernel.testing import CY, MONDAY
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger import tasks
from talkoot.ledger.models import Entry
from talkoot.slates import actions, rules
from talkoot.slates.models import Candidate, Slate, Statement
from talkoot.slates.rules import Asked, Kind, State
from talkoot.slates.tests.given import (
    CLOSES,
    DAY,
    REGION,
    House,
    given_candidate,
    given_frozen,
    given_house,
    given_slate,
    given_someone,
    given_statement,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> House:
    return given_house()


@pytest.fixture
def slate(house: House) -> Slate:
    return given_slate(house)


def facts(subject: str) -> list[str]:
    return [kind.partition(".")[2] for kind in Entry.objects.filter(subject=subject).values_list("kind", flat=True)]


def put(slate: Slate, house: House, **more: object) -> Candidate:
    values: dict[str, object] = {"person_id": house.dee.person_id, "language": "en", "by": house.bo, "at": MONDAY}
    return actions.nominate(slate.pk, **{**values, **more})  # type: ignore[arg-type]  # names and values of nominate


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def test_who_comes_forward_stands_at_once(house: House, slate: Slate) -> None:
    bo = given_candidate(slate, house.bo)
    assert (bo.state, bo.name, bo.consented_at) == (State.STANDING, "Bo", MONDAY)
    assert facts(bo.ref) == ["consent_given"]


def test_another_stands_once_they_say_yes_and_nothing_public_is_told_before(house: House, slate: Slate) -> None:
    dee = put(slate, house)
    assert dee.state == State.NOMINATED
    assert not Entry.objects.filter(subject=dee.ref, is_public=True).exists()
    dee = actions.consent(dee.pk, name="Dee of the Circle", by=house.dee, at=MONDAY + DAY)
    assert (dee.state, dee.name) == (State.STANDING, "Dee of the Circle")
    assert facts(dee.ref) == ["candidate_nominated", "consent_given"]


def test_who_said_no_may_think_again_and_is_the_same_row(house: House, slate: Slate) -> None:
    dee = put(slate, house)
    actions.decline(dee.pk, by=house.dee, at=MONDAY)
    with refused("answered"):
        actions.consent(dee.pk, by=house.dee, at=MONDAY)
    again = given_candidate(slate, house.dee, at=MONDAY + DAY)
    assert (again.pk, again.state, again.left_at) == (dee.pk, State.STANDING, None)


def test_nobody_else_says_yes_and_strangers_do_not_even_learn_of_it(house: House, slate: Slate) -> None:
    dee = put(slate, house)
    for actor, denied in ((house.bo, PermissionDenied), (house.ada, PermissionDenied), (given_someone("Eve"), Http404)):
        with pytest.raises(denied):
            actions.consent(dee.pk, by=actor, at=MONDAY)
    with pytest.raises(PermissionDenied):
        put(slate, house, by=CY)


def test_nobody_stands_twice(house: House, slate: Slate) -> None:
    given_candidate(slate, house.dee)
    with refused("there_already"):
        put(slate, house)
    with refused("there_already"):
        given_candidate(slate, house.dee, name="Somebody else")


def test_names_that_look_alike_are_refused_with_a_sentence(house: House, slate: Slate) -> None:
    given_candidate(slate, house.bo, name="Ilse Bo")
    for name in ("ILSE BO", "llse Bo", "Ilse B\u043e", "Ilse\u200d Bo"):
        with refused("names_alike") as caught:
            given_candidate(slate, house.dee, name=name)
        assert "Ilse Bo" in str(caught.value.text)
    given_candidate(slate, house.dee, name="Ilse Bo (Wiki Circle)")


def test_a_name_that_is_not_public_is_not_told_by_the_refusal(house: House, slate: Slate) -> None:
    put(slate, house, name="Hidden One")
    with refused("names_alike") as caught:
        given_candidate(slate, house.ada, name="hidden one")
    assert "Hidden" not in str(caught.value.text)


def test_names_are_taken_between_two_times_only(house: House, slate: Slate) -> None:
    with refused("too_early"):
        given_candidate(slate, house.bo, at=MONDAY - DAY)
    with refused("too_late"):
        given_candidate(slate, house.bo, at=CLOSES)


def test_each_kind_takes_its_own(house: House) -> None:
    bodies, projects = given_slate(house, kind=Kind.BODIES), given_slate(house, kind=Kind.PROJECTS)
    with refused("bodies_stand"):
        put(bodies, house)
    with refused("projects_stand"):
        put(projects, house)
    with refused("cost"):
        given_candidate(projects, house.bo, name="Maps")
    maps = given_candidate(projects, house.bo, name="Maps", cost=Decimal("1200.50"))
    assert (maps.state, maps.cost, maps.speaker_id) == (State.STANDING, Decimal("1200.50"), house.bo.person_id)
    body = actions.nominate(bodies.pk, body_id=house.chapter.pk, language="en", by=house.dee, at=MONDAY)
    assert (body.state, body.name) == (State.STANDING, "Wiki Circle")
    entry = Entry.objects.get(subject=body.ref)
    assert entry.on_behalf == house.chapter.ref
    assert entry.mandate


def test_what_is_asked_is_said_before_one_stands(house: House) -> None:
    slate = given_slate(house, asks=[REGION])
    for said in ({}, {"region": "West"}, {"region": "North", "shoe": "42"}):
        with refused("asked"):
            given_candidate(slate, house.bo, attributes=said)
    dee = put(slate, house)
    with refused("asked"):
        actions.consent(dee.pk, by=house.dee, at=MONDAY)
    assert actions.consent(dee.pk, attributes={"region": "South"}, by=house.dee, at=MONDAY).attributes == {
        "region": "South"
    }


def test_a_form_that_comes_twice_nominates_once(house: House, slate: Slate) -> None:
    put(slate, house, key="token")
    with pytest.raises(AlreadyDone):
        put(slate, house, key="token")
    assert Candidate.objects.count() == 1


def test_what_a_slate_cannot_be_opened_with(house: House, slate: Slate) -> None:
    with refused("slate_there"):
        given_slate(house, matter=slate.matter)
    with refused("no_matter"):
        given_slate(house, matter="Decision 87")
    with refused("asked_unclear"):
        given_slate(house, asks=[Asked("Name", "Name")])
    assert facts(slate.ref) == ["slate_opened"]


def test_one_withdraws_at_any_time_and_on_a_frozen_ballot_keeps_the_place(house: House, slate: Slate) -> None:
    bo, dee = given_candidate(slate, house.bo), given_candidate(slate, house.dee)
    actions.withdraw(bo.pk, by=house.bo, at=MONDAY)
    given_frozen(slate, house)
    actions.withdraw(dee.pk, by=house.dee, at=CLOSES + DAY)
    gone = Candidate.objects.get(pk=dee.pk)
    assert (gone.state, gone.position, gone.left_at) == (State.WITHDRAWN, 1, CLOSES + DAY)
    assert Candidate.objects.get(pk=bo.pk).position is None
    payloads = Entry.objects.filter(kind="slates.candidate_withdrawn").order_by("pk").values_list("payload", flat=True)
    assert [payload["on_ballot"] for payload in payloads] == [False, True]
    with refused("not_standing"):
        actions.withdraw(dee.pk, by=house.dee, at=CLOSES + DAY)


def test_a_steward_strikes_with_a_reason_and_for_good(house: House, slate: Slate) -> None:
    bo = given_candidate(slate, house.bo)
    with refused("empty"):
        actions.strike_candidate(bo.pk, reason=" ", language="en", by=house.ada, at=MONDAY)
    with pytest.raises(PermissionDenied):
        actions.strike_candidate(bo.pk, reason="No.", language="en", by=house.dee, at=MONDAY)
    strike = actions.strike_candidate(bo.pk, reason="Not a *member*.", language="en", by=house.ada, at=MONDAY)
    assert "<em>member</em>" in strike.html
    with refused("there_already"):
        given_candidate(slate, house.bo)
    given_candidate(slate, house.dee, name="bo")  # the name is free again


def test_the_order_is_drawn_from_the_seed_that_was_announced(house: House, slate: Slate) -> None:
    for name in ("Zoë", "Ann", "علي", "Mel"):
        given_candidate(slate, given_someone(f"Person {name}"), name=name)
    given_candidate(slate, house.bo)
    with refused("too_early"):
        given_frozen(slate, house, at=MONDAY)
    with refused("empty"):
        given_frozen(slate, house, seed="")
    given_frozen(slate, house, seed="11 17 23")
    order = list(Candidate.objects.order_by("position").values_list("name", flat=True))
    assert order == rules.drawn("11 17 23", ["Zoë", "Ann", "علي", "Mel", "Bo"])
    entry = Entry.objects.get(kind="slates.slate_frozen")
    assert entry.payload["seed"] == "11 17 23"
    assert entry.payload["order"] == [c.ref for c in Candidate.objects.order_by("position")]
    with refused("frozen"):
        given_frozen(slate, house)
    with refused("too_late"):
        given_candidate(slate, house.dee, at=CLOSES)


def test_without_an_announced_source_the_ledger_gives_the_seed(house: House) -> None:
    slate = given_slate(house, seed_source="")
    given_candidate(slate, house.bo)
    with refused("nothing_sealed"):
        given_frozen(slate, house)
    tasks.drain(MONDAY)
    with refused("seed_unannounced"):
        actions.freeze_slate(slate.pk, seed="7", by=house.ada, at=CLOSES)
    frozen = actions.freeze_slate(slate.pk, by=SYSTEM, at=CLOSES)
    assert len(frozen.seed) == 64
    assert frozen.seed_from.startswith("ledger:")


def test_nothing_is_frozen_while_nobody_stands_and_who_has_not_answered_gets_no_place(
    house: House, slate: Slate
) -> None:
    dee = put(slate, house)
    with refused("nobody_stands"):
        given_frozen(slate, house)
    given_candidate(slate, house.bo)
    given_frozen(slate, house)
    assert Candidate.objects.get(pk=dee.pk).position is None
    with refused("frozen"):
        actions.consent(dee.pk, by=house.dee, at=CLOSES)


ALWAYS: dict[str, dict[str, object]] = {
    "slates_person_stands_once": {"name": "Other", "look": "other", "strokes": "other"},
    "slates_names_differ": {"person_id": None, "strokes": "b0"},
    "slates_strokes_differ": {"person_id": None, "look": "b0"},
    "slates_state_known": {"person_id": None, "state": "waiting", "look": "x", "strokes": "x"},
    "slates_candidate_has_name": {"person_id": None, "name": "", "look": "x", "strokes": "x"},
    "slates_who_left_has_time": {"person_id": None, "state": "withdrawn", "look": "x", "strokes": "x"},
    "slates_nobody_stands_without_consent": {"person_id": None, "consented_at": None, "look": "x", "strokes": "x"},
    "slates_only_who_stood_has_a_place": {
        "person_id": None,
        "state": "sitting",
        "position": 1,
        "look": "x",
        "strokes": "x",
    },
    "slates_cost_is_no_less_than_nothing": {"person_id": None, "cost": -1, "look": "x", "strokes": "x"},
    "slates_candidate_is_one": {"body": True, "look": "x", "strokes": "x"},
}


@pytest.mark.parametrize("name", ALWAYS)
def test_the_database_keeps_what_always_holds_of_a_candidate(house: House, slate: Slate, name: str) -> None:
    bo = given_candidate(slate, house.bo)
    bo.pk, bo.person_id = None, bo.person_id if name == "slates_person_stands_once" else house.dee.person_id
    for field, value in ALWAYS[name].items():
        if field == "body":
            bo.body_id = house.chapter.pk
        else:
            setattr(bo, field, value)
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        bo.save(force_insert=True)
    # SQLite names a constraint that is broken only where it is no unique one.
    assert name in str(caught.value) or "UNIQUE constraint failed" in str(caught.value)


def test_the_database_keeps_what_always_holds_of_slates_and_statements(house: House, slate: Slate) -> None:
    wrong_slates: list[dict[str, object]] = [
        {"kind": "animals"}, {"closes_at": MONDAY}, {"title": ""}, {"frozen_at": CLOSES}, {"seed": "7"},
        {"frozen_at": MONDAY, "seed": "7", "seed_from": "x"},
    ]  # fmt: skip
    for values in wrong_slates:
        with pytest.raises(IntegrityError), transaction.atomic():
            Slate.objects.filter(pk=slate.pk).update(**values)
    bo = given_candidate(slate, house.bo)
    said = given_statement(bo, house.bo)
    assert house.bo.person_id is not None
    wrong: list[dict[str, object]] = [{"text": ""}, {"version": 0}]
    for values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Statement.objects.filter(pk=said.pk).update(**values)
    for current in (True, False):
        with pytest.raises(IntegrityError), transaction.atomic():
            Statement.objects.create(
                candidate=bo, language="en", version=2 if current else 1, text="x", html="x", is_current=current,
                person_id=house.bo.person_id, at=MONDAY,
            )  # fmt: skip
