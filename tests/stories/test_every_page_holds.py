"""Every page as each kind of reader: no accessibility finding, nothing too wide, nothing from elsewhere, small."""

from __future__ import annotations

import gzip

import pytest
from django.db import connection

from talkoot.consultations.models import Consultation
from talkoot.decisions.models import Decision
from talkoot.directory.models import Person
from talkoot.duties.models import Duty, Matter
from talkoot.ui import testing
from tests.stories.conftest import Stage
from tests.stories.people import Visitor

# What a page looks like does not hang on the database; stories of what happens are told on both.
looks = pytest.mark.skipif(connection.vendor != "sqlite", reason="pages are looked at when the suite runs on SQLite")
pytestmark = [pytest.mark.browser, looks]

FIRST_LOAD = 60_000
MOST_ELEMENTS = 800
SCOPED = [
    "/roles/new/?body=technology-council", "/bodies/technology-council/edit/", "/people/amber-ferry/profile/",
    "/proposals/new/", "/proposals/{late}/stages/consultation/", "/delegations/new/", "/d/new/",
    "/d/council-charter/versions/new/",
]  # fmt: skip

PUBLIC = [
    "/", "/proposals/", "/proposals/?tab=late", "/proposals/?q=no-such-word", "/proposals/P-10/", "/proposals/P-2/",
    "/proposals/P-10/history/", "/proposals/processes/", "/proposals/processes/proposal/1/", "/consultations/",
    "/consultations/?tab=closed", "/consultations/{consultation}/", "/consultations/{consultation}/parties/",
    "/consultations/receipts/", "/decisions/", "/decisions/D-1/", "/decisions/{decision}/",
    "/decisions/{decision}/ballots/", "/rulebooks/", "/rulebooks/charter-ratification/1/",
    "/rulebooks/charter-ratification/1/trial/", "/rulebooks/charter-ratification/1/rehearsal/",
    "/rulebooks/new/library/", "/rulebooks/board-election/1/", "/decisions/{election}/",
    "/decisions/{election}/rounds/affiliates/", "/decisions/{announced}/", "/decisions/{counted}/",
    "/decisions/{counted}/challenges/", "/decisions/{secret}/", "/decisions/{secret}/box/affiliates/",
    "/decisions/{agreed}/", "/decisions/{agreed}/wordings/", "/objections/O-1/", "/ballot-boxes/B-1/",
    "/comparisons/council-with-notice/1/", "/rulebooks/council-with-notice/1/",
    "/slates/", "/slates/S-1/", "/eligibility/lists/",
    "/commitments/", "/commitments/?tab=overdue", "/commitments/K-1/",
    "/people/", "/bodies/technology-council/", "/bodies/east-africa-hub/", "/people/{person}/",
    "/d/", "/d/council-charter/", "/d/council-charter/2", "/d/council-charter@1/3.1", "/d/council-charter/versions/",
    "/d/council-charter/comparison/", "/d/council-charter/comparison/?view=side", "/d/estatuto-nodo/",
    "/roles/", "/roles/{duty}/", "/roles/{resting}/", "/roles/matters/{matter}/", "/scopes/topics/mobile-apps/",
    "/alerts/", "/knowledge/",
    "/radar/", "/radar/?state=accepted", "/radar/1/", "/radar/handovers/1/",
    "/search/?q=maps", "/recent/", "/help/", "/privacy/", "/language/", "/display/", "/account/sign-in/",
    "/account/sign-up/", "/nowhere/",
]  # fmt: skip
SIGNED_IN = [
    "/", "/proposals/drafts/", "/proposals/P-10/", "/consultations/{consultation}/inputs/new/",
    "/decisions/{decision}/", "/decisions/{round}/", "/decisions/{round}/recusals/", "/decisions/{round}/rolls/group/",
    "/notices/", "/account/", "/account/preferences/", "/account/devices/",
    "/account/security/", "/delegations/", "/consultations/{consultation}/answers/",
    "/roles/new/", "/commitments/new/", "/eligibility/", "/eligibility/known/", "/eligibility/lists/new/",
    "/eligibility/suspensions/", "/eligibility/suspensions/new/", *SCOPED,
]  # fmt: skip


def _addresses(paths: list[str]) -> list[str]:
    names = {
        "consultation": Consultation.objects.filter(status="open", input_count__gt=0)
        .order_by("-input_count")[0]
        .public_id,
        "decision": Decision.objects.filter(state="open").order_by("-pk")[0].public_id,
        "election": Decision.objects.get(title="Four seats on the board").public_id,
        "voting": Decision.objects.get(title="Four seats on the board, next term").public_id,
        "announced": Decision.objects.get(title="Meetings of the council in two languages").public_id,
        "counted": Decision.objects.get(title="How long the council keeps drafts").public_id,
        "secret": Decision.objects.get(title="Confidence in the elections committee, last year").public_id,
        "sealed": Decision.objects.get(title="Confidence in the elections committee").public_id,
        "agreed": Decision.objects.get(title="Notes of our meetings").public_id,
        "round": Decision.objects.get(title="Recordings of our meetings").public_id,
        "person": Person.objects.get(name="Savanna Quill").slug,
        "duty": Duty.objects.order_by("pk")[0].pk,
        "resting": Duty.objects.filter(matter__title="Minutes of the council")[0].pk,
        "matter": Matter.objects.order_by("pk")[0].pk,
        "late": "P-13",
    }
    return [path.format(**names) for path in paths]


@pytest.mark.parametrize(
    ("language", "dark", "width"), [("en", False, 1280), ("en", True, 360), ("ar", False, 360), ("ar", True, 1280)]
)
def test_pages_for_everyone_hold(stage: Stage, language: str, dark: bool, width: int) -> None:
    """Visitors: light and dark, left to right and right to left, desk and phone."""
    visitor = stage.visitor(language=language, dark=dark, width=width)
    assert findings(visitor, _addresses(PUBLIC)) == []


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 360)])
def test_pages_for_people_hold(stage: Stage, language: str, width: int) -> None:
    """A council member, who sees most forms."""
    member = stage.person("Amber Ferry", language=language, width=width)
    assert findings(member, _addresses(SIGNED_IN)) == []


@pytest.mark.parametrize(("language", "width"), [("en", 360), ("ar", 1280)])
def test_a_ballot_paper_holds(stage: Stage, language: str, width: int) -> None:
    """The paper of an election, for the delegate of an affiliate."""
    delegate = stage.person("Volta Heron", language=language, width=width)
    paths = ["/decisions/{voting}/", "/decisions/{voting}/papers/affiliates/", "/decisions/{sealed}/booth/affiliates/"]
    assert findings(delegate, _addresses(paths)) == []


def test_a_first_visit_is_small_and_asks_nobody_else(stage: Stage) -> None:
    """What a first visit loads, compressed, is at most 60 kB, all of it from here."""
    _is_small(stage, stage.visitor(), ["/", "/proposals/", "/decisions/D-1/", "/roles/"])


def test_forms_that_ask_for_a_scope_are_small(stage: Stage) -> None:
    """So are the forms that let people choose from all the world's places and languages, of few elements too."""
    member = stage.person("Amber Ferry")
    for path in _addresses(SCOPED):
        _is_small(stage, member, [path])
        assert member.page.locator("*").count() < MOST_ELEMENTS


def _is_small(stage: Stage, visitor: Visitor, paths: list[str]) -> None:
    for path in paths:
        size = loaded_by(stage, visitor, path)
        assert size <= FIRST_LOAD, f"{path} loads {size} bytes"


def loaded_by(stage: Stage, visitor: Visitor, path: str) -> int:
    """Return how many bytes a page loads, compressed; all of it must come from this site."""
    loaded: dict[str, bytes] = {}
    visitor.page.on("response", lambda response: loaded.update({response.url: response.body()}))
    visitor.go(path)
    visitor.page.wait_for_load_state("networkidle")
    assert all(url.startswith(stage.url) for url in loaded)
    return sum(len(gzip.compress(body, 6)) for body in loaded.values())


def findings(visitor: Visitor, paths: list[str]) -> list[str]:
    """Return what is wrong with pages: accessibility, width, messages of the browser."""
    errors: list[str] = []
    visitor.page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    found: list[str] = []
    for path in paths:
        response = visitor.go(path)
        found += testing.findings(visitor.page)
        if response.status == 200:
            found += [f"{path}: {error}" for error in errors]
        errors.clear()
    return found
