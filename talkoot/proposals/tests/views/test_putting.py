"""The form that moves a proposal into its decision: rules, languages, clocks, and what is prepared first."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation
from pytest_django.fixtures import DjangoAssertNumQueries

from talkoot.accounts.tests.given import browser_of
from talkoot.decisions.models import Decision
from talkoot.decisions.tests.given_course import course_text
from talkoot.decisions.tests.given_weights import weighing
from talkoot.kernel.testing import MONDAY
from talkoot.proposals.models import Proposal
from talkoot.proposals.tests.given import (
    DAY,
    WEEK,
    Circle,
    given_circle,
    given_heard,
    given_proposal,
    given_rulebook,
    record_of,
)
from talkoot.rulebooks.actions import publish_rulebook
from talkoot.rulebooks.models import Rulebook

pytestmark = pytest.mark.django_db

NOW = MONDAY + 2 * WEEK + DAY
SPANISH = {"title_es": "Modo noche", "question_es": "¿Vendrá?"}
ARABIC = {"title_ar": "الوضع الليلي", "question_ar": "هل يأتي؟"}


@pytest.fixture(autouse=True)
def during():
    with time_machine.travel(NOW, tick=False), translation.override("en"):
        yield


@pytest.fixture
def site() -> Circle:
    return given_circle()


@pytest.fixture
def proposal(site: Circle) -> Proposal:
    found = given_proposal(site.bo)
    given_heard(site, found)
    return found


def given_rules(site: Circle, source: str = "", *, name: str = "Spoken") -> Rulebook:
    source = (source or course_text(languages='["en", "es", "ar"]')).replace("Council with a course", name)
    return publish_rulebook(source=source, slug="", body_id=site.body.pk, by=site.ada, at=MONDAY)


class Mover:
    """Ada before the form of one proposal."""

    def __init__(self, site: Circle, proposal: Proposal, book: Rulebook) -> None:
        self.client: Client = browser_of(site.ada)
        self.path = f"/proposals/{proposal.public_id}/stages/decision/"
        self.filled = {
            "record": "2", "title": "Night mode", "question": "Shall it come?", "language": "en",
            "rulebook_id": book.pk, "closes_at": "2026-12-20", "closes_at_time": "12:00", "clock": "utc",
            "steward_body_id": site.body.pk, "reason": "All were heard.",
        }  # fmt: skip

    def sends(self, **changes: Any) -> Any:
        return self.client.post(self.path, {**self.filled, **changes})


def put(proposal: Proposal) -> Decision:
    found = record_of(proposal).decision
    assert found is not None
    return found


def test_the_form_asks_for_every_language_of_the_rules_each_marked(site: Circle, proposal: Proposal) -> None:
    ada = Mover(site, proposal, given_rules(site))
    page = ada.client.get(ada.path).text
    for tag, direction in (("es", "ltr"), ("ar", "rtl")):
        for name in ("title", "question"):
            assert f'name="{name}_{tag}"' in page
        assert page.count(f'lang="{tag}" dir="{direction}"') == 2
    assert 'name="title_en"' not in page
    assert "Your time zone, UTC" in page
    assert "Anywhere on Earth" in page


def test_a_question_in_all_its_languages_is_opened(site: Circle, proposal: Proposal) -> None:
    ada = Mover(site, proposal, given_rules(site))
    assert ada.sends(**SPANISH, **ARABIC).status_code == 303
    found = put(proposal)
    assert found.is_open
    assert {tag: said["title"] for tag, said in found.translations.items()} == {
        "es": "Modo noche",
        "ar": "الوضع الليلي",
    }


def test_what_lacks_is_asked_for_at_its_field_and_nothing_typed_is_lost(site: Circle, proposal: Proposal) -> None:
    ada = Mover(site, proposal, given_rules(site))
    answer = ada.sends(**SPANISH, title_ar=ARABIC["title_ar"])
    assert answer.status_code == 422
    assert "These rules ask for it in this language. Write it, or prepare it first." in answer.text
    assert 'id="id_question_ar_error"' in answer.text
    assert 'id="id_title_ar_error"' not in answer.text
    for typed in (*SPANISH.values(), ARABIC["title_ar"], "Shall it come?", "All were heard.", "2026-12-20", "12:00"):
        assert typed in answer.text
    assert record_of(proposal).stage == "consultation"


def test_what_lacks_may_be_written_later(site: Circle, proposal: Proposal) -> None:
    ada = Mover(site, proposal, given_rules(site))
    half = ada.sends(is_prepared="on", closes_at="", closes_at_time="", title_es="Modo noche")
    assert half.status_code == 422
    assert "Write both title and question in this language, or neither." in half.text
    assert ada.sends(is_prepared="on", closes_at="", closes_at_time="", **SPANISH).status_code == 303
    found = put(proposal)
    assert found.is_in_preparation
    assert list(found.translations) == ["es"]
    public = browser_of().get(found.get_absolute_url()).text
    assert "In preparation" in public
    assert '<bdi lang="ar">العربية</bdi>' in public
    assert f"{found.get_absolute_url()}translations/new/" not in public
    assert f"{found.get_absolute_url()}translations/new/?to=ar" in ada.client.get(found.get_absolute_url()).text
    assert "The question is being completed." in browser_of().get(proposal.get_absolute_url()).text
    assert "A matter waits for this vote." in ada.client.get("/").text


def test_other_rules_show_other_fields_and_keep_what_was_typed(site: Circle, proposal: Proposal) -> None:
    given_rules(site, name="A")
    other = given_rules(site, course_text(languages='["fr"]'), name="B")
    ada = Mover(site, proposal, other)
    page = ada.client.get(ada.path).text
    assert 'name="title_es"' in page
    assert 'name="title_fr"' not in page
    answer = ada.sends(act="fields", title_es="Modo noche", clock="anywhere")
    assert answer.status_code == 200
    assert 'id="errors"' not in answer.text
    assert 'name="title_fr"' in answer.text
    assert 'name="title_ar"' not in answer.text
    for kept in ("Modo noche", "Shall it come?", 'value="2026-12-20"', 'value="12:00"', '"anywhere" selected'):
        assert kept in answer.text
    assert record_of(proposal).stage == "consultation"


def test_the_language_of_the_question_itself_is_not_asked_for(site: Circle, proposal: Proposal) -> None:
    ada = Mover(site, proposal, given_rules(site))
    english = {"title_en": "Night mode", "question_en": "Shall it come?"}
    twice = ada.sends(language="es", title="Modo noche", question="¿Vendrá?", **english, **SPANISH, **ARABIC)
    assert twice.status_code == 422
    assert "The question is put in this language. Leave this empty." in twice.text
    assert ada.sends(language="es", title="Modo noche", question="¿Vendrá?", **english, **ARABIC).status_code == 303
    assert sorted(put(proposal).translations) == ["ar", "en"]


def test_a_secret_vote_without_notice_is_prepared_first(site: Circle, proposal: Proposal) -> None:
    secret = course_text().replace('ballots = "open"', 'ballots = "secret"')
    ada = Mover(site, proposal, given_rules(site, secret))
    answer = ada.sends()
    assert answer.status_code == 422
    assert "a ballot box has to be ready. Prepare it first." in answer.text
    assert ada.sends(is_prepared="on").status_code == 303
    assert "Who keeps the ballot box" in ada.client.get(put(proposal).get_absolute_url()).text


def test_a_vote_by_weight_without_notice_is_prepared_first(site: Circle, proposal: Proposal) -> None:
    ada = Mover(site, proposal, given_rules(site, weighing(course_text())))
    answer = ada.sends()
    assert answer.status_code == 422
    assert "a steward says first how much. Prepare it first." in answer.text
    assert ada.sends(is_prepared="on").status_code == 303
    assert "Say what each vote weighs" in ada.client.get(put(proposal).get_absolute_url()).text


@pytest.mark.parametrize(
    ("typed", "closes"),
    [
        ({}, "2026-12-20T12:00:00+00:00"),
        ({"closes_at_time": ""}, "2026-12-21T00:00:00+00:00"),
        ({"closes_at_time": "", "clock": "anywhere"}, "2026-12-21T12:00:00+00:00"),
    ],
)
def test_the_closing_time_is_meant_by_the_clock_chosen(
    site: Circle, proposal: Proposal, typed: dict[str, str], closes: str
) -> None:
    assert Mover(site, proposal, given_rulebook(site)).sends(**typed).status_code == 303
    closes_at = put(proposal).closes_at
    assert closes_at is not None
    assert closes_at.isoformat() == closes


def test_a_closing_time_is_asked_for_unless_it_is_prepared(site: Circle, proposal: Proposal) -> None:
    answer = Mover(site, proposal, given_rulebook(site)).sends(closes_at="", closes_at_time="")
    assert answer.status_code == 422
    assert "Say until when votes are taken." in answer.text


def test_what_a_steward_voided_is_put_again_from_the_page(site: Circle, proposal: Proposal) -> None:
    ada = Mover(site, proposal, given_rulebook(site))
    ada.sends()
    first = put(proposal)
    ada.client.post(f"{first.get_absolute_url()}voiding/", {"reason": "Wrong rules.", "language": "en"})
    first.refresh_from_db()
    assert first.is_voided
    assert ada.path in ada.client.get(proposal.get_absolute_url()).text
    assert ada.sends(record="3").status_code == 303
    assert put(proposal).replaces_id is None
    assert put(proposal).pk != first.pk


def test_the_form_takes_few_queries_however_many_rules_there_are(
    site: Circle, proposal: Proposal, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ada = Mover(site, proposal, given_rules(site))
    for n in range(5):
        given_rules(site, name=f"Rules {n}")
    ada.client.get(ada.path)
    with django_assert_num_queries(7):
        ada.client.get(ada.path)
