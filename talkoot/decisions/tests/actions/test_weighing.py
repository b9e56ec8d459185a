"""Saying what each vote weighs, freezing it with the roll, and counting by it: exactly, and as anyone counts again."""

from __future__ import annotations

import zipfile
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from recount import roll_sha256
from recount.command import main
from recount.tests.given_books import BAR, book_text, chamber_text
from talkoot.counting.rules import Standing, Votes, book_of, ruling_of
from talkoot.decisions import actions, queries
from talkoot.decisions.models import Ballot, Chamber, Decision, RollEntry, SaidWeight, Weighing
from talkoot.decisions.tests.given import given_ballot
from talkoot.decisions.tests.given_course import (
    EXTENSION,
    NOTICE_ENDS,
    SCRUTINEERS,
    VOTING_ENDS,
    course_text,
    given_draft,
    given_running,
)
from talkoot.decisions.tests.given_elections import CLOSES as ELECTED
from talkoot.decisions.tests.given_elections import VOTING, election_text, given_election, given_marks
from talkoot.decisions.tests.given_weights import (
    given_weighed,
    given_weights,
    weighed_text,
    weighing,
)
from talkoot.delegations.tests.given import given_delegation
from talkoot.directory.tests.given import given_mandate, given_person
from talkoot.eligibility.tests.given import given_facts
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.imports import BadFile, Upload
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.actions import seal_batch
from talkoot.ledger.models import Entry
from talkoot.results.queries.bundles import bundle_of
from talkoot.rulebooks.rules import read_rulebook
from talkoot.rulebooks.tests.given import OPENED, Council, conditions_text, given_council

pytestmark = pytest.mark.django_db
SOON = OPENED + timedelta(days=1)
CHAPTERS = '{ kind = "bodies_of_kind", kinds = ["chapter"] }'


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def council() -> Council:
    return given_council()


def closed(decision: Decision, at=VOTING_ENDS) -> Decision:
    actions.close_decision(decision.pk, by=SYSTEM, at=at)
    return Decision.objects.get(pk=decision.pk)


def figures(decision: Decision, key: str = "council"):
    [told] = [each for each in (decision.verdict or {})["chambers"] if each["key"] == key]
    return told


def verified(decision: Decision, tmp_path: Path) -> bool:
    """Tell whether the bundle of a decision holds together for a stranger who verifies it."""
    with (tmp_path / "bundle.zip").open("w+b") as file:
        bundle_of(decision, file)
    return main(["verify", str(tmp_path / "bundle.zip")]) == 0


def test_what_votes_weigh_is_frozen_with_the_roll_and_in_its_hash(council):
    decision = given_weighed(council, {"ada": "200", "bo": "7/2", "dee": "0.5"})
    chamber = Chamber.objects.get(decision=decision)
    roll = {entry.voter_ref: entry.weight for entry in RollEntry.objects.filter(chamber=chamber)}
    assert roll == {council.ada.ref: 200, council.bo.ref: Fraction(7, 2), council.dee.ref: Fraction(1, 2)}
    said = [f"{council.ada.ref} 200", f"{council.bo.ref} 3.5", f"{council.dee.ref} 0.5"]
    assert (chamber.is_weighed, chamber.eligible) == (True, 3)
    assert chamber.roll_sha256 == roll_sha256(said) == decision_opened(decision)["rolls"]["council"]


def decision_opened(decision):
    return Entry.objects.get(subject=decision.ref, kind="decisions.decision_opened").payload


@pytest.mark.parametrize("change", ["weight_numerator = 9", "weight_denominator = 9", "weight_numerator = NULL"])
def test_the_database_lets_no_weight_change_that_was_frozen(council, change):
    given_weighed(council)
    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(f"UPDATE decisions_rollentry SET {change}")


@pytest.mark.parametrize(("above", "below"), [(0, 1), (-1, 1), (1, 0), (3, None), (None, 3), (10**13, 1), (1, 10_001)])
def test_the_database_takes_no_weight_that_is_none(council, above, below):
    chamber = Chamber.objects.get(decision=given_weighed(council))
    with pytest.raises(DatabaseError), transaction.atomic():
        RollEntry.objects.create(
            chamber=chamber, person_id=council.eve.person_id, weight_numerator=above, weight_denominator=below
        )


def test_the_verdict_is_by_weight_and_not_by_number(council, tmp_path):
    decision = given_weighed(council)
    given_ballot(decision, council.ada, "no", at=SOON)
    given_ballot(decision, council.bo, at=SOON)
    given_ballot(decision, council.dee, at=SOON)
    decision = closed(decision)
    assert decision.outcome == "rejected"
    assert {name: figures(decision)[name] for name in ("eligible", "yes", "no")} == {
        "eligible": 350,
        "yes": 150,
        "no": 200,
    }
    chamber = Chamber.objects.get(decision=decision)
    assert (chamber.yes, chamber.no, chamber.ballots_cast) == (2, 1, 3)
    assert verified(decision, tmp_path)


def test_a_quorum_is_met_by_weight(council):
    decision = given_weighed(council)
    given_ballot(decision, council.ada, at=SOON)
    assert closed(decision).outcome == "adopted"
    other = given_weighed(council, {"ada": "100", "bo": "100", "dee": "150"})
    given_ballot(other, council.ada, at=SOON)
    assert closed(other).outcome == "rejected"


def test_fractions_are_counted_exactly_and_told_so(council, tmp_path):
    decision = given_weighed(council, {"ada": "1/3", "bo": "1/3", "dee": "2/3"})
    given_ballot(decision, council.ada, at=SOON)
    given_ballot(decision, council.bo, at=SOON)
    given_ballot(decision, council.dee, "no", at=SOON)
    decision = closed(decision)
    told = figures(decision)
    assert (told["eligible"], told["yes"], told["no"], decision.outcome) == ("4/3", "2/3", "2/3", "rejected")
    assert verified(decision, tmp_path)


def test_a_delegate_casts_with_the_weight_of_those_it_votes_for(council, tmp_path):
    decision = given_weighed(council, source=weighed_text(delegation="allowed"))
    given_delegation(council.ada, council.dee)
    given_ballot(decision, council.dee, "no", at=SOON)
    given_ballot(decision, council.bo, at=SOON)
    decision = closed(decision)
    assert (figures(decision)["yes"], figures(decision)["no"]) == (100, 250)
    assert verified(decision, tmp_path)


def test_a_quorum_missed_by_weight_extends_and_votes_through_delegates_count(council):
    source = weighed_text(delegation="allowed", extension=EXTENSION)
    missed = given_weighed(council, source=source)
    given_ballot(missed, council.bo, at=SOON)
    given_ballot(missed, council.dee, at=SOON)
    assert closed(missed).is_open
    given_delegation(council.ada, council.dee)
    met = given_weighed(council, source=source)
    given_ballot(met, council.dee, at=SOON)
    assert closed(met).is_counted


def test_who_stands_back_leaves_the_base_with_their_weight(council, tmp_path):
    decision = given_weighed(council)
    actions.recuse(decision.pk, chamber="council", reason="Mine.", language="en", by=council.ada, at=SOON)
    given_ballot(decision, council.bo, at=SOON)
    decision = closed(decision)
    assert (figures(decision)["recused"], decision.outcome) == (200, "adopted")
    assert verified(decision, tmp_path)


def test_a_struck_ballot_takes_its_weight_along(council, tmp_path):
    decision = given_weighed(council, source=weighed_text(scrutineers=SCRUTINEERS))
    given_ballot(decision, council.ada, "no", at=SOON)
    given_ballot(decision, council.bo, at=SOON)
    given_ballot(decision, council.dee, at=SOON)
    closed(decision)
    no = Ballot.objects.get(chamber__decision=decision, choice="no")
    actions.strike_ballot(decision.pk, no.pk, reason="Not hers.", language="en", by=council.bo, at=VOTING_ENDS)
    actions.end_scrutiny(decision.pk, by=council.bo, at=VOTING_ENDS)
    decision.refresh_from_db()
    assert (figures(decision)["no"], figures(decision)["yes"]) == (0, 150)
    assert verified(decision, tmp_path)


def test_bodies_weigh_too(council, tmp_path):
    source = weighed_text(electorate=CHAPTERS).replace("one per person", "one per body")
    decision = given_weighed(council, {"north-chapter": "7", "south-chapter": "3"}, source=source)
    given_ballot(decision, council.eve, body=council.chapters[0], at=SOON)
    given_ballot(decision, council.fay, "no", body=council.chapters[1], at=SOON)
    decision = closed(decision)
    assert (figures(decision)["yes"], figures(decision)["no"], decision.outcome) == (7, 3, "adopted")
    assert verified(decision, tmp_path)


def test_an_election_is_counted_by_weight(council, tmp_path):
    draft = given_election(council, source=weighing(election_text(seats=1)), opened=False)
    given_weights(draft, council.ada, {"ada": "5/2", "bo": "1", "dee": "1"}, chamber="members")

    seal_batch(at=VOTING)
    decision = actions.open_draft(draft.pk, closes_at=ELECTED, by=council.ada, at=VOTING)
    given_marks(decision, council.ada, "1", "", "")
    given_marks(decision, council.bo, "", "1", "")
    given_marks(decision, council.dee, "", "1", "")
    decision = closed(decision, at=ELECTED)
    told = figures(decision, "members")
    assert (told["elected"], told["cast"], told["eligible"]) == (["Ann"], "9/2", "9/2")
    assert verified(decision, tmp_path)


def test_voting_does_not_open_while_a_vote_has_no_weight_and_some_are_named(council):
    draft = given_draft(council, weighed_text())
    given_weights(draft, council.ada, {"ada": "2"})
    with pytest.raises(Refusal, match=r"“Council” weighs. It lacks for: Bo · Dee\.") as refused:
        actions.open_draft(draft.pk, closes_at=VOTING_ENDS, by=council.ada, at=OPENED)
    assert refused.value.code == "no_weights"
    draft.refresh_from_db()
    assert draft.is_draft
    assert not Chamber.objects.exists()


def test_of_many_without_a_weight_only_some_are_named(council):
    for number in range(9):
        given_mandate(given_person(f"Member {number}"), council.body)
    draft = given_draft(council, weighed_text())
    with pytest.raises(Refusal, match=r"Ada · Bo · Dee · Member 0 · Member 1, and 7 more\."):
        actions.open_draft(draft.pk, closes_at=VOTING_ENDS, by=council.ada, at=OPENED)


def test_what_was_announced_opens_once_the_weights_are_said(council):
    draft = given_draft(council, weighed_text(notice=7))
    actions.announce_decision(draft.pk, opens_at=NOTICE_ENDS, closes_at=VOTING_ENDS, by=council.ada, at=OPENED)
    assert actions.open_due(NOTICE_ENDS) == 0
    draft.refresh_from_db()
    assert queries.trouble_sentence(draft) == "It was not said of everybody what their vote weighs."
    given_weights(draft, council.ada)
    assert actions.open_due(NOTICE_ENDS + timedelta(minutes=10)) == 1


def test_saying_it_anew_counts_from_then_on_and_the_list_before_is_kept(council):
    draft = given_draft(council, weighed_text())
    given_weights(draft, council.ada, {"ada": "2"})
    given_weights(draft, council.ada)
    assert list(Weighing.objects.order_by("number").values_list("number", "is_current")) == [(1, False), (2, True)]
    assert SaidWeight.objects.count() == 4
    actions.open_draft(draft.pk, closes_at=VOTING_ENDS, by=council.ada, at=OPENED)
    assert RollEntry.objects.get(person=council.dee.person_id).weight == 50
    told = Entry.objects.filter(kind="decisions.weights_said", subject=draft.ref).latest("pk")
    assert (told.payload["voters"], told.payload["number"], told.is_public) == (3, 2, False)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nobody-here,3", "There is no person “nobody-here”"),
        ("ada,3\nada,4", "“ada” stood in line 2 already."),
        ("ada,3\nAda,4", "“Ada” is whom line 2 named already, under another name."),
        ("ada,many", "“many” is no weight."),
        ("ada,0", "“0” is no weight."),
        ("ada,-3", "“-3” is no weight."),
        ("ada,1/0", "“1/0” is no weight."),
        ("ada,1e9", "“1e9” is no weight."),
        ("ada,1234567890", "“1234567890” is no weight."),
        ("ada,1.23456", "“1.23456” is no weight."),
        ("ada,", "This must not be empty."),
        ("ada,\u202e3", "There is a hidden character that cannot be kept: U+202E."),
        ("ad\u0007a,3", "There is a hidden character that cannot be kept: U+0007."),
        ("ada", "This line has 1 cell; the first line has 2."),
    ],
)
def test_a_line_that_is_wrong_is_named_and_nothing_is_kept(council, line, said):
    draft = given_draft(council, weighed_text())
    upload = Upload("", f"voter,weight\n{line}\n".encode())
    with pytest.raises(BadFile) as bad:
        actions.say_weights(draft.pk, chamber="council", listed=upload, by=council.ada, at=OPENED)
    [problem] = bad.value.problems
    assert problem.line == 2 + line.count("\n")
    assert said in problem.text
    assert not Weighing.objects.exists()


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_may_stand_between_columns_and_names_beside(council, between):
    draft = given_draft(council, weighed_text())
    text = "\ufeff" + "\r\n".join(between.join(row) for row in [("name", "weight", "voter"), ("Ada L.", "2.50", "ada")])
    actions.say_weights(draft.pk, chamber="council", listed=Upload("", text.encode()), by=council.ada, at=OPENED)
    [said] = SaidWeight.objects.all()
    assert (said.weight, said.person_id) == (Fraction(5, 2), council.ada.person_id)


def test_weights_too_fine_to_be_summed_are_refused(council):
    draft = given_draft(council, weighed_text())
    for number in range(6):
        given_person(f"Fine {number}")
    fine = {f"fine-{number}": f"1/{below}" for number, below in enumerate((9973, 9967, 9949, 9941))}
    with pytest.raises(Refusal, match="too many different sizes"):
        given_weights(draft, council.ada, fine)


def test_a_method_that_counts_in_whole_numbers_takes_no_fractions(council):
    draft = given_draft(council, yes_no_text())
    with pytest.raises(BadFile) as bad:
        given_weights(draft, council.ada, {"ada": "3", "bo": "1/2"}, chamber="community")
    assert "“1/2” is not whole." in bad.value.problems[0].text


def yes_no_text() -> str:

    members = '{ kind = "members_of_body", body = "technology-council" }'
    how = {"method": '"yes-no"', "settings": BAR}
    return book_text(chamber_text(electorate=members, weights='"as on the roll"', election=how))


def test_who_may_not_and_where_there_is_nothing_to_weigh(council):
    draft = given_draft(council, weighed_text())
    with pytest.raises(PermissionDenied):
        given_weights(draft, council.bo)
    for chamber in ("council", "other"):
        plain = given_draft(council, title="Plain")
        with pytest.raises(Refusal, match="weigh the same"):
            given_weights(plain, council.ada, chamber=chamber)
    opened = given_weighed(council)
    with pytest.raises(Refusal, match="opened before"):
        given_weights(opened, council.ada)


def test_votes_may_weigh_a_number_that_the_rules_ask_for(council, tmp_path):
    asks = {"is": "external_fact", "fact": "edits", "as_of": "2026-11-01", "at_least": 1}
    source = weighed_text(electorate=conditions_text(asks))
    day = date(2026, 11, 1)
    given_facts("ada,edits,312,2026-11-01\nbo,edits,7,2026-11-01")
    draft = given_draft(council, source)
    actions.say_weights(draft.pk, chamber="council", fact="edits", as_of=day, by=council.ada, at=OPENED)
    decision = actions.open_draft(draft.pk, closes_at=VOTING_ENDS, by=council.ada, at=OPENED)
    roll = RollEntry.objects.filter(chamber__decision=decision)
    assert {entry.person_id: entry.weight for entry in roll} == {council.ada.person_id: 312, council.bo.person_id: 7}
    given_ballot(decision, council.bo, "no", at=SOON)
    given_ballot(decision, council.ada, at=SOON)
    assert verified(closed(decision), tmp_path)


@pytest.mark.parametrize(("fact", "as_of"), [("blocks", date(2026, 11, 1)), ("edits", date(2026, 11, 2)), ("", None)])
def test_a_number_that_the_rules_do_not_ask_for_comes_not_to_light(council, fact, as_of):
    given_facts("ada,edits,312,2026-11-01")
    asks = {"is": "external_fact", "fact": "edits", "as_of": "2026-11-01", "at_least": 1}
    draft = given_draft(council, weighed_text(electorate=conditions_text(asks)))
    with pytest.raises(Refusal, match="conditions of this chamber"):
        actions.say_weights(draft.pk, chamber="council", fact=fact, as_of=as_of, by=council.ada, at=OPENED)


def test_the_weights_hold_for_the_draft_that_a_changed_question_makes(council):
    decision = given_weighed(council)
    given_ballot(decision, council.ada, at=SOON)
    said = {"title": "Other", "question": "Other?", "language": "en"}
    draft = actions.change_question(decision.pk, **said, by=council.ada, at=SOON)
    assert draft.pk != decision.pk
    actions.open_draft(draft.pk, closes_at=VOTING_ENDS, by=council.ada, at=SOON)
    assert RollEntry.objects.get(chamber__decision=draft, person=council.bo.person_id).weight == 100


def test_a_place_that_an_appeal_adds_gets_its_weight(council, tmp_path):
    decision = given_weighed(council, source=weighed_text(appeal=7))
    who = {"by": council.eve, "at": SOON}
    appeal = actions.ask_for_place(decision.pk, chamber="council", reason="Forgotten.", language="en", **who)
    said = {"outcome": "add", "reason": "True.", "language": "en", "by": council.ada, "at": SOON}
    for weight, code in (("", "weight_missing"), ("0", "not_a_weight"), ("x", "not_a_weight")):
        with pytest.raises(Refusal) as refused:
            actions.decide_roll_appeal(decision.pk, appeal.pk, weight=weight, **said)
        assert (refused.value.code, refused.value.field) == (code, "weight")
    actions.decide_roll_appeal(decision.pk, appeal.pk, weight="12.5", **said)
    assert RollEntry.objects.get(person=council.eve.person_id).weight == Fraction(25, 2)
    told = Entry.objects.get(kind="decisions.roll_amended").payload
    chamber = Chamber.objects.get(decision=decision)
    assert (told["weight"], told["eligible"], told["roll_sha256"]) == ("12.5", 4, chamber.roll_sha256)
    given_ballot(decision, council.eve, at=SOON)
    given_ballot(decision, council.ada, at=SOON)
    decision = closed(decision)
    assert (figures(decision)["eligible"], figures(decision)["yes"]) == ("725/2", "425/2")
    assert verified(decision, tmp_path)


def test_where_all_weigh_the_same_an_appeal_needs_no_weight_and_the_fact_says_none(council):

    decision = given_running(council, course_text(appeal=7))
    appeal = actions.ask_for_place(
        decision.pk, chamber="council", reason="Forgotten.", language="en", by=council.eve, at=SOON
    )
    said = {"outcome": "add", "reason": "True.", "language": "en", "by": council.ada, "at": SOON}
    actions.decide_roll_appeal(decision.pk, appeal.pk, **said)
    assert RollEntry.objects.get(person=council.eve.person_id).weight is None
    assert Entry.objects.get(kind="decisions.roll_amended").payload["weight"] == ""


def test_a_person_takes_away_what_their_vote_weighed(council):
    given_weighed(council, {"ada": "7/2", "bo": "1", "dee": "1"})
    [place] = queries.export_of(council.ada.account_id)["places"]
    assert place["weight"] == "3.5"


def test_a_bundle_in_which_a_weight_was_changed_does_not_verify(council, tmp_path):
    decision = given_weighed(council)
    given_ballot(decision, council.ada, at=SOON)
    assert verified(closed(decision), tmp_path)
    with zipfile.ZipFile(tmp_path / "bundle.zip") as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    files["rolls/council.csv"] = files["rolls/council.csv"].replace(b",200,", b",20,")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    assert main(["verify", str(tmp_path / "other.zip")]) != 0


# Small whole weights, each voter with a choice.
CAST = st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["yes", "no", "neutral", ""])), min_size=1, max_size=8)


@given(CAST)
@settings(max_examples=60)
def test_a_count_by_weights_is_the_count_of_so_many_ballots(cast):
    book, plain = book_of(canonical(weighed_text())), book_of(canonical(weighing_not(weighed_text())))
    assert book is not None
    assert plain is not None
    total = sum(weight for weight, _choice in cast)
    said = {c: sum(weight for weight, choice in cast if choice == c) for c in ("yes", "no", "neutral")}
    by_weight = ruling_of(book, {"council": {"eligible": total, "recused": 0, **said}}, []).verdict
    expanded = ruling_of(plain, {"council": {"eligible": total, "recused": 0, **said}}, []).verdict
    assert by_weight["outcome"] == expanded["outcome"]
    assert by_weight["tests"] == expanded["tests"]


RANKED = st.lists(st.tuples(st.integers(1, 5), st.permutations([0, 1, 2])), min_size=1, max_size=6)


@given(RANKED)
@settings(max_examples=60)
def test_an_election_by_weights_elects_whom_so_many_ballots_elect(cast):
    book, plain = book_of(canonical(weighing(election_text()))), book_of(canonical(election_text()))
    assert book is not None
    assert plain is not None
    stand = [Standing(key, name, {}) for key, name in enumerate(("Ann", "Ben", "Cleo"))]
    marked = [(weight, tuple((key, place) for place, key in enumerate(ranks, 1))) for weight, ranks in cast]
    total = sum(weight for weight, _marks in marked)
    weighed = Votes(total, weighed=[(marks, weight) for weight, marks in marked])
    expanded = Votes(total, [marks for weight, marks in marked for _copy in range(weight)])
    one = ruling_of(book, {"members": weighed}, stand).verdict
    other = ruling_of(plain, {"members": expanded}, stand).verdict
    assert {**one, "rulebook_sha256": ""} == {**other, "rulebook_sha256": ""}


def canonical(source: str) -> str:

    return read_rulebook(source).canonical()


def weighing_not(source: str) -> str:
    return source.replace('weights = "as on the roll"', 'weights = "equal"')
