"""Evidence bundles: what is written verifies, what was changed is found, whoever changed it and however well."""

from __future__ import annotations

import json
import random
import tracemalloc
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from typing import Any

import pytest

from recount import Unusable
from recount.bundles.rolls import commitment
from recount.bundles.strikes import Strike
from recount.bundles.verifying import verify
from recount.bundles.writing import Chamber, Evidence, Voter, write_bundle
from recount.command import main
from recount.methods import METHODS
from recount.profiles import Ballot, Number, Profile
from recount.tests.given_bundles import (
    altered,
    chained,
    election_rules,
    files_in,
    given_election,
    given_evidence,
    given_voters,
    members,
    written,
)

CANDIDATES = Profile(("Ann", "Bo Diaz", "Cy", "Dee"), {})


@pytest.fixture
def bundle(tmp_path):
    return written(tmp_path, given_evidence())


def run(capsys, *arguments):
    code = main(["verify", *map(str, arguments)])
    out, err = capsys.readouterr()
    return code, out, err


def answer(report) -> dict[str, Any]:
    """Return what the one chamber of an election came to."""
    (chamber,) = report.result["chambers"]
    return dict(chamber)


def differing(path):
    difference = verify(path).difference
    assert difference is not None
    return difference.code, difference.file, difference.line


def test_a_bundle_says_in_one_line_that_it_matches(capsys, bundle):
    code, out, err = run(capsys, bundle)
    assert (code, err, out.count("\n")) == (0, "", 1)
    assert "matches: Shall the charter be ratified?: adopted; 45 ballots counted again, 2 struck, 3 chambers;" in out
    assert "held elsewhere and not counted again: board; ledger unbroken from 39 to 43:" in out


def test_the_report_as_data_has_every_figure(capsys, bundle):
    code, out, _err = run(capsys, bundle, "--json")
    report = json.loads(out)
    assert (code, report["matches"], report["difference"], report["outcome"]) == (0, True, None, "adopted")
    assert report["chambers"] == [
        {"key": "individuals", "voting": "secret", "eligible": 100, "cast": 36, "struck": 1, "counted": 35},
        {"key": "affiliates", "voting": "open", "eligible": 12, "cast": 11, "struck": 1, "counted": 10},
        {"key": "board", "voting": "elsewhere", "eligible": 9, "cast": 0, "struck": 0, "counted": 0},
    ]


def test_the_result_is_that_of_the_ballots_that_were_not_struck(bundle):
    result = json.loads(files_in(bundle)["result.json"])
    counts = {chamber["key"]: (chamber["yes"], chamber["no"], chamber["neutral"]) for chamber in result["chambers"]}
    assert counts == {"individuals": (20, 9, 6), "affiliates": (8, 1, 1), "board": (6, 1, 1)}


def test_the_same_decision_gives_the_same_bytes_in_whatever_order_it_is_given():
    evidence = given_evidence()
    first, again = BytesIO(), BytesIO()
    write_bundle(first, evidence)
    shuffled = [
        replace(
            c, roll=random.sample(c.roll, len(c.roll)), ballots=random.sample(list(c.ballots), len(list(c.ballots)))
        )
        if isinstance(c, Chamber)
        else c
        for c in evidence.chambers
    ]
    write_bundle(again, replace(evidence, chambers=shuffled, strikes=evidence.strikes[::-1]))
    assert first.getvalue() == again.getvalue()


def test_no_name_of_a_secret_chamber_is_in_the_bundle(bundle):
    assert not [name for name, text in files_in(bundle).items() if "person:" in text]


def test_a_voter_finds_their_place_by_their_salt(bundle):
    voter = given_voters("person", 100)[17]
    place = commitment("D-87", "individuals", voter.name, voter.salt)
    assert f"\n{place},,\n" in files_in(bundle)["rolls/individuals.csv"]


def test_the_readme_says_what_it_is_who_decided_and_what_it_cannot_prove(bundle):
    text = files_in(bundle)["README.txt"]
    for words in (
        "RESULT: ADOPTED",
        "verify THIS-FILE.zip",
        "Put to the vote by Charter committee.",
        "CANNOT PROVE",
        "2 % of the eligible must take part",
        "these voted: Board",
    ):
        assert words in text


def test_nothing_is_written_when_a_bundle_is_verified(bundle, monkeypatch):
    monkeypatch.chdir(bundle.parent)
    before = bundle.read_bytes()
    verify(bundle)
    assert [path.name for path in bundle.parent.iterdir()] == [bundle.name]
    assert bundle.read_bytes() == before


def changed(bundle, name, before, after):
    text = files_in(bundle)[name]
    assert before in text
    return altered(bundle, {name: text.replace(before, after, 1)})


def test_a_changed_file_is_not_the_one_the_manifest_names(capsys, bundle):
    text = files_in(bundle)["ballots/affiliates.csv"].replace(",no", ",yes", 1)
    code, out, _err = run(capsys, altered(bundle, {"ballots/affiliates.csv": text}, with_manifest=False))
    assert (code, out.count("\n")) == (1, 1)
    assert "DIFFERS: manifest.sha256, line 2: ballots/affiliates.csv is not the file" in out


@pytest.mark.parametrize(
    ("name", "before", "after", "code"),
    [
        ("ballots/individuals.csv", ",no", ",yes", "result_differs"),
        ("ballots/individuals.csv", "K004-676,yes\n", "", "cast_differs"),
        ("rolls/affiliates.csv", "body:3", "body:33", "commitment_differs"),
        ("rulebook.toml", '"55 %"', '"54 %"', "rulebook_source_differs"),
        ("rulebook.json", '"format":1', '"format": 1', "rulebook_not_canonical"),
        ("bundle.json", '"eligible": 100', '"eligible": 101', "roll_size"),
        ("bundle.json", '"id": "D-87"', '"id": "D-88"', "commitment_differs"),
        ("bundle.json", '"yes": 6', '"yes": 5', "result_differs"),
        ("result.json", '"adopted"', '"rejected"', "result_differs"),
        ("ledger.jsonl", "ä€😀", "ä€!", "chain_changed"),
        ("ledger.jsonl", '"by":-3', '"by":-4', "chain_changed"),
    ],
)
def test_whatever_is_changed_with_its_hash_is_found(bundle, name, before, after, code):
    assert differing(changed(bundle, name, before, after))[0] == code


def test_a_ballot_of_somebody_who_is_not_on_the_roll_is_found(bundle):
    rows = files_in(bundle)["ballots/affiliates.csv"].splitlines()
    rows[3] = f"{rows[2][:63]}{'0' if rows[2][63] != '0' else '1'},yes"
    path = altered(bundle, {"ballots/affiliates.csv": "\n".join([rows[0], *sorted(rows[1:]), ""])})
    assert differing(path)[:2] == ("ballot_not_on_roll", "ballots/affiliates.csv")


def test_a_voter_who_is_taken_off_the_roll_is_missed(bundle):
    rows = files_in(bundle)["rolls/individuals.csv"].splitlines(keepends=True)
    assert differing(altered(bundle, {"rolls/individuals.csv": "".join(rows[:-1])}))[0] == "roll_size"


def test_a_voter_who_is_another_is_found_by_the_hash_of_the_roll(bundle):
    rows = files_in(bundle)["rolls/individuals.csv"].splitlines(keepends=True)
    path = altered(bundle, {"rolls/individuals.csv": "".join([*rows[:-1], "f" * 64 + ",,\n"])})
    assert differing(path)[0] == "roll_hash"


def test_a_roll_that_is_not_the_one_in_the_ledger_is_found(bundle):
    ledger = [json.loads(line) for line in files_in(bundle)["ledger.jsonl"].splitlines()]
    ledger[2]["entry"]["payload"]["rolls"]["individuals"] = "0" * 64
    entries = [seal.get("entry", {"payload": {"private": True}}) for seal in ledger]
    lines = "".join(f"{json.dumps(seal)}\n" for seal in chained(entries))
    assert differing(altered(bundle, {"ledger.jsonl": lines})) == ("anchor_differs", "ledger.jsonl", 3)


def test_an_entry_that_is_only_a_digest_anchors_nothing(bundle):
    text = files_in(bundle)["bundle.json"].replace('"seal": 40', '"seal": 42')
    assert differing(altered(bundle, {"bundle.json": text}))[0] == "anchor_missing"


@pytest.mark.parametrize(
    ("lines", "code", "line"),
    [([0, 1, 3, 4], "chain_gap", 3), ([0, 2, 1, 3, 4], "chain_gap", 2), ([0, 1, 2, 2, 3], "chain_gap", 4)],
)
def test_a_ledger_with_a_gap_is_broken(bundle, lines, code, line):
    rows = files_in(bundle)["ledger.jsonl"].splitlines(keepends=True)
    path = altered(bundle, {"ledger.jsonl": "".join(rows[place] for place in lines)})
    assert differing(path) == (code, "ledger.jsonl", line)


def test_a_ledger_written_anew_shows_against_a_line_that_was_kept(capsys, bundle):
    seal = json.loads(files_in(bundle)["ledger.jsonl"].splitlines()[1])
    assert run(capsys, bundle, "--saved", f"40:{seal['hash']}")[0] == 0
    code, out, _err = run(capsys, bundle, "--saved", f"40:{'0' * 64}")
    assert (code, "seal 40 is not the one that was kept" in out) == (1, True)
    assert run(capsys, bundle, "--saved", f"44:{'0' * 64}")[0] == 1
    assert run(capsys, bundle, "--saved", "forty")[0] == 2


def test_the_first_seal_of_all_follows_zeros(tmp_path):
    entries: list[dict[str, Any]] = [{"payload": {}}, {"payload": {}}]
    good, bad = chained(entries, first=1), chained(entries, first=1)
    bad[0]["previous"] = "1" * 64
    evidence = replace(given_evidence(), anchors=[])
    assert verify(written(tmp_path, replace(evidence, ledger=good))).is_match
    assert differing(written(tmp_path, replace(evidence, ledger=bad))) == ("chain_order", "ledger.jsonl", 1)


def test_a_strike_without_its_ballot_and_a_sealed_one_that_is_published_are_found(bundle):
    text = files_in(bundle)["strikes.csv"]
    gone = text.replace("individuals,person-unread,sealed", "individuals,K999,published")
    assert differing(altered(bundle, {"strikes.csv": gone}))[0] == "strike_without_ballot"
    there = text.replace("person-unread", "K004-676")
    assert differing(altered(bundle, {"strikes.csv": there}))[0] == "struck_ballot_published"


def test_nobody_casts_more_ballots_than_there_are_voters(tmp_path):
    rules = election_rules("plurality", 1)
    evidence = given_election(rules, CANDIDATES, [Ballot(((0,),))] * 4)
    chamber = replace(members(evidence), roll=members(evidence).roll[:4])
    more = Strike("members", "R9", "double", is_sealed=True)
    path = written(tmp_path, replace(evidence, chambers=[chamber], strikes=[more]))
    assert differing(path)[0] == "more_cast_than_roll"


@pytest.mark.parametrize("is_secret", [True, False])
@pytest.mark.parametrize("form", ["csv", "blt", "json"])
def test_an_election_is_counted_from_each_format_openly_or_secretly(tmp_path, form, is_secret):
    ballots = [Ballot(((place % 4,), ((place + 1) % 4,))) for place in range(13)] + [Ballot()]
    evidence = given_election(election_rules("stv-meek", 2), CANDIDATES, ballots, is_secret=is_secret, form=form)
    struck = Strike("members", "R0004" if is_secret else "member:4", "Cast from a stolen account")
    path = written(tmp_path, replace(evidence, strikes=[struck]))
    report = verify(path)
    assert report.is_match, report.difference
    assert (report.chambers[0].cast, report.chambers[0].struck, report.chambers[0].counted) == (14, 1, 13)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_can_be_counted_from_a_bundle(tmp_path, method):
    about = ({"cost": "2", "region": "N"}, {"cost": "3", "region": "N"}, {"cost": "1", "region": "S"}, {"cost": "2"})
    options = ("agree", "concern", "stand-aside", "objection") if method == "consent" else CANDIDATES.options
    paper = Profile(options, {}, about=about, budget=4)
    ballots = [
        Ballot(((place % 4,),) if method in {"consent", "debian"} else ((place % 4,), ((place + 1) % 4,)),
               tuple((option, (option + place) % 3) for option in range(4)))
        for place in range(9)
    ]  # fmt: skip
    seats = 1 if method in {"irv", "star", "two-round", "debian", "consent", "yes-no"} else 2
    evidence = given_election(election_rules(method, seats), paper, ballots)
    path = written(tmp_path, evidence)
    report = verify(path)
    assert report.is_match, report.difference
    elected = answer(report)["elected"]
    assert elected or method in {"consent", "equal-shares-budget", "greedy"}


def test_weights_of_the_roll_weigh_open_ballots_and_recusals_shrink_the_base(tmp_path):
    rules = election_rules("plurality", 1, weights="as on the roll")
    evidence = given_election(rules, CANDIDATES, [Ballot(((0,),))] * 2 + [Ballot(((1,),))], is_secret=False)
    salts = [voter.salt for voter in members(evidence).roll]
    weights: list[Number] = [Fraction(1, 3), 1, Fraction(5, 2), 1, 1]
    roll = [
        Voter(f"member:{place}", salt, is_named=place == 2, weight=weight, is_recused=place == 4)
        for place, (salt, weight) in enumerate(zip(salts, weights, strict=True))
    ]
    path = written(tmp_path, replace(evidence, chambers=[replace(members(evidence), roll=roll)]))
    report = verify(path)
    assert report.is_match, report.difference
    assert answer(report)["elected"] == ["Bo Diaz"]
    assert answer(report)["recused"] == 1
    lines = files_in(path)["rolls/members.csv"].replace(",5/2,", ",1/2,").replace(",2.5,", ",0.5,")
    assert differing(altered(path, {"rolls/members.csv": lines}))[0] == "result_differs"


def test_who_is_recused_where_all_votes_weigh_the_same_leaves_the_base_too(tmp_path):
    evidence = given_election(election_rules("plurality", 1), CANDIDATES, [Ballot(((0,),))] * 3, is_secret=False)
    roll = [replace(voter, is_recused=place == 4) for place, voter in enumerate(members(evidence).roll)]
    report = verify(written(tmp_path, replace(evidence, chambers=[replace(members(evidence), roll=roll)])))
    assert report.is_match, report.difference
    assert answer(report)["recused"] == 1


def test_the_ballots_of_a_run_off_are_counted_too(tmp_path):
    rules = json.loads(election_rules("approval", 1))
    settings = rules["chambers"][0]["election"]["settings"] | {"tie": "none"}
    again = {"between": 2, "method": "approval", "settings": settings, "ballots": "new ballots"}
    rules["chambers"][0]["election"] |= {"settings": settings, "runoff": again}
    tied = given_election(json.dumps(rules), CANDIDATES, [Ballot(((0, 1),))] * 3)
    chamber = replace(members(tied), runoff=[(f"S{place}", Ballot(((1,),))) for place in range(3)])
    struck = Strike("members.runoff", "S2", "cast too late")
    report = verify(written(tmp_path, replace(tied, chambers=[chamber], strikes=[struck])))
    assert report.is_match, report.difference
    assert answer(report)["elected"] == ["Bo Diaz"]


def test_members_who_stay_count_against_a_cap(tmp_path):
    rules = json.loads(election_rules("approval", 1))
    rules["chambers"][0]["election"]["caps"] = [{"attribute": "wiki", "most": 1}]
    paper = replace(CANDIDATES, about=tuple({"wiki": wiki} for wiki in ("de", "fr", "fr", "es")))
    evidence = given_election(json.dumps(rules), paper, [Ballot(((0,),)), Ballot(((0,),)), Ballot(((1,),))])
    chamber = replace(members(evidence), sitting=[{"wiki": "de"}])
    report = verify(written(tmp_path, replace(evidence, chambers=[chamber])))
    assert report.is_match, report.difference
    assert answer(report)["elected"] == ["Bo Diaz"]


def given_split(parts):
    question = {"share": "1/2", "base": "yes+no", "strictness": "more than", "tie": "fails", "empty": "fails"}
    rules = json.loads(election_rules("plurality", 1, weights="as on the roll", split="split", threshold=question))
    del rules["chambers"][0]["election"]
    voters = [replace(voter, weight=3) for voter in given_voters("body", 2)]
    chamber = Chamber("members", False, voters, [(voters[0].name, parts), (voters[1].name, {"no": Fraction(1, 4)})])
    return Evidence({"id": "Q-1", "title": "Merge?"}, json.dumps(rules), [chamber])


def test_a_body_may_split_its_weight_where_the_rules_say_so(tmp_path):
    path = written(tmp_path, given_split({"yes": Fraction(2, 3), "no": Fraction(1, 3)}))
    report = verify(path)
    assert report.is_match, report.difference
    assert (answer(report)["yes"], answer(report)["no"], report.chambers[0].cast) == (2, "7/4", 2)


def test_a_body_splits_no_more_than_it_has(tmp_path):
    with pytest.raises(Unusable) as unusable:
        verify(written(tmp_path, given_split({"yes": Fraction(2, 3), "no": Fraction(1, 2)})))
    assert (unusable.value.problems[0].code, unusable.value.problems[0].line) in {("parts_of_one", n) for n in (3, 4)}


def test_a_bundle_is_read_ballot_by_ballot(tmp_path):
    evidence = replace(given_evidence(), strikes=[], ledger=[], anchors=[])
    receipts = [(f"R{place:06d}", "yes") for place in range(20_000)]
    voters = given_voters("person", 20_000)
    chambers = [
        replace(c, roll=voters, ballots=receipts) if isinstance(c, Chamber) and c.is_secret else c
        for c in evidence.chambers
    ]
    path = written(tmp_path, replace(evidence, chambers=chambers))
    del receipts, voters, chambers
    verify(path)
    tracemalloc.start()
    assert verify(path).is_match
    assert tracemalloc.get_traced_memory()[1] < 4_000_000
    tracemalloc.stop()


def test_a_seat_that_fell_free_is_filled_by_the_rulebook(tmp_path):
    rules = json.loads(election_rules("stv-meek", 1))
    rules["chambers"][0]["election"]["vacancy"] = "count-back"
    ballots = [Ballot(((0,), (2,)))] * 3 + [Ballot(((1,), (2,)))]
    evidence = given_election(json.dumps(rules), CANDIDATES, ballots)
    report = verify(written(tmp_path, replace(evidence, chambers=[replace(members(evidence), left=["Ann"])])))
    assert report.is_match, report.difference
    assert (answer(report)["elected"], answer(report)["vacancy"]["members"]) == (["Ann"], ["Cy"])
