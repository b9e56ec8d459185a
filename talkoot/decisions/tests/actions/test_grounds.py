"""What a decision rests on: its consultation, or a recorded reason for having none (invariant 6)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from talkoot.consultations.actions import close_consultation
from talkoot.consultations.tests.given import AFTER as ASKED
from talkoot.consultations.tests.given import given_consultation
from talkoot.decisions import actions
from talkoot.decisions.models import Decision
from talkoot.decisions.rules import State
from talkoot.decisions.tests.given import AFTER, CLOSES, DURING, EXEMPTION, given_ballot, given_decision
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import given_mandate
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.models import Entry
from talkoot.results.queries import evidence_of
from talkoot.rulebooks.tests.given import OPENED, given_council, given_rulebook, person_of

pytestmark = pytest.mark.django_db


def put(council, **grounds):
    values: dict[str, Any] = {"title": "Dark mode", "question": "On by default?", "language": "en", "at": DURING}
    values |= {"rulebook_id": given_rulebook(council).pk, "steward_body_id": council.body.pk, "by": council.ada}
    return actions.draft_decision(**{**values, **grounds})


def given_closed_consultation(council):
    asked = given_consultation(council.body, closes_at=ASKED)
    given_mandate(person_of(council.ada), council.body, [Power.ANSWER])
    return close_consultation(asked.pk, by=council.ada, at=ASKED)


def test_the_reason_for_asking_nobody_is_kept_with_its_language():
    council = given_council()
    decision = put(council, exemption=EXEMPTION)
    assert (decision.rests_on, decision.exemption, decision.exemption_language) == ("", EXEMPTION, "en")
    assert "<em>every year</em>" in decision.exemption_html


def test_neither_a_consultation_nor_a_reason_is_refused():
    council = given_council()
    with pytest.raises(Refusal, match="Name the consultation it rests on, or say why nobody was asked") as refused:
        put(council, exemption="  ")
    assert refused.value.field == "exemption"


@pytest.mark.parametrize(
    "reference", ["consultation:99999", "person:3", "javascript:1", "consultation:x", "consultation:", "consultation:0"]
)
def test_what_is_no_consultation_is_refused(reference):
    council = given_council()
    with pytest.raises(Refusal, match="There is no such consultation") as refused:
        put(council, rests_on=reference)
    assert refused.value.field == "rests_on"


def test_both_at_once_are_refused():
    council = given_council()
    asked = given_consultation(council.body)
    with pytest.raises(Refusal, match="leave one of the two empty"):
        put(council, rests_on=asked.ref, exemption=EXEMPTION)


def test_voting_waits_until_the_consultation_is_closed():
    council = given_council()
    asked = given_consultation(council.body)
    draft = put(council, rests_on=asked.ref)
    with pytest.raises(Refusal, match="is not closed yet"):
        actions.open_draft(draft.pk, closes_at=CLOSES, by=council.ada, at=DURING)
    given_mandate(person_of(council.ada), council.body, [Power.ANSWER])
    close_consultation(asked.pk, by=council.ada, at=ASKED)
    assert actions.open_draft(draft.pk, closes_at=CLOSES, by=council.ada, at=ASKED).state == State.OPEN


def test_the_facts_name_the_consultation_or_its_absence():
    council = given_council()
    asked = given_closed_consultation(council)
    given_decision(council, rests_on=asked.ref, at=ASKED)
    given_decision(council)
    told = Entry.objects.filter(kind="decisions.decision_opened").order_by("pk")
    assert [entry.payload["rests_on"] for entry in told] == [asked.ref, ""]
    put(council, rests_on=asked.ref)
    assert Entry.objects.get(kind="decisions.decision_drafted").payload["rests_on"] == asked.ref


def test_a_question_put_anew_rests_on_the_same():
    council = given_council()
    asked = given_closed_consultation(council)
    for grounds in ({"rests_on": asked.ref}, {}):
        decision = given_decision(council, at=ASKED, **grounds)
        given_ballot(decision, council.bo, at=ASKED)
        new = actions.change_question(
            decision.pk, title="Claro", question="¿Sí?", language="es", by=council.ada, at=ASKED
        )
        assert (new.rests_on, new.exemption, new.exemption_language) == (
            decision.rests_on,
            decision.exemption,
            decision.exemption_language,
        )


def test_the_evidence_says_what_it_rests_on():
    council = given_council()
    decision = given_decision(council)
    actions.close_decision(decision.pk, by=council.ada, at=AFTER)
    decision.refresh_from_db()
    told = evidence_of(decision)["decision"]
    assert (told["rests_on"], told["exemption"]) == (None, EXEMPTION)


@pytest.mark.parametrize(
    "wrong",
    [
        {"exemption": "", "exemption_language": ""},
        {"exemption_language": ""},
        {"rests_on": "consultation:1"},
        {"rests_on": "person:1", "exemption": "", "exemption_language": ""},
    ],
)
def test_the_database_keeps_no_decision_without_grounds(wrong):
    council = given_council()
    decision = given_decision(council, at=OPENED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(**wrong)
    assert Decision.objects.filter(pk=decision.pk).update(
        rests_on="consultation:1", exemption="", exemption_language=""
    )
