"""Questions that a matter waits for: said in further languages as they are put, or completed before all eyes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from talkoot.decisions import actions, queries
from talkoot.decisions.events import DecisionPut
from talkoot.decisions.models import Decision, QuestionText
from talkoot.decisions.rules import State, Translation, VoidReason
from talkoot.decisions.tests.actions.test_translating import RULES, announced, translated
from talkoot.decisions.tests.given import EXEMPTION
from talkoot.decisions.tests.given_course import NOTICE_ENDS, VOTING_ENDS, course_text, given_draft
from talkoot.decisions.tests.given_secret import given_keepers
from talkoot.directory.queries import hats_of, tasks_of
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import given_mandate
from talkoot.kernel.actors import VISITOR, Actor
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry
from talkoot.ledger.tasks import drain
from talkoot.notifications.models import Notice
from talkoot.rulebooks.actions import publish_rulebook
from talkoot.rulebooks.tests.given import OPENED, Council, given_council, person_of
from talkoot.rulebooks.tests.queries.test_sentences import COMMITTEE

pytestmark = pytest.mark.django_db

SPANISH = Translation(title="Modo oscuro", question="¿Modo *oscuro*?", language="es")
ARABIC = Translation(title="الوضع الداكن", question="الوضع الداكن؟", language="ar")


@pytest.fixture
def council() -> Council:
    return given_council()


def asking(council: Council, source: str = RULES, **changes: Any) -> dict[str, Any]:
    """Return what the council asks, under rules that ask for Spanish and Arabic, too."""
    book = publish_rulebook(source=source, slug="", body_id=council.body.pk, by=council.ada, at=OPENED)
    return {
        "title": "Dark mode", "question": "Shall it be dark?", "language": "en", "rulebook_id": book.pk,
        "steward_body_id": council.body.pk, "exemption": EXEMPTION, "by": council.ada, "at": OPENED, **changes,
    }  # fmt: skip


def given_prepared(council: Council, source: str = RULES, **changes: Any) -> Decision:
    return actions.put_decision(**asking(council, source, **changes))


def test_a_question_said_in_every_language_is_announced_as_it_is_put(council: Council) -> None:
    put = actions.open_decision(**asking(council, translations=[SPANISH, ARABIC]), closes_at=VOTING_ENDS)
    assert (put.state, put.opens_at) == (State.ANNOUNCED, NOTICE_ENDS)
    rows = QuestionText.objects.filter(decision=put).order_by("pk").values_list("language", "title", "written_by")
    assert list(rows) == [(one.language, one.title, council.ada.person_id) for one in (SPANISH, ARABIC)]
    assert "<em>oscuro</em>" in queries.wording_of(put, ["es"]).html
    kinds = Entry.objects.filter(subject=put.ref).order_by("pk").values_list("kind", flat=True)
    assert [kind.partition(".")[2] for kind in kinds] == [
        "decision_announced", "question_translated", "question_translated",
    ]  # fmt: skip


def test_a_question_that_lacks_a_language_is_not_opened_and_nothing_is_kept(council: Council) -> None:
    with pytest.raises(Refusal, match="العربية"):
        actions.open_decision(**asking(council, translations=[SPANISH]), closes_at=VOTING_ENDS)
    assert not Decision.objects.exists()
    assert not QuestionText.objects.exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Translation(title="", question="¿Oscuro?", language="es"), "title_es"),
        (Translation(title="Modo", question=" ", language="es"), "question_es"),
        (Translation(title="Dark", question="Dark?", language="en"), "language"),
    ],
)
def test_what_is_no_translation_is_refused_at_its_field(council: Council, said: Translation, field: str) -> None:
    with pytest.raises(Refusal) as refusal:
        actions.put_decision(**asking(council, translations=[said]))
    assert refusal.value.field == field


def test_everybody_sees_what_a_matter_waits_for_and_no_other_draft(council: Council) -> None:
    put, other = given_prepared(council, translations=[SPANISH]), given_draft(council)
    assert put.is_in_preparation
    assert list(Decision.objects.visible_to()) == [put]
    assert put.pk in queries.labels([put.pk, other.pk], viewer=VISITOR)
    assert other.pk not in queries.labels([put.pk, other.pk], viewer=VISITOR)
    assert [tag for tag, _name in queries.lacking_of(put)] == ["ar"]


def test_the_ledger_says_which_languages_lack_and_tells_each_form_once(council: Council) -> None:
    put = given_prepared(council, translations=[SPANISH], key="once")
    entry = Entry.objects.get(kind=DecisionPut.kind)
    assert entry.is_public
    assert (entry.subject, entry.payload["lacks"]) == (put.ref, ["ar"])
    assert entry.on_behalf == f"body:{council.body.pk}"


def test_it_is_completed_and_announced_like_every_draft(council: Council) -> None:
    put = given_prepared(council, translations=[SPANISH])
    with pytest.raises(Refusal, match="العربية"):
        announced(put, council.ada)
    translated(put, council.ada, "ar", ARABIC.title, ARABIC.question)
    assert announced(put, council.ada).is_announced
    assert actions.open_due(NOTICE_ENDS) == 1


def test_the_other_stewards_are_asked_to_complete_it(council: Council) -> None:
    given_mandate(person_of(council.bo), council.body, [Power.STEWARD])
    given_prepared(council, translations=[SPANISH])
    drain(OPENED + timedelta(minutes=1))
    notice = Notice.objects.get()
    assert notice.account.name == "Bo"
    assert (notice.subject, notice.needs_action) == ("A question waits to be completed: Dark mode", True)
    assert "العربية" in notice.body
    assert "español" not in notice.body


def waiting(who: Actor) -> list[str]:
    return [task.what for task in tasks_of(queries.tasks(who, hats_of(who, OPENED), OPENED))]


def test_it_waits_on_today_for_those_who_prepare_questions_until_it_is_announced(council: Council) -> None:
    given_draft(council)
    assert waiting(council.ada) == []
    put = given_prepared(council, translations=[SPANISH, ARABIC])
    assert waiting(council.ada) == ["decisions.put"]
    assert waiting(council.bo) == []
    announced(put, council.ada)
    assert "decisions.put" not in waiting(council.ada)


def test_what_waits_for_keys_stands_on_today_once(council: Council) -> None:
    put = given_prepared(council, course_text().replace('ballots = "open"', 'ballots = "secret"'))
    assert waiting(council.ada) == ["decisions.put"]
    given_keepers(council, put)
    assert waiting(council.ada) == ["decisions.keys_made"]


def test_only_those_who_prepare_questions_put_one(council: Council) -> None:
    with pytest.raises(PermissionDenied):
        given_prepared(council, by=council.bo)


def test_it_is_voided_with_its_matter_and_a_draft_of_ones_own_is_not(council: Council) -> None:
    put, other = given_prepared(council), given_draft(council)
    for one in (put, other):
        actions.void_with_matter(one.pk, at=OPENED)
        one.refresh_from_db()
    assert (put.state, put.void_kind) == (State.VOIDED, VoidReason.MATTER_ENDED)
    assert other.is_draft


def test_matters_are_put_under_every_rule_that_asks_a_question(council: Council) -> None:
    plain = course_text(clock="anywhere on Earth")
    book = publish_rulebook(source=plain, slug="plain", body_id=council.body.pk, by=council.ada, at=OPENED)
    weighed = plain.replace('weights = "equal"', 'weights = "as on the roll"')
    split = weighed.replace('split = "whole"', 'split = "split"').replace("Council with a course", "Split")
    heavy = publish_rulebook(source=weighed, slug="weighed", body_id=council.body.pk, by=council.ada, at=OPENED)
    for source in (split, COMMITTEE.read_text("utf-8")):
        publish_rulebook(source=source, slug="", body_id=council.body.pk, by=council.ada, at=OPENED)
    rules = queries.matter_rules()
    told = [(one.key, one.languages, one.notice_days, one.by_anywhere, one.is_secret, one.is_weighed) for one in rules]
    assert told == [(book.pk, (), 0, True, False, False), (heavy.pk, (), 0, True, False, True)]
