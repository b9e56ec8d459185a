"""A rehearsal finds what no vote can mend: with the clause that prevents it, in a sentence; it never fails itself."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount import Count, read_rulebook
from recount.command import main
from recount.counting import approves
from recount.methods import METHODS
from recount.profiles import Ballot, Profile
from recount.rulebook import Combination, Rulebook
from recount.rulebooks import knobs
from recount.rulebooks.book import AT_THE_COUNT
from recount.rulebooks.candidates import Field
from recount.rulebooks.counting import Cast, answer
from recount.simulating import Kind, simulate
from recount.simulating.words import finding_sentence
from recount.structure.limits import Cap, Limits, Reserved, Room
from recount.tests.given import EXAMPLES, given_rulebook, given_text
from recount.tests.given_books import COMMITTEE, book_text, chamber_text, given_book, given_field
from recount.tests.test_closeness import chambers

SETTINGS = settings(max_examples=60, deadline=None)
NORTH = [(6, "en", "North"), (4, "de", "North"), (4, "fr", "North"), (2, "es", "North"), (2, "it", "North"),
         (2, "pl", "North"), (2, "ja", "North"), (2, "sv", "North")]  # fmt: skip
SOUTH = (3, "en", "South")


def found(text_or_book, field=None, **eligible):
    book = read_rulebook(text_or_book) if isinstance(text_or_book, str) else text_or_book
    return {finding.code: finding for finding in simulate(book, field, eligible)}


@pytest.mark.parametrize("filled", ["best first", "at large first", "reserved first"])
def test_sixteen_seats_with_quorum_bar_cap_and_a_region_of_one_wiki_are_a_dead_end(filled):
    book = given_book(chamber_text(election={**COMMITTEE, "filled": f'"{filled}"'}))
    findings = found(book, given_field(*NORTH, SOUTH))
    region = findings["group_shut_out" if filled == "at large first" else "group_below_bar"]
    assert (region.kind, region.clause) == (Kind.DEAD_END, "election.caps")
    sentence = finding_sentence(region)
    assert "South" in sentence
    assert "all its 3 candidates share home_wiki en" in sentence or "all of whom share home_wiki en" in sentence
    quorum = findings["bar_before_quorum"]
    assert quorum.kind is Kind.DEAD_END
    assert "quorum of 8 of 16" in finding_sentence(quorum)


def test_the_dead_end_of_the_region_happens_when_it_is_counted():
    book = given_book(chamber_text(election=COMMITTEE))
    field = given_field(*NORTH, SOUTH)
    profile = field.profile()
    points = tuple((place, 1) for place in range(len(profile.options)))
    profile = Profile(profile.options, {Ballot((), points): 10}, about=profile.about)
    said: dict[str, Any] = dict(answer(book.chambers[0], Cast(profile, 10)).data)
    assert said["unfilled"] == {"South": 1}
    assert said["passed_over"][-1]["values"]["value"] == "en"


def test_as_many_as_can_clear_the_bar_without_a_body_is_found_exactly():
    book = given_book(chamber_text(election=COMMITTEE))
    values = found(book, given_field(*NORTH, SOUTH))["bar_before_quorum"].values
    # Seven seats hold at most the nine of en, four of de and four of fr, and one of two of another.
    assert (values["fewer"], values["clear"]) == (7, 9 + 4 + 4 + 1)


def test_a_cap_that_leaves_too_few_for_the_seats_and_for_the_quorum_is_named():
    book = given_book(chamber_text(election={**COMMITTEE, "reserved": '"none"', "filled": "", "vacant": ""}))
    findings = found(book, given_field((20, "en", "North"), (9, "de", "South")))
    assert findings["cannot_be_filled"].values["most"] == 4
    assert "with at most 2 from each only 4 of them fit" in finding_sentence(findings["cannot_be_filled"])
    assert findings["own_quorum_out_of_reach"].kind is Kind.DEAD_END


def test_a_region_whose_seats_are_more_than_its_wiki_may_have_is_named():
    three = '[{ attribute = "region", value = "South", seats = 3 }]'
    findings = found(given_book(chamber_text(election={**COMMITTEE, "reserved": three})), given_field(*NORTH, SOUTH))
    assert findings["group_capped"].values["most"] == 2
    assert "2 more may have home_wiki en" in finding_sentence(findings["group_capped"])


def test_two_regions_that_share_a_wiki_cannot_both_be_served():
    two = '[{ attribute = "region", value = "South", seats = 2 }, { attribute = "region", value = "West", seats = 2 }]'
    field = given_field(*NORTH, SOUTH, (3, "en", "West"))
    findings = found(given_book(chamber_text(election={**COMMITTEE, "reserved": two})), field)
    assert (findings["groups_collide"].values["wanted"], findings["groups_collide"].values["most"]) == (4, 2)


def test_members_who_stay_can_fill_a_cap_before_anyone_votes():
    field = given_field(*NORTH, SOUTH)
    sitting = Field(field.standing, frozenset(), ({"home_wiki": "en"}, {"home_wiki": "en"}))
    assert found(given_book(chamber_text(election=COMMITTEE)), sitting)["group_capped"].values["most"] == 0


def test_a_shortlist_shorter_than_the_seats_is_named():
    book = given_book(
        chamber_text(key='"first"', election={"seats": "2"}),
        chamber_text(election={"seats": "3", "candidates": '"elected by first"'}),
    )
    assert found(book)["shortlist_too_short"].kind is Kind.DEAD_END


def test_a_quorum_of_more_ballots_than_voters_sinks_everything():
    rules = given_text(quorum={"share": "", "of": "", "votes": "7"})
    findings = found(rules, committee=6)
    assert findings["quorum_out_of_reach"].clause == "quorum"
    assert findings["never_adopted"].kind is Kind.DEAD_END
    assert "never_adopted" not in found(rules, committee=7)


def test_a_no_that_helps_is_a_surprise():
    finding = found(given_text())["no_helps"]
    before = Count(**dict(finding.values))
    after = Count(before.eligible, before.yes, before.no + 1, before.neutral)
    chamber = given_rulebook().chambers[0]
    assert (approves(chamber, before), approves(chamber, after)) == (False, True)


def test_what_approves_without_a_yes_and_what_refuses_without_a_no_are_surprises():
    assert "neutral_approves" in found(given_text(quorum={}, threshold={"empty": '"passes"'}))
    assert "empty_approves" in found(given_text(quorum={}, threshold={"empty": '"passes"'}))
    assert "unopposed_loses" in found(given_text(threshold={"base": '"eligible"', "tie": '"bar"'}))
    assert "one_yes_approves" in found(given_text(quorum={}))


@pytest.mark.parametrize("method", METHODS)
def test_any_method_is_rehearsed_and_every_finding_is_a_sentence(method):
    knobs_said = {key: knobs.readings(method, key)[0] for key in knobs.asked(method, {})}
    said = ", ".join(f'{key} = "{value}"' for key, value in knobs_said.items())
    book = given_book(chamber_text(election={"method": f'"{method}"', "settings": f"{{ {said} }}"}))
    for field in (None, given_field((3, "en", "North"), (2, "de", "South"))):
        findings = simulate(book, field)
        assert findings
        assert all(finding_sentence(finding) for finding in findings)


@st.composite
def rules(draw):
    method = draw(st.sampled_from(["yes-no", "approval", "schulze", "stv-meek", "plurality", "equal-shares", "lot"]))
    known = {key: draw(st.sampled_from(knobs.readings(method, key))) for key in knobs.asked(method, {})}
    if known.get("tie") == "lot":
        known["seed"] = AT_THE_COUNT
    seats = draw(st.integers(1, 6))
    election = {
        "method": f'"{method}"',
        "settings": "{ " + ", ".join(f'{key} = "{value}"' for key, value in known.items()) + " }",
        "seats": str(seats),
        "caps": draw(st.sampled_from(['"none"', '[{ attribute = "home_wiki", most = 1 }]', COMMITTEE["caps"]])),
        "acts_with": draw(st.sampled_from(['"none"', "1", "4"])),
        "passes": draw(st.sampled_from(['"one is elected"', '"all seats are filled"'])),
    }
    if draw(st.booleans()):
        election |= {key: COMMITTEE[key] for key in ("reserved", "vacant")}
        election["filled"] = draw(st.sampled_from(['"best first"', '"at large first"', '"reserved first"']))
    return chamber_text(election=election)


groups = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from(["en", "de", "fr", ""]), st.sampled_from(["North", "South", ""])),
    max_size=4,
    unique_by=lambda group: group[1:],
)


@SETTINGS
@given(rules(), groups, st.integers(1, 20))
def test_a_rehearsal_never_fails(chamber, candidates, eligible):
    book = given_book(chamber)
    for field in (None, given_field(*candidates)):
        for finding in simulate(book, field, {"community": eligible}):
            assert finding_sentence(finding)
            assert json.dumps(finding.data())


@SETTINGS
@given(groups, st.integers(1, 5))
def test_a_body_said_to_be_beyond_filling_is_filled_by_no_votes(candidates, most):
    field = given_field(*[group for group in candidates if group[1]])
    room = Room(Limits(6, (Cap("home_wiki", most),), (Reserved("region", "South", 1),)),
                dict(enumerate(field.standing.values())))  # fmt: skip
    caps = f'[{{ attribute = "home_wiki", most = {most} }}]'
    book = given_book(chamber_text(election={**COMMITTEE, "seats": "6", "caps": caps, "acts_with": "1"}))
    findings = found(book, field)
    if "cannot_be_filled" in findings:
        assert findings["cannot_be_filled"].values["most"] == room.most(range(len(field.standing)))


def test_the_command_says_dead_ends_first_and_as_data(capsys, tmp_path):
    (tmp_path / "rules.toml").write_text(book_text(chamber_text(election=COMMITTEE)), encoding="utf-8")
    rows = ["name,home_wiki,region", *(f"{w}{r}{n},{w},{r}" for k, w, r in (*NORTH, SOUTH) for n in range(k))]
    (tmp_path / "c.csv").write_text("\n".join(rows), encoding="utf-8")
    assert main(["simulate", str(tmp_path / "rules.toml"), "--candidates", str(tmp_path / "c.csv")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Committee: 2 dead ends")
    assert lines[1].startswith("  dead end: ")
    assert main(["simulate", str(tmp_path / "rules.toml"), "--candidates", str(tmp_path / "c.csv"), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["findings"][0]["kind"] == "dead end"
    (tmp_path / "c.csv").write_text("who\n", encoding="utf-8")
    assert main(["simulate", str(tmp_path / "rules.toml"), "--candidates", str(tmp_path / "c.csv")]) == 2
    assert "c.csv, line 1" in capsys.readouterr().err


@SETTINGS
@given(st.lists(chambers(), min_size=1, max_size=3), st.integers(1, 30))
def test_a_rehearsal_of_questions_never_fails_and_is_right_about_what_cannot_be(given_chambers, eligible):
    named = tuple(replace(chamber, key=f"c{place}") for place, chamber in enumerate(given_chambers))
    rulebook = Rulebook("r", "en", Combination(1, len(named)), named)
    findings = simulate(rulebook, None, {chamber.key: eligible for chamber in named})
    assert all(finding_sentence(finding) for finding in findings)
    dead = {f.chamber for f in findings if f.code in {"quorum_out_of_reach", "bar_out_of_reach"}}
    for chamber in named:
        counts = (
            Count(eligible, y, n, z) for y, n, z in product(range(eligible + 1), repeat=3) if y + n + z <= eligible
        )
        if eligible <= 8:
            assert (chamber.key in dead) is not any(approves(chamber, counted) for counted in counts)


def test_the_example_is_the_conduct_committee_that_cannot_act(capsys):
    files = [str(EXAMPLES / "committee.toml"), "--candidates", str(EXAMPLES / "committee-candidates.csv")]
    assert main(["simulate", *files]) == 0
    out = capsys.readouterr().out
    assert "2 dead ends" in out
    assert "all its 3 candidates share home_wiki enwiki" in out
