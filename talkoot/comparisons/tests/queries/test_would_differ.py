"""Decisions counted again under rules they were not taken under."""

from __future__ import annotations

import pytest

from talkoot.comparisons import queries as comparing
from talkoot.comparisons.queries import Comparison, would_differ
from talkoot.decisions import actions
from talkoot.decisions.models import Decision
from talkoot.decisions.tests.given import AFTER, given_ballot, given_decision
from talkoot.decisions.tests.given_course import VOTING_ENDS, course_text
from talkoot.decisions.tests.given_elections import (
    CLOSES,
    VOTING,
    election_text,
    given_election,
    given_marks,
    given_voters,
)
from talkoot.decisions.tests.given_rounds import DURING, given_objection, given_position, given_round, round_text
from talkoot.decisions.tests.given_secret import election_text as secret_text
from talkoot.decisions.tests.given_secret import given_opened_boxes, given_sealed_marks, given_secret_vote
from talkoot.decisions.tests.given_secret import rules_text as secret_rules
from talkoot.decisions.tests.given_weights import given_weighed, given_weights, weighed_text, weighing
from talkoot.kernel.actors import SYSTEM, VISITOR
from talkoot.ledger.actions import seal_batch
from talkoot.objections import actions as objections
from talkoot.objections.models import Objection
from talkoot.rulebooks.rules import read_rulebook
from talkoot.rulebooks.tests.given import CHAPTERS, MEMBERS, Council, given_council, rules_text

pytestmark = pytest.mark.django_db
# A bar other than a half says what a tie comes to by itself.
ALSO = 'strictness = "at least"\ntie = "bar"'


@pytest.fixture
def council() -> Council:
    return given_council()


def compared(council: Council, source: str, slug: str = "") -> list[Comparison]:
    return would_differ(read_rulebook(source), body_id=council.body.pk, slug=slug, viewer=VISITOR)


def given_counted(council: Council, *chambers: str, title: str = "Dark mode", combination: str = "all") -> Decision:
    decision = given_decision(council, *chambers, title=title, combination=combination)
    given_ballot(decision, council.ada, "yes")
    given_ballot(decision, council.bo, "yes")
    given_ballot(decision, council.dee, "no")
    actions.close_decision(decision.pk, by=SYSTEM, at=AFTER)
    return decision


def test_a_higher_bar_brings_another_result_and_the_test_that_differs_is_told(council: Council):
    given_counted(council)
    higher = MEMBERS.replace('share = "50 %"\nbase', 'share = "75 %"\nbase').replace('tie = "fails"', 'tie = "bar"')
    [one] = compared(council, rules_text(higher))
    assert (one.then, one.is_another) == ("Adopted by its one chamber", True)
    assert one.now == "Not adopted: its one chamber did not approve"
    [difference] = one.differences
    assert difference.then == "66.67% said yes: 2 of 3 (yes and no). Needed: 2 (more than 50%). Met by 0."
    assert "(more than 75%)" in difference.now


def test_the_same_rules_change_nothing(council: Council):
    given_counted(council)
    [one] = compared(council, rules_text(MEMBERS))
    assert (one.is_another, one.differences, one.trouble) == (False, [], "")


def test_a_chamber_that_was_not_asked_says_nothing_and_one_too_many_is_left_out(council: Council):
    given_counted(council)
    [one] = compared(council, rules_text(MEMBERS, CHAPTERS))
    assert one.trouble == "“Chapters” was not asked, so nobody knows what it would have said."
    assert (one.now, one.is_another) == ("", False)
    given_counted(council, MEMBERS, CHAPTERS, combination="1 of 2")
    newest, _before = compared(council, rules_text(MEMBERS))
    assert (newest.now, newest.left_out) == ("Adopted by its one chamber", ["Chapters"])


def test_the_last_three_are_held_against_it_the_newest_first(council: Council):
    for title in ("One", "Two", "Three", "Four"):
        given_counted(council, title=title)
    found = compared(council, rules_text(MEMBERS))
    assert [one.decision.text.partition(" ")[2] for one in found] == ["Four", "Three", "Two"]


def test_decisions_of_others_and_open_ones_are_none_of_it(council: Council):
    given_decision(council)
    assert compared(council, rules_text(MEMBERS)) == []
    counted = given_counted(council)
    assert (
        would_differ(read_rulebook(rules_text(MEMBERS)), body_id=council.chapters[0].pk, slug="other", viewer=VISITOR)
        == []
    )
    [one] = would_differ(read_rulebook(rules_text(MEMBERS)), body_id=None, slug=counted.rulebook.slug, viewer=VISITOR)
    assert counted.public_id in one.decision.text


def test_an_election_is_counted_again_from_its_ballots(council: Council):
    decision = given_election(council, source=election_text(seats=1))
    for by in (council.ada, council.bo):
        given_marks(decision, by, "1")
    given_marks(decision, council.dee, "", "1")
    actions.close_decision(decision.pk, by=SYSTEM, at=CLOSES)
    [one] = compared(council, election_text(seats=2))
    assert one.is_another
    assert [(each.then, each.now) for each in one.differences] == [("", "Elected: Ben")]
    [one] = compared(council, election_text(seats=1))
    assert (one.is_another, one.trouble) == (False, "")


def settled(decision: Decision, objection: Objection, council: Council, how: str) -> None:
    said = {"text": "It names no harm.", "language": "en"}
    if how == "withdrawn":
        objections.withdraw_objection(objection.pk, by=council.bo, at=DURING)
    elif how == "overridden":
        actions.support_override(decision.pk, objection.pk, by=council.dee, at=DURING)
    elif how == "without reason":
        objections.find_without_reason(objection.pk, **said, by=council.ada, at=DURING)
    elif how == "resolved":
        actions.amend_question(
            decision.pk, title="Quiet hours", question="Meetings begin after ten.", language="en", why="Late enough.",
            meets=[objection.pk], by=council.ada, at=DURING,
        )  # fmt: skip
        objections.confirm_resolution(objection.pk, by=council.bo, at=DURING)


@pytest.mark.parametrize("how", ["withdrawn", "overridden", "without reason", "resolved", "it stands"])
def test_objections_are_counted_as_settled_as_the_decision_was(council: Council, how: str):
    decision = given_round(council, source=round_text(override="1/2"))
    given_position(decision, council.ada)
    settled(decision, given_objection(decision, council.bo), council, how)
    actions.close_decision(decision.pk, by=SYSTEM, at=AFTER)
    stricter = round_text(override="1/2").replace('stand-asides = "1/3"', 'stand-asides = "0"')
    for rules in (round_text(override="1/2"), stricter):
        [one] = compared(council, rules)
        assert (one.is_another, list(one.differences), one.trouble) == (False, [], "")
        assert one.now.startswith("Not adopted" if how == "it stands" else "Adopted")


def test_an_overridden_objection_stands_under_rules_that_let_nobody_override(council: Council):
    decision = given_round(council, source=round_text(override="1/2"))
    settled(decision, given_objection(decision, council.bo), council, "overridden")
    actions.close_decision(decision.pk, by=SYSTEM, at=AFTER)
    [one] = compared(council, round_text(override="none"))
    assert one.is_another
    assert one.now.startswith("Not adopted")


def test_ballots_filled_in_another_way_say_nothing(council: Council):
    decision = given_election(council)
    given_marks(decision, council.ada, "1")
    actions.close_decision(decision.pk, by=SYSTEM, at=CLOSES)
    [one] = compared(council, election_text(equal="exhaust"))
    assert one.trouble == "“Members” was asked in another way: its ballots say nothing here."


def test_it_asks_twice_however_many_voted(council: Council, django_assert_num_queries):
    for title in ("One", "Two", "Three"):
        given_counted(council, title=title)
    with django_assert_num_queries(2):
        compared(council, rules_text(MEMBERS))


def given_secret_election(council: Council, voters: int) -> Decision:
    """Return a secret election of one seat among Ann and Ben, won by Ann with all votes but one."""
    people = given_voters(council, voters)
    decision, keepers = given_secret_vote(council, secret_text(seats="1"), names=["Ann", "Ben"])
    for place, by in enumerate(people):
        given_sealed_marks(decision, by, *(["", "1"] if place == 0 else ["1", "2"]))
    actions.close_decision(decision.pk, by=SYSTEM, at=CLOSES)
    return given_opened_boxes(decision, keepers)


def test_a_secret_election_is_counted_again_from_its_published_papers(council: Council, django_assert_num_queries):
    given_secret_election(council, 10)
    with django_assert_num_queries(5):
        [one] = compared(council, secret_rules(secret_text(seats="2")))
    assert one.trouble == ""
    assert [(each.then, each.now) for each in one.differences] == [("", "Elected: Ben")]
    [one] = compared(council, secret_rules(secret_text(seats="1")))
    assert (one.is_another, one.trouble) == (False, "")


def test_papers_of_a_few_are_not_read(council: Council):
    given_secret_election(council, 9)
    [one] = compared(council, secret_rules(secret_text(seats="2")))
    assert (one.now, one.trouble) == ("", "In “Members” so few voted in secret that its figures are not used.")


def test_an_election_too_large_for_a_page_is_named_with_its_number(council: Council, monkeypatch: pytest.MonkeyPatch):
    decision = given_election(council, source=election_text(seats=1))
    given_marks(decision, council.ada, "1")
    given_marks(decision, council.bo, "1")
    actions.close_decision(decision.pk, by=SYSTEM, at=CLOSES)
    monkeypatch.setattr(comparing, "MOST_BALLOTS", 1)
    [one] = compared(council, election_text(seats=2))
    assert one.trouble.startswith("“Members” cast 2 ballots: more than 1 are not counted again for a page.")


def test_what_was_weighed_is_counted_again_by_weight_or_with_every_vote_alike(council: Council):
    decision = given_weighed(council, {"ada": "200", "bo": "100.5", "dee": "50"})
    given_ballot(decision, council.ada, "no")
    given_ballot(decision, council.bo)
    given_ballot(decision, council.dee)
    actions.close_decision(decision.pk, by=SYSTEM, at=VOTING_ENDS)
    higher = weighed_text().replace('share = "50 %"\nbase = "yes+no"', 'share = "40 %"\nbase = "yes+no"')
    [one] = compared(council, higher.replace('strictness = "more than"\ntie = "fails"', ALSO))
    assert (one.is_another, one.trouble) == (True, "")
    [difference] = one.differences
    assert difference.then.startswith("42.94% said yes: a weight of 150.5 of 350.5 (yes and no).")
    assert difference.now.startswith("42.94% said yes: a weight of 150.5 of 350.5 (yes and no).")
    [alike] = compared(council, course_text())
    assert (alike.is_another, alike.now) == (True, "Adopted by its one chamber")
    assert alike.differences[0].now.startswith("66.67% said yes: 2 of 3")


def test_an_election_that_was_weighed_is_counted_again_by_weight_or_not(council: Council):
    draft = given_election(council, source=weighing(election_text(seats=1)), opened=False)
    given_weights(draft, council.ada, {"ada": "5/2", "bo": "1", "dee": "1"}, chamber="members")
    seal_batch(at=VOTING)
    decision = actions.open_draft(draft.pk, closes_at=CLOSES, by=council.ada, at=VOTING)
    given_marks(decision, council.ada, "1")
    given_marks(decision, council.bo, "", "1")
    given_marks(decision, council.dee, "", "1")
    actions.close_decision(decision.pk, by=SYSTEM, at=CLOSES)
    [same] = compared(council, weighing(election_text(seats=1)))
    assert (same.is_another, same.differences, same.trouble) == (False, [], "")
    [alike] = compared(council, election_text(seats=1))
    assert [(each.then, each.now) for each in alike.differences] == [("Elected: Ann", "Elected: Ben")]


def test_nobody_knows_what_votes_would_weigh_that_weighed_the_same(council: Council):
    given_counted(council)
    [one] = compared(council, weighed_text())
    assert one.trouble == "In “Council” all votes weighed the same: nobody knows what each would weigh."
