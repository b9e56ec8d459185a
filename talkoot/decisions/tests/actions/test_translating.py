"""The question in further languages, and rules that ask for some."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from talkoot.decisions import actions
from talkoot.decisions.models import QuestionText
from talkoot.decisions.queries import missing_languages, wording_of
from talkoot.decisions.tests.given import given_ballot
from talkoot.decisions.tests.given_course import NOTICE_ENDS, VOTING_ENDS, course_text, given_draft, given_running
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.rulebooks.tests.given import OPENED, given_council

pytestmark = pytest.mark.django_db

RULES = course_text(notice=7, languages='["en", "es", "ar"]')


def translated(decision, by, language="es", title="Modo oscuro", question="¿Modo *oscuro*?"):
    return actions.translate_question(decision.pk, title=title, question=question, language=language, by=by, at=OPENED)


def announced(decision, by):
    return actions.announce_decision(decision.pk, opens_at=NOTICE_ENDS, closes_at=VOTING_ENDS, by=by, at=OPENED)


def test_nothing_is_announced_while_a_language_is_missing_and_it_is_named():
    council = given_council()
    draft = given_draft(council, RULES)
    translated(draft, council.ada)
    with pytest.raises(Refusal, match="العربية") as refusal:
        announced(draft, council.ada)
    assert "Español" not in str(refusal.value)
    translated(draft, council.ada, "ar", "الوضع الداكن", "الوضع الداكن؟")
    assert announced(draft, council.ada).is_announced


def test_nothing_is_opened_at_once_while_a_language_is_missing():
    council = given_council()
    draft = given_draft(council, course_text(languages='["es"]'))
    with pytest.raises(Refusal) as refusal:
        actions.open_draft(draft.pk, closes_at=VOTING_ENDS, by=council.ada, at=OPENED)
    assert refusal.value.code == "languages_missing"


def test_readers_see_theirs_where_there_is_one():
    council = given_council()
    draft = given_draft(council, RULES)
    translated(draft, council.ada)
    draft.refresh_from_db()
    mine = wording_of(draft, ["fr", "es"])
    assert (mine.title, mine.language, mine.others) == ("Modo oscuro", "es", [("en", "English")])
    assert "<em>oscuro</em>" in mine.html
    assert wording_of(draft, ["fr"]).language == "en"


def test_writing_it_anew_keeps_what_stood_there():
    council = given_council()
    draft = given_draft(council, RULES)
    translated(draft, council.ada)
    assert translated(draft, council.ada, title="Modo noche").number == 2
    rows = QuestionText.objects.filter(decision=draft).order_by("number").values_list("title", "is_current")
    assert list(rows) == [("Modo oscuro", False), ("Modo noche", True)]


def test_a_changed_question_asks_for_new_translations():
    council = given_council()
    draft = given_draft(council, RULES)
    translated(draft, council.ada)
    actions.change_question(draft.pk, title="Dim", question="Dim?", language="en", by=council.ada, at=OPENED)
    draft.refresh_from_db()
    assert missing_languages(draft) == ["es", "ar"]
    assert wording_of(draft, ["es"]).title == "Dim"
    assert translated(draft, council.ada).number == 2


def test_what_people_voted_on_stays_as_they_read_it():
    council = given_council()
    decision = given_running(council, course_text())
    translated(decision, council.ada)
    given_ballot(decision, council.bo)
    with pytest.raises(Refusal, match="Somebody has voted"):
        translated(decision, council.ada, title="Otra cosa")
    assert translated(decision, council.ada, "ar").number == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"language": "en"}, "own_language"),
        ({"language": "zz"}, "unknown_language"),
        ({"title": ""}, "empty"),
        ({"question": " "}, "empty"),
    ],
)
def test_what_is_no_translation_is_refused(changes, code):
    council = given_council()
    draft = given_draft(council, RULES)
    with pytest.raises(Refusal) as refusal:
        translated(draft, council.ada, **changes)
    assert refusal.value.code == code


def test_nothing_is_translated_once_voting_is_over_nor_by_anybody():
    council = given_council()
    decision = given_running(council, course_text())
    with pytest.raises(PermissionDenied):
        translated(decision, council.bo)
    actions.close_due(VOTING_ENDS)
    with pytest.raises(Refusal, match="Voting is over"):
        translated(decision, council.ada)


def test_one_text_counts_in_each_language():
    council = given_council()
    draft = given_draft(council, RULES)
    for title in ("a", "b"):
        translated(draft, council.ada, title=title)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionText.objects.update(is_current=True)
