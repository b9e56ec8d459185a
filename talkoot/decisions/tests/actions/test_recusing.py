"""Who stands back leaves the base or stays in it as the rulebook says, does not vote, and is seen on the roll."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from recount.bundles.verifying import verify
from recount.tests.given_books import book_text, chamber_text
from talkoot.decisions import actions, queries
from talkoot.decisions.models import Chamber, Decision, Recusal, RollEntry
from talkoot.decisions.queries.reading import decision_view
from talkoot.decisions.tests.given import AFTER, DURING, given_ballot, given_decision
from talkoot.decisions.tests.given_course import EXTENSION, VOTING_ENDS, course_text, given_running
from talkoot.directory.queries import hats_of
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry
from talkoot.results.queries.bundles import bundle_of
from talkoot.rulebooks.actions import publish_rulebook
from talkoot.rulebooks.tests.given import OPENED, given_council, person_of

pytestmark = pytest.mark.django_db
MEMBERS = '{ kind = "members_of_body", body = "technology-council" }'
ALL = '{ share = "100 %", of = "eligible", counts = "yes+no+neutral", strictness = "at least" }'
STAKE = {"reason": "My *employer* would build it.", "language": "en"}


def given_question(council, recusals="leave the base"):
    """Return a question of the council's three, of whom all must take part."""
    text = book_text(
        chamber_text(question=True, key='"council"', electorate=MEMBERS, quorum=ALL, recusals=f'"{recusals}"')
    )
    book = publish_rulebook(source=text, slug="stakes", body_id=council.body.pk, by=council.ada, at=OPENED)
    return given_decision(council, rulebook=book)


def recuse(decision, by, **changed):
    return actions.recuse(decision.pk, **{"chamber": "council", **STAKE, **changed}, by=by, at=DURING)


def chamber_of(decision, viewer):
    return decision_view(decision, viewer, DURING, hats_of(viewer, DURING)).chambers[0]


@pytest.mark.parametrize(("recusals", "outcome"), [("leave the base", "adopted"), ("stay in the base", "rejected")])
def test_the_rulebook_says_whether_those_who_stand_back_are_in_the_base(recusals, outcome, tmp_path: Path):
    council = given_council()
    decision = given_question(council, recusals)
    recuse(decision, council.dee)
    given_ballot(decision, council.ada, "yes")
    given_ballot(decision, council.bo, "yes")
    actions.close_due(AFTER)
    decision = Decision.objects.select_related("rulebook", "steward_body").get(pk=decision.pk)
    chamber = Chamber.objects.get(decision=decision)
    assert decision.outcome == outcome
    assert (chamber.eligible, chamber.recused, chamber.ballots_cast) == (3, 1, 2)
    bundle = BytesIO()
    bundle_of(decision, bundle)
    path = tmp_path / "evidence.zip"
    path.write_bytes(bundle.getvalue())
    assert verify(path).is_match


@pytest.mark.parametrize(("recusals", "needed"), [("leave the base", 2), ("stay in the base", 3)])
def test_the_quorum_shown_while_voting_runs_is_the_one_that_will_be_counted(recusals, needed):
    council = given_council()
    decision = given_question(council, recusals)
    assert chamber_of(decision, council.ada).turnout.needed == 3
    recuse(decision, council.dee)
    view = chamber_of(decision, council.ada)
    assert (view.quorum, view.turnout.needed, view.turnout.eligible) == (needed, needed, 3)


@pytest.mark.parametrize(("recusals", "extensions"), [("leave the base", 0), ("stay in the base", 1)])
def test_voting_goes_on_when_the_quorum_without_those_who_stand_back_is_missed(recusals, extensions):
    council = given_council()
    decision = given_running(council, course_text(extension=EXTENSION, recusals=recusals))
    recuse(decision, council.dee)
    given_ballot(decision, council.ada)
    actions.close_due(VOTING_ENDS)
    decision.refresh_from_db()
    assert (decision.extensions, decision.is_open) == (extensions, bool(extensions))


@pytest.mark.parametrize(("recusals", "outcome"), [("leave the base", "adopted"), ("stay in the base", "rejected")])
def test_when_the_others_have_voted_nobody_is_left_to_wait_for(recusals, outcome):
    council = given_council()
    decision = given_running(council, course_text(extension=EXTENSION, recusals=recusals, quorum="100 %"))
    recuse(decision, council.dee)
    given_ballot(decision, council.ada)
    with pytest.raises(Refusal, match="not all on the roll"):
        actions.close_decision(decision.pk, by=council.ada, at=DURING)
    given_ballot(decision, council.bo)
    assert decision_view(decision, council.ada, DURING, hats_of(council.ada, DURING)).have_all_spoken
    closed = actions.close_decision(decision.pk, by=council.ada, at=DURING)
    assert (closed.is_final, closed.extensions, closed.outcome) == (True, 0, outcome)


def test_who_takes_part_again_is_waited_for_again():
    council = given_council()
    decision = given_question(council)
    recuse(decision, council.dee)
    given_ballot(decision, council.ada)
    given_ballot(decision, council.bo)
    actions.end_recusal(decision.pk, chamber="council", by=council.dee, at=DURING)
    with pytest.raises(Refusal, match="not all on the roll"):
        actions.close_decision(decision.pk, by=council.ada, at=DURING)


def test_who_stands_back_is_seen_on_the_roll_and_in_the_ledger_at_once():
    council = given_council()
    decision = given_question(council)
    recusal = recuse(decision, council.dee)
    assert "<em>employer</em>" in recusal.html
    rows = queries.list_roll(decision, Chamber.objects.get(decision=decision)).rows
    assert [row.recusal for row in rows if row.recusal] == [recusal]
    entry = Entry.objects.get(kind="decisions.place_recused")
    assert entry.payload == {"chamber": "council", "entry": recusal.entry_id}


def test_who_stands_back_does_not_vote_until_they_take_part_again():
    council = given_council()
    decision = given_question(council)
    recuse(decision, council.dee)
    with pytest.raises(Refusal, match="stood back"):
        given_ballot(decision, council.dee)
    with pytest.raises(Refusal, match="before"):
        recuse(decision, council.dee)
    ended = actions.end_recusal(decision.pk, chamber="council", by=council.dee, at=DURING)
    assert ended.ended_at == DURING
    given_ballot(decision, council.dee)
    with pytest.raises(Refusal, match="take part"):
        actions.end_recusal(decision.pk, chamber="council", by=council.dee, at=DURING)
    assert list(Recusal.objects.values_list("reason", flat=True)) == [STAKE["reason"]]


def test_standing_back_is_refused_with_a_reason():
    council = given_council()
    decision = given_question(council)
    with pytest.raises(Refusal, match="Say why") as unsaid:
        recuse(decision, council.dee, reason=" ")
    assert unsaid.value.field == "reason"
    with pytest.raises(PermissionDenied):
        recuse(decision, council.eve)
    given_ballot(decision, council.bo)
    with pytest.raises(Refusal, match="stays cast"):
        recuse(decision, council.bo)
    with pytest.raises(Refusal, match="Voting is over"):
        actions.recuse(decision.pk, chamber="council", reason="Me.", language="en", by=council.dee, at=AFTER)
    with pytest.raises(Refusal, match="do not say"):
        recuse(given_decision(council), council.dee)
    assert not Recusal.objects.exists()


def test_the_database_lets_nobody_both_vote_and_stand_back():
    council = given_council()
    decision = given_question(council)
    given_ballot(decision, council.bo)
    with pytest.raises(IntegrityError), transaction.atomic():
        RollEntry.objects.filter(person=person_of(council.bo)).update(recused_at=DURING)
    recuse(decision, council.dee)
    with pytest.raises(IntegrityError), transaction.atomic():
        RollEntry.objects.filter(person=person_of(council.dee)).update(person=person_of(council.eve))
