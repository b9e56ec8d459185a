"""A slate for a further vote between some of those who stood."""

from __future__ import annotations

import pytest

from talkoot.directory.tests.given import actor_of
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry
from talkoot.slates.actions import carry_over, withdraw
from talkoot.slates.events import SlateFrozen
from talkoot.slates.models import Candidate, Slate
from talkoot.slates.queries import field, standing
from talkoot.slates.rules import Status, drawn
from talkoot.slates.tests.given import (
    CLOSES,
    DAY,
    House,
    given_candidate,
    given_frozen,
    given_house,
    given_slate,
    given_someone,
    given_statement,
)

pytestmark = pytest.mark.django_db
LATER = CLOSES + DAY
NAMES = ("Ann", "Ben", "Cleo", "Dan")


@pytest.fixture
def house() -> House:
    return given_house()


def given_stood(house: House) -> tuple[Slate, dict[str, int]]:
    """Return a frozen slate, and the keys of its candidates by name."""
    slate = given_slate(house)
    for name in NAMES:
        who = given_someone(name)
        given_statement(given_candidate(slate, who), who, f"I am {name}.")
    given_frozen(slate, house)
    slate.refresh_from_db()
    return slate, {one.name: one.key for one in field(slate.matter)}


def test_those_who_stand_again_keep_their_order_and_what_they_say(house: House) -> None:
    slate, keys = given_stood(house)
    again = {keys[name] for name in ("Ann", "Cleo", "Dan")}
    carried = carry_over(
        slate.pk, matter="decision:88", title="Again", standing=again, sitting={keys["Ben"]}, by=SYSTEM, at=LATER
    )
    names = [one.name for one in standing(carried.matter, languages=["en"])]
    assert names == drawn(slate.seed, ["Ann", "Cleo", "Dan"])
    said = [one.statement.html if one.statement else "" for one in standing(carried.matter, languages=["en"])]
    assert [name in html for name, html in zip(names, said, strict=True)] == [True] * 3
    assert [one.name for one in field(carried.matter) if one.status is Status.SITTING] == ["Ben"]
    told = Entry.objects.get(kind=SlateFrozen.kind, subject=carried.ref)
    assert (told.payload["seed"], len(told.payload["order"])) == (slate.seed, 3)
    assert len(field(slate.matter)) == 4


def test_a_matter_has_one_slate_and_only_who_holds_the_election_carries_it_over(house: House) -> None:
    slate, keys = given_stood(house)
    with pytest.raises(PermissionDenied):
        carry_over(slate.pk, matter="decision:88", title="Again", standing=keys.values(), by=house.dee, at=LATER)
    with pytest.raises(Refusal) as refused:
        carry_over(slate.pk, matter=slate.matter, title="Again", standing=keys.values(), by=SYSTEM, at=LATER)
    assert refused.value.code == "slate_there"


def test_who_left_after_a_count_stood_in_it(house: House) -> None:
    slate, keys = given_stood(house)
    ann = Candidate.objects.get(pk=keys["Ann"])
    assert ann.person is not None
    withdraw(ann.pk, by=actor_of(ann.person), at=LATER)
    then = {one.name: one.status for one in field(slate.matter, counted_at=CLOSES)}
    now = {one.name: one.status for one in field(slate.matter)}
    assert (then["Ann"], now["Ann"]) == (Status.STANDING, Status.WITHDRAWN)
    assert {one.status for one in field(slate.matter, counted_at=LATER)} == {Status.STANDING, Status.WITHDRAWN}
