"""Lists page by key, hide drafts, and cost the same with ten rows and with a thousand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import translation

from talkoot.decisions import actions, queries
from talkoot.decisions.models import Ballot, Chamber, Decision, RollEntry
from talkoot.decisions.tests.given import AFTER, CLOSES, DURING, EXEMPTION, given_ballot, given_decision, given_persons
from talkoot.directory.queries import NO_HATS
from talkoot.kernel.actors import VISITOR
from talkoot.results.queries import results_of
from talkoot.rulebooks.tests.given import CHAPTERS, MEMBERS, OPENED, given_council, given_rulebook

pytestmark = pytest.mark.django_db


def given_draft(council):
    return actions.draft_decision(
        title="Secret plan", question="Q?", language="en", rulebook_id=given_rulebook(council).pk,
        steward_body_id=council.body.pk, exemption=EXEMPTION, by=council.ada, at=OPENED,
    )  # fmt: skip


def given_many(decision, number):
    """Copy an open decision: lists must not care how many there are."""
    rows = [
        Decision(
            title=f"Copy {n}", question="Q", language="en", html="", rulebook_id=decision.rulebook_id,
            rulebook_sha256=decision.rulebook_sha256, steward_body_id=decision.steward_body_id, state="open",
            drafted_at=OPENED, opened_at=OPENED, closes_at=CLOSES + timedelta(minutes=n // 2), eligible=3,
            exemption=EXEMPTION, exemption_language="en",
        )
        for n in range(number)
    ]  # fmt: skip
    Decision.objects.bulk_create(rows)


def listed(state="open", viewer=VISITOR, **filters):
    return queries.list_decisions(viewer=viewer, at=DURING, state=state, **filters)


def test_a_list_is_paged_by_key_and_leaves_nothing_out():
    council = given_council()
    given_many(given_decision(council), 50)
    seen, after = [], ""
    while True:
        rows = listed(after=after)
        seen += [row.decision.pk for row in rows]
        after = rows.after
        if not after:
            break
    assert len(seen) == len(set(seen)) == 51


@pytest.mark.parametrize("after", ["x", "1.x", "9" * 50, "99999999999999999999.1", "1"])
def test_a_broken_page_address_begins_at_the_start(after):
    given_decision(given_council())
    assert len(listed(after=after)) == 1


def test_lists_keep_to_a_state_and_a_body():
    council = given_council()
    voided = given_decision(council)
    actions.void_decision(voided.pk, reason="No.", language="en", by=council.ada, at=DURING)
    closed = given_decision(council)
    actions.close_due(AFTER)
    opened = given_decision(council, closes_at=AFTER + timedelta(days=1))
    for state, decision in (("open", opened), ("closed", closed), ("voided", voided)):
        assert [row.decision for row in listed(state)] == [decision]
    assert len(listed(body=council.body.slug)) == 1
    assert len(listed(body="north-chapter")) == 0
    assert queries.bodies_with_decisions() == [("technology-council", "Technology Council")]


def test_drafts_are_seen_by_those_who_prepare_them_only():
    council = given_council()
    draft = given_draft(council)
    assert [row.decision for row in listed("draft", council.ada)] == [draft]
    for viewer in (council.bo, VISITOR):
        assert len(listed("draft", viewer)) == 0
        with pytest.raises(Http404):
            queries.get_decision(draft.public_id, viewer, DURING)
    assert queries.labels([draft.pk], viewer=VISITOR) == {}
    assert queries.labels([draft.pk], viewer=council.ada)[draft.pk].text == "Secret plan"


@pytest.mark.parametrize("ref", ["D-0", "D-x", "P-1", "", "D-99999999999999999999"])
def test_what_is_no_decision_is_not_found(ref):
    with pytest.raises(Http404):
        queries.get_decision(ref, VISITOR, DURING, NO_HATS)


def test_a_list_has_the_titles_in_a_language_of_the_reader():
    council = given_council()
    decision = given_decision(council)
    actions.translate_question(
        decision.pk, title="Modo oscuro", question="¿Lo hacemos?", language="es", by=council.ada, at=DURING
    )
    for page, expected in (("es", ("Modo oscuro", "es")), ("ar", (decision.title, "en"))):
        with translation.override(page):
            assert [(row.title, row.language) for row in listed()] == [expected]


@pytest.mark.parametrize("number", [10, 1_000])
def test_a_list_costs_the_same_with_ten_rows_and_a_thousand(number, django_assert_num_queries):
    given_many(given_decision(given_council()), number)
    with django_assert_num_queries(2):
        rows = listed()
        assert [row.decision.steward_body.name for row in rows]


def given_ballots(council, number):
    """Fill one chamber with so many persons who voted, some of them with a reason, and count it."""
    decision = given_decision(council)
    chamber = Chamber.objects.get(decision=decision)
    Chamber.objects.filter(pk=chamber.pk).update(eligible=number + 3, ballots_cast=number)
    entries = RollEntry.objects.bulk_create(
        RollEntry(chamber=chamber, person=person, voted_at=DURING) for person in given_persons(number)
    )
    Ballot.objects.bulk_create(
        Ballot(
            entry=entry, chamber=chamber, number=1, choice="yes" if n % 3 else "no", reason="Why" if n % 2 else "",
            html="<p>Why</p>" if n % 2 else "", language="en", cast_by=entry.person, cast_at=DURING,
        )
        for n, entry in enumerate(entries)
    )  # fmt: skip
    actions.close_due(AFTER)
    return queries.get_decision(decision.public_id, VISITOR, AFTER, NO_HATS)


@pytest.mark.parametrize("number", [10, 1_000])
def test_who_voted_how_costs_the_same_with_ten_and_a_thousand_ballots(number, django_assert_num_queries):
    decision = given_ballots(given_council(), number)
    view = queries.decision_view(decision, VISITOR, AFTER, NO_HATS)
    with django_assert_num_queries(4):
        rows = queries.list_ballots(decision, view.chambers)
        reasons = queries.list_reasons(decision, view.chambers)
        roll = queries.list_roll(decision, view.chambers[0].chamber)
    assert len(rows) == min(number, 50)
    assert len(reasons) == 5
    assert len(roll) == min(number + 3, 50)
    assert all(row.html for row in reasons)


def test_ballots_are_paged_and_filtered():
    council = given_council()
    decision = given_ballots(council, 120)
    view = queries.decision_view(decision, VISITOR, AFTER, NO_HATS)
    first = queries.list_ballots(decision, view.chambers)
    second = queries.list_ballots(decision, view.chambers, after=first.after)
    assert first.rows[-1].pk < second.rows[0].pk
    against = queries.list_ballots(decision, view.chambers, choice="no")
    assert {row.choice for row in against} == {"no"}
    assert len(against) == 40


def test_nobody_sees_a_ballot_before_the_close():
    council = given_council()
    decision = given_decision(council, MEMBERS, CHAPTERS)
    given_ballot(decision, council.bo, "no")
    found = queries.get_decision(decision.public_id, council.ada, DURING)
    view = queries.decision_view(found, council.ada, DURING, NO_HATS)
    assert [(each.of.chamber.yes, each.tests, each.bar) for each in results_of(view)] == [
        (None, [], None),
        (None, [], None),
    ]
    for read in (queries.list_ballots, queries.list_reasons):
        with pytest.raises(Http404):
            read(found, view.chambers)
    roll = queries.list_roll(found, view.chambers[0].chamber)
    assert [row.voted_at for row in roll] == [None, None, None]
