"""The pages of a decision's course in a browser: no accessibility finding, nothing too wide, in both directions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from talkoot.accounts.tests.given import browser_of
from talkoot.decisions import actions
from talkoot.decisions.models import Decision, RollEntry
from talkoot.decisions.tests.actions.test_appealing import SOON, asked, given_appealable, strike_asked
from talkoot.decisions.tests.actions.test_appealing import decided as answered
from talkoot.decisions.tests.actions.test_challenging import SOON as COUNTED
from talkoot.decisions.tests.actions.test_challenging import challenged, decided, given_counted
from talkoot.decisions.tests.actions.test_recusing import given_question, recuse
from talkoot.decisions.tests.actions.test_translating import RULES
from talkoot.decisions.tests.given import DURING, given_ballot
from talkoot.decisions.tests.given_course import EXTENSION, VOTING_ENDS, course_text, given_draft, given_running
from talkoot.decisions.tests.given_elections import CLOSES as VOTE_CLOSED
from talkoot.decisions.tests.given_rounds import given_objection, given_position, given_round, round_text
from talkoot.decisions.tests.given_runoffs import given_tie
from talkoot.decisions.tests.given_scrutiny import LATER, ballot_of, given_in_scrutiny, given_strike
from talkoot.directory.models import Person
from talkoot.kernel.actors import Actor
from talkoot.kernel.clock import now
from talkoot.objections import actions as objections
from talkoot.rulebooks.tests.given import OPENED, Council, given_council, person_of
from talkoot.ui.testing import findings, page_of, press

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="pages are looked at when the suite runs on SQLite"),
]
both_ways = pytest.mark.parametrize(("prefix", "width"), [("", 1280), ("/ar", 360)])
LONG = "Wilhelmina Featherstonehaugh-Cholmondeley of the Northern Islands"


class Look:
    """Somebody's eyes on one page after the other; what they find is kept."""

    def __init__(self, browser: Browser, url: str, prefix: str, width: int) -> None:
        self.found: list[str] = []
        self._prefix = prefix
        self._open: Callable[[Actor], Page] = lambda actor: page_of(browser_of(actor), browser, url, width=width)
        self._pages: dict[tuple[int | None, date], Page] = {}

    def at(self, actor: Actor, decision: Decision, *paths: str) -> None:
        """Look at pages of a decision as somebody sees them."""
        page = self._page(actor)
        for path in paths:
            answer = page.goto(f"{self._prefix}{decision.get_absolute_url()}{path}")
            assert answer is not None
            assert answer.status == 200, path
            self.found += findings(page)

    def refused(self, actor: Actor, decision: Decision, path: str, **typed: str) -> None:
        """Send a form that cannot be taken in: it names what is missing, and gives back what was typed."""
        page = self._page(actor)
        page.goto(f"{self._prefix}{decision.get_absolute_url()}{path}")
        for name, words in typed.items():
            page.fill(f"main form[method=post] [name={name}]", words)
        press(page.locator("main form[method=post] button:not([type=button])").first)
        assert page.locator("#errors a, #errors li").count(), path
        assert {name: page.locator(f"main [name={name}]").input_value() for name in typed} == typed
        self.found += findings(page)

    def _page(self, actor: Actor) -> Page:
        """Return a page on which somebody has signed in today."""
        today = (actor.person_id, now().date())
        if today not in self._pages:
            self._pages[today] = self._open(actor)
        return self._pages[today]


@pytest.fixture
def council() -> Council:
    council = given_council()
    Person.objects.filter(pk=council.dee.person_id or 0).update(name="نخلة الواحة")
    Person.objects.filter(pk=council.eve.person_id or 0).update(name=LONG)
    return council


@both_ways
def test_scrutiny_and_what_is_said_against_a_count_hold(
    browser: Browser, live_server: LiveServer, council: Council, prefix: str, width: int
) -> None:
    decision = given_in_scrutiny(council)
    strike = given_strike(decision, ballot_of(decision, council.ada), council.bo)
    other = f"ballots/{ballot_of(decision, council.dee).pk}/strike/"
    look = Look(browser, live_server.url, prefix, width)
    with time_machine.travel(LATER, tick=False):
        paths = ("", "ballots/", other, f"ballots/{strike.ballot_id}/strike/", f"strikes/{strike.pk}/end/")
        look.at(council.bo, decision, *paths, "scrutiny/end/")
        look.refused(council.bo, decision, other)
    counted = given_counted(council)
    with time_machine.travel(COUNTED, tick=False):
        look.refused(council.bo, counted, "challenges/new/")
        appeal = challenged(counted, council.bo, "void")
        look.at(council.ada, counted, "challenges/", way := f"challenges/{appeal.pk}/decision/")
        look.refused(council.ada, counted, way, reason="They woke up.")
        decided(counted, appeal, council.ada, "void")
        look.at(council.bo, counted, "", "challenges/", "challenges/new/")
    assert look.found == []


@both_ways
def test_appeals_against_a_roll_hold(
    browser: Browser, live_server: LiveServer, council: Council, prefix: str, width: int
) -> None:
    decision = given_appealable(council)
    place = RollEntry.objects.get(person=person_of(council.dee))
    look = Look(browser, live_server.url, prefix, width)
    with time_machine.travel(SOON, tick=False):
        look.at(council.eve, decision, "", "roll-appeals/", "rolls/council/", new := "rolls/council/appeals/new/")
        look.refused(council.eve, decision, new)
        look.at(council.bo, decision, new, strike := f"rolls/council/{place.pk}/appeals/new/")
        look.refused(council.bo, decision, strike)
        first, second = asked(decision, council.eve), strike_asked(decision, council.bo, council.dee)
        look.at(council.ada, decision, "roll-appeals/", way := f"roll-appeals/{first.pk}/decision/")
        look.refused(council.ada, decision, way, reason="She joined in May.")
        answered(decision, first, council.ada, "add")
        answered(decision, second, council.ada, "dismissed")
        look.at(council.ada, decision, "roll-appeals/", way)
    with time_machine.travel(SOON + timedelta(days=8), tick=False):
        look.at(council.bo, decision, "roll-appeals/", strike)
    assert look.found == []


@both_ways
def test_a_round_and_its_wordings_hold(
    browser: Browser, live_server: LiveServer, council: Council, prefix: str, width: int
) -> None:
    decision = given_round(council, source=round_text(override="1/2"))
    given_position(decision, council.dee, "concern")
    objection = given_objection(decision, council.bo, at=DURING - timedelta(hours=2))
    look = Look(browser, live_server.url, prefix, width)
    with time_machine.travel(DURING, tick=False):
        look.at(council.dee, decision, "", f"overrides/{objection.pk}/")
        look.refused(council.ada, decision, "amendments/new/", title="Quiet hours at night")
        actions.amend_question(
            decision.pk, title="Quiet hours at night", question="Meetings begin after *ten*.", language="en",
            why="Ten suits all.", meets=[objection.pk], by=council.ada, at=DURING,
        )  # fmt: skip
        look.at(council.bo, decision, "", "wordings/")
        objections.withdraw_objection(objection.pk, by=council.bo, at=DURING)
        look.at(council.dee, decision, f"overrides/{objection.pk}/")
    assert look.found == []


@both_ways
def test_standing_back_announcing_and_other_languages_hold(
    browser: Browser, live_server: LiveServer, council: Council, prefix: str, width: int
) -> None:
    question, draft = given_question(council), given_draft(council, RULES)
    look = Look(browser, live_server.url, prefix, width)
    with time_machine.travel(DURING, tick=False):
        look.refused(council.dee, question, "recusals/")
        recuse(question, council.dee)
        given_ballot(question, council.bo)
        look.at(council.dee, question, "", "recusals/", "rolls/council/")
        look.at(council.bo, question, "recusals/")
    with time_machine.travel(OPENED, tick=False):
        look.at(council.ada, draft, "", "announcement/", "translations/new/", "announcement/opening/")
        look.refused(council.ada, draft, "announcement/", opens_at="2026-11-24")
        look.refused(council.ada, draft, "translations/new/", title="Modo oscuro")
        running = given_running(council, course_text(extension=EXTENSION))
    late = VOTING_ENDS + timedelta(minutes=1)
    with time_machine.travel(late, tick=False):
        actions.close_due(late)
        look.at(council.bo, running, "")
    assert look.found == []


@both_ways
def test_a_vote_and_its_run_off_hold(
    browser: Browser, live_server: LiveServer, council: Council, prefix: str, width: int
) -> None:
    first = given_tie(council, names=["Ann", LONG, "نخلة الواحة"], votes="AWن")
    second = Decision.objects.get(runoff_of=first)
    look = Look(browser, live_server.url, prefix, width)
    with time_machine.travel(VOTE_CLOSED + timedelta(days=1), tick=False):
        look.at(council.ada, first, "")
        look.at(council.ada, second, "", "announcement/", "opening/")
    assert look.found == []
