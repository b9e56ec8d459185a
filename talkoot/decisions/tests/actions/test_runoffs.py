"""Run-offs on new ballots: a decision of their own, which the rules bring about."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from recount.bundles.verifying import verify
from talkoot.decisions import actions, reactions
from talkoot.decisions.events import DecisionFinal, RunoffDropped, RunoffPut
from talkoot.decisions.models import Chamber, Decision, QuestionText
from talkoot.decisions.queries import tasks
from talkoot.decisions.rules import State
from talkoot.decisions.tests.given_elections import CLOSES, given_voters
from talkoot.decisions.tests.given_runoffs import (
    closed,
    given_candidates,
    given_tie,
    hold_vote,
    mark,
    open_at,
    runoff_text,
)
from talkoot.decisions.tests.given_weights import given_weights, weighing
from talkoot.directory.models import Person
from talkoot.directory.queries import hats_of, tasks_of
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.testing import MONDAY
from talkoot.ledger.models import Entry
from talkoot.ledger.tasks import drain
from talkoot.notifications.models import Notice
from talkoot.results.queries.bundles import bundle_of
from talkoot.rulebooks.events import RulebookPublished
from talkoot.rulebooks.models import Rulebook
from talkoot.rulebooks.queries import rulebook_choices
from talkoot.rulebooks.tests.given import Council, given_council, person_of
from talkoot.slates.actions import strike_candidate
from talkoot.slates.models import Candidate, Slate, Statement
from talkoot.slates.queries import field

pytestmark = pytest.mark.django_db
LATER = CLOSES + timedelta(days=3)
NEXT = CLOSES + timedelta(days=1)


@pytest.fixture
def council() -> Council:
    return given_council()


def runoff_of(first: Decision) -> Decision:
    return Decision.objects.get(runoff_of=first)


def stands(decision: Decision) -> list[tuple[str, str]]:
    return sorted((one.name, str(one.status)) for one in field(decision.ref))


def strike(council: Council, decision: Decision, name: str, at: datetime = CLOSES) -> None:
    one = Candidate.objects.get(slate__matter=decision.ref, name=name)
    strike_candidate(one.pk, reason="Moved away", language="en", by=council.ada, at=at)


def is_verified(decision: Decision, tmp_path: Path) -> bool:
    held = BytesIO()
    bundle_of(decision, held)
    path = tmp_path / f"{decision.public_id}.zip"
    path.write_bytes(held.getvalue())
    return verify(path).is_match


def test_a_seat_that_a_tie_left_open_is_voted_on_again_and_both_votes_verify(council: Council, tmp_path: Path) -> None:
    first = given_tie(council)
    assert (first.outcome, first.runoff_seats, first.is_final) == ("rejected", 1, True)
    second = runoff_of(first)
    assert (second.title, second.question) == (f"Run-off: {first.title}", first.question)
    assert stands(second) == [("Ann", "standing"), ("Ben", "standing")]
    open_at(second, council.ada, NEXT, LATER)
    mark(second, council.bo, ["Ann", "Ben"], "B", CLOSES + timedelta(days=2))
    closed(second, LATER)
    assert (second.outcome, (second.verdict or {})["chambers"][0]["elected"]) == ("adopted", ["Ben"])
    assert not Decision.objects.filter(runoff_of=second).exists()
    assert is_verified(first, tmp_path)
    assert is_verified(second, tmp_path)


def test_votes_weigh_in_the_run_off_what_they_weighed_before(council: Council, tmp_path: Path) -> None:
    first = given_candidates(council, source=weighing(runoff_text()))
    voters = given_voters(council, 3)
    slugs = [person.slug for person in Person.objects.filter(slug__startswith="voter-").order_by("pk")]
    weights = {**dict.fromkeys(("ada", "bo", "dee"), "1"), **dict(zip(slugs, ("3", "1", "2"), strict=True))}
    given_weights(first, council.ada, weights, chamber="members")
    hold_vote(council, first, "ABB")
    second = runoff_of(closed(first, CLOSES))
    open_at(second, council.ada, NEXT, LATER)
    for voter, letter in zip(voters, "ABA", strict=True):
        mark(second, voter, ["Ann", "Ben"], letter, CLOSES + timedelta(days=2))
    closed(second, LATER)
    (said,) = (second.verdict or {})["chambers"]
    assert (said["elected"], said["count"]["rounds"][0]["totals"]) == (["Ann"], {"Ann": "5", "Ben": "1"})
    assert is_verified(second, tmp_path)


def test_a_run_off_is_a_draft_before_all_eyes_on_the_same_grounds_under_rules_of_its_own(council: Council) -> None:
    first = given_tie(council)
    second = runoff_of(first)
    assert second.is_in_preparation
    assert (second.exemption, second.steward_body) == (first.exemption, first.steward_body)
    assert (second.rulebook.derived_from, second.rulebook.name) == (first.rulebook, "Run-off: Board election")
    told = Entry.objects.get(kind=RunoffPut.kind)
    assert (told.subject, told.payload["runoff_of"], told.payload["seats"]) == (second.ref, first.ref, 1)
    assert told.actor == SYSTEM.ref


def test_a_run_off_is_put_once_however_often_the_fact_is_told(council: Council) -> None:
    first = given_tie(council)
    told = Entry.objects.get(kind=DecisionFinal.kind, subject=first.ref)
    event = DecisionFinal(subject=first.ref, **told.payload)
    reactions.decision_final(event, at=NEXT)
    assert Decision.objects.filter(runoff_of=first).count() == 1
    assert Entry.objects.filter(kind=RunoffPut.kind).count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=first.pk).update(runoff_of=first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=runoff_of(first).pk).update(runoff_seats=1)


def test_the_same_rules_of_a_run_off_are_published_once_and_offered_to_nobody(council: Council) -> None:
    derived = [
        runoff_of(given_tie(council, names=names, votes="AB")).rulebook for names in (["Al", "Bea"], ["Ana", "Bo K"])
    ]
    assert derived[0] == derived[1]
    assert Entry.objects.filter(kind=RulebookPublished.kind, subject=derived[0].ref).count() == 1
    assert derived[0].pk not in [key for key, _name in rulebook_choices()]


def test_rules_of_a_run_off_never_change(council: Council) -> None:
    derived = runoff_of(given_tie(council)).rulebook
    for changed in ({"derived_from": None}, {"canonical": "{}"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Rulebook.objects.filter(pk=derived.pk).update(**changed)


def test_who_left_in_the_meantime_is_left_out_and_the_first_count_stays_as_it_was(
    council: Council, tmp_path: Path
) -> None:
    first = given_tie(council, source=runoff_text(challenge_days=3), votes="AABBCC")
    assert not Decision.objects.filter(runoff_of=first).exists()
    strike(council, first, "Cleo", CLOSES + timedelta(days=2))
    actions.make_final_due(LATER)
    drain(at=LATER)
    second = runoff_of(first)
    assert stands(second) == [("Ann", "standing"), ("Ben", "standing")]
    assert is_verified(first, tmp_path)


def test_no_run_off_is_put_where_fewer_than_two_still_stand(council: Council) -> None:
    first = given_tie(council, source=runoff_text(challenge_days=3))
    strike(council, first, "Ann", CLOSES + timedelta(days=2))
    actions.make_final_due(LATER)
    drain(at=LATER)
    first.refresh_from_db()
    assert first.runoff_dropped_at is not None
    assert not Decision.objects.filter(runoff_of=first).exists()
    told = Entry.objects.get(kind=RunoffDropped.kind)
    assert told.payload == {"seats": 1, "standing": 1}
    actions.put_runoff(first.pk, at=LATER)
    assert Entry.objects.filter(kind=RunoffDropped.kind).count() == 1


def test_no_run_off_is_due_where_too_few_voted(council: Council) -> None:
    quorum = '{ share = "90 %", of = "eligible", counts = "all ballots", strictness = "at least" }'
    first = given_tie(council, source=runoff_text(quorum=quorum), votes="AB")
    assert (first.outcome, first.runoff_seats) == ("rejected", None)
    assert not Decision.objects.filter(runoff_of=first).exists()


def test_a_full_house_needs_no_run_off(council: Council) -> None:
    first = given_tie(council, votes="AAB")
    assert (first.outcome, first.runoff_seats) == ("adopted", None)
    assert actions.put_runoff(first.pk, at=NEXT) is None


def test_those_elected_count_against_a_cap_in_the_run_off(council: Council, tmp_path: Path) -> None:
    source = runoff_text(seats="2", caps='[{ attribute = "home_wiki", most = 1 }]')
    first = given_candidates(council, source=source, wikis=["de", "fr", "fr"])
    hold_vote(council, first, "AAABC")
    closed(first, CLOSES)
    assert (first.verdict or {})["chambers"][0]["elected"] == ["Ann"]
    second = runoff_of(first)
    assert stands(second) == [("Ann", "sitting"), ("Ben", "standing"), ("Cleo", "standing")]
    open_at(second, council.ada, NEXT, LATER)
    mark(second, council.bo, ["Ann", "Ben", "Cleo"], "B", CLOSES + timedelta(days=2))
    closed(second, LATER)
    assert (second.verdict or {})["chambers"][0]["elected"] == ["Ben"]
    assert is_verified(first, tmp_path)
    assert is_verified(second, tmp_path)


def test_what_stood_in_other_languages_stands_in_them_again_by_who_wrote_it(council: Council) -> None:
    first = given_candidates(council)
    said = {"title": "Dos puestos", "question": "¿Quién *va*?", "language": "es"}
    actions.translate_question(first.pk, **said, by=council.ada, at=MONDAY)
    hold_vote(council, first, "AB")
    closed(first, CLOSES)
    second = runoff_of(first)
    text = QuestionText.objects.get(decision=second)
    assert (text.language, text.question, text.written_by) == ("es", said["question"], person_of(council.ada))
    assert second.translations["es"]["title"] == text.title
    assert text.title.endswith("Dos puestos")
    assert text.title != "Dos puestos"


def test_the_question_of_a_run_off_stays_as_it_is(council: Council) -> None:
    second = runoff_of(given_tie(council))
    with pytest.raises(Refusal) as refused:
        actions.change_question(second.pk, title="Other", question="Other?", language="en", by=council.ada, at=NEXT)
    assert refused.value.code == "runoff"


def test_candidates_come_with_what_they_say(council: Council) -> None:
    first = given_tie(council, source=runoff_text(challenge_days=3))
    slate = Slate.objects.get(matter=first.ref)
    ann = Candidate.objects.get(slate=slate, name="Ann")
    assert ann.person is not None
    Statement.objects.create(
        candidate=ann, language="en", version=2, text="Me", html="<p>Me</p>", person=ann.person, at=CLOSES
    )
    actions.make_final_due(LATER)
    drain(at=LATER)
    again = Statement.objects.get(candidate__slate__matter=runoff_of(first).ref)
    assert (again.text, again.version, again.candidate.name) == ("Me", 1, "Ann")
    before = list(
        Candidate.objects.filter(slate=slate, name__in=["Ann", "Ben"]).in_order().values_list("name", flat=True)
    )
    after = Candidate.objects.filter(slate__matter=runoff_of(first).ref).order_by("position")
    assert list(after.values_list("name", flat=True)) == before


def test_stewards_are_told_and_see_on_today_that_a_run_off_is_to_be_announced(council: Council) -> None:
    second = runoff_of(given_tie(council))
    ada = Notice.objects.get(matter=second.ref)
    assert ada.account_id == person_of(council.ada).account_id
    found = tasks_of(tasks(council.ada, hats_of(council.ada, NEXT), NEXT))
    assert [(one.what, one.thing.pk) for one in found] == [("decisions.runoff", second.pk)]


def test_a_run_off_that_was_voided_is_not_put_again(council: Council) -> None:
    first = given_tie(council)
    second = runoff_of(first)
    actions.void_decision(second.pk, reason="Both left", language="en", by=council.ada, at=NEXT)
    assert actions.put_runoff(first.pk, at=LATER) is None
    assert Decision.objects.filter(state=State.VOIDED, runoff_of=first).exists()
    assert not Chamber.objects.filter(decision=second).exists()
