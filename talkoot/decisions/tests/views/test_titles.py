"""Every page, list, history and notice calls a decision by its title in a language of whoever reads."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from talkoot.accounts.actions import choose_languages
from talkoot.accounts.models import Preference
from talkoot.accounts.rules import LanguageLevel
from talkoot.accounts.tests.given import browser_of
from talkoot.comparisons.queries import get_compared
from talkoot.decisions import actions, queries
from talkoot.decisions.models import Decision
from talkoot.decisions.rules import Said
from talkoot.decisions.tests.actions.test_translating import translated
from talkoot.decisions.tests.given import given_ballot
from talkoot.decisions.tests.given_course import SCRUTINEERS, VOTING_ENDS, course_text, given_running
from talkoot.decisions.tests.given_scrutiny import ballot_of
from talkoot.kernel.actors import VISITOR
from talkoot.ledger.tasks import drain
from talkoot.notifications.models import Notice
from talkoot.rulebooks.tests.given import OPENED, Council, given_council, person_of

pytestmark = pytest.mark.django_db
TITLE = "الوضع الداكن"
LEAD = f'<p class="lead" lang="ar" dir="rtl">{TITLE}</p>'
AFTER_HOURS = VOTING_ENDS + timedelta(hours=1)


@pytest.fixture
def council() -> Council:
    return given_council()


def given_titled(council: Council, source: str) -> Decision:
    """Return an open decision with its question in Arabic too."""
    decision = given_running(council, source)
    translated(decision, council.ada, "ar", TITLE, "الوضع الداكن؟")
    return decision


def given_closed(council: Council, source: str) -> Decision:
    """Return the same once two have voted and it is closed."""
    decision = given_titled(council, source)
    for by in (council.ada, council.bo):
        given_ballot(decision, by)
    actions.close_due(VOTING_ENDS)
    return decision


OPEN_PAGES = (
    "recusals/", "roll-appeals/", "rolls/council/appeals/new/", "closure/", "voiding/", "question/",
    "translations/new/",
)  # fmt: skip


@pytest.mark.parametrize("address", OPEN_PAGES)
def test_side_pages_while_votes_are_taken(council: Council, address: str) -> None:
    decision = given_titled(council, course_text(appeal=7))
    with time_machine.travel(OPENED, tick=False):
        page = browser_of(council.ada).get(f"/ar{decision.get_absolute_url()}{address}").text
    assert LEAD in page
    assert f"– {TITLE}" in page.partition("</title>")[0]


def test_the_page_of_a_decision_and_of_its_roll_carry_it_as_their_title(council: Council, client: Client) -> None:
    decision = given_titled(council, course_text())
    here = decision.get_absolute_url()
    for address in ("", "rolls/council/"):
        page = client.get(f"/ar{here}{address}").text
        assert TITLE in page.partition("</title>")[0]


def test_side_pages_of_scrutiny_and_challenges(council: Council) -> None:
    decision = given_closed(council, course_text(scrutineers=SCRUTINEERS, challenge=7))
    here = f"/ar{decision.get_absolute_url()}"
    strike = f"ballots/{ballot_of(decision, council.ada).pk}/strike/"
    with time_machine.travel(AFTER_HOURS, tick=False):
        bo = browser_of(council.bo)
        assert all(LEAD in bo.get(here + address).text for address in ("ballots/", strike, "scrutiny/end/"))
        actions.end_scrutiny(decision.pk, by=council.bo, at=AFTER_HOURS)
        assert all(LEAD in bo.get(here + address).text for address in ("challenges/", "challenges/new/"))


def test_a_language_of_ones_own_comes_after_that_of_the_page(council: Council) -> None:
    decision = given_titled(council, course_text())
    spoken = [("sw", LanguageLevel.READS), ("ar", LanguageLevel.READS)]
    choose_languages(council.bo.account_id or 0, spoken, by=council.bo, at=OPENED)
    with time_machine.travel(OPENED, tick=False):
        address = f"/es{decision.get_absolute_url()}recusals/"
        assert LEAD in browser_of(council.bo).get(address).text
        assert '<p class="lead" lang="en" dir="ltr">Dark mode</p>' in browser_of(council.dee).get(address).text


def test_histories_and_panels_of_other_apps(council: Council, client: Client) -> None:
    decision = given_titled(council, course_text())
    link = f'<a href="/ar{decision.get_absolute_url()}" lang="ar" dir="rtl">{TITLE}</a>'
    with time_machine.travel(OPENED, tick=False):
        for page in (council.body.get_absolute_url(), decision.rulebook.get_absolute_url()):
            assert link in client.get(f"/ar{page}").text
        assert TITLE in client.get("/ar/recent/").text
        assert TITLE not in client.get("/recent/").text


def test_the_panel_of_a_ballot_box_and_a_comparison(council: Council) -> None:
    decision = given_closed(council, course_text())
    rulebook = decision.rulebook
    with translation.override("ar"):
        boxed = queries.of_box(decision.pk, VISITOR, VOTING_ENDS)
        assert boxed is not None
        assert boxed.said == Said(TITLE, "ar")
        [compared] = get_compared(rulebook.slug, rulebook.version, viewer=VISITOR)[1]
    assert (compared.decision.text, compared.decision.language) == (f"{decision.public_id} {TITLE}", "ar")


def test_a_notice_has_it_in_the_language_it_is_written_in(council: Council) -> None:
    Preference.objects.filter(account=person_of(council.bo).account).update(interface_language="ar")
    given_closed(council, course_text())
    drain(AFTER_HOURS)
    told = dict(Notice.objects.order_by("pk").values_list("account__name", "subject"))
    assert TITLE in told["Bo"]
    assert "Dark mode" not in told["Bo"]
    assert told["Dee"].endswith("Dark mode")


def test_the_ballot_itself_shows_the_question_in_the_same_language(council: Council) -> None:
    decision = given_titled(council, course_text())
    with translation.override("ar"):
        found = queries.get_decision(decision.public_id, council.bo, OPENED)
        wording = queries.wording_of(found, queries.languages_of(council.bo))
    assert (found.said.title, wording.title, wording.language) == (TITLE, TITLE, "ar")
