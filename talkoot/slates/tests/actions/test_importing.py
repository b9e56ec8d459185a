from __future__ import annotations

from decimal import Decimal

import pytest

from talkoot.kernel.imports import BadFile, Outcome, Rehearsed, Run, Upload
from talkoot.kernel.testing import MONDAY
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry
from talkoot.slates import actions
from talkoot.slates.models import Candidate, Slate
from talkoot.slates.rules import Kind
from talkoot.slates.tests.given import (
    CLOSES,
    HOME,
    REGION,
    House,
    given_candidate,
    given_frozen,
    given_house,
    given_slate,
)

pytestmark = pytest.mark.django_db
FILE = "name,status,region,home_wiki\nAnn,,North,enwiki\nعلي,standing,South,arwiki\nSid,sitting,North,dewiki\n"


@pytest.fixture
def house(db: None) -> House:
    return given_house()


@pytest.fixture
def slate(house: House) -> Slate:
    return given_slate(house, asks=[REGION, HOME])


def enter(slate: Slate, house: House, file: str = FILE, *, dry: bool = False, by: object = None) -> Outcome:
    run = Run("", by or house.ada, MONDAY, dry_run=dry)  # type: ignore[arg-type]  # an actor of the house
    return actions.import_candidates(slate.pk, Upload("c.csv", file.encode()), run)


def wrong(slate: Slate, house: House, file: str) -> list[str]:
    with pytest.raises(BadFile) as caught:
        enter(slate, house, file)
    return [str(problem) for problem in caught.value.problems]


def test_a_file_is_tried_out_then_entered_and_the_same_again_changes_nothing(house: House, slate: Slate) -> None:
    with pytest.raises(Rehearsed) as caught:
        enter(slate, house, dry=True)
    assert caught.value.outcome.created == {"candidate": 3}
    assert not Candidate.objects.exists()
    enter(slate, house)
    again = enter(slate, house)
    assert (again.created["candidate"], again.updated["candidate"], again.unchanged) == (0, 0, {"candidate": 3})
    rows = [(one.name, one.state, one.attributes["region"]) for one in Candidate.objects.order_by("pk")]
    assert rows == [("Ann", "standing", "North"), ("علي", "standing", "South"), ("Sid", "sitting", "North")]
    assert not Candidate.objects.exclude(person=None).exists()
    entry = Entry.objects.filter(kind="slates.candidate_entered").order_by("pk").first()
    assert entry is not None
    assert (entry.on_behalf, entry.payload["status"]) == (house.council.ref, "standing")


def test_a_later_file_changes_what_it_names_and_leaves_the_rest(house: House, slate: Slate) -> None:
    enter(slate, house)
    outcome = enter(slate, house, "name,status,region,home_wiki\nAnn,withdrawn,South,enwiki\n")
    assert outcome.updated == {"candidate": 1}
    ann = Candidate.objects.get(name="Ann")
    assert (ann.state, ann.left_at, ann.attributes["region"]) == ("withdrawn", MONDAY, "South")
    assert Candidate.objects.count() == 3


def test_mistakes_are_told_by_line_and_nothing_is_entered(house: House, slate: Slate) -> None:
    bo = given_candidate(slate, house.bo, attributes={"region": "North", "home_wiki": "enwiki"})
    actions.strike_candidate(bo.pk, reason="x", language="en", by=house.ada, at=MONDAY)
    given_candidate(slate, house.dee, attributes={"region": "North", "home_wiki": "enwiki"})
    file = (
        "name,status,language,region,home_wiki\nBo,,,North,enwiki\nDEE,,,North,x\nDee,withdrawn,,North,x\n"
        "Eve,,xx-none,North,x\nFay,,,North,\n"
    )
    assert wrong(slate, house, file) == [
        "c.csv:2:name: “Bo” was taken off this slate, and does not come back by a file.",
        "c.csv:3:name: “DEE” looks like “Dee”, who is on the slate. Voters must be able to tell them apart.",
        "c.csv:4:name: “Dee” looks like “DEE” in line 3. Voters must be able to tell them apart.",
        "c.csv:5:language: “xx-none” is no language that is known here. Write its tag, such as en or pt-BR.",
        "c.csv:6:home_wiki: home_wiki is asked of every candidate who stands.",
    ]
    theirs = wrong(slate, house, "name,status,region,home_wiki\nDee,withdrawn,North,x\n")
    assert theirs == ["c.csv:2:status: “Dee” answers here in person, so a file does not say whether they stand."]
    assert Candidate.objects.count() == 2


def test_projects_have_a_cost_and_only_they(house: House, slate: Slate) -> None:
    projects = given_slate(house, kind=Kind.PROJECTS)
    assert wrong(projects, house, "name\nMaps\n") == ["c.csv:2:cost: Every project has a cost."]
    enter(projects, house, "name,cost\nMaps,1200.50\n")
    assert Candidate.objects.get().cost == Decimal("1200.50")
    file = "name,cost,region,home_wiki\nAnn,3,North,x\n"
    assert wrong(slate, house, file) == ["c.csv:2:cost: Only projects have a cost."]


def test_stewards_alone_enter_and_not_once_the_names_are_fixed(house: House, slate: Slate) -> None:
    with pytest.raises(PermissionDenied):
        enter(slate, house, by=house.dee)
    enter(slate, house)
    given_frozen(slate, house, at=CLOSES)
    assert wrong(slate, house, FILE) == ["c.csv: The names on the ballot are fixed, so no file changes them any more."]
