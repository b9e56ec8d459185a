"""Who is told of a decision, and why them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from talkoot.decisions import actions
from talkoot.decisions.tests.given import AFTER, DURING, given_ballot, given_decision
from talkoot.decisions.tests.given_course import NOTICE_ENDS, VOTING_ENDS, course_text, given_announced, given_running
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import given_mandate
from talkoot.ledger.tasks import drain
from talkoot.notifications.models import Notice
from talkoot.rulebooks.tests.given import CHAPTERS, MEMBERS, OPENED, given_council, given_member

pytestmark = pytest.mark.django_db


def told(at=OPENED):
    drain(at + timedelta(minutes=1))
    rows = Notice.objects.order_by("account__name", "pk").values_list("account__name", "subject", "why")
    found = [row for row in rows if "Dark mode" in row[1]]
    Notice.objects.update(at=OPENED - timedelta(days=9))
    return found


def test_the_opening_is_told_to_those_on_a_roll_with_the_reason() -> None:
    council = given_council()
    given_decision(council, MEMBERS, CHAPTERS)
    assert told() == [
        ("Ada", "Your vote is asked: Dark mode for everyone", "You are on the roll of “Council”."),
        ("Bo", "Your vote is asked: Dark mode for everyone", "You are on the roll of “Council”."),
        ("Dee", "Your vote is asked: Dark mode for everyone", "You are on the roll of “Council”."),
        (
            "Eve",
            "Your vote is asked: Dark mode for everyone",
            "You represent North Chapter, which votes in “Chapters”.",
        ),
        (
            "Fay",
            "Your vote is asked: Dark mode for everyone",
            "You represent South Chapter, which votes in “Chapters”.",
        ),
    ]
    assert all(Notice.objects.values_list("needs_action", flat=True))


def test_the_reason_is_in_the_language_of_who_reads_it() -> None:
    council = given_council()
    given_mandate(given_member("Gil", interface_language="es"), council.body, [])
    given_mandate(given_member("Hal", interface_language="es"), council.chapters[0], [Power.REPRESENT])
    given_decision(council, MEMBERS, CHAPTERS)
    whys = {name: why for name, _subject, why in told()}
    assert whys["Gil"] == "Usted está en el censo de «Council»."
    assert whys["Hal"] == "Usted representa a North Chapter, que vota en «Chapters»."
    assert whys["Ada"] == "You are on the roll of “Council”."


def test_the_outcome_is_told_to_everybody_on_the_roll() -> None:
    council = given_council()
    decision = given_decision(council)
    given_ballot(decision, council.bo)
    given_ballot(decision, council.dee)
    told()
    actions.close_due(AFTER)
    assert [subject for _name, subject, _why in told(AFTER)][-1] == "Adopted: Dark mode for everyone"


def test_a_voided_decision_and_a_changed_question_are_told() -> None:
    council = given_council()
    decision = given_decision(council)
    told()
    actions.change_question(
        decision.pk, title="Dark mode at night", question="Q?", language="en", by=council.ada, at=DURING
    )
    assert ("Bo", "The question was changed: Dark mode at night", "You are on the roll of “Council”.") in told(DURING)
    actions.void_decision(decision.pk, reason="No.", language="en", by=council.ada, at=DURING + timedelta(days=1))
    subjects = {subject for _name, subject, _why in told(DURING + timedelta(days=1))}
    assert "Voided, nothing was decided: Dark mode at night" in subjects


def test_an_announcement_is_told_to_those_who_prepare_for_it() -> None:
    council = given_council()
    decision = given_announced(council, rules_of_notice_for_bodies())
    assert told() == [
        ("Eve", "Voting is announced: Dark mode", "You represent North Chapter, which is to vote in “Council”."),
        ("Fay", "Voting is announced: Dark mode", "You represent South Chapter, which is to vote in “Council”."),
    ]
    actions.change_question(decision.pk, title="Dark mode", question="Dim?", language="en", by=council.ada, at=OPENED)
    assert [name for name, subject, _why in told() if subject.startswith("The question was changed")] == ["Eve", "Fay"]


def test_stewards_are_told_that_voting_could_not_open() -> None:
    council = given_council()
    given_announced(council, rules_of_notice_for_bodies())
    for chapter in council.chapters:
        chapter.status = "ended"
        chapter.save()
    actions.open_due(NOTICE_ENDS)
    assert (
        "Ada",
        "Voting could not open: Dark mode",
        "You are a steward of Technology Council, which puts the question.",
    ) in (told(NOTICE_ENDS))


def test_the_count_is_told_with_the_time_for_challenges() -> None:
    council = given_council()
    decision = given_running(council, course_text(challenge=7))
    given_ballot(decision, council.ada)
    given_ballot(decision, council.bo)
    told()
    actions.close_due(VOTING_ENDS)
    assert {subject for _name, subject, _why in told(VOTING_ENDS)} >= {"Counted, adopted: Dark mode"}
    assert not any(subject.startswith("Adopted") for _name, subject, _why in told(VOTING_ENDS))


def rules_of_notice_for_bodies() -> str:
    return course_text(notice=7, electorate='{ kind = "bodies_of_kind", kinds = ["chapter"] }').replace(
        '"one per person"', '"one per body"'
    )
