"""What lay in the box of a secret chamber, as people meet it."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import override_settings
from django.utils import translation

from talkoot.accounts.tests.given import browser_of
from talkoot.ballotboxes.actions import put_slip
from talkoot.ballotboxes.models import BallotBox
from talkoot.ballotboxes.queries import lock_of
from talkoot.ballotboxes.rules import seal
from talkoot.ballotboxes.tests.given import Keeper
from talkoot.decisions import actions
from talkoot.decisions.models import Decision, RollEntry
from talkoot.decisions.tests.given_elections import CLOSES
from talkoot.decisions.tests.given_secret import (
    COUNTED,
    DURING,
    election_text,
    given_choice,
    given_opened_boxes,
    given_sealed_marks,
    given_secret_vote,
    question_text,
)
from talkoot.decisions.tests.views.test_pages import text
from talkoot.decisions.tests.views.test_secret_votes import CODE, NAMES
from talkoot.results.queries import papers
from talkoot.rulebooks.tests.given import Council, given_council

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def while_voting(tmp_path: Path):
    keys = override_settings(BALLOT_KEYS=tmp_path / "keys")
    with keys, time_machine.travel(DURING, tick=False), translation.override("en"):
        yield


@pytest.fixture
def council() -> Council:
    return given_council()


def given_result(council: Council) -> tuple[Decision, str, list[Keeper]]:
    chambers = (question_text(), election_text("board"))
    decision, keepers = given_secret_vote(council, *chambers, names=NAMES)
    for by, choice in ((council.ada, "yes"), (council.bo, "no"), (council.dee, "yes")):
        code = given_choice(decision, by, choice)
        given_sealed_marks(decision, by, "2", "1", chamber="board")
    actions.close_due(CLOSES)
    return given_opened_boxes(decision, keepers), code, keepers


def test_all_ballots_are_published_and_a_voter_finds_theirs(council: Council):
    decision, code, _keepers = given_result(council)
    with time_machine.travel(COUNTED + timedelta(days=1), tick=False):
        client = browser_of()
        page = text(client.get(decision.get_absolute_url()))
        path = f"{decision.get_absolute_url()}box/council/"
        shown = text(client.get(path))
        found = client.post(path, {"code": f" {code.lower()} "})
        missing = text(client.post(path, {"code": "2222-2222-2222-2222"}))
        board = text(client.get(f"{decision.get_absolute_url()}box/board/"))
        assert client.get(f"{decision.get_absolute_url()}box/nobody/").status_code == 404
    assert path in page
    assert "Voted in secret. No ballot was spoiled." in page
    assert "Reasons given" not in page
    assert f"recount verify {decision.public_id}.zip" in page
    assert "There is no file as JSON" in page
    assert f"<code>{code}</code>" in shown
    assert "no-store" in found["Cache-Control"]
    assert "It is there, and says:" in text(found)
    assert "No ballot with this code is there." in missing
    assert re.search(r"<li><b>1\s*</b> <bdi>Ben</bdi></li><li><b>2\s*</b> <bdi>Ann</bdi></li>", board)
    assert "Bo</bdi>" not in shown.split("<main", 1)[1]


def box_page(decision: Decision, key: str, code: str, language: str = "en") -> str:
    """Return what the page of the box itself says of a receipt code."""
    box = BallotBox.objects.get(subject=f"chamber:{decision.pk}-{key}")
    with time_machine.travel(COUNTED + timedelta(days=1), tick=False), translation.override(language):
        found = browser_of().post(
            f"{box.get_absolute_url()}receipt/", {"code": code}, headers={"accept-language": language}
        )
    assert "no-store" in found["Cache-Control"]
    return text(found).split("<main", 1)[1].split("<form", 1)[0]


@pytest.mark.parametrize(
    ("choice", "english", "arabic"), [("yes", "Yes", "نعم"), ("no", "No", "لا"), ("neutral", "Neutral", "محايد")]
)
def test_the_page_of_the_box_reads_an_answer_in_words(council: Council, choice: str, english: str, arabic: str):
    decision, keepers = given_secret_vote(council)
    code = given_choice(decision, council.ada, choice)
    actions.close_due(CLOSES)
    given_opened_boxes(decision, keepers)
    page = box_page(decision, "council", code.lower())
    assert re.search(rf"</svg>\s*{english}\s*</span>", page)
    assert f"<code>{code}</code>" in page
    assert "choice" not in page
    assert arabic in box_page(decision, "council", code, "ar")


def test_the_page_of_the_box_reads_ranks_with_names_that_stand_by_themselves(council: Council):
    decision, keepers = given_secret_vote(council, election_text("board"), names=NAMES)
    code = given_sealed_marks(decision, council.ada, "2", "1", chamber="board")
    blank = given_sealed_marks(decision, council.bo, chamber="board")
    actions.close_due(CLOSES)
    given_opened_boxes(decision, keepers)
    page = box_page(decision, "board", code)
    assert re.search(r"<li><b>1\s*</b> <bdi>Ben</bdi></li><li><b>2\s*</b> <bdi>Ann</bdi></li>", page)
    assert "{" not in page
    assert "A blank ballot" in box_page(decision, "board", blank)


def test_the_page_of_the_box_says_of_a_spoiled_ballot_that_it_is_one(council: Council):
    decision, keepers = given_secret_vote(council)
    subject = f"chamber:{decision.pk}-council"
    place = RollEntry.objects.get(chamber__decision=decision, person=council.ada.person_id).pk
    lock = lock_of(subject)
    assert lock is not None
    sealed = seal(lock, place, {"choice": "maybe"})
    put_slip(subject, place, sealed.slip)
    actions.close_due(CLOSES)
    given_opened_boxes(decision, keepers)
    page = box_page(decision, "council", sealed.code)
    assert "Spoiled: it breaks the rules, and does not count" in page
    assert "maybe" not in page


def test_papers_come_in_pages(council: Council):
    decision, _code, _keepers = given_result(council)
    path = f"{decision.get_absolute_url()}box/council/"
    with pytest.MonkeyPatch.context() as few:
        few.setattr(papers, "PAPERS", 2)
        first = text(browser_of().get(path))
        second = text(browser_of().get(path + re.search(r'href="(\?after=[^"]+)"', first)[1]))  # type: ignore[index]  # it is there
    codes = [CODE.findall(page.split("<ul", 1)[1]) for page in (first, second)]
    assert [len(set(found)) for found in codes] in ([3, 1], [2, 1])
